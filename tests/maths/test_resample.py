"""Pictures on other grids, against Pillow and against what must stay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scene_stager.maths.resample import area_average, bilinear

SIZES = st.tuples(st.integers(1, 40), st.integers(1, 40))


def drawn(size, seed=0):
    return np.random.default_rng(seed).uniform(size=size)


def resized_by_pillow(picture, height, width, way):
    image = Image.fromarray(picture.astype(np.float32))
    return np.asarray(image.resize((width, height), way))


@pytest.mark.parametrize(
    ("small", "large"), [((7, 5), (40, 21)), ((1, 1), (3, 4)), ((2, 9), (2, 90))]
)
def test_bilinear_enlarges_as_pillow_does(small, large):
    picture = drawn(small)
    want = resized_by_pillow(picture, *large, Image.Resampling.BILINEAR)
    np.testing.assert_allclose(bilinear(picture, *large), want, atol=1e-6)


@given(SIZES, SIZES)
def test_area_averages_are_the_means_over_cells_cut_exactly(before, after):
    picture = drawn(before)
    fine = np.repeat(np.repeat(picture, after[0], 0), after[1], 1)
    want = fine.reshape(after[0], before[0], after[1], before[1]).mean((1, 3))
    np.testing.assert_allclose(area_average(picture, *after), want, atol=1e-9)


@given(SIZES, SIZES)
def test_area_averages_keep_the_mean_and_both_keep_what_is_even(before, after):
    picture = drawn((*before, 3))
    small = area_average(picture, *after)
    np.testing.assert_allclose(small.mean((0, 1)), picture.mean((0, 1)), atol=1e-9)
    even = np.full(before, 0.7)
    for act in (area_average, bilinear):
        np.testing.assert_allclose(act(even, *after), 0.7, atol=1e-12)


@given(SIZES, SIZES)
def test_bilinear_of_a_slope_is_that_slope_between_the_outer_centres(before, after):
    rows, columns = before
    place = (np.arange(after[0]) + 0.5) * rows / after[0] - 0.5
    slope = np.repeat(np.arange(rows, dtype=float)[:, None], columns, axis=1)
    want = np.clip(place, 0, rows - 1)
    np.testing.assert_allclose(bilinear(slope, *after)[:, 0], want, atol=1e-9)
