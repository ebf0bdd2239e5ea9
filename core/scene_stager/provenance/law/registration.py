# SPDX-License-Identifier: Apache-2.0
"""How far a patch of one picture has moved in another, to a fraction of a pixel."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Floats

LEAST_VARIANCE = 1e-5  # of display values; an even patch is alike everywhere; house default


@dataclass(frozen=True, slots=True)
class Shift:
    """Right and down, in pixels, and how alike the patch is there: 1 is the same."""

    right_px: float
    down_px: float
    likeness: float


def find_shift(before: Floats, patch: Bools, after: Floats, reach_px: int) -> Shift | None:
    """Where the pixels of a patch are found again, within a reach; None for an even patch.

    shapes   before, patch, after (h, w)
    units    grey values of any scale; pixels out
    valid    the patch neither turns nor changes its size; light that brightens or fades all of it
             alike does not matter
    source   normalised cross-correlation of a masked template, Lewis 1995, "Fast Normalized
             Cross-Correlation"; the peak by a parabola through its neighbours
    """
    rows, columns = np.flatnonzero(patch.any(axis=1)), np.flatnonzero(patch.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    weight = patch[top : rows[-1] + 1, left : columns[-1] + 1].astype(np.float64)
    height, width = weight.shape
    count = weight.sum()
    template = before[top : top + height, left : left + width]
    template = weight * (template - (weight * template).sum() / count)
    power = float((template**2).sum())
    if power / count < LEAST_VARIANCE:
        return None
    field = np.pad(after, reach_px, mode="edge")
    window = field[top : top + height + 2 * reach_px, left : left + width + 2 * reach_px]
    likeness = _likeness(window, template, weight, power)
    down, right = np.unravel_index(int(likeness.argmax()), likeness.shape)
    return Shift(
        float(right) - reach_px + _vertex(likeness[down, :], int(right)),
        float(down) - reach_px + _vertex(likeness[:, right], int(down)),
        float(likeness[down, right]),
    )


def _likeness(window: Floats, template: Floats, weight: Floats, power: float) -> Floats:
    """The correlation at every place of the window that holds the whole template."""
    from scipy.signal import correlate

    count = weight.sum()
    covariance = correlate(window, template, mode="valid")
    mean = correlate(window, weight, mode="valid") / count
    square = correlate(window**2, weight, mode="valid") / count
    variance = np.maximum(square - mean**2, 0.0) * count
    scale = np.sqrt(variance * power)
    return np.asarray(np.where(scale > 1e-9, covariance / np.maximum(scale, 1e-9), 0.0))


def _vertex(line: Floats, at: int) -> float:
    """How far the top of a parabola through three neighbours is from the middle one."""
    if not 0 < at < len(line) - 1:
        return 0.0
    before, here, after = line[at - 1 : at + 2]
    bend = before - 2.0 * here + after
    return float(0.5 * (before - after) / bend) if bend < 0.0 else 0.0
