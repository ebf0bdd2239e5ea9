# SPDX-License-Identifier: Apache-2.0
"""Ease: one number that goes from one value to another by an S-curve."""

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import from_params, lagged
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def ease(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The number over time.

    shapes   t_s (n,); result (n, 1)
    units    seconds in; the unit of `from` and `to` out
    source   from + (to - from) * u(t), with u the lagged S-curve
    """
    curve = from_params(params["curve"])
    progress = lagged(curve, t_s, float(params["half_time_s"]))
    start, end = float(params["from"]), float(params["to"])
    return (start + (end - start) * progress)[:, None]


OPERATION = Operation(
    title="Ease between two values",
    inputs=(),
    unit=None,
    width=1,
    evaluate=ease,
    source="jerk-limited S-curve; critically damped lag in closed form",
)
