# SPDX-License-Identifier: Apache-2.0
"""Lookup tables over colours: the log shaper in front of them, and two ways to read them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def shape_log2(linear: Floats) -> Floats:
    """Spread scene light evenly by stops, for a table to read.

    shapes   any -> same
    units    linear light in; 0 is 8 stops below middle grey, 1 is 6 stops above it
    valid    light at or below zero is held at 0 like everything under -8 stops
    source   definition: (log2(light / 0.18) + 8) / 14
    """
    lowest = MIDDLE_GREY * 2.0**SHAPER_LOW_STOPS
    stops = np.log2(np.maximum(linear, lowest) / MIDDLE_GREY)
    return np.asarray(
        (stops - SHAPER_LOW_STOPS) / (SHAPER_HIGH_STOPS - SHAPER_LOW_STOPS), dtype=np.float64
    )


def unshape_log2(shaped: Floats) -> Floats:
    """Scene light for a table's input.

    shapes   any -> same
    units    0..1 in; linear light out
    source   inverse of shape_log2
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


def apply_trilinear(cube: Cube, colour: Floats) -> Floats:
    """Read a table between its entries, weighing all eight neighbours.

    shapes   colour (..., 3) -> (..., 3)
    units    of the table
    valid    colours outside the domain are clipped to it
    source   trilinear interpolation
    """
    corner, part = _place(cube, colour)
    flat = cube.table.reshape(-1, 3)
    total = np.zeros(colour.shape)
    for dr in (0, 1):
        for dg in (0, 1):
            for db in (0, 1):
                weight = (
                    (part[..., 0] if dr else 1.0 - part[..., 0])
                    * (part[..., 1] if dg else 1.0 - part[..., 1])
                    * (part[..., 2] if db else 1.0 - part[..., 2])
                )
                step = (dr * cube.size + dg) * cube.size + db
                total += weight[..., None] * flat[corner + step]
    return total


def apply_tetrahedral(cube: Cube, colour: Floats) -> Floats:
    """Read a table between its entries, weighing four neighbours: greys stay on the diagonal.

    shapes   colour (..., 3) -> (..., 3)
    units    of the table
    valid    colours outside the domain are clipped to it
    source   Kasson, Nin, Plouffe and Hafner 1995, "Performing color space conversions with
             three-dimensional linear interpolation", J. Electronic Imaging 4(3), 226-250
    """
    corner, part = _place(cube, colour)
    flat = cube.table.reshape(-1, 3)
    strides = np.array([cube.size * cube.size, cube.size, 1], dtype=np.intp)

    # Walk from the near corner to the far one, along the axis with the largest part first.
    order = np.argsort(-part, axis=-1, kind="stable")
    share = np.take_along_axis(part, order, axis=-1)
    here = flat[corner]
    total = here.copy()
    for turn in range(3):
        corner = corner + strides[order[..., turn]]
        ahead = flat[corner]
        total += share[..., turn, None] * (ahead - here)
        here = ahead
    return total


def _place(cube: Cube, colour: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Flat index of the near corner of the cell, and how far into the cell the colour lies."""
    low, high = np.array(cube.domain_min), np.array(cube.domain_max)
    last = cube.size - 1
    place = np.clip((colour - low) / (high - low), 0.0, 1.0) * last
    cell = np.minimum(place.astype(np.intp), last - 1)
    corner = (cell[..., 0] * cube.size + cell[..., 1]) * cube.size + cell[..., 2]
    return corner, place - cell
