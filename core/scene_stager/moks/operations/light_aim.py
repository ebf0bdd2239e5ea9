# SPDX-License-Identifier: Apache-2.0
"""Light, aim: how a light is turned to shine at the focal target."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.lighting.target_link import TargetLink, aim_light_wxyz


def light_aim(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Orientation of the light.

    shapes   inputs: light (n, 3), target (n, 3), view (n, 1); result (n, 4)
    units    metres and degrees in; unit quaternion out, stage_from_light, shining along -z
    source   see aim_light_wxyz
    """
    light_m, target_m, view_deg = inputs
    return aim_light_wxyz(TargetLink(**params["link"]), light_m, target_m, view_deg[:, 0])


OPERATION = Operation(
    title="Aim a light",
    inputs=(("light", "m", 3), ("target", "m", 3), ("view", "deg", 1)),
    unit="1",
    width=4,
    evaluate=light_aim,
    source="rotation algebra",
)
