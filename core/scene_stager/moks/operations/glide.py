# SPDX-License-Identifier: Apache-2.0
"""Glide: a point on a straight line by one S-curve, as it is or as an operator follows it."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params
from scene_stager.moks.operations._target import glide_m


def glide(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """Where the point is.

    shapes   t_s (n,); result (n, 3)
    units    seconds in; metres out, stage frame
    source   start + travel * u(t), with u the S-curve as it is anticipated
    """
    return glide_m(params, t_s, float(params["half_time_s"]))


OPERATION = Operation(
    title="Glide along a line",
    inputs=(),
    unit="m",
    width=3,
    evaluate=glide,
    source="jerk-limited S-curve; critically damped spring with feed-forward, in closed form",
)
