"""Lag by quadrature, against polynomials it must get exactly and a spring it must come close to."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import roots_genlaguerre

from scene_stager.maths.motion.lag import AGES, HALFWAY, SHARES, lagged_signal
from scene_stager.maths.motion.s_curve import evaluate, lagged, plan_s_curve

half_times = st.floats(0.01, 1.0)


def test_half_of_the_way_is_left_at_half_time():
    assert (1 + HALFWAY) * math.exp(-HALFWAY) == pytest.approx(0.5, abs=1e-15)


def test_ages_and_shares_are_those_of_gauss_and_laguerre():
    ages, shares = roots_genlaguerre(len(AGES), 1.0)
    np.testing.assert_allclose(AGES, ages, rtol=1e-13)
    np.testing.assert_allclose(SHARES, shares, rtol=1e-11)


@pytest.mark.parametrize("degree", range(2 * len(AGES)))
def test_moments_are_factorials(degree):
    # The integral of u exp(-u) u^k is (k + 1)!.
    moment = sum(share * age**degree for age, share in zip(AGES, SHARES, strict=True))
    assert moment == pytest.approx(math.factorial(degree + 1), rel=1e-12)


@given(half_times, st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 3))
def test_a_parabola_trails_as_a_spring_makes_it(half_time_s, a, b, c):
    # y = x - 2 x' / r + 3 x'' / r^2: the steady answer of the spring.
    t_s, rate = np.linspace(0, 4, 20), HALFWAY / half_time_s
    got = lagged_signal(lambda t: a + b * t + c * t * t, t_s, half_time_s)
    want = a + b * t_s + c * t_s**2 - 2 * (b + 2 * c * t_s) / rate + 3 * 2 * c / rate**2
    np.testing.assert_allclose(got, want, atol=1e-9)


@given(half_times, st.floats(0.0, 1.0))
def test_a_slow_swing_comes_back_smaller_and_later(half_time_s, turns_per_half_time):
    # The spring's transfer function is 1 / (1 + i w / r)^2.
    rate = HALFWAY / half_time_s
    swing = turns_per_half_time * rate
    t_s = np.linspace(0.0, 3.0, 50)
    got = lagged_signal(lambda t: np.cos(swing * t), t_s, half_time_s)
    want = (np.exp(1j * swing * t_s) / (1 + 1j * swing / rate) ** 2).real
    np.testing.assert_allclose(got, want, atol=2e-4)


@pytest.mark.parametrize("half_times_long", [5.0, 10.0, 40.0])
def test_comes_close_to_the_exact_spring_on_an_s_curve(half_times_long):
    curve = plan_s_curve(1.5, 3.0, 15.0)
    half_time_s = curve.duration_s / half_times_long
    t_s = np.linspace(-0.5, 2 * curve.duration_s, 500)
    got = lagged_signal(lambda t: evaluate(curve, t), t_s, half_time_s)
    np.testing.assert_allclose(got, lagged(curve, t_s, half_time_s), atol=5e-4)


def test_without_lag_it_is_the_signal_bit_for_bit():
    t_s = np.linspace(0, 3, 77)
    assert lagged_signal(np.sin, t_s, 0.0).tobytes() == np.sin(t_s).tobytes()


def test_follows_several_numbers_at_once():
    t_s = np.linspace(0, 3, 77)
    both = lagged_signal(lambda t: np.stack([np.sin(t), np.cos(t)], axis=-1), t_s, 0.2)
    assert both[:, 0].tobytes() == lagged_signal(np.sin, t_s, 0.2).tobytes()
    assert both[:, 1].tobytes() == lagged_signal(np.cos, t_s, 0.2).tobytes()


def test_any_slice_gives_the_same_bits():
    t_s = np.arange(211) / 24.0
    whole = lagged_signal(np.sin, t_s, 0.2)
    part = lagged_signal(np.sin, t_s[40:61].copy(), 0.2)
    assert whole[40:61].tobytes() == part.tobytes()
