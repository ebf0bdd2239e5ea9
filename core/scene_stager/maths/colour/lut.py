# SPDX-License-Identifier: Apache-2.0
"""Lookup tables over colours, and the log shaper in front of them."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import MIDDLE_GREY

SHAPER_LOW_STOPS = -8.0  # from middle grey, at input 0
SHAPER_HIGH_STOPS = 6.0  # from middle grey, at input 1
SMALLEST_SIZE, LARGEST_SIZE = 2, 67


@dataclass(frozen=True, eq=False)
class Cube:
    """A lookup table over a box of colours.

    shapes   table (n, n, n, 3), indexed by red, green, blue
    units    domain_min and domain_max are the inputs at the first and last entries
    """

    title: str
    table: Floats
    comments: tuple[str, ...] = ()
    domain_min: tuple[float, float, float] = (0.0, 0.0, 0.0)
    domain_max: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @property
    def size(self) -> int:
        """Entries along one edge."""
        return int(self.table.shape[0])


def unshape_log2(shaped: Floats) -> Floats:
    """Scene light for a table's input.

    shapes   any -> same
    units    0..1 in; linear light out
    source   inverse of (log2(light / 0.18) + 8) / 14, which a table's reader puts in front
    """
    stops = SHAPER_LOW_STOPS + (SHAPER_HIGH_STOPS - SHAPER_LOW_STOPS) * shaped
    return np.asarray(MIDDLE_GREY * np.exp2(stops), dtype=np.float64)


def cube_grid(size: int) -> Floats:
    """The inputs of every entry of a table over the unit box.

    shapes   -> (size, size, size, 3), indexed by red, green, blue
    units    0..1
    valid    size >= 2
    source   definition: evenly spaced, ends included
    """
    steps = np.linspace(0.0, 1.0, size)
    return np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)
