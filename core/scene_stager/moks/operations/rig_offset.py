# SPDX-License-Identifier: Apache-2.0
"""Rig offset: the intended path plus what the rig adds to it."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs._move import move_from_params, progress, stage_from_rig


def rig_offset(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Where the camera really is.

    shapes   inputs: path (n, 3), signature (n, 6); result (n, 3)
    units    metres, stage frame; the signature is in the rig frame
    source   path plus the offset, turned from the rig's axes into the stage's
    """
    path_m, signature = inputs
    move = move_from_params(params["move"])
    return path_m + stage_from_rig(move, progress(move, t_s), signature[:, :3])


OPERATION = Operation(
    title="Path with imperfection",
    inputs=(("path", "m", 3), ("signature", "1", 6)),
    unit="m",
    width=3,
    evaluate=rig_offset,
    source="change of frame",
)
