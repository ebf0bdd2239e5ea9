# SPDX-License-Identifier: Apache-2.0
"""Where a focal target goes, as the parameters of a plan have it: a glide, or a sampled way."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import anticipated, from_params
from scene_stager.maths.motion.sampled_way import way_from_params
from scene_stager.moks.operations._operation import Params


def glide_m(params: Params, t_s: Floats, half_time_s: float) -> Floats:
    """A steady way along a line.

    shapes   t_s (n,) -> (n, 3)
    units    seconds in; metres out
    source   start + travel * u(t), with u the anticipated S-curve
    """
    gone = anticipated(from_params(params["curve"]), t_s, half_time_s)
    start_m = np.array(params["start_m"], dtype=np.float64)
    travel_m = np.array(params["travel_m"], dtype=np.float64)
    return np.asarray(start_m + gone[:, None] * travel_m)


def target_m(params: Params, t_s: Floats) -> Floats:
    """Where the focal target is, whichever way it is told.

    shapes   t_s (n,) -> (n, 3)
    units    seconds in; metres out
    source   a glide, or a way and how high over it the target is
    """
    if "way" not in params:
        return glide_m(params, t_s, 0.0)
    feet_m = way_from_params(params["way"]).at(t_s)
    return np.asarray(feet_m + np.array([0.0, 0.0, float(params["up_m"])]))


def stray_m(params: Params, t_s: Floats) -> Floats:
    """How far an operator sees a subject stray from the glide that its rig was planned for; of
    one that only glides, how far it has come.

    shapes   t_s (n,) -> (n, 3)
    units    seconds in; metres out
    source   the way less the glide, both of the feet, through the operator's lag
    """
    half_time_s = float(params["half_time_s"])
    straight_m = glide_m(params["glide"], t_s, half_time_s)
    if "way" not in params:
        return straight_m
    return way_from_params(params["way"]).at(t_s, half_time_s) - straight_m
