"""Extinction, against published visibilities and a brute-force integral along the ray."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.radiance import extinction

NODES, WEIGHTS = np.polynomial.legendre.leggauss(100)


def at(x: float) -> np.ndarray:
    return np.array([x])


def test_two_hundred_metres_of_visibility():
    # The reference figure: 0.0196 per metre by the 2 percent rule.
    assert extinction.extinction_per_m(at(200.0)) == pytest.approx([0.0196], abs=5e-5)


def test_at_the_visibility_two_percent_of_the_contrast_is_left():
    per_m = extinction.extinction_per_m(at(350.0))
    assert extinction.contrast(per_m, at(350.0)) == pytest.approx([0.02], abs=1e-5)


def test_optical_range_is_five_percent():
    assert np.exp(-extinction.OPTICAL_RANGE) == pytest.approx(0.05, abs=2e-5)


@given(st.floats(1.0, 1e6))
def test_visibility_and_extinction_undo_each_other(visibility_m):
    per_m = extinction.extinction_per_m(at(visibility_m))
    assert extinction.visibility_m(per_m) == pytest.approx([visibility_m], rel=1e-14)


def test_in_clear_air_one_sees_for_ever():
    assert extinction.visibility_m(at(0.0)) == np.inf
    assert extinction.extinction_per_m(at(np.inf)) == 0.0
    assert extinction.transmission(at(0.0)) == 1.0


@given(st.floats(0, 0.5), st.floats(0, 100), st.floats(0, 100))
def test_two_stretches_of_air_multiply(per_m, first_m, second_m):
    whole = extinction.contrast(at(per_m), at(first_m + second_m))
    parts = extinction.contrast(at(per_m), at(first_m)) * extinction.contrast(
        at(per_m), at(second_m)
    )
    assert whole == pytest.approx(parts, rel=1e-10)


@given(st.floats(0.5, 50), st.floats(-5, 60), st.floats(-5, 60), st.floats(0.1, 500))
def test_height_fog_agrees_with_adding_it_up_along_the_ray(scale_m, from_z, to_z, distance_m):
    z = from_z + (NODES + 1) / 2 * (to_z - from_z)
    summed = 0.03 * distance_m * np.sum(WEIGHTS / 2 * np.exp(-z / scale_m))
    got = extinction.height_fog_depth(at(0.03), scale_m, at(from_z), at(to_z), at(distance_m))
    assert got == pytest.approx([summed], rel=1e-8)


def test_a_ray_that_is_almost_level_does_not_lose_its_digits():
    z = np.array([3.0, 3.0, 3.0])
    rise = np.array([0.0, 9e-7, 1.1e-6]) * 10.0
    got = extinction.height_fog_depth(np.full(3, 0.03), 10.0, z, z + rise, np.full(3, 50.0))
    np.testing.assert_allclose(got, 0.03 * 50.0 * np.exp(-0.3) * (1 - rise / 20), rtol=1e-11)
