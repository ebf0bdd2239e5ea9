"""The perceptual hash: other people's bits, the same on every machine, every way it is turned."""

import math
import subprocess
from itertools import pairwise
from pathlib import Path

import imagehash
import numpy as np
import pytest
from PIL import Image
from scipy.fft import dct
from tools.blenders import pythons

from scene_stager.provenance import perceptual_hash as room
from scene_stager.provenance.perceptual_hash import (
    CANDIDATE_BITS,
    FORMS,
    LEAST_QUALITY,
    NEAR_CERTAIN_BITS,
    perceptual_hash,
    slow_waves,
)
from tests.house.sources import ROOT
from tests.provenance.pictures import pattern, scene

PINNED = "800907ba01c9071abe72f8e608f909e7fb2e5a5a12bc57a955530077177effe4"


def apart(one, other) -> int:
    return int(np.unpackbits(one ^ other).sum())


def theirs(codes):
    bits = imagehash.phash(Image.fromarray(codes), hash_size=16).hash
    return np.packbits(bits.ravel())


def as_formed(picture, form):
    transposed, rows, columns = form
    picture = picture.swapaxes(0, 1) if transposed else picture
    picture = picture[::-1] if rows else picture
    return picture[:, ::-1] if columns else picture


@pytest.mark.parametrize("seed", range(6))
def test_the_bits_are_those_of_imagehash_where_nothing_is_resized(seed):
    grey = scene(seed, 64, 64)[..., 1]
    assert apart(perceptual_hash(grey).bits, theirs(grey)) <= 2  # waves at the median itself


@pytest.mark.parametrize("seed", range(6))
def test_the_bits_are_near_to_those_of_imagehash_at_any_size(seed):
    picture = scene(seed)
    assert apart(perceptual_hash(picture).bits, theirs(picture)) <= 16


def test_the_waves_are_those_of_a_dct():
    cells = np.random.default_rng(4).integers(0, 2**20, (64, 64))
    want = dct(dct(cells.astype(float), axis=0), axis=1)[:16, :16] / 4.0
    np.testing.assert_allclose(slow_waves(cells) / 2.0**28, want, atol=64 * 2**20 / 2**14)


def test_an_even_picture_has_one_wave_only():
    waves = slow_waves(np.full((64, 64), 12345))
    assert np.count_nonzero(waves) == 1


def test_no_rounding_of_a_cosine_hangs_on_the_last_digits_of_a_library():
    scaled = [
        math.cos((2 * n + 1) * k * math.pi / 128) * 2**14 for k in range(16) for n in range(64)
    ]
    margin = min(abs(value - math.floor(value) - 0.5) for value in scaled)
    assert margin > 1e-4  # a library's cosine is off by some 1e-12 of these


def test_the_bits_of_a_picture_in_whole_numbers_are_these_on_every_machine():
    assert perceptual_hash(pattern()).bits.tobytes().hex() == PINNED


def test_an_older_numpy_gives_the_same_bits():
    if not (others := [python for python in pythons() if Path(python).exists()]):
        pytest.skip("no Python with another NumPy here; Blender brings one (tools/dev.py test)")
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from tests.provenance.pictures import pattern\n"
        "from scene_stager.provenance.perceptual_hash import perceptual_hash\n"
        "from scene_stager.provenance.near_duplicates import near_duplicates\n"
        "made = perceptual_hash(pattern())\n"
        "print(made.bits.tobytes().hex(), near_duplicates(made.forms, made.forms[3:4])[0].form)"
    )
    command = [others[0], "-c", code, str(ROOT), str(ROOT / "core")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == ([PINNED, "3"], "")


@pytest.mark.parametrize("form", range(8))
@pytest.mark.parametrize("size", [(150, 220), (64, 64), (33, 200)])
def test_a_turned_picture_has_the_bits_of_that_form_exactly(form, size):
    picture = scene(1, *size)
    turned = perceptual_hash(as_formed(picture, FORMS[form]))
    assert turned.bits.tolist() == perceptual_hash(picture).forms[form].tolist()


def test_the_eight_forms_are_eight():
    assert len({form.tobytes() for form in perceptual_hash(scene(1)).forms}) == 8


@pytest.mark.parametrize("seed", range(4))
def test_what_is_done_to_a_picture_leaves_it_near_and_others_are_far(seed):
    codes = scene(seed)
    image = Image.fromarray(codes)
    bits = perceptual_hash(codes).bits
    darker = (255 * (codes / 255.0) ** 1.5).astype(np.uint8)
    noisy = codes + np.random.default_rng(9).normal(0, 12, codes.shape)
    for other in (
        np.asarray(image.resize((110, 75), Image.Resampling.LANCZOS)),
        np.asarray(image.resize((440, 300), Image.Resampling.BICUBIC)),
        darker,
        np.clip(noisy, 0, 255).astype(np.uint8),
        np.asarray(image.convert("L")),
    ):
        assert apart(perceptual_hash(other).bits, bits) <= NEAR_CERTAIN_BITS
    cropped = codes[4:-4, 6:-6]
    assert apart(perceptual_hash(cropped).bits, bits) <= CANDIDATE_BITS
    assert apart(perceptual_hash(scene(seed + 50)).bits, bits) > CANDIDATE_BITS


def test_a_flat_picture_says_that_it_tells_nothing():
    for code in (0, 128, 255):
        flat = perceptual_hash(np.full((50, 70, 3), code, dtype=np.uint8))
        assert (flat.quality, flat.tells) == (0, False)
    slope = np.linspace(0, 1, 300) * np.ones((200, 1))
    assert not perceptual_hash(slope).tells
    assert perceptual_hash(scene(1)).tells


def test_quality_counts_whole_steps_as_its_source_does():
    cells = np.random.default_rng(8).integers(0, 65536 * 16, (64, 64)) // 9
    grey = cells / (65535 * 16 / 255)
    steps = sum(
        int(abs(a - b) * 100 / 255)
        for plane in (grey, grey.T)
        for row in plane
        for a, b in pairwise(row)
    )
    assert abs(room.quality(cells) - min(100, steps // 90)) <= 1
    assert 0 < LEAST_QUALITY <= 100


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (3, 2), (65, 63)])
def test_any_size_has_a_hash(size):
    assert perceptual_hash(scene(2)[: size[0], : size[1]]).forms.shape == (8, 32)
