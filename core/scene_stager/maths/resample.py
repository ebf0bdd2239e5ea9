# SPDX-License-Identifier: Apache-2.0
"""Pictures on other grids: smaller ones by area averages, larger ones by straight lines."""

import numpy as np

from scene_stager.maths.arrays import Floats, Indices


def area_average(picture: Floats, height_px: int, width_px: int) -> Floats:
    """Resample by exact area averages; energy is kept, nothing aliases.

    shapes   picture (h, w) or (h, w, c) -> (height_px, width_px) or with c
    units    of the picture
    valid    any sizes of one pixel or more; enlarging repeats pixels
    source   the mean over each cell of the new grid: whole rows, and the parts that edges cut
    """
    once = _average_rows(picture, height_px)
    return np.swapaxes(_average_rows(np.swapaxes(once, 0, 1), width_px), 0, 1)


def _average_rows(picture: Floats, count: int) -> Floats:
    rows = picture.shape[0]
    if rows == count:
        return picture
    if rows % count == 0:
        blocks = picture.reshape(count, rows // count, *picture.shape[1:])
        return np.asarray(blocks.mean(axis=1, dtype=np.float64))
    edges = np.linspace(0.0, rows, count + 1)
    below = np.minimum(edges.astype(np.intp), rows)
    share = edges - below
    part = [
        share[k] * picture[row] if share[k] > 0.0 else np.zeros(picture.shape[1:])
        for k, row in enumerate(below)
    ]
    sums = [
        picture[below[k] : below[k + 1]].sum(axis=0, dtype=np.float64) - part[k] + part[k + 1]
        for k in range(count)
    ]
    # Sums round: what is not below black stays so.
    return np.asarray(np.maximum(np.stack(sums) * (count / rows), picture.min()), dtype=np.float64)


def bilinear(picture: Floats, height_px: int, width_px: int) -> Floats:
    """Resample between pixel centres by straight lines; the outermost half pixels are level.

    shapes   picture (h, w) or (h, w, c) -> (height_px, width_px) or with c
    units    of the picture
    valid    any sizes of one pixel or more; meant for enlarging, shrinking leaves pixels out
    source   definition: the tensor product of two linear interpolations
    """
    once = _between_rows(picture, height_px)
    return np.swapaxes(_between_rows(np.swapaxes(once, 0, 1), width_px), 0, 1)


def _between_rows(picture: Floats, count: int) -> Floats:
    rows = picture.shape[0]
    place = np.clip((np.arange(count) + 0.5) * (rows / count) - 0.5, 0.0, rows - 1.0)
    above: Indices = np.minimum(place.astype(np.intp), max(rows - 2, 0))
    share = (place - above).reshape(-1, *(1,) * (picture.ndim - 1))
    below = np.minimum(above + 1, rows - 1)
    return np.asarray(picture[above] * (1.0 - share) + picture[below] * share)
