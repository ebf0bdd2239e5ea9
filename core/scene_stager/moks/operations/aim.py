# SPDX-License-Identifier: Apache-2.0
"""Aim: the head angles that hold the subject where the framing wants it."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import near_deg, pan_tilt_toward
from scene_stager.maths.optics.framing import solve_level, solve_pan_tilt
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs._move import head_offset, move_from_params, progress, reference_pan


def aim(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Pan, tilt and roll of the head; a `level` one has no tilt but what it does on purpose.

    The pan is counted on from a bearing that the move itself gives, so that it never jumps by a
    turn, whatever frames are asked for.

    shapes   inputs: camera (n, 3), target (n, 3), focal (n, 1); result (n, 3)
    units    metres, millimetres and degrees in; degrees out
    frame    stage; pan grows to the left, tilt upwards, roll clockwise from behind
    source   the pinhole solved for the head, see solve_pan_tilt and solve_level; then what the head
             does on purpose is added
    """
    camera_m, target_m, focal_mm = inputs
    move = move_from_params(params["move"])
    u = progress(move, t_s)
    pan_deg, tilt_deg = pan_tilt_toward(target_m - camera_m)
    roll_deg = np.full_like(pan_deg, float(params["roll_deg"]))
    right = float(params["right_mm"]) / focal_mm[:, 0]
    if params.get("level", False):
        held_pan_deg, held_tilt_deg = solve_level(pan_deg, tilt_deg, right)[0], np.zeros_like(u)
    else:
        up = float(params["up_mm"]) / focal_mm[:, 0]
        held_pan_deg, held_tilt_deg, _ = solve_pan_tilt(pan_deg, tilt_deg, right, up, roll_deg)
    steady_deg = near_deg(held_pan_deg, reference_pan(move, u))
    more_pan_deg, more_tilt_deg = head_offset(move, u)
    return np.stack([steady_deg + more_pan_deg, held_tilt_deg + more_tilt_deg, roll_deg], axis=-1)


OPERATION = Operation(
    title="Hold the framing",
    inputs=(("camera", "m", 3), ("target", "m", 3), ("focal", "mm", 1)),
    unit="deg",
    width=3,
    evaluate=aim,
    source="pinhole camera on a pan-tilt head, in closed form",
)
