# SPDX-License-Identifier: Apache-2.0
"""The bounded grids that readings are made on, so that a still reads alike at any resolution."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.resample import area_average

# House defaults, not measured, but where a line says otherwise.
READING_LONG_PX = 160  # longer side of the grid of masks, normals and light fits; house default
DARK_SHARE = 1e-4  # of the mean luminance: keeps logarithms finite, moves with the exposure


def reading_size(height_px: int, width_px: int) -> tuple[int, int]:
    """Rows and columns of the reading grid for a picture of this size; never more than it has."""
    shrink = min(1.0, READING_LONG_PX / max(height_px, width_px))
    return max(1, round(height_px * shrink)), max(1, round(width_px * shrink))


@dataclass(frozen=True, eq=False)
class Grids:
    """One still on the two grids that readings use.

    `coarse_rgb` (h, w, 3) is the reading grid; `fine_rgb` has `step` pixels to each of its
    pixels along both axes. Both are linear light, divided by `level`, the mean luminance of
    the picture, so that nothing downstream depends on the exposure.
    """

    coarse_rgb: Floats
    fine_rgb: Floats
    step: int
    level: float

    @property
    def luminance(self) -> Floats:
        """Luminance on the reading grid (h, w), mean 1."""
        return luminance(self.coarse_rgb)


def make_grids(linear_rgb: Floats) -> Grids:
    """Bring a picture of any size to the reading grids.

    shapes   linear_rgb (h, w, 3)
    units    linear light; the grids are relative to the mean luminance
    valid    finite, >= 0; an all-black picture keeps level 1
    source   area averages
    """
    height, width = linear_rgb.shape[:2]
    rows, columns = reading_size(height, width)
    step = 2 if min(height // rows, width // columns) >= 2 else 1
    fine = area_average(linear_rgb, rows * step, columns * step)
    coarse = area_average(fine, rows, columns)
    level = float(np.mean(luminance(coarse)))
    level = level if level > 0.0 else 1.0
    return Grids(coarse / level, fine / level, step, level)


def pool_largest(fine: Floats, step: int) -> Floats:
    """The largest value in each cell of the reading grid.

    shapes   fine (h step, w step) -> (h, w)
    units    of the field
    source   definition
    """
    rows, columns = fine.shape[0] // step, fine.shape[1] // step
    return np.asarray(fine.reshape(rows, step, columns, step).max(axis=(1, 3)))
