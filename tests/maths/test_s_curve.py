"""The S-curve against textbook distances, and its lag against a stepped spring and scipy."""

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from scene_stager.maths.motion.lag import HALFWAY
from scene_stager.maths.motion.s_curve import (
    STILL,
    anticipated,
    delay,
    evaluate,
    from_params,
    lagged,
    lagged_rates,
    plan_s_curve,
    stretch,
    to_params,
)

# Limits in travels per s, s2, s3: from a metre-long way at crane speeds to a hair's breadth of a
# way, where neither speed nor acceleration is ever reached, and to a mile of cruise.
limits = st.tuples(*[st.floats(-3, 3).map(lambda p: 10.0**p)] * 3)
half_times = st.floats(0.02, 2.0)


def curve_for(distance_m: float, speed: float, acceleration: float, jerk: float):
    return plan_s_curve(speed / distance_m, acceleration / distance_m, jerk / distance_m)


def grid(curve, count: int = 4001) -> np.ndarray:
    return np.linspace(curve.start_s, curve.start_s + curve.duration_s, count)


def peaks(curve) -> list[float]:
    """Largest speed, acceleration and jerk, seen from inside the phases."""
    middles = (curve.breaks_s[:-1] + curve.breaks_s[1:]) / 2
    t_s = np.unique(np.concatenate([grid(curve), curve.breaks_s, middles]))
    return [float(np.abs(evaluate(curve, t_s, order)).max()) for order in (1, 2, 3)]


def test_a_drone_gets_to_speed_in_the_published_time_and_distance():
    # 0 to 5 m/s with 3 m/s2 and 4 m/s3: 2.417 s, 6.04 m.
    curve = curve_for(100.0, 5.0, 3.0, 4.0)
    ramp_end_s = curve.breaks_s[3]
    assert ramp_end_s == pytest.approx(2.417, abs=5e-4)
    assert 100.0 * evaluate(curve, np.array([ramp_end_s])) == pytest.approx([6.04], abs=5e-3)
    assert 100.0 * evaluate(curve, np.array([ramp_end_s]), 1) == pytest.approx([5.0], rel=1e-9)


@pytest.mark.parametrize(
    ("distance_m", "duration_s"),
    [
        # v = 5, a = 3, j = 4, worked by hand: cruise, then two ways too short for the speed (one
        # on either side of 2 a^3 / j^2 = 3.375 m), and the limit between.
        (20.0, 20 / 5 + 5 / 3 + 3 / 4),
        (10.0, 3 / 4 + 2 * np.sqrt((3 / 8) ** 2 + 10 / 3)),
        (3.375, 3.0),
        (0.5, 4 * np.cbrt(0.5 / (2 * 4))),
    ],
)
def test_takes_the_textbook_time(distance_m, duration_s):
    assert curve_for(distance_m, 5.0, 3.0, 4.0).duration_s == pytest.approx(duration_s, rel=1e-9)


@given(limits)
def test_keeps_its_limits_and_reaches_one_of_them(limit):
    ratio = np.array(peaks(plan_s_curve(*limit))) / limit
    assert ratio.max() == pytest.approx(1.0, abs=1e-6)


@given(limits)
def test_is_exact_before_and_after(limit):
    curve = delay(plan_s_curve(*limit), 2.0)
    end_s = curve.start_s + curve.duration_s
    assert evaluate(curve, np.array([-5.0, 0.0, 2.0])).tolist() == [0.0, 0.0, 0.0]
    assert evaluate(curve, np.array([end_s, end_s + 1e-9, end_s + 100.0])).tolist() == [1.0] * 3
    for order in (1, 2, 3):
        assert evaluate(curve, np.array([1.9, end_s + 1e-9]), order).tolist() == [0.0, 0.0]


@given(limits)
def test_each_rate_is_the_slope_of_the_one_below(limit):
    curve = plan_s_curve(*limit)
    # Cells that never straddle a break; two Gauss points integrate a cubic exactly.
    parts = np.linspace(0.0, 1.0, 8)[:-1]
    starts = (curve.breaks_s[:-1, None] + np.diff(curve.breaks_s)[:, None] * parts).ravel()
    edges = np.append(starts, curve.breaks_s[-1])
    middles, halves = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    for order in (0, 1, 2):
        rates = [evaluate(curve, middles + s * halves / np.sqrt(3), order + 1) for s in (-1, 1)]
        climb = np.diff(evaluate(curve, edges, order))
        scale = np.abs(evaluate(curve, edges, order)).max()
        # A phase may be a hundred-millionth of the curve, and a break is only known to 1e-16 of it.
        np.testing.assert_allclose(climb, halves * (rates[0] + rates[1]), atol=1e-7 * scale)


@given(limits)
def test_never_turns_back_and_is_symmetric(limit):
    curve = plan_s_curve(*limit)
    t_s = grid(curve, 801)
    travel = evaluate(curve, t_s)
    assert np.diff(travel).min() > -1e-12
    np.testing.assert_allclose(travel + travel[::-1], 1.0, atol=1e-9)


@given(limits, st.floats(0.1, 10.0))
def test_stretching_scales_the_rates(limit, factor):
    curve = plan_s_curve(*limit)
    slow = stretch(curve, curve.duration_s * factor)
    assert slow.duration_s == pytest.approx(curve.duration_s * factor, rel=1e-12)
    expected = [peak / factor**n for n, peak in enumerate(peaks(curve), start=1)]
    assert peaks(slow) == pytest.approx(expected, rel=1e-6)
    np.testing.assert_allclose(
        evaluate(slow, grid(curve, 50) * factor), evaluate(curve, grid(curve, 50)), atol=1e-9
    )


def test_no_distance_is_a_curve_that_stays():
    curve = plan_s_curve(np.inf, np.inf, np.inf)
    assert curve is STILL
    t_s = np.array([-1.0, 0.0, 1.0])
    for moved in (curve, stretch(curve, 3.0), delay(curve, 0.5)):
        assert moved.duration_s == 0.0
        assert [evaluate(moved, t_s, order).tolist() for order in range(4)] == [[0.0] * 3] * 4
        assert lagged(moved, t_s, 0.2).tolist() == [0.0] * 3


@pytest.mark.parametrize("limit", [(0.0, 1, 1), (1, -1, 1), (1, 1, np.inf), (np.nan, 1, 1)])
def test_refuses_limits_that_are_none(limit):
    with pytest.raises(ValueError, match="positive"):
        plan_s_curve(*limit)


@pytest.mark.parametrize("limit", [(np.inf, 3.0, 4.0), (5.0, np.inf, 4.0), (np.inf, np.inf, 4.0)])
def test_an_infinite_speed_or_acceleration_does_not_limit(limit):
    large = tuple(min(x, 1e9) for x in limit)
    assert plan_s_curve(*limit).duration_s == pytest.approx(plan_s_curve(*large).duration_s)


@given(limits, st.floats(0.0, 100.0))
def test_comes_back_from_json_bit_for_bit(limit, start_s):
    curve = delay(plan_s_curve(*limit), start_s)
    again = from_params(json.loads(json.dumps(to_params(curve))))
    assert again.breaks_s.tobytes() == curve.breaks_s.tobytes()
    assert again.jerks_per_s3.tobytes() == curve.jerks_per_s3.tobytes()


@settings(max_examples=40)
@given(limits, half_times)
def test_lag_agrees_with_a_finely_stepped_spring(limit, half_time_s):
    curve = delay(plan_s_curve(*limit), 0.25)
    assume(curve.duration_s < 50)
    t_s = np.linspace(0.0, 1.0 + 1.5 * curve.duration_s + 4 * half_time_s, 4001)
    goal = evaluate(curve, t_s)
    speeds = np.diff(goal) / np.diff(t_s)
    rate = HALFWAY / half_time_s
    law = np.zeros((4, 4))  # of place, speed, goal and the goal's speed
    law[0, 1] = law[2, 3] = 1.0
    law[1, :3] = -rate * rate, -2 * rate, rate * rate
    step, state, walked = expm(law * (t_s[1] - t_s[0])), np.zeros(2), [0.0]
    for at, slope in zip(goal, speeds, strict=False):
        state = (step @ [*state, at, slope])[:2]
        walked.append(float(state[0]))
    # Straight chords miss a curve by at most 1/8 a dt^2; the spring never adds to that.
    bound = np.abs(evaluate(curve, t_s, 2)).max() * (t_s[1] ** 2) / 8
    np.testing.assert_allclose(lagged(curve, t_s, half_time_s), walked, atol=1.1 * bound + 1e-9)


@pytest.mark.parametrize("half_time_s", [0.05, 0.2, 1.5])
@pytest.mark.parametrize("limit", [(0.2, 0.3, 0.6), (5.0, 0.3, 0.6), (5.0, 5.0, 0.6)])
def test_lag_agrees_with_a_general_solver(limit, half_time_s):
    curve, rate = plan_s_curve(*limit), HALFWAY / half_time_s

    def law(t, state):
        pull = rate * rate * (float(evaluate(curve, np.array([t]))[0]) - state[0])
        return [state[1], pull - 2 * rate * state[1]]

    t_s = np.linspace(0.0, curve.duration_s + 2.0, 60)
    found = solve_ivp(
        law, (0.0, t_s[-1]), [0.0, 0.0], t_eval=t_s, rtol=1e-10, atol=1e-12, max_step=0.05
    )
    got = lagged_rates(curve, t_s, half_time_s)
    np.testing.assert_allclose(got[0], found.y[0], atol=1e-8)
    np.testing.assert_allclose(got[1], found.y[1], atol=1e-7)
    force = rate * rate * (evaluate(curve, t_s) - found.y[0]) - 2 * rate * found.y[1]
    np.testing.assert_allclose(got[2], force, atol=1e-6)


@given(limits, half_times)
def test_lagged_rates_obey_the_law_of_the_spring(limit, half_time_s):
    # y'' + 2 r y' + r^2 (y - x) = 0 and its time derivative, at any time, phase breaks included.
    curve, rate = plan_s_curve(*limit), HALFWAY / half_time_s
    assume(1e-3 < curve.duration_s < 1e3)
    t_s = np.concatenate([grid(curve, 97), curve.breaks_s, curve.breaks_s + half_time_s])
    y = [lagged(curve, t_s, half_time_s, order) for order in range(4)]
    for order in (0, 1):
        x = evaluate(curve, t_s, order)
        left = y[order + 2] / rate**2 + 2 * y[order + 1] / rate + y[order] - x
        size = 1.0 + np.abs(y[order + 1]).max() / rate + np.abs(y[order + 2]).max() / rate**2
        # Cubic terms cancel where the spring is far slower than the curve.
        size += np.abs(curve.jerks_per_s3).max() / rate ** (3 - order)
        np.testing.assert_allclose(left, 0.0, atol=1e-11 * size)


@given(limits, half_times)
def test_lag_never_goes_faster_than_the_curve(limit, half_time_s):
    curve = plan_s_curve(*limit)
    assume(1e-2 < curve.duration_s < 1e3)
    t_s = np.concatenate([grid(curve, 999), curve.duration_s + half_time_s * np.arange(9)])
    for order, peak in enumerate(peaks(curve), start=1):
        assert np.abs(lagged(curve, t_s, half_time_s, order)).max() <= peak * (1 + 1e-7) + 1e-6


@given(limits)
def test_without_lag_it_is_the_curve_bit_for_bit(limit):
    curve = plan_s_curve(*limit)
    t_s = grid(curve, 301) - 0.1
    for order in range(4):
        same = lagged(curve, t_s, 0.0, order)
        assert same.tobytes() == evaluate(curve, t_s, order).tobytes()


@given(limits, half_times, st.integers(0, 200), st.integers(1, 100))
def test_any_slice_of_time_gives_the_same_bits(limit, half_time_s, first, count):
    curve = plan_s_curve(*limit)
    t_s = np.arange(301) / 24.0
    whole = lagged_rates(curve, t_s, half_time_s, 0, 3)
    part = lagged_rates(curve, t_s[first : first + count].copy(), half_time_s, 0, 3)
    for a, b in zip(whole, part, strict=True):
        assert a[first : first + count].tobytes() == b.tobytes()


@given(limits, half_times)
def test_one_rate_alone_is_the_same_as_among_others(limit, half_time_s):
    curve = plan_s_curve(*limit)
    t_s = np.arange(97) / 24.0
    for order, together in enumerate(lagged_rates(curve, t_s, half_time_s, 0, 3)):
        assert lagged(curve, t_s, half_time_s, order).tobytes() == together.tobytes()


def test_anticipation_is_exact_on_a_steady_run_and_trails_its_start():
    curve = plan_s_curve(0.1, 0.5, 2.0)  # a long cruise
    middle = np.linspace(4.0, 6.0, 21)
    np.testing.assert_allclose(
        anticipated(curve, middle, 0.15), evaluate(curve, middle), atol=1e-12
    )
    start = np.linspace(0.05, 0.4, 8)
    assert np.all(anticipated(curve, start, 0.15) < evaluate(curve, start))
    np.testing.assert_array_equal(anticipated(curve, start, 0.0), evaluate(curve, start))


@pytest.mark.parametrize(
    ("name", "index", "value"),
    [("jerks_per_s3", 6, 1e9), ("jerks_per_s3", 0, -1.0), ("breaks_s", 3, -50.0)],
)
def test_numbers_that_are_no_travel_from_0_to_1_are_no_curve(name, index, value):
    params = to_params(plan_s_curve(1.0, 2.0, 3.0))
    params[name][index] = value
    with pytest.raises(ValueError, match="expected to 1"):
        from_params(params)
    with pytest.raises(ValueError, match="8 breaks and 7 jerks"):
        from_params({**params, name: params[name][1:]})
