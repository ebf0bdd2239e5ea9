# SPDX-License-Identifier: Apache-2.0
"""The last step before numbers are hashed or written: nine digits, so that libm does not leak."""

import numpy as np

from scene_stager.errors import CompileError
from scene_stager.maths.arrays import Floats

DIGITS = 9
BLOCK = 1 << 14  # values that stay in the processor's cache together

# Up to here, x times a power of ten is a whole number below 1e9 and every step is one rounding.
TOP = 1e9

# Nearer than this to half way between two neighbours, the product's own rounding could decide.
# It is at most 2**-24, half the spacing of doubles below 2**30.
TOO_CLOSE = 1e-6


def round_values(values: Floats) -> Floats:
    """Round to nine decimals below one and to nine significant digits above.

    shapes   values (...); result (...)
    units    any; the result's is the same
    valid    finite values; NaN or infinity is a CompileError. Minus zero becomes zero
    source   the result is the double nearest to the decimal that exact rounding (half to even) of
             the input gives: float(f"{x:.9f}") below one, float(f"{x:.8e}") from one on
    """
    flat = np.ascontiguousarray(values, dtype=np.float64).reshape(-1)
    rounded = np.empty_like(flat)
    for start in range(0, len(flat), BLOCK):
        rounded[start : start + BLOCK] = _round_block(flat[start : start + BLOCK])
    return rounded.reshape(np.shape(values))


def _round_block(values: Floats) -> Floats:
    size = np.abs(values)
    largest = size.max(initial=0.0)
    if not np.isfinite(largest):
        raise CompileError(f"found {values[~np.isfinite(size)][0]} among the values of a channel")

    # Scale so that the last digit to keep is the unit.
    scale = _scale(size) if largest >= 1.0 else np.float64(TOP)
    scaled = values * scale
    whole = np.rint(scaled)
    rounded = whole / scale + 0.0

    # What is too close to half way, or too large, is left to exact decimal arithmetic.
    doubtful = np.abs(np.abs(scaled - whole) - 0.5) < TOO_CLOSE
    if largest >= TOP:
        doubtful |= size >= TOP
    if doubtful.any():
        distinct, where = np.unique(values[doubtful], return_inverse=True)
        rounded[doubtful] = np.array([_exactly(x) for x in distinct.tolist()])[where]
    return rounded


def _scale(size: Floats) -> Floats:
    """1e9 below one, 1e8 below ten, and so on: a power of ten per value."""
    scale = np.full(size.shape, TOP)
    for power in range(DIGITS):
        above = size >= 10.0**power
        if not above.any():
            break
        scale[above] = 10.0 ** (DIGITS - 1 - power)
    return scale


def _exactly(value: float) -> float:
    return float(f"{value:.9f}" if abs(value) < 1.0 else f"{value:.8e}") + 0.0
