# SPDX-License-Identifier: Apache-2.0
"""Staging: the script's one move in metres and seconds, and how the subject goes meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import Any

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import STILL, SCurve, to_params
from scene_stager.maths.motion.sampled_way import SampledWay, way_to_params
from scene_stager.script.composition import composition
from scene_stager.script.glide import Glide, Triple, glide, travels_on
from scene_stager.script.lens_clock import has_own_clock, lens_curve
from scene_stager.script.moves import framed_end
from scene_stager.script.scene_script import Plain, SceneScript
from scene_stager.script.stations import (
    TURNS,
    circles,
    distance_m,
    first_look_deg,
    goes_along,
    stations,
)
from scene_stager.script.way import Raised, fastest_m_s, way_of
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._head import head_demands, reference_for
from scene_stager.shot.rigs._layout import lay_path
from scene_stager.shot.rigs._limits import heaviest
from scene_stager.shot.rigs._move import Move
from scene_stager.shot.rigs._planner import plan_move
from scene_stager.shot.rigs._profile import Limit, RigProfile
from scene_stager.shot.rigs._request import HEAD, Composition, MoveRequest, RigRefusal, Station

# What a hand throws a head with, in deg/s, deg/s2 and deg/s3: house defaults, not measured.
THROWN = "house default, not measured: a hand on a loose head"
WHIP_LIMITS: dict[str, Any] = {
    "speed": Limit(300.0, 600.0, THROWN),
    "acceleration": Limit(2500.0, 6000.0, THROWN),
    "jerk": Limit(40000.0, 120000.0, THROWN),
}
WHIP_HALF_TIME_S = 0.02  # nothing is followed meanwhile; house default, not measured
LOOK_EVERY_S, FEWEST_LOOKS = 0.02, 64  # when to ask whether the head keeps up


@dataclass(frozen=True, slots=True, eq=False)
class Staging:
    """Everything about a script that needs arithmetic before it can be compiled.

    `start` and `end` are the camera's places about the focal target as it is at time zero; a
    camera that goes along keeps its place about the target wherever that is. A `way` is the path of
    its feet where that is told; then `target` is the straight glide that the move is planned for,
    and a camera that rides is carried by as much as the way strays from it. One that circles a
    subject that glides rides as well: by all of the glide. Distances run from
    the lens to the focal target; `framed_distance_m` is that of the end which the framing is said
    of. `lens_curve` is the clock of a zoom or a rack: the move's own, where there is one.
    """

    start: Station
    end: Station
    goes_along: bool
    target: Glide
    way: SampledWay | None
    rides: bool
    move: Move
    subject_height_m: float
    focus_height_m: float
    start_distance_m: float
    end_distance_m: float
    framed_distance_m: float
    lens_curve: SCurve

    @property
    def target_start_m(self) -> Triple:
        """Where the focal target begins its way."""
        return self.target.start_m

    def ride_params(self) -> dict[str, Plain] | None:
        """How a camera that rides is carried; None for one that is not, or has nothing to."""
        if not self.rides:
            return None
        x_m, y_m, _ = self.target.start_m
        feet: dict[str, Plain] = {**self.target_params(), "start_m": [x_m, y_m, 0.0]}
        half_time_s = rigs()[self.move.rig].operator_half_time_s
        ride: dict[str, Plain] = {"glide": feet, "half_time_s": half_time_s}
        return ride if self.way is None else {**ride, "way": way_to_params(self.way)}

    def target_params(self) -> dict[str, Plain]:
        """How the focal target glides, as plain parameters for a plan."""
        return {
            "curve": {name: list(values) for name, values in to_params(self.target.curve).items()},
            "start_m": list(self.target.start_m),
            "travel_m": list(self.target.travel_m),
        }


def try_move(script: SceneScript) -> Staging | RigRefusal:
    """Work out where the camera goes and when; a rig that cannot make the move is an answer.

    The last answers are kept: a script is staged when it is filled, and again when it is judged.
    """
    return _staged(script, repr(script))


@lru_cache(maxsize=8)
def _staged(script: SceneScript, _spelt: str) -> Staging | RigRefusal:
    """The answer for a script, spelt out as well, since 0.0 and -0.0 are equal and not the same."""
    start, end = stations(script)
    target = glide(script)
    way = way_of(script.subject)
    rides = may_ride(script) and (way is not None or circles(script))
    aimed: Glide | Raised = target
    if rides and way is None:
        aimed = Glide(STILL, (0.0, 0.0, script.subject.actual_focus_height_m), (0.0, 0.0, 0.0))
    elif way is not None and not rides:
        aimed = Raised(way, script.subject.actual_focus_height_m)
    move = _plan_along(script, target, start) if goes_along(script) else _plan(script, aimed)
    if isinstance(move, RigRefusal):
        return move
    ends_m = {"from": distance_m(script, start), "to": distance_m(script, end)}
    return Staging(
        start=start,
        end=end,
        goes_along=goes_along(script),
        target=target,
        way=way,
        rides=rides,
        move=move,
        subject_height_m=script.subject.actual_height_m,
        focus_height_m=script.subject.actual_focus_height_m,
        start_distance_m=ends_m["from"],
        end_distance_m=ends_m["to"],
        framed_distance_m=ends_m[framed_end(script.rig.move, script.lens.zoom)],
        lens_curve=lens_curve(script, move.curve),
    )


def _patient(profile: RigProfile) -> RigProfile:
    """The same rig, its head judged by its speed alone: a recorded step is no smooth curve, and
    what it asks of the head is told with the bake."""
    free = Limit(inf, inf, "whoever recorded the path")
    axes = tuple(
        replace(axis, acceleration=free, jerk=free) if axis.name in HEAD else axis
        for axis in profile.axes
    )
    return replace(profile, axes=axes)


def _whipped(profile: RigProfile) -> RigProfile:
    """The same rig with its head let go of: a whip is thrown with the drag off, not operated."""
    axes = tuple(
        replace(axis, **WHIP_LIMITS) if axis.name in HEAD else axis for axis in profile.axes
    )
    return replace(profile, axes=axes, operator_half_time_s=WHIP_HALF_TIME_S)


def _besides(profile: RigProfile, speed_m_s: float) -> RigProfile:
    """The same rig with as much speed as is left to one that goes along at this one besides."""
    axes = tuple(
        replace(axis, speed=_left_over(axis.speed, speed_m_s))
        if axis.name in ("travel", "tip")
        else axis
        for axis in profile.axes
    )
    return replace(profile, axes=axes)


def _left_over(limit: Limit, speed_m_s: float) -> Limit:
    hard = max(limit.hard - speed_m_s, 0.0)
    return replace(limit, working=min(limit.working, hard), hard=hard)


def may_ride(script: SceneScript) -> bool:
    """True for a rig that has wheels, wings or legs to go along with; a post or a tripod stands."""
    profile = rigs()[script.rig.rig]
    return profile.kinematics != "arm" and travels_on(profile) is not None


def _plan(script: SceneScript, target: Glide | Raised) -> Move | RigRefusal:
    """A move of the camera's own, rest to rest within the shot."""
    rig = script.rig
    start, end = stations(script)
    request = MoveRequest(
        start=start,
        end=end,
        shape="orbit" if rig.move == "orbit" else "straight",
        head_deg=(first_look_deg(script), (0.0, 0.0)),
        pace=rig.pace,
        start_s=rig.start_s,
        duration_s=rig.duration_s,
        speed_m_s=rig.speed_m_s,
        shot_s=script.duration_s,
    )
    profile = rigs()[rig.rig]
    if script.subject.path and rig.move not in TURNS:
        profile = _patient(profile)
    if rig.pace == "whip":
        profile = _whipped(profile)
    if circles(script):
        profile = _besides(profile, script.subject.actual_speed_m_s)
    half_time_s = profile.operator_half_time_s
    held = _held(script, half_time_s)
    return plan_move(rig.rig, profile, request, _aim(target, half_time_s), held)


def _plan_along(script: SceneScript, target: Glide, station: Station) -> Move | RigRefusal:
    """A move that keeps pace with the subject: the same curve, the same travel, another place."""
    profile = rigs()[script.rig.rig]
    axis = travels_on(profile)
    speed_m_s = script.subject.actual_speed_m_s
    way = way_of(script.subject)
    if way is not None:
        speed_m_s = fastest_m_s(way, script.duration_s, profile.operator_half_time_s)
    if axis is None or speed_m_s > axis.speed.hard:
        limit = axis.speed.hard if axis else 0.0
        return RigRefusal("travel", "speed", "m/s", speed_m_s, limit, fastest_m_s=limit)
    first_m, travel_m = target.start_m, target.travel_m
    last_m = (first_m[0] + travel_m[0], first_m[1] + travel_m[1])
    start = replace(station, pivot_m=first_m[:2])
    path = lay_path(profile, MoveRequest(start, replace(station, pivot_m=last_m)))
    if isinstance(path, RigRefusal):
        return path
    # Whoever goes along is in step: a lag behind a steady speed would only be a shorter distance.
    move = Move(script.rig.rig, path, target.curve, half_time_s=0.0)
    aim, shot_s = _aim(target, profile.operator_half_time_s), script.duration_s
    held = _held(script, move.half_time_s)
    during_s = np.linspace(0.0, shot_s, int(shot_s / LOOK_EVERY_S) + FEWEST_LOOKS)
    load = heaviest(head_demands(profile, move, aim, during_s, held), "hard")
    if load.factor > 1.0:
        return RigRefusal(load.name, load.quantity, load.unit, load.found, load.limit)
    return replace(move, reference_pan_deg=reference_for(move, aim, shot_s))


def _held(script: SceneScript, half_time_s: float) -> Composition:
    """Where in the picture the subject is held, while the lens does what it does."""
    start, end = stations(script)
    start_m = distance_m(script, start)
    ends_m = {"from": start_m, "to": distance_m(script, end)}
    framed_m = ends_m[framed_end(script.rig.move, script.lens.zoom)]
    clock = lens_curve(script, STILL) if has_own_clock(script) else None
    return composition(script, framed_m, start_m, clock, half_time_s)


def _aim(target: Glide | Raised, half_time_s: float) -> Callable[[Floats], Floats]:
    return lambda t_s: target.at(t_s, half_time_s)
