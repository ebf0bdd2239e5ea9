# SPDX-License-Identifier: Apache-2.0
"""Shake: an aim, turned a little by what the rig adds to it."""

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import turn_camera_wxyz
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def shake(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Turn the camera about its own axes.

    shapes   inputs: aim (n, 4), signature (n, 6); result (n, 4)
    units    unit quaternions; the signature's last three columns are degrees
    source   stage_from_camera Ry(pan) Rx(tilt) Rz(-roll)
    """
    intended_wxyz, signature = inputs
    return turn_camera_wxyz(intended_wxyz, signature[:, 3], signature[:, 4], signature[:, 5])


OPERATION = Operation(
    title="Aim with imperfection",
    inputs=(("aim", "1", 4), ("signature", "1", 6)),
    unit="1",
    width=4,
    evaluate=shake,
    source="rotation algebra",
)
