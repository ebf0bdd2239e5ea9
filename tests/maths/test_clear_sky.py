"""The clear sky, against the figures of the paper it is from and against colour science."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.radiance.clear_sky import clear_sky, zenith

turbidities = st.floats(2.0, 10.0)
heights = st.floats(0.5, 89.0)


def way(azimuth_deg, elevation_deg):
    """From the sun's side on: azimuth 0 is toward the sun."""
    azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
    level = math.cos(elevation)
    return level * math.cos(azimuth), level * math.sin(azimuth), math.sin(elevation)


def kelvin(x, y):
    """Hernandez-Andres, Lee and Romero 1999, Applied Optics 38(27): another formula than ours."""
    n = (x - 0.3366) / (y - 0.1735)
    warm = -949.86315 + 6253.80338 * math.exp(-n / 0.92159)
    return warm + 28.70599 * math.exp(-n / 0.20039) + 0.00004 * math.exp(-n / 0.07125)


def test_the_zenith_is_that_of_the_paper_written_out_by_hand():
    # Turbidity 2.5, the sun 45 degrees up: every term of A.2 as a line of its own.
    t, s = 2.5, math.pi / 4.0
    chi = (4.0 / 9.0 - 2.5 / 120.0) * (math.pi - math.pi / 2.0)
    bright = (4.0453 * t - 4.9710) * math.tan(chi) - 0.2155 * t + 2.4192
    x = (
        t * t * (0.00166 * s**3 - 0.00375 * s**2 + 0.00209 * s)
        + t * (-0.02903 * s**3 + 0.06377 * s**2 - 0.03202 * s + 0.00394)
        + (0.11693 * s**3 - 0.21196 * s**2 + 0.06052 * s + 0.25886)
    )
    y = (
        t * t * (0.00275 * s**3 - 0.00610 * s**2 + 0.00317 * s)
        + t * (-0.04214 * s**3 + 0.08970 * s**2 - 0.04153 * s + 0.00516)
        + (0.15346 * s**3 - 0.26756 * s**2 + 0.06670 * s + 0.26688)
    )
    assert zenith(2.5, 45.0) == pytest.approx((bright, x, y), rel=1e-12)


@given(turbidities, heights)
def test_the_zenith_is_one_and_has_the_published_colour(turbidity, height_deg):
    _, x, y = zenith(turbidity, height_deg)
    assert clear_sky(turbidity, height_deg, (0.0, 0.0, 1.0)) == pytest.approx((1.0, x, y))


@given(turbidities, heights, st.floats(0.0, 180.0), st.floats(0.0, 90.0))
def test_left_and_right_of_the_sun_are_alike(t, sun, azimuth, up):
    left, right = (clear_sky(t, sun, way(side * azimuth, up)) for side in (1.0, -1.0))
    assert left == pytest.approx(right, rel=1e-9)
    assert left[0] > 0.0


@pytest.mark.parametrize("turbidity", [2.2, 3.0, 5.0, 8.0])
def test_at_golden_hour_the_horizon_is_warm_and_the_zenith_is_not(turbidity):
    def colour_k(azimuth_deg, elevation_deg):
        _, x, y = clear_sky(turbidity, 7.0, way(azimuth_deg, elevation_deg))
        return kelvin(x, y)

    assert colour_k(0.0, 2.0) < 4000.0 < 7000.0 < colour_k(0.0, 90.0)
    rising = [colour_k(0.0, up) for up in (7.0, 15.0, 30.0, 60.0, 90.0)]
    assert rising == sorted(rising)
    assert colour_k(0.0, 4.0) < colour_k(180.0, 4.0)


def test_it_is_brightest_where_the_sun_stands():
    ways = [(azimuth, up) for azimuth in range(0, 181, 5) for up in range(1, 90, 2)]
    bright = [clear_sky(5.0, 21.0, way(*one))[0] for one in ways]
    azimuth, up = ways[int(np.argmax(bright))]
    assert (azimuth, up) == (0, pytest.approx(21.0, abs=8.0))


@pytest.mark.parametrize(("outside", "end"), [(1.0, 2.0), (50.0, 10.0)])
def test_beyond_the_fit_its_end_is_taken(outside, end):
    assert clear_sky(outside, 20.0, way(30.0, 10.0)) == clear_sky(end, 20.0, way(30.0, 10.0))
