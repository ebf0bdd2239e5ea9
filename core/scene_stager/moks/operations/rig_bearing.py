# SPDX-License-Identifier: Apache-2.0
"""Rig bearing: roughly which way the camera faces, counted on through whole turns."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs._move import move_from_params, progress, reference_pan


def rig_bearing(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """A pan that the real one stays within half a turn of.

    shapes   t_s (n,); result (n, 1)
    units    degrees
    source   the move's own plan
    """
    move = move_from_params(params["move"])
    return reference_pan(move, progress(move, t_s))[:, None]


OPERATION = Operation(
    title="Bearing of the rig",
    inputs=(),
    unit="deg",
    width=1,
    evaluate=rig_bearing,
    source="the move's own plan",
)
