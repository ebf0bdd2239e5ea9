# SPDX-License-Identifier: Apache-2.0
"""Air, haze colour: what colour the air lends the light."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._air import air_operation
from scene_stager.moks.operations._operation import Params
from scene_stager.shot.atmosphere.haze import haze_k
from scene_stager.shot.atmosphere.weather import Air


def _haze(params: Params, air: Air, phase: Floats, t_s: Floats) -> Floats:
    return haze_k(phase, air, float(params["base_k"]))


OPERATION = air_operation("Haze colour", "K", 1, _haze, "shift in mireds over the phase")
