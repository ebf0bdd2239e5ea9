"""The subject is found where it stands, and nothing is found where nothing stands."""

import numpy as np
import pytest

from scene_stager.maths.resample import area_average
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.frame_bars import inner_frame
from scene_stager.reading.grid import make_grids
from scene_stager.reading.mask import (
    convex_hull,
    find_subject,
    is_cut_below,
    mask_from_coverage,
)
from scene_stager.reading.mask_in_clutter import trust_in
from scene_stager.reading.regions import lightness_and_tints
from tests.reading.photo_like import clutter, portrait


def ball_on_ground(height=180, width=320, radius=0.28, at=(0.0, 0.0)):
    """A lit ball on a shaded ground, and its true coverage."""
    y = (0.5 * height - np.arange(height)[:, None] - 0.5) / height - at[1]
    x = (np.arange(width)[None, :] + 0.5 - 0.5 * width) / height - at[0]
    z = np.sqrt(np.maximum(radius**2 - x**2 - y**2, 0.0)) / radius
    inside = x**2 + y**2 < radius**2
    lit = 0.05 + 0.5 * np.maximum(0.6 * x / radius + 0.5 * y / radius + 0.62 * z, 0.0)
    ground = 0.08 + 0.05 * (x + 1.0) + 0.0 * y
    light = np.where(inside, lit, ground)
    return light[..., None] * np.array([1.0, 0.9, 0.8]), inside


def overlap(a, b):
    return (a & b).sum() / (a | b).sum()


@pytest.mark.parametrize("at", [(0.0, 0.0), (0.2, 0.05), (-0.15, -0.1)])
def test_finds_a_lit_ball(at):
    picture, truth = ball_on_ground(at=at)
    found = find_subject(make_grids(picture))
    want = area_average(truth.astype(float), *found.inside.shape) > 0.5
    assert found.failure is None
    assert overlap(found.inside, want) > 0.93
    assert found.confidence > 0.8


@pytest.mark.parametrize(
    ("radius", "at"), [(0.55, (-0.5, 0.1)), (0.5, (-0.6, 0.2)), (0.6, (0, 0.25))]
)
def test_a_close_subject_that_the_border_cuts_is_told_by_its_colours(radius, at):
    picture, truth = ball_on_ground(radius=radius, at=at)
    found = find_subject(make_grids(picture))
    want = area_average(truth.astype(float), *found.inside.shape) > 0.5
    assert found.failure is None
    assert overlap(found.inside, want) > 0.95  # fences alone find an eighth of it or nothing


def test_a_flat_grey_picture_has_no_subject_and_says_why():
    found = find_subject(make_grids(np.full((90, 160, 3), 0.18)))
    assert (found.failure, found.inside.any()) == (FailureMode.FLAT_FIELD, np.False_)


def test_a_slow_gradient_has_no_subject():
    ramp = np.linspace(0.1, 0.5, 160)[None, :, None] * np.ones((90, 1, 3))
    assert find_subject(make_grids(ramp)).failure is not None


@pytest.mark.parametrize("size", [1, 2, 8])
def test_a_tiny_picture_says_that_it_is_too_small(size):
    rng = np.random.default_rng(5)
    found = find_subject(make_grids(rng.uniform(0, 1, (size, size, 3))))
    assert found.failure is FailureMode.TOO_SMALL


def test_a_mask_that_was_given_is_taken_at_its_word():
    picture, truth = ball_on_ground()
    mask = mask_from_coverage(truth.astype(float), make_grids(picture), "given")
    want = area_average(truth.astype(float), *mask.inside.shape) > 0.5
    assert (mask.inside == want).all()
    assert (mask.origin, mask.confidence) == ("given", 1.0)


def test_an_empty_mask_is_a_named_failure():
    picture, truth = ball_on_ground()
    mask = mask_from_coverage(np.zeros(truth.shape), make_grids(picture), "alpha")
    assert mask.failure is FailureMode.NO_SUBJECT


def test_the_hull_of_a_crescent_is_the_disc_that_it_bends_around():
    rows, columns = np.indices((60, 60))
    disc = (rows - 30) ** 2 + (columns - 30) ** 2 <= 20**2
    bite = (rows - 30) ** 2 + (columns - 36) ** 2 <= 18**2
    hull = convex_hull(disc & ~bite)
    assert (disc & ~bite <= hull).all()
    assert not (hull & ~disc).any()
    assert hull.sum() > 0.75 * disc.sum()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("behind", [(0.05, 0.12, 0.05), (0.5, 0.6, 0.8)])
def test_finds_who_stands_before_clutter_and_leaves_the_picture_below(seed, behind):
    picture, truth = portrait(seed, behind=behind)
    found = find_subject(make_grids(picture))
    want = area_average(truth.astype(float), *found.inside.shape) > 0.5
    assert found.failure is None
    assert overlap(found.inside, want) > 0.7
    assert found.inside[-1].any()
    assert is_cut_below(found.inside)
    assert 0.4 < found.confidence <= 0.9  # never sure: every outline lies on an edge here


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clutter_alone_has_no_subject(seed):
    rng = np.random.default_rng(seed)
    picture = clutter(rng, 200, 300, (0.2, 0.25, 0.15), spread=1.0)
    found = find_subject(make_grids(picture))
    assert found.failure is FailureMode.NO_SUBJECT
    assert not found.inside.any()


def test_a_mask_full_of_holes_is_trusted_less_than_the_subject():
    picture, truth = portrait(2)
    grids = make_grids(picture)
    want = area_average(truth.astype(float), *grids.luminance.shape) > 0.5
    colours = lightness_and_tints(grids)
    rows, columns = np.indices(want.shape)
    stripes = (rows // 6 + columns // 6) % 2 == 0
    assert trust_in(colours, want) > trust_in(colours, stripes) + 0.3
    assert trust_in(colours, np.zeros_like(want)) == 0.0


def test_a_subject_that_stands_in_the_picture_is_not_cut_below():
    picture, _ = ball_on_ground()
    assert not is_cut_below(find_subject(make_grids(picture)).inside)


@pytest.mark.parametrize("bar", [0.0, 1.5])
def test_bars_of_a_film_and_of_a_scan_are_left_out(bar):
    picture, truth = portrait(2)
    boxed = np.full((320, 380, 3), bar)
    boxed[40:280, 30:350] = picture
    rows, columns = inner_frame(make_grids(boxed).coarse_rgb)
    scale = 160 / 380
    assert rows.start == pytest.approx(40 * scale, abs=2.0)
    assert columns.stop == pytest.approx(350 * scale, abs=2.0)
    found = find_subject(make_grids(boxed))
    want = np.zeros((320, 380))
    want[40:280, 30:350] = truth
    assert overlap(found.inside, area_average(want, *found.inside.shape) > 0.5) > 0.7


def test_a_sky_or_a_dark_stage_is_no_bar():
    picture, _ = portrait(2)
    picture[:60] = (0.4, 0.5, 0.7)  # one even sky, nothing that faces it
    rows, columns = inner_frame(make_grids(picture).coarse_rgb)
    assert (rows.start, columns.start) == (0, 0)
    ball, _ = ball_on_ground()
    rows, columns = inner_frame(make_grids(ball).coarse_rgb)
    assert (rows.stop - rows.start, columns.stop - columns.start) == (90, 160)
