"""The colour signature sees what perceptual hashes do not, and little else."""

import colorsys

import numpy as np
import pytest
from PIL import Image

from scene_stager.provenance.colour_signature import colour_signature, colours_apart_share
from scene_stager.provenance.perceptual_hash import NEAR_CERTAIN_BITS, perceptual_hash
from tests.provenance.pictures import pattern, scene

PINNED = [14, 18, 29, 21, 16, 13, 11, 9, 8, 7, 8, 11, 84]


def flat(*rgb):
    return np.full((20, 30, 3), rgb, dtype=np.uint8)


@pytest.mark.parametrize("hue", range(12))
def test_a_pure_hue_is_in_its_own_place(hue):
    rgb = [round(255 * part) for part in colorsys.hsv_to_rgb(hue / 12, 1.0, 1.0)]
    signature = colour_signature(flat(*rgb))
    assert int(signature[hue]) >= 253
    assert int(signature.sum()) <= 255


def test_a_hue_between_two_is_shared_and_a_pale_one_is_mostly_grey():
    rgb = [round(255 * part) for part in colorsys.hsv_to_rgb(0.5 / 12, 1.0, 1.0)]
    assert np.abs(colour_signature(flat(*rgb))[:2].astype(int) - 127).max() <= 2
    pale = colour_signature(flat(255, 204, 204))
    assert np.abs(pale[[0, 12]].astype(int) - [51, 204]).max() <= 1
    assert colour_signature(flat(90, 90, 90)).tolist() == [0] * 12 + [255]
    assert colour_signature(flat(0, 0, 0)).tolist() == [0] * 13


def test_swapped_channels_are_seen_by_it_and_not_by_the_hash():
    picture = scene(3)
    swapped = picture[..., ::-1]
    bits = perceptual_hash(picture).bits ^ perceptual_hash(swapped).bits
    assert np.unpackbits(bits).sum() <= NEAR_CERTAIN_BITS + 20
    assert colours_apart_share(colour_signature(picture), colour_signature(swapped)) > 0.05


@pytest.mark.parametrize("seed", range(4))
def test_size_and_compression_hardly_change_it(seed, tmp_path):
    picture = scene(seed)
    image = Image.fromarray(picture)
    image.save(tmp_path / "a.jpg", quality=40)
    small = image.resize((90, 60), Image.Resampling.LANCZOS)
    for other in (np.asarray(Image.open(tmp_path / "a.jpg")), np.asarray(small)):
        assert colours_apart_share(colour_signature(picture), colour_signature(other)) < 0.03


def test_turning_a_picture_does_not_change_it():
    picture = scene(5)
    for turned in (picture[::-1], picture[:, ::-1], picture.swapaxes(0, 1)):
        assert colour_signature(turned).tolist() == colour_signature(picture).tolist()


def test_it_is_the_same_on_every_machine():
    assert colour_signature(pattern()).tolist() == PINNED


def test_apart_is_none_for_one_and_all_for_two_pure_colours():
    red, blue = colour_signature(flat(255, 0, 0)), colour_signature(flat(0, 0, 255))
    assert colours_apart_share(red, red) == 0.0
    assert colours_apart_share(red, blue) > 0.99
