# SPDX-License-Identifier: Apache-2.0
"""Axial focus: the distance along the lens axis of a target that is well off it."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def axial_focus(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """What a straight distance is along the axis.

    shapes   inputs: straight (n, 1), focal (n, 1); result (n, 1)
    units    metres and millimetres in; metres out
    frame    right_mm and up_mm are where the target is on the sensor, from the lens axis
    source   a lens is focused on a plane across its axis: Pythagoras
    """
    straight_m, focal_mm = inputs
    right, up = float(params["right_mm"]) / focal_mm, float(params["up_mm"]) / focal_mm
    return np.asarray(straight_m / np.sqrt(1.0 + right * right + up * up))


OPERATION = Operation(
    title="Focus along the axis",
    inputs=(("straight", "m", 1), ("focal", "mm", 1)),
    unit="m",
    width=1,
    evaluate=axial_focus,
    source="Pythagoras on the sensor",
)
