"""Saliency: held to numpy on a network of our own, to another pipeline on the real one."""

import numpy as np
import pytest
from PIL import Image

from scene_stager.errors import InputError
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.maths.resample import area_average
from scene_stager.models.load import load, open_network
from scene_stager.models.saliency import saliency_identity, stands_out
from scene_stager.reading.grid import make_grids
from scene_stager.reading.mask import find_subject
from tests.house.sources import ROOT
from tests.models import nets

STILLS = sorted((ROOT / "tests" / "reading" / "stills").glob("*.png"))
MEAN, SPREAD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


def opened(data=None):
    return open_network(data or nets.weighing(), "onnx", "digest", "net")


def overlap(a, b) -> float:
    return float((a & b).sum() / (a | b).sum())


def picture_of(path):
    return np.asarray(Image.open(path).convert("RGB")) / 255.0


def test_a_mask_is_what_the_network_says_stretched_to_one():
    picture = np.random.default_rng(5).uniform(0.1, 0.9, (16, 16, 3))
    want = (((picture / picture.max() - MEAN) / SPREAD) @ np.array(nets.WEIGHTS)) ** 2
    want = (want - want.min()) / np.ptp(want)
    np.testing.assert_allclose(stands_out(picture, opened()).mask, want, atol=1e-6)


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (333, 17), (64, 48)])
def test_a_mask_has_the_size_of_its_picture_and_lies_between_0_and_1(size):
    picture = np.random.default_rng(5).uniform(0.0, 1.0, (*size, 3))
    mask = stands_out(picture, opened()).mask
    assert mask.shape == size
    assert 0.0 <= mask.min() <= mask.max() <= 1.0


@pytest.mark.parametrize("level", [0.0, 1e-9, 0.5, 1.0, 7.0])
def test_an_even_picture_marks_nothing(level):
    assert not stands_out(np.full((40, 30, 3), level), opened()).mask.any()


def test_a_network_of_another_form_or_without_numbers_is_refused():
    picture = np.ones((8, 8, 3))
    with pytest.raises(InputError, match="expected one input"):
        stands_out(picture, opened(nets.doubling()))
    with pytest.raises(InputError, match="that are no numbers"):
        stands_out(picture, opened(nets.weighing((np.nan, 0.0, 0.0))))


def test_the_identity_names_the_network_and_the_preparation():
    assert saliency_identity(opened()) == ("digest", "saliency.1")


def test_agrees_with_the_subject_that_is_found_without_a_network(prepared):
    network, overlaps = load("u2netp", prepared), []
    for path in STILLS:
        picture = picture_of(path)
        found = find_subject(make_grids(decode_srgb(picture))).inside
        overlaps.append(
            overlap(area_average(stands_out(picture, network).mask, *found.shape) > 0.5, found)
        )
    assert len(overlaps) == 18
    assert np.mean(overlaps) > 0.95  # 0.967 when it was measured
    assert min(overlaps) > 0.9  # 0.937


def test_agrees_with_the_way_in_which_others_ask_the_same_network(prepared):
    network = load("u2netp", prepared)
    for path in STILLS[::6]:
        still = Image.open(path).convert("RGB")
        small = np.asarray(still.resize((320, 320), Image.Resampling.LANCZOS)) / 255.0
        given = ((small / small.max() - MEAN) / SPREAD).transpose(2, 0, 1)[None]
        said = network.run({"input.1": given.astype(np.float32)})["1959"][0, 0]
        codes = ((said - said.min()) / np.ptp(said) * 255).astype(np.uint8)
        theirs = np.asarray(Image.fromarray(codes).resize(still.size, Image.Resampling.LANCZOS))
        mask = stands_out(picture_of(path), network).mask
        assert overlap(mask > 0.5, theirs > 127) > 0.97
        assert np.abs(mask - theirs / 255.0).mean() < 0.002  # 0.0015 when it was measured


def test_a_mirrored_picture_gives_a_mirrored_mask(prepared):
    network, picture = load("u2netp", prepared), picture_of(STILLS[3])
    upright, turned = (stands_out(one, network).mask for one in (picture, picture[:, ::-1]))
    assert overlap(upright > 0.5, turned[:, ::-1] > 0.5) > 0.95
