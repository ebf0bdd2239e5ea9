# SPDX-License-Identifier: Apache-2.0
"""Focus pull: the distance that the focus puller's hand is at, a moment behind the subject."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.lag import anticipated_signal, lagged_signal
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.moks.operations._target import stray_m, target_m
from scene_stager.shot.rigs._move import move_from_params, place, progress


def focus_pull(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Distance from the intended camera to the focal target, through the puller's lag.

    A puller who is told a path knows it: a steady change of distance is met without a lag. With
    `level`, the distance over the ground: that of a lens whose axis is level.

    shapes   t_s (n,); result (n, 1)
    units    seconds in; metres out
    source   critically damped spring over the exact distance, by Gauss-Laguerre quadrature
    """
    move, target, ride = move_from_params(params["move"]), params["target"], params.get("ride")
    half_time_s = float(params["half_time_s"])

    def distance_m(t: Floats) -> Floats:
        camera_m = place(move, progress(move, t))
        if ride is not None:
            camera_m = camera_m + stray_m(ride, t)
        x, y, z = (target_m(target, t) - camera_m).T
        if params.get("level", False):
            return np.asarray(np.sqrt(x * x + y * y))
        return np.asarray(np.sqrt(x * x + y * y + z * z))

    if "way" not in target:
        return lagged_signal(distance_m, t_s, half_time_s)[:, None]
    return anticipated_signal(distance_m, t_s, half_time_s)[:, None]


OPERATION = Operation(
    title="Focus pull",
    inputs=(),
    unit="m",
    width=1,
    evaluate=focus_pull,
    source="critically damped spring over the exact distance",
)
