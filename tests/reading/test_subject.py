"""Who the subject is: two opinions and their overlap, a finger, and pictures outlined by hand."""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tools import networks

from scene_stager.errors import InputError
from scene_stager.maths.resample import area_average
from scene_stager.models.load import load
from scene_stager.models.saliency import stands_out
from scene_stager.pictures.read import read_picture
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.grid import make_grids
from scene_stager.reading.mask import find_subject, mask_from_coverage
from scene_stager.reading.signature import read_signature
from scene_stager.reading.split_level import middle_pieces
from scene_stager.reading.subject import (
    network_here,
    only_at,
    overlap,
    piece_at,
    share_of_picture,
    subject_of,
)

HERE = Path(__file__).resolve().parent
STILLS = sorted((HERE / "stills").glob("*.png"))
DRAWN = HERE / "drawn" / "open"
OUTLINES = json.loads((HERE / "outlines.json").read_text(encoding="utf-8"))
LEFT, RIGHT = (0.27, 0.52), (0.72, 0.5)  # places on the two balls
FINER = 4


def two_balls(height=180, width=320):
    """Two lit balls on a shaded ground, and which pixels are each."""
    y = (0.5 * height - np.arange(height)[:, None] - 0.5) / height
    x = (np.arange(width)[None, :] + 0.5 - 0.5 * width) / height
    light, inside = 0.08 + 0.05 * (x + 1.0) + 0.0 * y, []
    for middle, radius in ((-0.42, 0.2), (0.4, 0.24)):
        u, v = (x - middle) / radius, y / radius
        z = np.sqrt(np.maximum(1.0 - u**2 - v**2, 0.0))
        inside.append(u**2 + v**2 < 1.0)
        lit = 0.05 + 0.5 * np.maximum(0.6 * u + 0.5 * v + 0.62 * z, 0.0)
        light = np.where(inside[-1], lit, light)
    return light[..., None] * np.array([1.0, 0.9, 0.8]), inside


def small(mask, like):
    return area_average(np.asarray(mask, dtype=float), *like.shape) > 0.5


@pytest.fixture
def with_network(monkeypatch):
    if not networks.STAMP.exists():
        pytest.skip("the networks are not here; tools/dev.py setup takes them from their packages")
    monkeypatch.setenv("SCENE_STAGER_MODELS", str(networks.SHELF))


def subject_in(path):
    rgb = np.maximum(read_picture(path).rgb, 0.0)
    return subject_of(rgb, make_grids(rgb))


def truth_of(path):
    return np.asarray(Image.open(path.parent / "masks" / f"{path.stem}.png"))


def rightness(path):
    """The subject that is found in a still, and its overlap with the true outline."""
    found = subject_in(path)
    return found, overlap(found.inside, small(truth_of(path), found.inside))


def blocks(*corners, side=10):
    """Squares on an empty grid of 90 x 160."""
    inside = np.zeros((90, 160), bool)
    for row, column in corners:
        inside[row : row + side, column : column + side] = True
    return inside


def test_an_overlap_is_what_both_have_of_what_either_has():
    one, other = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    one[:, :2], other[:, 1:3] = True, True
    assert overlap(one, other) == pytest.approx(4 / 12)
    assert overlap(one, one) == 1.0
    assert overlap(one, ~one) == overlap(one & other & ~other, ~one & one) == 0.0


def test_without_a_network_the_search_answers_and_is_never_surer_than_it_was():
    assert network_here() == ""
    rgb = two_balls()[0]
    rgb[:, :140] = rgb[:1, :140]  # the left ball is swept away
    grids = make_grids(rgb)
    searched, answered = find_subject(grids), subject_of(rgb, grids)
    assert (answered.inside == searched.inside).all()
    assert answered.origin == "found"
    assert 0.7 < answered.confidence <= searched.confidence


@pytest.mark.parametrize(("place", "which"), [(LEFT, 0), (RIGHT, 1)])
def test_a_place_says_which_of_two_things_is_the_subject(place, which):
    rgb, inside = two_balls()
    found = subject_of(rgb, make_grids(rgb), place)
    assert found.failure is None
    assert overlap(found.inside, small(inside[which], found.inside)) > 0.9
    assert not (found.inside & small(inside[1 - which], found.inside)).any()


@pytest.mark.parametrize(("place", "which"), [(LEFT, 0), (RIGHT, 1)])
def test_with_the_network_too(with_network, place, which):
    rgb, inside = two_balls()
    found = subject_of(rgb, make_grids(rgb), place)
    assert found.origin == "network"
    assert overlap(found.inside, small(inside[which], found.inside)) > 0.9


def test_where_nothing_closed_stands_there_is_no_subject():
    rgb = two_balls()[0]
    found = subject_of(rgb, make_grids(rgb), (0.02, 0.03))
    assert (found.failure, found.inside.any()) == (FailureMode.NO_SUBJECT, np.False_)


def test_a_mirrored_picture_with_a_mirrored_place_is_read_mirrored():
    rgb = np.ascontiguousarray(two_balls()[0])
    there = read_signature(rgb, at=LEFT)
    back = read_signature(np.ascontiguousarray(rgb[:, ::-1]), at=(1.0 - LEFT[0], LEFT[1]))
    assert there.mask.inside.any()
    assert (there.mask.inside == back.mask.inside[:, ::-1]).all()
    assert there.lights.key_azimuth_deg == -back.lights.key_azimuth_deg


def test_a_place_is_said_in_pixels_or_in_shares():
    assert share_of_picture((0.25, 1.0), 640, 360) == (0.25, 1.0)
    assert share_of_picture((160.0, 180.0), 640, 360) == (0.25, 0.5)
    assert share_of_picture((160.0, 0.5), 640, 360) == (0.25, 0.5 / 360)
    with pytest.raises(InputError, match="at: found 700,10, expected a place in its 640 × 360"):
        share_of_picture((700.0, 10.0), 640, 360)


def test_of_a_mask_that_was_given_a_place_takes_its_piece():
    rgb, inside = two_balls()
    given = mask_from_coverage((inside[0] | inside[1]).astype(float), make_grids(rgb), "given")
    left = only_at(given, LEFT)
    assert (left.inside == (given.inside & small(inside[0], given.inside))).all()
    assert only_at(given, (0.02, 0.03)).failure is FailureMode.NO_SUBJECT
    assert only_at(given, None) is given


MIDDLE, CLOSE, FAR, FAR_LEFT = (40, 75), (40, 90), (40, 130), (40, 20)


@pytest.mark.parametrize(
    ("there", "stay"),
    [
        ((MIDDLE, FAR), (MIDDLE,)),  # clutter
        ((MIDDLE, CLOSE, FAR), (MIDDLE, CLOSE)),  # 5 px apart: one thing in two pieces
        ((FAR, FAR_LEFT), (FAR, FAR_LEFT)),  # which of two is the subject, nobody can tell
        ((FAR,), (FAR,)),
        ((), ()),
    ],
)
def test_of_several_pieces_those_in_the_middle_and_close_to_it_are_the_subject(there, stay):
    inside = blocks(*there)
    assert (middle_pieces(inside) == blocks(*stay)).all()
    assert (middle_pieces(inside[:, ::-1]) == blocks(*stay)[:, ::-1]).all()


def test_what_the_network_sees_apart_from_the_subject_is_left_out(with_network):
    found, right = rightness(DRAWN / "plant_10.jpg")  # a white ball and a box stand at the sides
    assert found.origin == "network"
    assert right > 0.85  # with ball and box 0.76


def test_a_finger_may_miss_a_thin_thing_by_two_pixels():
    thin = np.zeros((40, 60), bool)
    thin[5:35, 30] = True
    assert piece_at(thin, 20, 32).sum() == thin.sum()
    assert not piece_at(thin, 20, 33).any()


def test_the_network_has_the_first_word_and_its_confidence_is_its_overlap_with_the_search(
    with_network,
):
    for path in STILLS[4:8:3]:
        rgb = read_picture(path).rgb
        grids = make_grids(rgb)
        answered, searched = subject_of(rgb, grids), find_subject(grids)
        assert answered.origin == "network"
        assert answered.confidence == overlap(answered.inside, searched.inside)
    assert len(network_here()) == 64


def test_where_the_network_sees_nothing_the_search_is_left_and_is_seconded_by_nobody(with_network):
    rng = np.random.default_rng(3)
    speck = 0.2 + 0.004 * rng.standard_normal((180, 320, 3))
    found = subject_of(speck, make_grids(speck))
    assert found.origin == "found"
    assert found.confidence < 0.5


def test_the_network_says_the_same_on_one_thread_and_on_two(with_network):
    picture = np.asarray(Image.open(STILLS[3]).convert("RGB")) / 255.0
    one, two = (stands_out(picture, load("u2netp", threads=count)) for count in (1, 2))
    assert (one.mask == two.mask).all()
    assert one.surest == two.surest


@pytest.mark.slow
def test_subjects_of_the_stills_are_their_true_outlines(with_network):
    right = [rightness(path)[1] for path in STILLS]
    assert len(right) == 18
    assert np.mean(right) >= 0.98  # 0.981 when it was measured; the search alone 0.965
    assert min(right) > 0.93


@pytest.mark.slow
def test_subjects_of_stills_of_no_convention_are_as_right_as_was_measured(with_network):
    right, surely_wrong = [], 0
    for path in sorted(DRAWN.glob("*_*.*")):
        found, overlapping = rightness(path)
        right.append(overlapping)
        surely_wrong += found.confidence > overlapping + 0.1
    assert len(right) == 30
    assert np.mean(right) >= 0.81  # 0.814 when it was measured; the search alone 0.641
    assert np.median(right) >= 0.9
    assert surely_wrong <= 3  # where both take clutter or a gap for a part of the subject


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(OUTLINES))
def test_subjects_of_photographs_are_what_a_hand_outlined(with_network, name):
    path = photograph(OUTLINES[name])
    found = subject_in(path)
    right = overlap(found.inside, small(outlined(OUTLINES[name], path), found.inside))
    assert right >= LEAST_RIGHT.get(name, 0.85)
    assert found.confidence < right + 0.1  # what two agree on is not better than what is true


# What was measured, where a photograph falls short of 0.85: a cat that fills its picture, of which
# the network leaves out the body, and a motorcycle before a full shelf. The mean of ten is 0.930.
LEAST_RIGHT = {"chelsea": 0.84, "motorcycle": 0.84}


def photograph(entry):
    """A photograph that a package brings; skips where that is not installed."""
    found = find_spec(entry["package"])
    if found is None:
        pytest.skip(f"the photograph is in the package {entry['package']}, which is not installed")
    return Path(found.submodule_search_locations[0]) / entry["file"]


def outlined(entry, path):
    """How much of each pixel a hand's outline covers; points are per cent of width and height."""
    with Image.open(path) as photo:
        width, height = photo.size
    drawn = Image.new("L", (width * FINER, height * FINER))
    pen = ImageDraw.Draw(drawn)
    for outlines, grey in ((entry["inside"], 255), (entry["holes"], 0)):
        for points in outlines:
            pen.polygon(
                [(x * width * FINER / 100, y * height * FINER / 100) for x, y in points], fill=grey
            )
    return area_average(np.asarray(drawn) / 255.0, height, width)
