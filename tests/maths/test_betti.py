"""The Betti signature, against flood fill, a count of pixels and shapes counted by eye."""

import gudhi
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import gaussian_filter, label

from scene_stager.errors import InputError
from scene_stager.maths.topology import betti
from scene_stager.maths.topology.betti import NoHighlights, betti_signature, count_alive
from scene_stager.maths.topology.persistence import bright_pairs

H, W = 96, 160


def images():
    shape = st.tuples(st.integers(1, 12), st.integers(1, 12))
    few = st.sampled_from([0.0, 1.0, 2.0])
    return st.one_of(
        arrays(np.float64, shape, elements=st.floats(-5, 5)),
        arrays(np.float64, shape, elements=few),
        shape.map(np.ones),
    )


def by_flood(mask: np.ndarray) -> int:
    """Bright pieces over corners, less dark pieces over sides that do not reach the frame."""
    dark = np.pad(~mask, 1, constant_values=True)
    return label(mask, np.ones((3, 3)))[1] - (label(dark)[1] - 1)


def by_pixels(mask: np.ndarray) -> int:
    """Vertices - edges + faces of the pixels as closed squares."""
    m = np.pad(mask, 1)
    corners = m[:-1, :-1] | m[:-1, 1:] | m[1:, :-1] | m[1:, 1:]
    sides = (m[:, :-1] | m[:, 1:]).sum() + (m[:-1] | m[1:]).sum()
    return int(corners.sum() - sides + m.sum())


@given(images())
def test_euler_characteristic_is_that_of_two_independent_counts(values):
    components, holes = bright_pairs(values)
    levels = np.unique(values)
    got = count_alive(components, levels) - count_alive(holes, levels)
    assert got.tolist() == [by_pixels(values >= level) for level in levels]
    assert got.tolist() == [by_flood(values >= level) for level in levels]


def shiny(marks: np.ndarray, over: float | np.ndarray = 6.0) -> np.ndarray:
    """Grey with marks on it that are so many times as bright."""
    return 0.1 * np.where(marks, over, 1.0)


def spots() -> np.ndarray:
    y, x = np.mgrid[0:H, 0:W]
    return np.hypot(y % 32 - 16, x % 32 - 16) < 5  # three rows of five


def net() -> np.ndarray:
    y, x = np.mgrid[0:H, 0:W]
    inside = (y >= 8) & (y < 86) & (x >= 8) & (x < 154)
    return inside & (((y - 8) % 24 < 6) | ((x - 8) % 28 < 6))  # walls of 3 by 5 meshes


@pytest.mark.parametrize(("marks", "counts"), [(spots(), (15, 0)), (net(), (1, 15))])
def test_counts_spots_and_meshes(marks, counts):
    found = betti_signature(shiny(marks))
    assert found.failure is None
    assert (set(found.beta_0), set(found.beta_1)) == ({counts[0]}, {counts[1]})
    assert set(found.beta_0 - found.beta_1) == {counts[0] - counts[1]}
    assert found.typical() == counts


def test_lifetimes_are_the_stops_that_the_marks_stand_out_by():
    found = betti_signature(shiny(spots(), over=8.0))
    lived = found.components[:, 0] - found.components[:, 1]
    # Eight times is three stops; the first of them over the median is no highlight yet.
    assert np.sort(lived[np.isfinite(lived)]) == pytest.approx(np.full(14, 2.0), abs=0.1)


@pytest.mark.parametrize(("least_stops", "pieces"), [(0.25, 15), (0.75, 9)])
def test_what_lives_for_less_than_the_least_is_not_counted(least_stops, pieces):
    left = np.arange(W) < 64  # six spots, half a stop over where highlights begin; nine, two stops
    found = betti_signature(
        shiny(spots(), over=np.where(left, 2.0**1.5, 8.0)), None, 1.0, least_stops
    )
    assert found.beta_0[0] == pieces


@given(st.floats(0.25, 4))
def test_exposure_changes_no_count(gain):
    one = betti_signature(shiny(net()), white_level=10.0)
    other = betti_signature(shiny(net()) * gain, white_level=10.0)
    assert one.typical() == other.typical()


@given(st.integers(0, 20), st.floats(0, 0.04))
def test_bounded_noise_moves_no_lifetime_by_more_than_itself_and_no_count(seed, bound):
    noise = np.random.default_rng(seed).uniform(-bound, bound, (H, W))
    was, now = betti_signature(shiny(net())), betti_signature(shiny(net()) * 2.0**noise)
    # Smoothing is an average, and the median, where the floor is, moves by no more either.
    for one, other in ((was.components, now.components), (was.holes, now.holes)):
        assert gudhi.bottleneck_distance(-one, -other) <= bound + 1e-9
    assert now.typical() == was.typical()


def test_a_mask_hides_what_is_outside():
    here = np.zeros((H, W), dtype=bool)
    here[:, :64] = True
    assert betti_signature(shiny(spots()), here).typical() == (6.0, 0.0)


def test_a_larger_picture_has_the_same_counts():
    marks = gaussian_filter(shiny(spots()), 1.0)
    large = marks.repeat(8, 0).repeat(8, 1)  # 1280 wide: three pixels become one
    assert betti_signature(large).typical() == betti_signature(marks).typical()


@pytest.mark.parametrize(
    ("picture", "inside", "failure"),
    [
        (np.full((H, W), 0.2), None, NoHighlights.NO_HIGHLIGHT),
        (np.array([[0.3]]), None, NoHighlights.NO_HIGHLIGHT),
        (np.full((H, W), -1.0), None, NoHighlights.NO_HIGHLIGHT),
        (np.ones((H, W)), None, NoHighlights.ALL_CLIPPED),
        (shiny(spots()), np.zeros((H, W), bool), NoHighlights.NOTHING_INSIDE),
    ],
)
def test_names_why_there_is_none(picture, inside, failure):
    found = betti_signature(picture, inside)
    assert found.failure is failure
    assert found.typical() == (0.0, 0.0)


def test_one_row_of_pixels_is_counted_too():
    row = np.full((1, 40), 0.1)
    row[0, [10, 11, 30, 31]] = 0.8
    assert betti_signature(row).beta_0.max() == 2


@pytest.mark.parametrize(
    ("picture", "inside"),
    [(np.full((4, 4), np.inf), None), (np.ones((4, 4)), np.ones((3, 4), bool))],
)
def test_refuses_what_does_not_fit(picture, inside):
    with pytest.raises(InputError):
        betti_signature(picture, inside)


def test_the_floor_is_where_highlights_begin():
    found = betti_signature(shiny(spots()))
    median = np.log2(0.1 / 0.18)
    assert found.levels[0] > median + betti.OVER_DIFFUSE_STOPS
    assert np.all(np.diff(found.levels) > 0)
