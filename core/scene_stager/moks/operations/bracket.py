# SPDX-License-Identifier: Apache-2.0
"""Bracket: an exposure wedge over the shot."""

from scene_stager.maths.arrays import Floats
from scene_stager.maths.optics.exposure import bracket_stops
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def bracket(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """How far the camera is set off the correct exposure.

    shapes   t_s (n,); result (n, 1)
    units    stops
    source   see bracket_stops
    """
    return bracket_stops(t_s, float(params["duration_s"]))[:, None]


OPERATION = Operation(
    title="Exposure wedge",
    inputs=(),
    unit="stops",
    width=1,
    evaluate=bracket,
    source="one stop under, on, one over",
)
