# SPDX-License-Identifier: Apache-2.0
"""Path, place: where a subject is whose way is told in places and seconds."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.sampled_way import way_from_params
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def path_place(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The place at each time, or where somebody who trails its changes believes it to be.

    shapes   t_s (n,); result (n, 3)
    units    seconds in; metres out; up_m is added to the height
    source   see SampledWay
    """
    place_m = way_from_params(params["way"]).at(t_s, float(params["half_time_s"]))
    return np.asarray(place_m + np.array([0.0, 0.0, float(params["up_m"])]))


OPERATION = Operation(
    title="Path in the plan",
    inputs=(),
    unit="m",
    width=3,
    evaluate=path_place,
    source="cubic Bessel interpolation; a spring that leads a steady speed",
)
