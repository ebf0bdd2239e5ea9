# SPDX-License-Identifier: Apache-2.0
"""Steadied: a shaking aim, turned back by as much as the operator does."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import turn_camera_wxyz
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def steadied(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Turn the camera about its own axes; where there is nothing to turn it stays, to the bit.

    shapes   inputs: shaken (n, 4), turn (n, 3); result (n, 4)
    units    unit quaternions; degrees: pan, tilt, and their size
    source   stage_from_camera Ry(pan) Rx(tilt)
    """
    shaken_wxyz, turn_deg = inputs
    pan_deg, tilt_deg, size_deg = turn_deg.T
    turned = turn_camera_wxyz(shaken_wxyz, pan_deg, tilt_deg, np.zeros_like(pan_deg))
    return np.where((size_deg > 0.0)[:, None], turned, shaken_wxyz)


OPERATION = Operation(
    title="Shaking aim, held",
    inputs=(("shaken", "1", 4), ("turn", "deg", 3)),
    unit="1",
    width=4,
    evaluate=steadied,
    source="rotation algebra",
)
