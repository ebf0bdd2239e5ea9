"""The damped oscillator, against published values, an independent solver and physics."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from scene_stager.maths.motion.lag import HALFWAY
from scene_stager.maths.motion.oscillator import (
    cable_sag_m,
    jerk_ring,
    pendulum_hz,
    ringing,
    soft_blow,
)
from scene_stager.maths.motion.s_curve import delay, lagged_rates, plan_s_curve


@given(
    st.floats(0.3, 6.0),
    st.floats(0.02, 0.9),
    st.sampled_from([0.0, 0.05, 0.2]),
    st.floats(0.2, 4.0),
)
def test_a_whole_move_agrees_with_a_matrix_exponential(natural_hz, z, half_time_s, acceleration):
    # Independent oracle: lag and oscillator as one linear system, by matrix exponential.
    curve = delay(plan_s_curve(0.8, acceleration, 3.0 * acceleration), 0.25)
    omega = 2 * np.pi * natural_hz
    wanted_s = np.linspace(0.0, float(curve.breaks_s[-1]) + 1.0, 41)
    expected = _walked(curve, omega, z, half_time_s, wanted_s)

    push, jerk = lagged_rates(curve, wanted_s, half_time_s, 2, 3)
    jumps = np.diff(curve.jerks_per_s3, prepend=0.0, append=0.0)[:, None]
    hz = np.full(8, natural_hz)
    rung = ringing(wanted_s, curve.breaks_s, jumps, hz, z, half_time_s)[:, 0]
    found = push - (2 * z / omega) * jerk + rung
    np.testing.assert_allclose(found, expected, atol=1e-8 * np.abs(expected).max())


def _walked(curve, omega, z, half_time_s, wanted_s):
    # State: what is felt and its rate, the lagged push and its rate, the push, the jerk.
    law = np.zeros((6, 6))
    law[0, 1] = law[2, 3] = law[4, 5] = 1.0
    law[1, :2] = -omega * omega, -2 * z * omega
    if half_time_s == 0.0:
        law[1, 4] = omega * omega
    else:
        r = HALFWAY / half_time_s
        law[1, 2] = omega * omega
        law[3, 2:5] = -r * r, -2 * r, r * r

    jerks = np.concatenate([[0.0], curve.jerks_per_s3, [0.0]])
    edges_s = np.concatenate([[min(0.0, curve.breaks_s[0])], curve.breaks_s])
    state, found = np.zeros(6), np.zeros_like(wanted_s)
    for k, (edge_s, jerk) in enumerate(zip(edges_s, jerks, strict=True)):
        state[5] = jerk
        end_s = edges_s[k + 1] if k + 1 < len(edges_s) else np.inf
        for i in np.flatnonzero((wanted_s >= edge_s) & (wanted_s <= end_s)):
            found[i] = (expm(law * (wanted_s[i] - edge_s)) @ state)[0]
        if end_s < np.inf:
            state = expm(law * (end_s - edge_s)) @ state
    return found


def test_no_lag_is_the_limit_of_a_short_lag():
    t_s = np.linspace(0.01, 3.0, 100)
    np.testing.assert_allclose(
        jerk_ring(t_s, 2.0, 0.1, 1e-6), jerk_ring(t_s, 2.0, 0.1, 0.0), atol=1e-5
    )


@pytest.mark.parametrize(("length_m", "hz"), [(0.4, 0.788), (0.6, 0.643), (1.0, 0.498)])
def test_pendulums_keep_their_time(length_m, hz):
    assert pendulum_hz(length_m) == pytest.approx(hz, abs=6e-4)


def test_cable_sags_as_two_straight_ropes_would():
    # In balance, tension times the two small slopes carries the weight.
    sag_m = cable_sag_m(30.0, np.array([0.0, 20.0, 80.0]), 80.0, 6000.0)
    assert sag_m[0] == sag_m[2] == 0.0
    carried_n = 6000.0 * (sag_m[1] / 20.0 + sag_m[1] / 60.0)
    assert carried_n == pytest.approx(30.0 * 9.80665, rel=1e-12)


def test_soft_blow_peaks_at_one_and_stays_in_its_band():
    t_s = np.arange(0.0, 20.0, 1e-3)
    blow = soft_blow(t_s - 1.0, 8.0, 0.3)
    assert not blow[t_s <= 1.0].any()
    assert 0.8 < np.abs(blow).max() <= 1.0
    power = np.abs(np.fft.rfft(blow)) ** 2
    f_hz = np.fft.rfftfreq(len(blow), 1e-3)
    assert f_hz[power.argmax()] == pytest.approx(8.0 * np.sqrt(1 - 0.09), abs=0.1)
    assert power[f_hz > 12.0].sum() < 2e-3 * power.sum()
    # A plain blow of the same pitch and damping lets sixty times as much through.
    omega, late_s = 2 * np.pi * 8.0, np.maximum(t_s - 1.0, 0.0)
    plain = np.exp(-0.3 * omega * late_s) * np.sin(np.sqrt(1 - 0.09) * omega * late_s)
    plain = np.abs(np.fft.rfft(plain)) ** 2
    assert plain[f_hz > 12.0].sum() > 5e-2 * plain.sum()
