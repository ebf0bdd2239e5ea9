# SPDX-License-Identifier: Apache-2.0
"""Air, flicker: how far a flame or a tired lamp is over its steady light."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._air import air_operation
from scene_stager.moks.operations._operation import Params
from scene_stager.shot.atmosphere.flicker import flicker_stops
from scene_stager.shot.atmosphere.weather import Air


def _flicker(params: Params, air: Air, phase: Floats, t_s: Floats) -> Floats:
    return flicker_stops(
        t_s,
        phase,
        air,
        int(params["seed"]),
        str(params["channel"]),
        float(params["rate_hz"]),
        float(params["rms_stops"]),
    )


OPERATION = air_operation("Flicker", "stops", 1, _flicker, "puffing flame, 1.5 / sqrt(width) Hz")
