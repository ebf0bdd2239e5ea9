# SPDX-License-Identifier: Apache-2.0
"""Turn stations and a wish for time into a move the rig can make, or say what stops it."""

# Axes the planner knows by name. A profile lists the ones its rig has; the others stand still.
#   travel     m    the camera point along the floor, whichever way (track, wire, flight, walk)
#   rise       m    the camera point upwards; downwards too, unless there is a `descend`
#   descend    m    the camera point downwards, where that differs from upwards
#   tip        m    the camera point as a vector: stands in for travel and rise where it is given
#   telescope  m    the length of the arm
#   swing      deg  the arm about its post
#   boom       deg  the arm up and down
#   pan, tilt  deg  the head
# An axis whose three limits are 0 is locked. Settings read for arms: `reach_min_m`,
# `reach_max_m`, `post_height_m`, `boom_down_deg`, `boom_up_deg`.
# `kinematics` is "arm" for a rig with a post and an arm; anything else moves freely along
# straight lines and arcs.

import math
from dataclasses import dataclass, replace

import numpy as np

from scene_stager.maths.motion.s_curve import STILL, SCurve, delay, evaluate, plan_s_curve, stretch
from scene_stager.shot.rigs._head import head_demands, reference_for, times_to_look_at_s
from scene_stager.shot.rigs._kinematics import Path, norm, place_m
from scene_stager.shot.rigs._layout import lay_path
from scene_stager.shot.rigs._limits import (
    Demand,
    Load,
    at_speed,
    curve_limits,
    curve_samples,
    heaviest,
    path_demands,
    trailing_samples,
)
from scene_stager.shot.rigs._move import Move
from scene_stager.shot.rigs._profile import RigProfile
from scene_stager.shot.rigs._request import (
    PACES,
    AimTarget,
    Composition,
    MoveRequest,
    RigRefusal,
)

LEVELS = ("working", "hard")
U_SAMPLES = 129  # along a path, for the sizes of its derivatives
ROUNDS = 24  # of stretching a curve until it fits; most need two or three
FIT = 1.0005  # a curve is stretched until its load is this close to the limit
SLACK = 1.002  # a wish is granted when it goes no further past a hard limit
SHORTEST_S, LONGEST_S = 1e-3, 3600.0
STRETCHES = (0.5, 3.0)  # how much one round may change


@dataclass(frozen=True, slots=True)
class _Job:
    """One request, with the path it became."""

    rig: str
    profile: RigProfile
    request: MoveRequest
    path: Path
    aim: AimTarget | None
    composition: Composition | None

    def move(self, curve: SCurve) -> Move:
        """The move that a curve would make, its reference pan not yet found."""
        start, end = self.request.start.heading_deg, self.request.end.heading_deg
        half_time_s = self.profile.operator_half_time_s
        timed = delay(curve, self.request.start_s)
        return Move(self.rig, self.path, timed, half_time_s, (start, end), self.request.head_deg)

    def load(self, curve: SCurve, level: str) -> Load:
        """The hardest thing this curve would ask, of camera point or head, with and without lag."""
        move = self.move(curve)
        samples = [curve_samples(move.curve), trailing_samples(move.curve, move.half_time_s)]
        demands = [d for s in samples for d in path_demands(self.profile, self.path, s)]
        t_s = times_to_look_at_s(move, self.aim, self.request.shot_s)
        demands += head_demands(self.profile, move, self.aim, t_s, self.composition)
        return heaviest(demands, level)

    def sizes(self) -> list[Demand]:
        """The path's own derivatives on each axis, and the head's deliberate ones."""
        u = np.linspace(0.0, 1.0, U_SAMPLES)
        one, none = np.ones_like(u), np.zeros_like(u)
        found = path_demands(self.profile, self.path, [u, one, none, none])
        axes = {axis.name: axis for axis in self.profile.axes}
        for name, first, last in zip(("pan", "tilt"), *self.request.head_deg, strict=True):
            if first != last:
                rates = abs(last - first) * one, none, none
                found.append(Demand(name, axes.get(name), rates))
        return found


def plan_move(
    rig: str,
    profile: RigProfile,
    request: MoveRequest,
    aim: AimTarget | None = None,
    composition: Composition | None = None,
) -> Move | RigRefusal:
    """Plan a move within a rig's limits, for the camera point and for the head that holds its aim.

    Without a wish for time the working limits and the pace decide. A wished duration or speed is
    granted down to the hard limits. `aim` is where the head looks, and `composition` where in
    the picture it puts that; without an aim the head stands.

    shapes   aim: times (n,) -> points (n, 3)
    units    metres, seconds, degrees
    frame    stage
    valid    a RigRefusal says which axis would go past which limit, and what would do
    source   a seven-phase S-curve over a path, stretched until the busiest axis is on its limit
    """
    path = lay_path(profile, request)
    if isinstance(path, RigRefusal):
        return path
    job = _Job(rig, profile, request, path, aim, composition)
    curve = _choose(job)
    if isinstance(curve, RigRefusal):
        return curve
    move = job.move(curve)
    if aim is None:
        return move
    return replace(move, reference_pan_deg=reference_for(move, aim, request.shot_s))


def _choose(job: _Job) -> SCurve | RigRefusal:
    """The curve for whichever wish was made."""
    sizes, request = job.sizes(), job.request
    locked = heaviest(sizes, "hard")
    if not math.isfinite(locked.factor):
        return _refusal(locked)
    if locked.factor == 0.0:
        load = job.load(STILL, "hard")
        return STILL if load.factor <= SLACK else _refusal(load)
    if request.duration_s is not None:
        return _timed(job, sizes, request.duration_s)
    if request.speed_m_s is not None and not job.path.is_still:
        return _cruising(job, sizes, request.speed_m_s)
    return _paced(job, sizes)


def _paced(job: _Job, sizes: list[Demand]) -> SCurve | RigRefusal:
    """The working limits and the pace decide; the hard limits where the working ones cannot."""
    answer = _quickest(job, sizes, "working")
    if isinstance(answer, RigRefusal):
        answer = _quickest(job, sizes, "hard")
    if isinstance(answer, RigRefusal):
        return answer
    wanted_s = answer.duration_s * PACES[job.request.pace]
    curve = stretch(answer, max(math.ceil(wanted_s * 1e3 - 1e-3) / 1e3, SHORTEST_S))
    load = job.load(curve, "hard")
    return curve if load.factor <= SLACK else _refusal(load)


def _timed(job: _Job, sizes: list[Demand], duration_s: float) -> SCurve | RigRefusal:
    """Just so long, in the shape of the working limits if they allow it, else of the hard ones."""
    for level in LEVELS:
        answer = _quickest(job, sizes, level)
        if isinstance(answer, SCurve):
            curve = stretch(answer, duration_s)
            load = job.load(curve, "hard")
            if load.factor <= SLACK:
                return curve
    if isinstance(answer, RigRefusal):
        return answer
    shortest_s = math.ceil(answer.duration_s * 100.0 - 1e-6) / 100.0
    return _refusal(load, shortest_s=shortest_s if shortest_s > duration_s else None)


def _cruising(job: _Job, sizes: list[Demand], speed_m_s: float) -> SCurve | RigRefusal:
    """Just so fast once it is up to speed, if the way is long enough to get there."""
    slope_m = _middle_slope_m(job)
    for level in LEVELS:
        limits = curve_limits(sizes, level, speed_m_s / slope_m)
        if limits is None:
            continue
        curve = plan_s_curve(*limits)
        reached = _middle_m_s(job, curve) >= speed_m_s / SLACK
        if reached and job.load(curve, "hard").factor <= SLACK:
            return curve
    answer = _quickest(job, sizes, "hard")
    if isinstance(answer, RigRefusal):
        return answer

    # Without a steady stretch in the middle it may yet touch that speed.
    fastest_m_s = _middle_m_s(job, answer)
    curve = stretch(answer, answer.duration_s * fastest_m_s / speed_m_s)
    load = job.load(curve, "hard")
    if load.factor <= SLACK:
        return curve
    steady = heaviest(at_speed(sizes, speed_m_s / slope_m), "hard")
    worst = steady if steady.factor > 1.0 else load
    return _refusal(worst, fastest_m_s=math.floor(fastest_m_s * FIT * 100.0) / 100.0)


def _quickest(job: _Job, sizes: list[Demand], level: str) -> SCurve | RigRefusal:
    """The shortest curve of its shape that keeps the limits of one level, lag and aim included."""
    limits = curve_limits(sizes, level)
    if limits is None:
        return _refusal(heaviest(sizes, level))
    curve = plan_s_curve(*limits)
    for attempt in range(ROUNDS):
        load = job.load(curve, level)
        if load.factor <= FIT and (load.factor > 1.0 / FIT or attempt > ROUNDS // 2):
            return curve
        if not math.isfinite(load.factor) or curve.duration_s > LONGEST_S:
            break
        factor = min(max(load.factor, STRETCHES[0]), STRETCHES[1])
        curve = stretch(curve, curve.duration_s * factor)
    return _refusal(load)


def _middle_m_s(job: _Job, curve: SCurve) -> float:
    """How fast the camera point passes the middle of its way: a curve is at its quickest there."""
    top = evaluate(curve, np.array([curve.start_s + curve.duration_s / 2.0]), 1)
    return _middle_slope_m(job) * float(top[0])


def _middle_slope_m(job: _Job) -> float:
    """Metres of way per u, in the middle."""
    return float(norm(place_m(job.path, np.array([0.5]), 1))[0])


def _refusal(
    load: Load, shortest_s: float | None = None, fastest_m_s: float | None = None
) -> RigRefusal:
    """Turn what was too much into an answer."""
    return RigRefusal(
        load.name, load.quantity, load.unit, load.found, load.limit, shortest_s, fastest_m_s
    )
