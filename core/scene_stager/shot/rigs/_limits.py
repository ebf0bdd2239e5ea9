# SPDX-License-Identifier: Apache-2.0
"""What a move asks of each axis of a rig, and how that compares with what the axis can do."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import SCurve, evaluate, lagged_rates
from scene_stager.shot.rigs._kinematics import Path, norm, place_m
from scene_stager.shot.rigs._profile import Axis, Limit, RigProfile

Rates = tuple[Floats, Floats, Floats]

QUANTITIES = ("speed", "acceleration", "jerk")
ARM_ANGLES = {"swing": 0, "boom": 1}  # which controls of an arm they are
PER_PHASE = 24  # samples of each phase of a curve
TAIL = 600  # samples of what the operator's lag makes of it
UNFELT = 1e-9  # m or deg per s, s2, s3: less than this needs no axis


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """How fast, how hard and how suddenly one axis is asked to go.

    shapes   rates, three of (n,), never negative
    units    the axis's own, per s, s2 and s3
    """

    name: str
    axis: Axis | None
    rates: Rates


@dataclass(frozen=True, slots=True)
class Load:
    """The hardest thing asked of any axis; the move should take `factor` times as long."""

    factor: float
    name: str = ""
    quantity: str = ""
    unit: str = ""
    found: float = 0.0
    limit: float = 0.0


def path_demands(profile: RigProfile, path: Path, u_rates: Sequence[Floats]) -> list[Demand]:
    """What a path asks of the axes that carry the camera point.

    With u rates of (1, 0, 0) these are the sizes of the path's own first three derivatives.

    shapes   u_rates: u and its rates by time, four of (n,) -> demands over the same n
    units    u in paths; metres out
    source   chain rule on path and progress
    """
    if path.is_still:
        return []
    rates = _point_rates(path, u_rates)
    axes = {axis.name: axis for axis in profile.axes}
    asked: dict[str, Rates] = {}
    if "tip" in axes:
        asked["tip"] = _sizes(rates)
    else:
        asked["travel"] = _sizes([rate * np.array([1.0, 1.0, 0.0]) for rate in rates])
        falls = _rise_m(path) < 0.0 and "descend" in axes
        asked["descend" if falls else "rise"] = _sizes(
            [rate * np.array([0.0, 0.0, 1.0]) for rate in rates]
        )
    if path.post_m is not None:
        asked["telescope"] = _arm_rates(place_m(path, u_rates[0]) - np.array(path.post_m), rates)
    for name, control in ARM_ANGLES.items() if path.kinematics == "arm" else ():
        if name in axes:
            change = abs(path.end[control] - path.start[control])
            asked[name] = _scaled(change, u_rates[1:])
    return [Demand(name, axes.get(name), sizes) for name, sizes in asked.items()]


def heaviest(demands: Iterable[Demand], level: str) -> Load:
    """The axis that most needs more time, by working or hard limits.

    shapes   demands over any n
    units    none: the factor by which the move's time must be stretched to be just right
    valid    infinite where an axis is asked for that is missing or locked
    source   speed falls as 1/k, acceleration as 1/k2, jerk as 1/k3
    """
    worst = Load(0.0)
    for demand in demands:
        for power, quantity in enumerate(QUANTITIES, start=1):
            found = float(demand.rates[power - 1].max(initial=0.0))
            limit = limit_of(demand.axis, quantity, level)
            factor = _stretch_factor(found, limit, power)
            if factor > worst.factor:
                unit = (demand.axis.unit if demand.axis else "m") + ("/s", "/s2", "/s3")[power - 1]
                kind = quantity if limit > 0.0 else "axis"
                worst = Load(factor, demand.name, kind, unit, found, limit)
    return worst


def limit_of(axis: Axis | None, quantity: str, level: str) -> float:
    """One limit of an axis at one level, "working" or "hard"; 0 where there is no such axis.

    shapes   a number
    units    the axis's own
    source   the rig's profile
    """
    if axis is None:
        return 0.0
    limit: Limit = getattr(axis, quantity)
    return limit.hard if level == "hard" else limit.working


def curve_limits(
    sizes: list[Demand], level: str, cruise_per_s: float | None = None
) -> tuple[float, float, float] | None:
    """Limits of u that keep every axis within its own; None where the cruise alone is too much.

    On a bent path speed by itself asks for acceleration and jerk; these are paid first:
    |p2| V^2 + |p1| A <= a and |p3| V^3 + 3 |p2| V A + |p1| J <= j.

    shapes   three numbers
    units    paths per s, s2, s3
    source   triangle inequality on the chain rule
    """
    rows = [
        [float(rate.max()) for rate in d.rates] + [limit_of(d.axis, q, level) for q in QUANTITIES]
        for d in sizes
    ]
    speed = cruise_per_s or min(
        min(_over(v, p1), math.sqrt(_over(a, 2.0 * p2)), math.cbrt(_over(j, 4.0 * p3)))
        for p1, p2, p3, v, a, j in rows
    )
    push = min(
        min(_over(a - p2 * speed**2, p1), _over(j - p3 * speed**3, 6.0 * p2 * speed))
        for p1, p2, p3, _, a, j in rows
    )
    jolt = min(
        _over(j - p3 * speed**3 - 3.0 * p2 * speed * push, p1) for p1, p2, p3, _, _, j in rows
    )
    if min(speed, push, jolt) <= 0.0:
        return None
    speed, push, jolt = (float(f"{x:.9g}") for x in (speed, push, jolt))
    return speed, push, jolt


def at_speed(sizes: list[Demand], speed_per_s: float) -> list[Demand]:
    """What holding a steady speed of u asks, before any of it is gained or lost.

    shapes   demands over the same n
    units    paths per s in; the axes' own out
    source   chain rule without acceleration
    """
    powers = speed_per_s, speed_per_s**2, speed_per_s**3
    return [
        Demand(
            d.name, d.axis, (d.rates[0] * powers[0], d.rates[1] * powers[1], d.rates[2] * powers[2])
        )
        for d in sizes
    ]


def _over(limit: float, size: float) -> float:
    """How often `size` goes into `limit`; no limit where there is nothing to limit."""
    return limit / size if size > 0.0 else math.inf


def curve_samples(curve: SCurve) -> list[Floats]:
    """Progress and its three rates, seen from inside every phase.

    shapes   four of (n,)
    units    paths, per s, s2, s3
    source   the S-curve, densely
    """
    parts = np.linspace(0.0, 1.0 - 1e-6, PER_PHASE)
    lengths_s = np.diff(curve.breaks_s)
    t_s = (curve.breaks_s[:-1, None] + lengths_s[:, None] * parts).ravel()
    return [evaluate(curve, t_s, order) for order in range(4)]


def trailing_samples(curve: SCurve, half_time_s: float) -> list[Floats]:
    """The same, as the operator's lag leaves it.

    shapes   four of (n,)
    units    paths, per s, s2, s3
    source   the S-curve and an exact spring, densely
    """
    end_s = curve.breaks_s[-1] + 8.0 * half_time_s
    return lagged_rates(curve, np.linspace(curve.start_s, end_s, TAIL), half_time_s, 0, 3)


def _stretch_factor(found: float, limit: float, power: int) -> float:
    """How many times longer it must take for `found` to come down to `limit`."""
    if found <= UNFELT:
        return 0.0
    return float((found / limit) ** (1.0 / power)) if limit > 0.0 else np.inf


def _point_rates(path: Path, u_rates: Sequence[Floats]) -> list[Floats]:
    """Velocity, acceleration and jerk of the camera point: three of (n, 3)."""
    slope, bend, twist = (place_m(path, u_rates[0], order) for order in (1, 2, 3))
    speed, push, jolt = (rate[:, None] for rate in u_rates[1:])
    return [
        slope * speed,
        bend * speed * speed + slope * push,
        twist * speed * speed * speed + 3.0 * bend * speed * push + slope * jolt,
    ]


def _scaled(change: float, u_rates: Sequence[Floats]) -> Rates:
    """Rates of a control that goes straight from one value to another."""
    speed, acceleration, jerk = (change * np.abs(rate) for rate in u_rates)
    return speed, acceleration, jerk


def _sizes(vectors: Sequence[Floats]) -> Rates:
    """Lengths of three sets of vectors."""
    speed, acceleration, jerk = (norm(vector) for vector in vectors)
    return speed, acceleration, jerk


def _arm_rates(arm: Floats, rates: Sequence[Floats]) -> Rates:
    """Rates of the length of an arm, from differentiating its square."""
    v, a, j = rates
    long = norm(arm)
    speed = _dot(arm, v) / long
    acceleration = (_dot(v, v) + _dot(arm, a) - speed * speed) / long
    jerk = (3.0 * _dot(v, a) + _dot(arm, j) - 3.0 * speed * acceleration) / long
    return np.abs(speed), np.abs(acceleration), np.abs(jerk)


def _dot(a: Floats, b: Floats) -> Floats:
    """Products of vectors, (n, 3) by (n, 3) -> (n,), written out."""
    product: Floats = a[:, 0] * b[:, 0] + a[:, 1] * b[:, 1] + a[:, 2] * b[:, 2]
    return product


def _rise_m(path: Path) -> float:
    """How much higher the path ends than it begins."""
    ends = place_m(path, np.array([0.0, 1.0]))
    return float(ends[1, 2] - ends[0, 2])
