# SPDX-License-Identifier: Apache-2.0
"""Constant: the same numbers on every frame."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.moks.operations._operation import Inputs, Operation, Outlet, Params


def constant(params: Params, inputs: Inputs, t_s: Floats) -> Floats:
    """The numbers in `value`, on every frame.

    shapes   t_s (n,); result (n, len(value))
    units    those the node carries
    source   a definition
    """
    row = np.array(params["value"], dtype=np.float64)
    return np.repeat(row[None, :], len(t_s), axis=0)


def as_wide_as_its_value(params: Params, inputs: tuple[Outlet, ...], gives: Outlet) -> str:
    """`value` is a list of as many numbers as the node is wide."""
    value = params.get("value")
    if not isinstance(value, list | tuple) or len(value) != gives[1]:
        return f"value is {value!r:.60}, expected a list of {gives[1]} numbers"
    return ""


OPERATION = Operation(
    title="Constant",
    inputs=(),
    unit=None,
    width=None,
    evaluate=constant,
    source="a definition",
    check=as_wide_as_its_value,
)
