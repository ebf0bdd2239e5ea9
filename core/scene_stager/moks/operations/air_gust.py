# SPDX-License-Identifier: Apache-2.0
"""Air, gust: how far the wind is over its steady speed."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._air import air_operation
from scene_stager.moks.operations._operation import Params
from scene_stager.shot.atmosphere.weather import Air
from scene_stager.shot.atmosphere.wind import gust


def _gust(params: Params, air: Air, phase: Floats, t_s: Floats) -> Floats:
    return gust(t_s, phase, air, int(params["seed"]))


OPERATION = air_operation("Gust", "1", 1, _gust, "log-normal Ornstein-Uhlenbeck process")
