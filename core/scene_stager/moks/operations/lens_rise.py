# SPDX-License-Identifier: Apache-2.0
"""Lens rise: how far a lens is raised, so that a level head holds its subject where it belongs."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import pan_tilt_toward
from scene_stager.maths.optics.framing import solve_level
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def lens_rise(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The rise of the lens, negative where it falls.

    shapes   inputs: camera (n, 3), target (n, 3), focal (n, 1); result (n, 1)
    units    metres and millimetres in; millimetres out
    frame    right_mm is from the lens axis, up_mm from the middle of the picture
    source   solve_level, less where the target is wanted
    """
    camera_m, target_m, focal_mm = inputs
    pan_deg, tilt_deg = pan_tilt_toward(target_m - camera_m)
    _, high = solve_level(pan_deg, tilt_deg, float(params["right_mm"]) / focal_mm[:, 0])
    return np.asarray(high * focal_mm[:, 0] - float(params["up_mm"]))[:, None]


OPERATION = Operation(
    title="Rise of the lens",
    inputs=(("camera", "m", 3), ("target", "m", 3), ("focal", "mm", 1)),
    unit="mm",
    width=1,
    evaluate=lens_rise,
    source="similar triangles: a level pinhole, its plate moved",
)
