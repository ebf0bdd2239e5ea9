# SPDX-License-Identifier: Apache-2.0
"""Focus pull: the distance that the focus puller's hand is at, a moment behind the subject."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lag import lagged_signal
from scene_stager.maths.motion.s_curve import from_params, lagged
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.shot.rigs._move import move_from_params, place, progress


def focus_pull(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Distance from the intended camera to the focal target, through the puller's lag.

    With `level`, the distance over the ground: that of a lens whose axis is level.

    shapes   t_s (n,); result (n, 1)
    units    seconds in; metres out
    source   critically damped spring over the exact distance, by Gauss-Laguerre quadrature
    """
    move = move_from_params(params["move"])
    target = params["target"]
    curve = from_params(target["curve"])
    start_m = np.array(target["start_m"], dtype=np.float64)
    travel_m = np.array(target["travel_m"], dtype=np.float64)

    def distance_m(t: Floats) -> Floats:
        target_m = start_m + lagged(curve, t, 0.0)[:, None] * travel_m
        x, y, z = (target_m - place(move, progress(move, t))).T
        if params.get("level", False):
            return np.asarray(np.sqrt(x * x + y * y))
        return np.asarray(np.sqrt(x * x + y * y + z * z))

    return lagged_signal(distance_m, t_s, float(params["half_time_s"]))[:, None]


OPERATION = Operation(
    title="Focus pull",
    inputs=(),
    unit="m",
    width=1,
    evaluate=focus_pull,
    source="critically damped spring over the exact distance",
)
