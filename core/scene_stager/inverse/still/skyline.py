# SPDX-License-Identifier: Apache-2.0
"""Where the floor ends in a still: the straight edge, or the two that meet, with the sky above."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.inverse.still.points import log_light
from scene_stager.maths.arrays import Bools, Floats

# House defaults, tried on drawn floors and photographs, from here on.
LEAST_STEP = 0.06  # natural-log contrast across the edge
LEAST_SHARP = 0.2  # of that step: what stands over the steps about it
ABOUT_PX, OVER_ABOUT = 9, 1.5  # rows about an edge, and how often their mean step it must exceed
SHY_PX = 3  # what is left out round the subject
REACH = 0.65  # the floor's end is looked for in this upper part of the picture
STEEPEST = 0.25  # slope of the floor's end: steeper is something else
LEAST_COLUMNS = 12  # that an edge is made of
MOST_TRIED = 24  # columns of which all pairs are tried
LEAST_APART_PX = 8  # of such a pair: two columns that are nearer say little of a slope
NEAR_PX = 1.1  # a column's edge this near to the line belongs to it
LEAST_SHARE = 0.45  # of the columns that are free of the subject
SECOND_SHARE = 0.15  # of the columns, for another line beside the first


@dataclass(frozen=True, slots=True, eq=False)
class Skyline:
    """The row at which the floor ends in each column, and how much of it was seen.

    shapes   row_px (w,)
    """

    row_px: Floats
    seen_share: float

    @property
    def highest_px(self) -> float:
        """The row nearest to the horizon."""
        return float(self.row_px.min())


def find_skyline(luminance: Floats, inside: Bools) -> Skyline | None:
    """The floor's far end, or None where the picture shows none.

    shapes   luminance (h, w), inside (h, w): the subject
    units    rows of the grid, 0 at the top edge
    source   strongest step of log-luminance in each column; straight lines through them by least
             median of residuals over all pairs of a few columns (Rousseeuw 1984)
    """
    rows, columns = luminance.shape
    logs = log_light(luminance)
    step = np.abs(logs[2:] - logs[:-2])[: int(REACH * rows)]
    shy = ndimage.binary_dilation(inside, iterations=SHY_PX)[1:-1][: len(step)]
    rest = ndimage.uniform_filter1d(step, ABOUT_PX, axis=0)
    sharp = np.where(shy, 0.0, step - OVER_ABOUT * rest)
    best = np.argmax(sharp, axis=0)
    at = np.arange(columns)
    strong = (step[best, at] > LEAST_STEP) & (sharp[best, at] > LEAST_SHARP * step[best, at])
    row, column = best[strong] + 1.5, at[strong] + 0.5
    free = max(int((~shy.any(axis=0)).sum()), columns // 3)
    first = _line(row, column)
    if first is None:
        return None
    near = np.abs(row - _rows(first, column)) < NEAR_PX
    share = float(near.sum()) / free
    line = _rows(first, at + 0.5)
    second = _line(row[~near], column[~near])
    if second is not None:
        lower = _rows(second, column) >= _rows(first, column)
        other = (np.abs(row - _rows(second, column)) < NEAR_PX) & lower
        if (other & ~near).sum() / free > SECOND_SHARE and _meet(first, second, columns):
            share += float((other & ~near).sum()) / free
            line = np.maximum(line, _rows(second, at + 0.5))
    return Skyline(line, min(share, 1.0)) if share > LEAST_SHARE else None


def _meet(first: tuple[float, float], second: tuple[float, float], columns: int) -> bool:
    """Whether two edges meet inside the picture, as those of a floor's corner do."""
    closing = first[1] - second[1]
    return closing != 0 and 0.0 < (second[0] - first[0]) / closing < columns


def _rows(line: tuple[float, float], column: NDArray[np.floating]) -> Floats:
    found: Floats = np.asarray(line[0] + line[1] * column, dtype=np.float64)
    return found


def _line(row: Floats, column: Floats) -> tuple[float, float] | None:
    """The flat line that most points lie on: level, slope."""
    if len(row) < LEAST_COLUMNS:
        return None
    chosen = np.linspace(0, len(row) - 1, min(MOST_TRIED, len(row))).astype(np.intp)
    i, j = (a.ravel() for a in np.meshgrid(chosen, chosen))
    apart = column[j] - column[i]
    far = apart > LEAST_APART_PX
    slope = (row[j] - row[i])[far] / apart[far]
    level = row[i][far] - slope * column[i][far]
    flat = np.abs(slope) < STEEPEST
    slope, level = slope[flat], level[flat]
    if not len(slope):
        return None
    off = np.abs(row[None, :] - level[:, None] - slope[:, None] * column[None, :])
    winner = int(np.argmax((off < NEAR_PX).sum(axis=1)))
    on = off[winner] < NEAR_PX
    fitted = np.polyfit(column[on], row[on], 1)
    return float(fitted[1]), float(fitted[0])
