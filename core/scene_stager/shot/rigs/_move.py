# SPDX-License-Identifier: Apache-2.0
"""A planned move: a path, the S-curve that runs along it, and the operator who trails it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import (
    SCurve,
    evaluate,
    from_params,
    lagged,
    lagged_rates,
    to_params,
)
from scene_stager.shot.rigs._kinematics import (
    Path,
    Triple,
    direction,
    length_m,
    place_m,
    reach_m,
    rig_yaw_deg,
    travelled_m,
    turned,
)
from scene_stager.shot.rigs._profile import Motion

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Pair = tuple[float, float]

# House default, not measured: further than any script goes. What stands along a path, such as the
# joints of a track, is counted out.
LONGEST_M = 1e6


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """Everything about how a rig carries its camera through a shot, but for its imperfections.

    `curve` runs u from 0 to 1; the operator trails it by `half_time_s`. `reference_pan_deg` is a
    pan, at u = 0 and 1, that the aim stays within half a turn of, so that angles can be told
    without a look at their neighbours. `head_deg` is what the head adds to its aim, (pan, tilt) at
    u = 0 and at u = 1.
    """

    rig: str
    path: Path
    curve: SCurve
    half_time_s: float = 0.0
    reference_pan_deg: Pair = (0.0, 0.0)
    head_deg: tuple[Pair, Pair] = ((0.0, 0.0), (0.0, 0.0))


def progress(move: Move, t_s: Floats, order: int = 0) -> Floats:
    """How far along its path the camera is, 0 to 1, or one of the first three rates of that.

    shapes   t_s (n,) -> (n,)
    units    seconds in; paths, or paths per s, s2, s3, out
    source   the S-curve, trailed by an exact spring
    """
    return lagged(move.curve, t_s, move.half_time_s, order)


def place(move: Move, u: Floats) -> Floats:
    """Where the camera point is.

    shapes   u (n,) -> (n, 3)
    units    metres
    frame    stage
    source   the rig's forward kinematics
    """
    return place_m(move.path, u)


def reference_pan(move: Move, u: Floats) -> Floats:
    """A pan that the aim is within half a turn of, all along the move.

    shapes   u (n,) -> (n,)
    units    degrees
    frame    stage pan; add whole turns to a bearing until it is near this one
    source   the planner saw to it
    """
    first, last = move.reference_pan_deg
    return first + (last - first) * u


def head_offset(move: Move, u: Floats) -> tuple[Floats, Floats]:
    """What the head does on purpose, beyond holding its aim: pan and tilt.

    shapes   u (n,) -> (n,) and (n,)
    units    degrees, pan to the left and tilt upwards
    source   a straight way in both angles, on the clock of the move
    """
    (pan0, tilt0), (pan1, tilt1) = move.head_deg
    return pan0 + (pan1 - pan0) * u, tilt0 + (tilt1 - tilt0) * u


def stage_from_rig(move: Move, u: Floats, vector: Floats) -> Floats:
    """Turn vectors given in the rig's axes into the stage's.

    shapes   u (n,), vector (n, 3) -> (n, 3)
    units    those of the vector
    frame    rig (x along the direction of travel, y to its left, z up) in, stage out
    source   a rotation about the vertical
    """
    return turned(vector, rig_yaw_deg(move.path, u))


def motion(move: Move, t_s: Floats) -> Motion:
    """What the rig is asked to do, as its imperfections feel it.

    shapes   t_s (n,) -> Motion over the same times
    units    seconds in; metres out
    frame    rig
    source   chain rule on path and progress
    """
    u, rate_per_s, rate_per_s2 = lagged_rates(move.curve, t_s, move.half_time_s)
    slope = place_m(move.path, u, 1)
    bend = place_m(move.path, u, 2)
    speed, push = rate_per_s[:, None], rate_per_s2[:, None]
    back_deg = -rig_yaw_deg(move.path, u)
    at_breaks = evaluate(move.curve, move.curve.breaks_s)
    return Motion(
        t_s=t_s,
        progress=u,
        progress_rate_per_s=rate_per_s,
        position_m=travelled_m(move.path, u),
        velocity_m_s=turned(slope * speed, back_deg),
        acceleration_m_s2=turned(bend * speed * speed + slope * push, back_deg),
        breaks_s=move.curve.breaks_s,
        jerk_m_s3=move.curve.jerks_per_s3 * length_m(move.path),
        reach_m=reach_m(move.path, u),
        reach_at_breaks_m=reach_m(move.path, at_breaks) if move.path.post_m else np.empty(0),
        direction=direction(move.path, u),
        direction_at_breaks=direction(move.path, at_breaks),
        operator_half_time_s=move.half_time_s,
    )


def move_to_params(move: Move) -> dict[str, Plain]:
    """The move as plain JSON, for a plan.

    shapes   plain lists and numbers
    units    as named
    source   its own fields
    """
    path = move.path
    return {
        "rig": move.rig,
        "kinematics": path.kinematics,
        "start": list(path.start),
        "end": list(path.end),
        "base_m": list(path.base_m),
        "yaw_deg": path.yaw_deg,
        "post_m": None if path.post_m is None else list(path.post_m),
        "curve": {name: list(values) for name, values in to_params(move.curve).items()},
        "half_time_s": move.half_time_s,
        "reference_pan_deg": list(move.reference_pan_deg),
        "head_deg": [list(angles) for angles in move.head_deg],
    }


def move_from_params(params: Mapping[str, Plain]) -> Move:
    """The move that `move_to_params` wrote down.

    shapes   plain lists and numbers
    units    as named
    valid    paths of at most LONGEST_M; ValueError for anything else
    source   its own fields
    """
    curve, post = params["curve"], params["post_m"]
    pan0, tilt0, pan1, tilt1 = _numbers(params["head_deg"])
    lists = curve.items() if isinstance(curve, dict) else ()
    path = Path(
        kinematics=str(params["kinematics"]),
        start=_triple(params["start"]),
        end=_triple(params["end"]),
        base_m=_triple(params["base_m"]),
        yaw_deg=_numbers(params["yaw_deg"])[0],
        post_m=None if post is None else _triple(post),
    )
    if not length_m(path) <= LONGEST_M:
        raise ValueError(f"a path of {length_m(path):.6g} m, expected at most {LONGEST_M:g}")
    return Move(
        rig=str(params["rig"]),
        path=path,
        curve=from_params({name: _numbers(values) for name, values in lists}),
        half_time_s=_numbers(params["half_time_s"])[0],
        reference_pan_deg=_pair(params["reference_pan_deg"]),
        head_deg=((pan0, tilt0), (pan1, tilt1)),
    )


def _numbers(value: Plain) -> list[float]:
    """One plain number, or lists of them, as one list of floats."""
    if isinstance(value, list):
        return [x for item in value for x in _numbers(item)]
    return [float(value)] if isinstance(value, int | float) else []


def _pair(value: Plain) -> Pair:
    """Two plain numbers."""
    first, last = _numbers(value)
    return first, last


def _triple(value: Plain) -> Triple:
    """Three plain numbers."""
    x, y, z = _numbers(value)
    return x, y, z
