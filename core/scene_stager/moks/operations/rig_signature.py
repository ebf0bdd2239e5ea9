# SPDX-License-Identifier: Apache-2.0
"""Rig signature: what this support adds to a perfect move, in its own frame."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._move import motion, move_from_params


def rig_signature(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Offsets of the camera, scaled by the imperfection the script asks for.

    shapes   t_s (n,); result (n, 6): x y z, then pan tilt roll
    units    metres in the rig frame, then degrees
    source   the signature in the rig's own file
    """
    move = move_from_params(params["move"])
    signature = rigs()[move.rig].signature
    offsets = signature(motion(move, t_s), int(params["seed"]), params["settings"])
    return float(params["imperfection"]) * offsets


OPERATION = Operation(
    title="Rig signature",
    inputs=(),
    unit="1",
    width=6,
    evaluate=rig_signature,
    source="see each rig's own file",
)
