"""Lifetimes of components and holes: two ways of gudhi, and an independent count at every level."""

import gudhi
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import label

from scene_stager.maths.topology import persistence
from scene_stager.maths.topology.persistence import bright_pairs, bright_pairs_by_matrix

CORNERS_TOO = np.ones((3, 3))


def images():
    shape = st.tuples(st.integers(1, 10), st.integers(1, 10))
    few = st.sampled_from([0.0, 1.0, 2.0, 3.0])
    return st.one_of(
        arrays(np.float64, shape, elements=st.floats(-5, 5)),
        arrays(np.float64, shape, elements=few),
        shape.map(np.ones),
    )


def alive(pairs: np.ndarray, level: float) -> int:
    return int(np.count_nonzero((pairs[:, 0] >= level) & (pairs[:, 1] < level)))


def components_and_holes(mask: np.ndarray) -> tuple[int, int]:
    """By flood fill: bright over corners, dark over sides; the dark outside is no hole."""
    dark = np.pad(~mask, 1, constant_values=True)
    return label(mask, CORNERS_TOO)[1], label(dark)[1] - 1


@given(images(), st.sampled_from([0.0, 0.5]))
def test_the_quick_way_and_the_general_one_agree(values, least):
    for quick, general in zip(
        bright_pairs(values, least), bright_pairs_by_matrix(values, least), strict=True
    ):
        np.testing.assert_array_equal(np.sort(quick, axis=0), np.sort(general, axis=0))
        assert sorted(map(tuple, quick)) == sorted(map(tuple, general))


def test_the_quick_way_is_there_with_the_gudhi_that_is_pinned():
    assert persistence._quick() is not None


@given(images())
def test_counts_what_flood_filling_counts_at_every_level(values):
    components, holes = bright_pairs(values)
    for level in np.unique(values):
        counted = alive(components, level), alive(holes, level)
        assert counted == components_and_holes(values >= level)


@given(images(), st.floats(0, 1), st.integers(0, 5))
def test_noise_moves_no_lifetime_by_more_than_itself(values, bound, seed):
    noise = np.random.default_rng(seed).uniform(-bound, bound, values.shape)
    before, after = bright_pairs(values), bright_pairs(values + noise)
    for was, now in zip(before, after, strict=True):
        # gudhi's distance wants births below deaths.
        assert gudhi.bottleneck_distance(-was, -now) <= bound + 1e-12


def test_two_lamps_on_a_slope_and_a_ring_have_the_lifetimes_drawn():
    field = np.zeros((9, 20))
    field[4, 3], field[4, 6], field[4, 4:6] = 5.0, 4.0, 2.0
    field[2:7, 11:16], field[3:6, 12:15] = 3.0, 1.0
    components, holes = bright_pairs(field)
    assert sorted(map(tuple, components)) == [(3.0, 0.0), (4.0, 2.0), (5.0, -np.inf)]
    assert holes.tolist() == [[3.0, 1.0]]


@pytest.mark.parametrize("diagonal", [True, False])
def test_bright_touches_over_corners_and_dark_does_not(diagonal):
    field = np.zeros((5, 5))
    field[[1, 2, 2, 3], [2, 1, 3, 2]] = 1.0  # a diamond: four corners that touch
    if not diagonal:
        field[2, 3] = 0.0
    components, holes = bright_pairs(field)
    assert (len(components), len(holes)) == (1, int(diagonal))
