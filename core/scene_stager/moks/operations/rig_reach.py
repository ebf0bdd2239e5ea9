# SPDX-License-Identifier: Apache-2.0
"""Rig reach: how far the arm is out, for rigs that have one."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs._move import motion, move_from_params


def rig_reach(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Length of the arm.

    shapes   t_s (n,); result (n, 1)
    units    metres
    source   the rig's own kinematics
    """
    return motion(move_from_params(params["move"]), t_s).reach_m[:, None]


OPERATION = Operation(
    title="Arm reach", inputs=(), unit="m", width=1, evaluate=rig_reach, source="rig kinematics"
)
