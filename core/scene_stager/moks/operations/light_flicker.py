# SPDX-License-Identifier: Apache-2.0
"""Light, flicker: a level of light with a flame's flicker on it."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.lighting.target_link import flickered


def light_flicker(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The level over time.

    shapes   inputs: level (n, 1), flicker (n, 1); result (n, 1)
    units    lux and stops in; lux out
    source   a stop is a factor of two
    """
    level_lx, flicker = inputs
    return flickered(level_lx, flicker, float(params["share"]))


OPERATION = Operation(
    title="Flicker a light",
    inputs=(("level", "lx", 1), ("flicker", "stops", 1)),
    unit="lx",
    width=1,
    evaluate=light_flicker,
    source="a stop is a factor of two",
)
