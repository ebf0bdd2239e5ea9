# SPDX-License-Identifier: Apache-2.0
"""Air, fog: how thick the air is."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._air import air_operation
from scene_stager.moks.operations._operation import Params
from scene_stager.shot.atmosphere.fog import fog_per_m
from scene_stager.shot.atmosphere.weather import Air


def _fog(params: Params, air: Air, phase: Floats, t_s: Floats) -> Floats:
    return fog_per_m(phase, air)


OPERATION = air_operation("Fog density", "1/m", 1, _fog, "Koschmieder extinction over the phase")
