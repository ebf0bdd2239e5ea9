"""Henyey-Greenstein, against integrals it must satisfy whatever the code looks like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scene_stager.maths.radiance.phase_function import henyey_greenstein

# Gauss-Legendre over cos(angle); 2 pi covers the turn around the axis.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)
asymmetry = st.floats(-0.9, 0.9).map(np.array)


def over_sphere(values: np.ndarray) -> float:
    return float(2 * np.pi * np.sum(WEIGHTS * values))


@given(asymmetry)
def test_loses_no_light(g):
    assert over_sphere(henyey_greenstein(NODES, g)) == pytest.approx(1.0, abs=1e-9)


@given(asymmetry)
def test_mean_cosine_is_g(g):
    # The definition of g. A flipped sign convention passes the test above and fails here.
    assert over_sphere(NODES * henyey_greenstein(NODES, g)) == pytest.approx(float(g), abs=1e-9)


@given(asymmetry)
def test_second_moment_is_g_squared(g):
    # Its Legendre coefficients are the powers of g: this is what tells it from other functions.
    second = (3 * NODES**2 - 1) / 2
    assert over_sphere(second * henyey_greenstein(NODES, g)) == pytest.approx(
        float(g) ** 2, abs=1e-9
    )


def test_no_preference_is_uniform():
    np.testing.assert_allclose(henyey_greenstein(NODES, np.array(0.0)), 1 / (4 * np.pi), rtol=1e-15)


def test_straight_on_worked_by_hand():
    # g = 0.5, cos = 1: 0.75 / (4 pi 0.125) = 6 / (4 pi).
    got = henyey_greenstein(np.array(1.0), np.array(0.5))
    assert got == pytest.approx(6 / (4 * np.pi), rel=1e-14)


def test_keeps_its_digits_where_fog_is_nearly_all_forward():
    g = 1.0 - 1e-9
    got = henyey_greenstein(np.array(1.0), np.array(g))
    assert got == pytest.approx((1 + g) / (4 * np.pi * (1.0 - g) ** 2), rel=1e-12)
