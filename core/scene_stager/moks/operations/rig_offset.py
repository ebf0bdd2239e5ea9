# SPDX-License-Identifier: Apache-2.0
"""Rig offset: the intended path plus what the rig adds to it."""

import numpy as np

from scene_stager.moks.operations._operation import Floats, Inputs, Operation, Params
from scene_stager.shot.rigs._move import Move, rig_axes


def rig_offset(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Where the camera really is.

    shapes   inputs: path (n, 3), signature (n, 6); result (n, 3)
    units    metres, stage frame; the signature is in the rig frame
    source   path + stage_from_rig @ offset, written out component by component
    """
    path_m, signature = inputs
    forward, left, up = rig_axes(Move.from_params(params["move"]))
    x, y, z = signature[:, 0:1], signature[:, 1:2], signature[:, 2:3]
    return path_m + (x * np.array(forward) + y * np.array(left) + z * np.array(up))


OPERATION = Operation(
    title="Path with imperfection",
    inputs=(("path", "m", 3), ("signature", "1", 6)),
    unit="m",
    width=3,
    evaluate=rig_offset,
    source="change of frame",
)
