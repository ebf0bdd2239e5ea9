"""Near hashes: every one within the bound and no other, whoever counts the bits."""

import numpy as np
import pytest

from scene_stager.provenance import near_duplicates as room
from scene_stager.provenance.near_duplicates import near_duplicates
from scene_stager.provenance.perceptual_hash import FORMS, perceptual_hash
from tests.provenance.pictures import scene


def by_hand(forms, hashes, most, most_turned):
    """The same by unpacking every bit."""
    a, b = np.unpackbits(forms, axis=1), np.unpackbits(hashes, axis=1)
    found = []
    for place, one in enumerate(b):
        distances = (a != one).sum(axis=1)
        fits = [(int(d), f) for f, d in enumerate(distances) if d <= (most_turned if f else most)]
        if fits:
            distance, form = min(fits)
            found.append((distance, place, form))
    return sorted(found)


@pytest.fixture
def some():
    rng = np.random.default_rng(6)
    hashes = rng.integers(0, 256, (500, 32), dtype=np.uint8)
    forms = hashes[:8].copy()
    for k, row in enumerate(hashes[:300]):  # at every distance
        row[:] = forms[k % 8] ^ np.packbits(rng.permutation(256) < k)
    return forms, hashes


@pytest.mark.parametrize("bounds", [(0, 0), (31, 31), (89, 81), (40, 90), (256, 256)])
@pytest.mark.parametrize("at_once", [7, 10_000])
@pytest.mark.parametrize("modern", [True, False])
def test_finds_what_unpacked_bits_say(some, monkeypatch, bounds, at_once, modern):
    monkeypatch.setattr(room, "AT_ONCE", at_once)
    if not modern:
        monkeypatch.delattr(np, "bitwise_count", raising=False)
    assert list(near_duplicates(*some, *bounds)) == by_hand(*some, *bounds)


def test_a_negative_is_256_bits_away_and_not_none():
    one = np.arange(32, dtype=np.uint8)[None]
    assert near_duplicates(one, ~one, 255) == ()
    assert near_duplicates(one, ~one, 256)[0].distance_bits == 256


def test_hashes_may_be_mapped_from_a_file(some, tmp_path):
    forms, hashes = some
    np.save(tmp_path / "hashes.npy", hashes)
    mapped = np.load(tmp_path / "hashes.npy", mmap_mode="r", allow_pickle=False)
    assert near_duplicates(forms, mapped) == near_duplicates(forms, hashes)


def test_a_turned_picture_is_found_in_its_form_and_others_are_not():
    pictures = [scene(seed) for seed in range(12)]
    hashes = np.stack([perceptual_hash(picture).bits for picture in pictures])
    for index, form in enumerate(FORMS):
        picture = pictures[3]
        picture = picture.swapaxes(0, 1) if form[0] else picture
        picture = picture[::-1] if form[1] else picture
        picture = picture[:, ::-1] if form[2] else picture
        (near,) = near_duplicates(perceptual_hash(picture).forms, hashes)
        assert (near.place, near.distance_bits) == (3, 0)
        assert (near.form == 0) == (index == 0)


def test_none_among_none():
    assert near_duplicates(np.zeros((8, 32), np.uint8), np.zeros((0, 32), np.uint8)) == ()
