# SPDX-License-Identifier: Apache-2.0
"""Light, hold: what arrives at the target, what the lamp gives, how far it was turned up."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.lighting.target_link import TargetLink, hold_exposure


def light_hold(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The exposure hold.

    shapes   inputs: level (n, 1), light, target, camera (n, 3); result (n, 3)
    units    lux and metres in; columns are lux, candela and stops
    source   inverse square and cosine, see hold_exposure
    """
    level_lx, light_m, target_m, camera_m = inputs
    link = TargetLink(**params["link"])
    held = hold_exposure(link, level_lx[:, 0], light_m, target_m, camera_m)
    return np.stack(held, axis=-1)


OPERATION = Operation(
    title="Hold the exposure",
    inputs=(("level", "lx", 1), ("light", "m", 3), ("target", "m", 3), ("camera", "m", 3)),
    unit="1",
    width=3,
    evaluate=light_hold,
    source="inverse square and cosine laws",
)
