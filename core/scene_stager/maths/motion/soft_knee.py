# SPDX-License-Identifier: Apache-2.0
"""A soft knee: small things stay as they are, large ones are pressed together under a limit."""

import numpy as np

from scene_stager.maths.arrays import Floats


def soft_knee(size: Floats, low: float, high: float) -> Floats:
    """What is left of a size: itself up to `low`, to the bit, and never over `high`.

    shapes   size (...) -> (...)
    units    any, the same for all three
    valid    size >= 0, 0 <= low < high; rises everywhere, smooth in value, slope and bend
    source   low + (high - low) tanh((size - low) / (high - low)) above low
    """
    over = np.maximum(size - low, 0.0) / (high - low)
    return np.where(over > 0.0, low + (high - low) * np.tanh(over), size)
