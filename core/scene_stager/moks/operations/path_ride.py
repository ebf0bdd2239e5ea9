# SPDX-License-Identifier: Apache-2.0
"""Path, ride: a rig that goes along with a subject, straight on or however else that goes."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.moks.operations._target import stray_m


def path_ride(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The planned place of the camera, carried by as much as the subject strays.

    shapes   input (n, 3); result (n, 3)
    units    metres, about the subject's first place
    source   see stray_m
    """
    return inputs[0] + stray_m(params, t_s)


OPERATION = Operation(
    title="Ride along a path",
    inputs=(("planned", "m", 3),),
    unit="m",
    width=3,
    evaluate=path_ride,
    source="a rigid shift by what the operator sees of the path",
)
