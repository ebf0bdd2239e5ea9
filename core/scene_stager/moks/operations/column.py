# SPDX-License-Identifier: Apache-2.0
"""Column: one component of a wider signal."""

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Params


def column(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The components from `first` on, as many as the signal is wide.

    shapes   input (n, w); result (n, width)
    units    those of the component
    source   a selection; no arithmetic
    """
    first, width = int(params["first"]), int(params["width"])
    return inputs[0][:, first : first + width]


OPERATION = Operation(
    title="Pick components",
    inputs=(("whole", None, None),),
    unit=None,
    width=None,
    evaluate=column,
    source="a selection",
)
