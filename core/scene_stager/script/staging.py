# SPDX-License-Identifier: Apache-2.0
"""Staging: the script's one move in metres and seconds, and how the subject goes meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError
from scene_stager.maths.motion.s_curve import (
    STILL,
    SCurve,
    anticipated,
    delay,
    evaluate,
    plan_s_curve,
    to_params,
)
from scene_stager.script.moves import framed_end
from scene_stager.script.refusal import in_words
from scene_stager.script.scene_script import Plain, SceneScript
from scene_stager.script.stations import distance_m, goes_along, stations
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._head import reference_for
from scene_stager.shot.rigs._layout import lay_path
from scene_stager.shot.rigs._move import Move
from scene_stager.shot.rigs._planner import plan_move
from scene_stager.shot.rigs._profile import Axis, RigProfile
from scene_stager.shot.rigs._request import MoveRequest, RigRefusal, Station

Floats = NDArray[np.float64]
Triple = tuple[float, float, float]
Pair = tuple[float, float]

# A subject that moves does so before the shot begins and after it ends, so that nothing of its
# starting is seen, nor of the lag it leaves in those who follow it. House defaults, not measured.
RUN_UP_S = 2.0
START_M_S2 = 1.0
START_M_S3 = 2.0

TURNS = {"pan_left": (-1.0, "pan_deg"), "pan_right": (1.0, "pan_deg")}
TURNS |= {"tilt_up": (-1.0, "tilt_deg"), "tilt_down": (1.0, "tilt_deg")}


@dataclass(frozen=True, slots=True, eq=False)
class Glide:
    """How the focal target goes: along a line, by one S-curve that is up to speed all shot long."""

    curve: SCurve
    start_m: Triple
    travel_m: Triple

    def at(self, t_s: Floats, half_time_s: float = 0.0) -> Floats:
        """Where it is, or where somebody who follows it with a lag believes it to be.

        shapes   t_s (n,); result (n, 3)
        units    seconds in; metres out, stage frame
        source   start + travel * u(t)
        """
        gone = anticipated(self.curve, t_s, half_time_s)
        start_m: Floats = np.array(self.start_m)
        travel_m: Floats = np.array(self.travel_m)
        return start_m + gone[:, None] * travel_m


@dataclass(frozen=True, slots=True, eq=False)
class Staging:
    """Everything about a script that needs arithmetic before it can be compiled.

    `start` and `end` are the camera's places about the focal target as it is at time zero; a
    camera that goes along keeps its place about the target wherever that is. Distances run from
    the lens to the focal target; `framed_distance_m` is that of the end which the framing is said
    of.
    """

    start: Station
    end: Station
    goes_along: bool
    target: Glide
    move: Move
    subject_height_m: float
    focus_height_m: float
    start_distance_m: float
    end_distance_m: float
    framed_distance_m: float

    @property
    def target_start_m(self) -> Triple:
        """Where the focal target begins its way."""
        return self.target.start_m

    def target_params(self) -> dict[str, Plain]:
        """How the focal target goes, as plain parameters for a plan."""
        return {
            "curve": {name: list(values) for name, values in to_params(self.target.curve).items()},
            "start_m": list(self.target.start_m),
            "travel_m": list(self.target.travel_m),
        }


def stage_move(script: SceneScript) -> Staging:
    """Work out where the camera goes and when. Raises InputError where the rig cannot."""
    staged = try_move(script)
    if isinstance(staged, RigRefusal):
        raise InputError(in_words(script, staged))
    return staged


def try_move(script: SceneScript) -> Staging | RigRefusal:
    """The same, but a rig that cannot make the move is an answer."""
    start, end = stations(script)
    target = _glide(script)
    move = _plan_along(script, target, start) if goes_along(script) else _plan(script, target)
    if isinstance(move, RigRefusal):
        return move
    ends_m = {"from": distance_m(script, start), "to": distance_m(script, end)}
    return Staging(
        start=start,
        end=end,
        goes_along=goes_along(script),
        target=target,
        move=move,
        subject_height_m=script.subject.actual_height_m,
        focus_height_m=script.subject.actual_focus_height_m,
        start_distance_m=ends_m["from"],
        end_distance_m=ends_m["to"],
        framed_distance_m=ends_m[framed_end(script.rig.move, script.lens.zoom)],
    )


def _plan(script: SceneScript, target: Glide) -> Move | RigRefusal:
    """A move of the camera's own, rest to rest within the shot."""
    rig = script.rig
    start, end = stations(script)
    request = MoveRequest(
        start=start,
        end=end,
        shape="orbit" if rig.move == "orbit" else "straight",
        head_deg=(_first_look(script), (0.0, 0.0)),
        pace=rig.pace,
        start_s=rig.start_s,
        duration_s=rig.duration_s,
        speed_m_s=rig.speed_m_s,
        shot_s=script.duration_s,
    )
    profile = rigs()[rig.rig]
    return plan_move(rig.rig, profile, request, _aim(target, profile.operator_half_time_s))


def _plan_along(script: SceneScript, target: Glide, station: Station) -> Move | RigRefusal:
    """A move that keeps pace with the subject: the same curve, the same travel, another place."""
    profile = rigs()[script.rig.rig]
    axis = _travels_on(profile)
    speed_m_s = script.subject.actual_speed_m_s
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
    aim = _aim(target, profile.operator_half_time_s)
    reference = reference_for(move, aim, script.duration_s)
    return replace(move, reference_pan_deg=reference)


def _travels_on(profile: RigProfile) -> Axis | None:
    return next((axis for axis in profile.axes if axis.name in ("travel", "tip")), None)


def _aim(target: Glide, half_time_s: float) -> Callable[[Floats], Floats]:
    return lambda t_s: target.at(t_s, half_time_s)


def _first_look(script: SceneScript) -> Pair:
    """How far off the subject the head looks when the move begins: pan and tilt."""
    rig = script.rig
    looks = {"pan_deg": rig.pan_deg or 0.0, "tilt_deg": rig.tilt_deg or 0.0}
    if rig.move in TURNS:
        sign, name = TURNS[rig.move]
        looks[name] = sign * looks[name]
    return round(looks["pan_deg"], 9), round(looks["tilt_deg"], 9)


def _glide(script: SceneScript) -> Glide:
    """How the focal target goes through the shot: at the origin at time zero, at a steady speed."""
    subject = script.subject
    height_m, speed_m_s = subject.actual_focus_height_m, subject.actual_speed_m_s
    if speed_m_s == 0.0:
        return Glide(STILL, (0.0, 0.0, height_m), (0.0, 0.0, 0.0))
    push, jolt = _start_limits(script)
    curve, way_m = _steady(speed_m_s, script.duration_s, push, jolt)
    heading = radians(subject.heading_deg)
    ahead = (sin(heading), -cos(heading))
    gone_m = way_m * float(evaluate(curve, np.zeros(1))[0])
    start_m = (round(-gone_m * ahead[0], 9), round(-gone_m * ahead[1], 9), height_m)
    return Glide(curve, start_m, (round(way_m * ahead[0], 9), round(way_m * ahead[1], 9), 0.0))


def _start_limits(script: SceneScript) -> Pair:
    """How gently a subject gets going: as gently as the rig that goes along with it."""
    push, jolt = START_M_S2, START_M_S3
    axis = _travels_on(rigs()[script.rig.rig]) if goes_along(script) else None
    if axis is not None:
        push, jolt = min(push, axis.acceleration.working), min(jolt, axis.jerk.working)
    return push, jolt


def _steady(speed_m_s: float, shot_s: float, push: float, jolt: float) -> tuple[SCurve, float]:
    """A curve that is at full speed from before the shot begins until after it ends."""
    ramp_s = speed_m_s / push + push / jolt
    if speed_m_s * jolt < push * push:
        ramp_s = 2.0 * (speed_m_s / jolt) ** 0.5
    way_m = speed_m_s * (shot_s + 2.0 * RUN_UP_S + ramp_s)
    curve = plan_s_curve(speed_m_s / way_m, push / way_m, jolt / way_m)
    return delay(curve, -(ramp_s + RUN_UP_S)), way_m
