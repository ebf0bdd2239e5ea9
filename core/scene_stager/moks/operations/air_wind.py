# SPDX-License-Identifier: Apache-2.0
"""Air, wind: where the air goes and how fast."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._air import air_operation
from scene_stager.moks.operations._operation import Params
from scene_stager.shot.atmosphere.weather import Air
from scene_stager.shot.atmosphere.wind import wind_m_s


def _wind(params: Params, air: Air, phase: Floats, t_s: Floats) -> Floats:
    return wind_m_s(t_s, phase, air, int(params["seed"]))


OPERATION = air_operation("Wind", "m/s", 3, _wind, "von Karman turbulence on a steady drift")
