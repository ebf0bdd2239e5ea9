# SPDX-License-Identifier: Apache-2.0
"""A move from rest to rest with limited jerk: seven phases, in closed form at any time."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lag import HALFWAY

PHASES = 7
CRUISE = 3
TRAVEL_SLACK = (
    0.1  # house default; ramps of a microsecond in a move of a day lose a twentieth of it
)

# How a jump of the jerk fades in a spring, for each order of rate:
# (fixed + growing u) exp(-u) / rate^(3 - order), with u = rate * time.
ECHO = ((4.0, 1.0), (-3.0, -1.0), (2.0, 1.0), (-1.0, -1.0))


@dataclass(frozen=True, slots=True, eq=False)
class SCurve:
    """Travel from 0 to 1 as seven phases of constant jerk; or no travel at all.

    shapes   breaks_s (8,), never falling; jerks_per_s3 (7,)
    units    seconds; the whole travel is 1
    note     a phase that is not needed has no length. A curve that goes nowhere has no jerks
             and stays at 0
    """

    breaks_s: Floats
    jerks_per_s3: Floats

    @property
    def start_s(self) -> float:
        """When it begins to move."""
        return float(self.breaks_s[0])

    @property
    def duration_s(self) -> float:
        """How long it moves."""
        return float(self.breaks_s[-1] - self.breaks_s[0])

    @property
    def is_still(self) -> bool:
        """True when it goes nowhere."""
        return not self.jerks_per_s3.any()


STILL = SCurve(np.zeros(PHASES + 1), np.zeros(PHASES))


def plan_s_curve(speed: float, acceleration: float, jerk: float) -> SCurve:
    """The quickest curve of unit travel, from rest to rest, within three limits.

    For a distance D and limits in metres, give v / D, a / D and j / D.

    shapes   numbers in
    units    travels per s, per s2, per s3; an infinite speed or acceleration does not limit
    valid    limits > 0; when all three are infinite there is no distance and the curve is STILL
    source   Biagiotti and Melchiorri 2008, Trajectory Planning for Automatic Machines, section 3.4
    """
    if math.isinf(jerk) and math.isinf(acceleration) and math.isinf(speed):
        return STILL
    if not (speed > 0.0 and acceleration > 0.0 and 0.0 < jerk < math.inf):
        raise ValueError(f"limits must be positive, found {speed}, {acceleration}, {jerk}")

    jerk_s, hold_s, cruise_s = _phase_times(speed, acceleration, jerk)
    ramp_s = jerk_s + hold_s
    exact = 1.0 / (jerk_s * ramp_s * (ramp_s + jerk_s + cruise_s))
    lengths_s = [0.0, jerk_s, hold_s, jerk_s, cruise_s, jerk_s, hold_s, jerk_s]
    signs = np.array([1.0, 0.0, -1.0, 0.0, -1.0, 0.0, 1.0])
    return SCurve(np.cumsum(lengths_s), exact * signs)


def _phase_times(speed: float, acceleration: float, jerk: float) -> tuple[float, float, float]:
    """Seconds of rising jerk, of held acceleration, and of cruise."""
    # Without a limit on the speed: half the way up, half the way down.
    jerk_s = min(acceleration / jerk, math.cbrt(0.5 / jerk))
    hold_s = math.sqrt(0.25 * jerk_s * jerk_s + 1.0 / (jerk * jerk_s)) - 1.5 * jerk_s
    if speed * (2.0 * jerk_s + hold_s) >= 1.0:
        return _times(jerk_s, hold_s, 0.0)

    # The limit cuts the top off.
    jerk_s = min(acceleration / jerk, math.sqrt(speed / jerk))
    hold_s = speed / (jerk * jerk_s) - jerk_s
    return _times(jerk_s, hold_s, 1.0 / speed - (2.0 * jerk_s + hold_s))


def _times(jerk_s: float, *others_s: float) -> tuple[float, float, float]:
    """Rounded to what square and cube roots agree on from one platform to the next."""
    others = (x if x > 1e-9 * jerk_s else 0.0 for x in others_s)
    jerk_s, hold_s, cruise_s = (float(f"{x:.12g}") for x in (jerk_s, *others))
    return jerk_s, hold_s, cruise_s


def stretch(curve: SCurve, duration_s: float) -> SCurve:
    """The same curve over another duration; speeds fall as 1/k, accelerations 1/k2, jerks 1/k3.

    shapes   breaks (8,) and jerks (7,), as SCurve
    units    seconds
    valid    duration_s > 0; a curve that goes nowhere is given back as it is
    source   time scaled uniformly about the start
    """
    if curve.is_still:
        return curve
    factor = duration_s / curve.duration_s
    breaks_s = curve.start_s + (curve.breaks_s - curve.start_s) * factor
    return SCurve(breaks_s, curve.jerks_per_s3 / factor**3)


def delay(curve: SCurve, start_s: float) -> SCurve:
    """The same curve, begun at `start_s`.

    shapes   breaks (8,) and jerks (7,), as SCurve
    units    seconds
    source   time shifted
    """
    return SCurve(curve.breaks_s - curve.start_s + start_s, curve.jerks_per_s3)


def evaluate(curve: SCurve, t_s: Floats, order: int = 0) -> Floats:
    """Travel, or one of its first three rates, at any times.

    shapes   t_s (n,) -> (n,)
    units    seconds in; travels, or travels per s, s2, s3, out
    valid    before the start 0; after the end exactly 1 and no rate. A jerk holds from its break on
    source   each phase expanded about its outer end, so that both ends of the curve are exact
    """
    return _rates(curve, t_s, order, order)[0]


def lagged(curve: SCurve, t_s: Floats, half_time_s: float, order: int = 0) -> Floats:
    """What a critically damped spring makes of the curve, or one of its first three rates.

    shapes   t_s (n,) -> (n,)
    units    seconds in; travels, or travels per s, s2, s3, out
    valid    half_time_s >= 0; at 0 it is `evaluate`, bit for bit
    source   as lagged_rates
    """
    if half_time_s == 0.0:
        return evaluate(curve, t_s, order)
    return lagged_rates(curve, t_s, half_time_s, order, order)[0]


def lagged_rates(
    curve: SCurve, t_s: Floats, half_time_s: float, first: int = 0, last: int = 2
) -> list[Floats]:
    """A critically damped spring's answer to the curve: travel, speed, acceleration, jerk.

    The spring rests at 0 before the curve begins. Each jump of the jerk leaves a fading echo;
    the rest is the curve and its own rates. Nothing is walked step by step.

    shapes   t_s (n,) -> one (n,) for each order from `first` to `last`
    units    seconds in; travels, and travels per s, s2, s3, out
    valid    half_time_s >= 0, 0 <= first <= last <= 3
    source   y'' + 2 r y' + r^2 (y - x) = 0 solved for piecewise cubic x; r = HALFWAY / half_time_s
    """
    if half_time_s == 0.0 or curve.is_still:
        return _rates(curve, t_s, first, last)
    rate = HALFWAY / half_time_s

    # 1 / (1 + s/r)^2 = 1 - 2 s/r + 3 (s/r)^2 - 4 (s/r)^3, acting on a cubic.
    plain = _rates(curve, t_s, first, 3)
    answers = []
    for order in range(first, last + 1):
        value = plain[order - first]
        for further in range(1, 4 - order):
            weight = (-1.0) ** further * (further + 1) / rate**further
            value = value + weight * plain[order - first + further]
        answers.append(value)

    jumps = np.diff(curve.jerks_per_s3, prepend=0.0, append=0.0)
    for break_s, jump in zip(curve.breaks_s, jumps, strict=True):
        turns = rate * np.maximum(t_s - break_s, 0.0)
        echo = np.where(t_s >= break_s, jump * np.exp(-turns), 0.0)
        for order in range(first, last + 1):
            fixed, growing = ECHO[order]
            answers[order - first] += rate ** (order - 3) * (fixed + growing * turns) * echo
    return answers


def anticipated(curve: SCurve, t_s: Floats, half_time_s: float) -> Floats:
    """What somebody makes of the curve who trails its changes but leads its steady speed.

    shapes   t_s (n,) -> (n,)
    units    seconds in; travels out
    valid    half_time_s >= 0; at 0 it is `evaluate`, bit for bit; on a steady run it is exact
    source   the spring of `lagged_rates` plus 2/r of its speed: (1 + 2 s/r) / (1 + s/r)^2, whose
             error at constant speed is nil
    """
    if half_time_s == 0.0:
        return evaluate(curve, t_s)
    travel, speed = lagged_rates(curve, t_s, half_time_s, 0, 1)
    return travel + 2.0 * half_time_s / HALFWAY * speed


def to_params(curve: SCurve) -> dict[str, list[float]]:
    """The curve as plain lists, for a plan.

    shapes   (8,) and (7,), as lists
    units    of SCurve
    source   its own fields
    """
    return {"breaks_s": curve.breaks_s.tolist(), "jerks_per_s3": curve.jerks_per_s3.tolist()}


def from_params(params: Mapping[str, Sequence[float]]) -> SCurve:
    """The curve that `to_params` wrote down.

    shapes   lists of 8 and 7
    units    of SCurve
    valid    breaks that never fall and a travel of 1, or none; ValueError for anything else
    source   its own fields, walked from phase to phase
    """
    curve = SCurve(*(np.array(params[name], np.float64) for name in ("breaks_s", "jerks_per_s3")))
    if curve.breaks_s.shape != (PHASES + 1,) or curve.jerks_per_s3.shape != (PHASES,):
        raise ValueError(f"a curve has {PHASES + 1} breaks and {PHASES} jerks")
    lengths_s, state = np.diff(curve.breaks_s), np.zeros(3)
    for jerk, length_s in zip(curve.jerks_per_s3, lengths_s, strict=True):
        state = _step(state, jerk, length_s)
    arrives = curve.is_still or abs(state[0] - 1.0) <= TRAVEL_SLACK
    if not (arrives and (lengths_s >= 0.0).all()):
        raise ValueError(f"a curve that runs from 0 to {state[0]:.6g}, expected to 1")
    return curve


def _rates(curve: SCurve, t_s: Floats, first: int, last: int) -> list[Floats]:
    """Travel and its rates, one (n,) array for each order from `first` to `last`."""
    phase = np.searchsorted(curve.breaks_s, t_s, side="right") - 1
    before, after = phase < 0, phase >= PHASES
    about_s, *terms = _anchors(curve)[:, np.clip(phase, 0, PHASES - 1)]
    since_s = t_s - about_s
    rest = 0.0 if curve.is_still else 1.0

    answers = []
    for order in range(first, last + 1):
        value = terms[3]
        for k in range(3 - order, 0, -1):
            value = terms[order + k - 1] + value * since_s / k
        value = np.where(after, rest if order == 0 else 0.0, value)
        answers.append(np.where(before, 0.0, value))
    return answers


def _anchors(curve: SCurve) -> Floats:
    """Time, travel, speed, acceleration and jerk to expand each phase about: (5, 7).

    Phases up to the cruise are expanded about where they begin, later ones about where they end.
    """
    lengths_s = np.diff(curve.breaks_s)
    table = np.zeros((5, PHASES))
    table[4] = curve.jerks_per_s3
    table[0] = np.where(np.arange(PHASES) <= CRUISE, curve.breaks_s[:-1], curve.breaks_s[1:])
    state = np.zeros(3)
    for k in range(CRUISE + 1):
        table[1:4, k] = state
        state = _step(state, curve.jerks_per_s3[k], lengths_s[k])
    state = np.array([0.0 if curve.is_still else 1.0, 0.0, 0.0])
    for k in range(PHASES - 1, CRUISE, -1):
        table[1:4, k] = state
        state = _step(state, curve.jerks_per_s3[k], -lengths_s[k])
    return table


def _step(state: Floats, jerk: float, dt_s: float) -> Floats:
    """Travel, speed and acceleration after (or, with a negative step, before) constant jerk."""
    travel, speed, acceleration = state
    return np.array(
        [
            travel + dt_s * (speed + dt_s * (acceleration / 2.0 + dt_s * jerk / 6.0)),
            speed + dt_s * (acceleration + dt_s * jerk / 2.0),
            acceleration + dt_s * jerk,
        ]
    )
