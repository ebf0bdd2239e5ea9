# SPDX-License-Identifier: Apache-2.0
"""Rig path: where the rig carries the camera, before anything is imperfect."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs._move import move_from_params, place, progress


def rig_path(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The intended camera position, operator lag included.

    shapes   t_s (n,); result (n, 3)
    units    seconds in; metres out, stage frame
    source   the rig's own kinematics along one time-synchronised S-curve
    """
    move = move_from_params(params["move"])
    return place(move, progress(move, t_s))


OPERATION = Operation(
    title="Rig path",
    inputs=(),
    unit="m",
    width=3,
    evaluate=rig_path,
    source="rig kinematics; jerk-limited S-curve; critically damped lag in closed form",
)
