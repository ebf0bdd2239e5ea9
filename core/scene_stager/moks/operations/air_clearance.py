# SPDX-License-Identifier: Apache-2.0
"""Air, clearance: how much of the fog between camera and subject is left, so that it stays seen."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.atmosphere.proximity import clearance


def air_clearance(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """What the density between camera and subject is multiplied with.

    shapes   inputs: fog (n, 1), camera (n, 3), target (n, 3); result (n, 1)
    units    1/metre and metres in; none out
    source   Koschmieder contrast held over a threshold, see clearance
    """
    fog_per_m, camera_m, target_m = inputs
    x, y, z = (target_m - camera_m).T
    distance_m = np.sqrt(x * x + y * y + z * z)
    return clearance(fog_per_m[:, 0], distance_m, float(params["readability"]))[:, None]


OPERATION = Operation(
    title="Proximity coupler",
    inputs=(("fog", "1/m", 1), ("camera", "m", 3), ("target", "m", 3)),
    unit="1",
    width=1,
    evaluate=air_clearance,
    source="Koschmieder 1924",
)
