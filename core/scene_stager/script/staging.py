# SPDX-License-Identifier: Apache-2.0
"""Staging: the script's one move in metres and seconds, and how the subject goes meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError
from scene_stager.maths.motion.s_curve import (
    STILL,
    SCurve,
    delay,
    plan_s_curve,
    stretch,
    to_params,
)
from scene_stager.script.composition import composition
from scene_stager.script.glide import Glide, Triple, glide, travels_on
from scene_stager.script.moves import framed_end
from scene_stager.script.refusal import in_words
from scene_stager.script.scene_script import Plain, SceneScript
from scene_stager.script.stations import changes_lens, distance_m, goes_along, stations
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._head import reference_for
from scene_stager.shot.rigs._layout import lay_path
from scene_stager.shot.rigs._move import Move
from scene_stager.shot.rigs._planner import plan_move
from scene_stager.shot.rigs._request import MoveRequest, RigRefusal, Station

Floats = NDArray[np.float64]
Pair = tuple[float, float]

# How long a zoom or rack takes beside a camera that stands, and how gently it starts and stops.
LENS_S = {"slow": 4.0, "normal": 2.0, "brisk": 1.0}
LENS_SHAPE = (1.5, 4.5, 27.0)

TURNS = {"pan_left": (-1.0, "pan_deg"), "pan_right": (1.0, "pan_deg")}
TURNS |= {"tilt_up": (-1.0, "tilt_deg"), "tilt_down": (1.0, "tilt_deg")}


@dataclass(frozen=True, slots=True, eq=False)
class Staging:
    """Everything about a script that needs arithmetic before it can be compiled.

    `start` and `end` are the camera's places about the focal target as it is at time zero; a
    camera that goes along keeps its place about the target wherever that is. Distances run from
    the lens to the focal target; `framed_distance_m` is that of the end which the framing is said
    of. `lens_curve` is the clock of a zoom or a rack: the move's own, where there is one.
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
    lens_curve: SCurve

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
    target = glide(script)
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
        lens_curve=_lens_curve(script, move),
    )


def _lens_curve(script: SceneScript, move: Move) -> SCurve:
    """When a zoom or a rack happens; beside a camera that has no move of its own it has its own."""
    if not goes_along(script) and not move.curve.is_still:
        return move.curve if changes_lens(script.lens) else STILL
    return _own_lens_clock(script)


def _own_lens_clock(script: SceneScript) -> SCurve:
    """The clock of a zoom or rack that has no move to run with."""
    rig = script.rig
    if not changes_lens(script.lens):
        return STILL
    left_s = script.duration_s - rig.start_s
    duration_s = rig.duration_s or min(LENS_S[rig.pace], left_s)
    if duration_s <= 0.0:
        return STILL
    return delay(stretch(plan_s_curve(*LENS_SHAPE), duration_s), rig.start_s)


def _plan(script: SceneScript, target: Glide) -> Move | RigRefusal:
    """A move of the camera's own, rest to rest within the shot."""
    rig = script.rig
    start, end = stations(script)
    looks = _first_look(script)
    request = MoveRequest(
        start=start,
        end=end,
        shape="orbit" if rig.move == "orbit" else "straight",
        head_deg=(looks, (0.0, 0.0)),
        pace=rig.pace,
        start_s=rig.start_s,
        duration_s=rig.duration_s,
        speed_m_s=rig.speed_m_s,
        shot_s=script.duration_s,
    )
    profile = rigs()[rig.rig]
    half_time_s = profile.operator_half_time_s
    ends_m = {"from": distance_m(script, start), "to": distance_m(script, end)}
    held = composition(
        script,
        ends_m[framed_end(rig.move, script.lens.zoom)],
        ends_m["from"],
        _own_lens_clock(script) if start == end and looks == (0.0, 0.0) else None,
        half_time_s,
    )
    return plan_move(rig.rig, profile, request, _aim(target, half_time_s), held)


def _plan_along(script: SceneScript, target: Glide, station: Station) -> Move | RigRefusal:
    """A move that keeps pace with the subject: the same curve, the same travel, another place."""
    profile = rigs()[script.rig.rig]
    axis = travels_on(profile)
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
