"""A sampled way: followed without a lag while it is steady, as a spring follows where it bends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicHermiteSpline

from scene_stager.maths.motion.lag import HALFWAY, anticipated_signal
from scene_stager.maths.motion.sampled_way import (
    SampledWay,
    thinned_rows,
    way_from_params,
    way_to_params,
)
from scene_stager.maths.motion.through_samples import slopes_at_samples

TIMES_S = np.arange(0.0, 8.01, 0.25)
# A stroll that sways and climbs: bends of two metres, as people walk them.
PLACES_M = np.stack(
    [2.0 * np.sin(0.8 * TIMES_S), -1.4 * TIMES_S, 0.3 * np.cos(0.5 * TIMES_S)], axis=1
)
STROLL = SampledWay(TIMES_S, PLACES_M)
HALF_TIME_S = 0.2


def test_the_way_between_its_ends_is_scipys_spline_with_the_same_slopes():
    t_s = np.linspace(0.0, 8.0, 501)
    spline = CubicHermiteSpline(TIMES_S, PLACES_M, slopes_at_samples(TIMES_S, PLACES_M))
    np.testing.assert_allclose(STROLL.at(t_s), spline(t_s), atol=1e-12)
    slope = (STROLL.at(t_s + 1e-6) - STROLL.at(t_s - 1e-6)) / 2e-6
    np.testing.assert_allclose(STROLL._speed(t_s), slope, atol=1e-5)


def test_who_follows_does_what_the_springs_equation_says():
    rate = HALFWAY / HALF_TIME_S

    def push(t, state):
        place, speed = state[:3], state[3:]
        here = STROLL.at(np.array([t]))[0]
        return np.concatenate([speed, rate * rate * (here - place) - 2.0 * rate * speed])

    # On its steady way in it trails by twice its time constant.
    first, slope = STROLL.at(np.array([-4.0]))[0], STROLL._speed(np.array([-4.0]))[0]
    begin = np.concatenate([first - 2.0 / rate * slope, slope])
    t_s = np.linspace(0.0, 8.0, 81)
    solved = solve_ivp(push, (-4.0, 8.0), begin, t_eval=t_s, rtol=1e-9, atol=1e-9, max_step=0.02)
    wanted = solved.y[:3].T + 2.0 / rate * solved.y[3:].T
    np.testing.assert_allclose(STROLL.at(t_s, HALF_TIME_S), wanted, atol=5e-3)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(0.01, 1.0))
def test_a_steady_way_is_followed_without_a_lag(across_m_s, up_m_s, half_time_s):
    speed_m_s = np.array([across_m_s, -1.0, up_m_s])
    way = SampledWay(np.array([0.0, 5.0]), np.array([np.zeros(3), 5.0 * speed_m_s]))
    t_s = np.linspace(-2.0, 7.0, 19)
    np.testing.assert_allclose(way.at(t_s, half_time_s), t_s[:, None] * speed_m_s, atol=1e-9)


def test_a_steadily_changing_signal_is_met_without_a_lag():
    t_s = np.linspace(0.0, 3.0, 7)
    np.testing.assert_allclose(anticipated_signal(lambda t: 5.0 - 3.0 * t, t_s, 0.2), 5 - 3 * t_s)


def test_who_stands_at_one_sample_stands():
    way = SampledWay(np.zeros(1), np.array([[1.0, 2.0, 3.0]]))
    np.testing.assert_allclose(way.at(np.array([-1.0, 0.0, 9.0]), 0.3), [[1.0, 2.0, 3.0]] * 3)


def test_what_is_thinned_leads_within_what_was_asked_and_a_straight_way_is_two_samples():
    t_s = np.linspace(0.0, 8.0, 801)
    kept = thinned_rows(t_s, STROLL.at(t_s), 0.0005)
    thin = SampledWay(t_s[kept], STROLL.at(t_s)[kept])
    assert len(kept) < 200
    assert np.abs(thin.at(t_s) - STROLL.at(t_s)).max() <= 0.0005
    assert thinned_rows(t_s, t_s[:, None] * np.ones(3), 0.0005) == [0, 800]
    assert thinned_rows(np.zeros(1), np.zeros((1, 3)), 0.0005) == [0]


def test_a_way_comes_back_from_a_plan():
    again = way_from_params(way_to_params(STROLL))
    np.testing.assert_array_equal(again.places_m, PLACES_M)


@pytest.mark.parametrize(
    ("times_s", "places_m"),
    [([0, 0], [[0] * 3] * 2), ([], []), ([0, 1], [[0] * 3]), ([0], [[float("nan")] * 3])],
)
def test_what_is_no_way_is_refused(times_s, places_m):
    with pytest.raises(ValueError, match="rising times"):
        way_from_params({"times_s": times_s, "places_m": places_m})
