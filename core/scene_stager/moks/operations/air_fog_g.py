# SPDX-License-Identifier: Apache-2.0
"""Air, fog scatter: how far forward the air throws the light."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._air import air_operation
from scene_stager.moks.operations._operation import Params
from scene_stager.shot.atmosphere.fog import fog_g
from scene_stager.shot.atmosphere.weather import Air


def _fog_g(params: Params, air: Air, phase: Floats, t_s: Floats) -> Floats:
    return fog_g(phase, air)


OPERATION = air_operation("Fog scatter", "1", 1, _fog_g, "Henyey-Greenstein asymmetry")
