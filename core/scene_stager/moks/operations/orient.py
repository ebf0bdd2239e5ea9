# SPDX-License-Identifier: Apache-2.0
"""Orient: how the camera stands, from its head angles."""

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import wxyz_from_pan_tilt_roll
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def orient(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Head angles as a rotation.

    shapes   input: aim (n, 3) pan tilt roll; result (n, 4)
    units    degrees in; unit quaternion out, stage_from_camera
    source   Rz(pan) Rx(90 + tilt) Rz(-roll)
    """
    aim_deg = inputs[0]
    return wxyz_from_pan_tilt_roll(aim_deg[:, 0], aim_deg[:, 1], aim_deg[:, 2])


OPERATION = Operation(
    title="Head angles to rotation",
    inputs=(("aim", "deg", 3),),
    unit="1",
    width=4,
    evaluate=orient,
    source="rotation algebra",
)
