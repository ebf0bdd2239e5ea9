# SPDX-License-Identifier: Apache-2.0
"""Light, place: where a light stands, tied to the focal target, the lens or the set."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.lighting.target_link import TargetLink, place_light


def light_place(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Position of the light.

    shapes   inputs: target (n, 3), camera (n, 3); result (n, 3)
    units    metres, stage frame
    source   see place_light
    """
    target_m, camera_m = inputs
    return place_light(TargetLink(**params["link"]), target_m, camera_m)


OPERATION = Operation(
    title="Place a light",
    inputs=(("target", "m", 3), ("camera", "m", 3)),
    unit="m",
    width=3,
    evaluate=light_place,
    source="azimuth, elevation and distance about the target",
)
