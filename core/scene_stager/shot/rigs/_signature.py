# SPDX-License-Identifier: Apache-2.0
"""What the signatures of the rigs share: how a move is felt, and where it stands at any time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.oscillator import ringing
from scene_stager.maths.motion.s_curve import STILL, SCurve, lagged, lagged_rates
from scene_stager.shot.rigs._profile import Motion

Settings = Mapping[str, str | float]

COLUMNS = ("x", "y", "z", "pan", "tilt", "roll")
X, Y, Z, PAN, TILT, ROLL = range(6)
AHEAD = np.array([1.0, 0.0, 0.0])


def at_rest(motion: Motion) -> Floats:
    """A signature that says nothing yet.

    shapes   result (n, 6): x y z, then pan tilt roll
    units    metres, then degrees
    source   the layout that every signature keeps
    """
    return np.zeros((len(motion.t_s), len(COLUMNS)))


def number(settings: Settings, name: str) -> float:
    """One setting, as a number."""
    return float(settings[name])


def travel_curve(motion: Motion) -> tuple[SCurve, float]:
    """The curve behind the move and how many metres of path it covers.

    shapes   Motion -> the curve of unit travel, and a number
    units    metres
    valid    a move that goes nowhere gives STILL and 0
    source   constant jerk integrated three times, from each break to the end
    """
    left_s = motion.breaks_s[-1] - motion.breaks_s
    cubes = left_s**3
    length_m = float(np.sum(motion.jerk_m_s3 * (cubes[:-1] - cubes[1:])) / 6.0)
    if not length_m > 0.0:
        return STILL, 0.0
    return SCurve(motion.breaks_s, motion.jerk_m_s3 / length_m), length_m


def travelled_m(motion: Motion, t_s: Floats, order: int = 0) -> Floats:
    """How far along its path the camera has come, or the speed of that, at any times at all.

    shapes   t_s (m,), whatever times the motion is asked at -> (m,)
    units    seconds in; metres, or metres per second, out
    source   the curve behind the move, through the operator's lag
    """
    curve, length_m = travel_curve(motion)
    return length_m * lagged(curve, t_s, motion.operator_half_time_s, order)


def reached_at_s(motion: Motion, marks_m: Floats) -> Floats:
    """When the camera passes marks along its path.

    shapes   marks_m (m,), each more than 0 and short of the end -> (m,)
    units    metres in; seconds out
    valid    the path is never run backwards, so each mark is passed once
    source   bisection of the closed form: the same times whatever frames are asked
    """
    low_s = np.full_like(marks_m, motion.breaks_s[0])
    high_s = np.full_like(marks_m, motion.breaks_s[-1] + 20.0 * motion.operator_half_time_s)
    for _ in range(50):
        middle_s = 0.5 * (low_s + high_s)
        passed = travelled_m(motion, middle_s) >= marks_m
        high_s = np.where(passed, middle_s, high_s)
        low_s = np.where(passed, low_s, middle_s)
    return high_s


def felt_acceleration(
    motion: Motion, natural_hz: Floats, breaks_hz: Floats, damping: float
) -> Floats:
    """The move's acceleration as something springy follows it: settled answer and ringing.

    shapes   natural_hz (n,), breaks_hz (8,) -> (n, 3)
    units    Hz in; m/s^2 out: a lean is this over the square of 2 pi natural_hz
    frame    rig
    valid    0 < damping < 1; the pitch may change along the move (a growing arm), slowly
    source   exact for a straight move and a constant pitch: ramps through the operator's lag and a
             damped oscillator; what rings on keeps the pitch it was struck at
    """
    curve, length_m = travel_curve(motion)
    if length_m == 0.0:
        return motion.acceleration_m_s2.copy()

    lag_s = motion.operator_half_time_s
    (jerk_m_s3,) = lagged_rates(curve, motion.t_s, lag_s, 3, 3)
    late_s = 2.0 * damping / (2.0 * np.pi * natural_hz)
    along = motion.direction if motion.direction.size else AHEAD
    settled = motion.acceleration_m_s2 - (length_m * late_s * jerk_m_s3)[:, None] * along

    at_breaks = motion.direction_at_breaks if motion.direction_at_breaks.size else AHEAD
    jumps = np.diff(motion.jerk_m_s3, prepend=0.0, append=0.0)[:, None] * at_breaks
    return settled + ringing(motion.t_s, motion.breaks_s, jumps, breaks_hz, damping, lag_s)


def under_way(speed_m_s: Floats, working_m_s: float) -> Floats:
    """How much of a rumble a rig has at this speed: none at rest, all of it at working speed.

    shapes   speed_m_s (n,) -> (n,)
    units    metres per second in; 0 to 1 out
    source   house default, not measured: 1 - exp(-(2 v / working)^2)
    """
    pace = 2.0 * speed_m_s / working_m_s
    return 1.0 - np.exp(-pace * pace)
