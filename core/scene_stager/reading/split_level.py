# SPDX-License-Identifier: Apache-2.0
"""Two small judgements that every search for a subject makes: where to split, which piece it is."""

import numpy as np
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats


def split_level(field: Floats) -> float:
    """The level that separates a field into two groups best.

    shapes   field of any shape -> a number
    units    of the field
    valid    finite
    source   Otsu 1979
    """
    counts, edges = np.histogram(field, 64)
    middles = 0.5 * (edges[1:] + edges[:-1])
    below, moment = np.cumsum(counts), np.cumsum(counts * middles)
    share = moment[-1] * below / below[-1] - moment
    between = share**2 / (below * (below[-1] - below) + 1e-9)
    return float(middles[np.argmax(between)])


def middle_piece(inside: Bools) -> Bools:
    """The connected piece that has most of its area near the middle of the picture.

    shapes   inside (h, w) -> (h, w)
    units    none
    valid    any mask
    source   house default: a bell a third of the picture high and a quarter wide
    """
    pieces, count = ndimage.label(inside)
    if count < 2:
        return inside
    rows, columns = inside.shape
    down = (np.arange(rows)[:, None] + 0.5) / rows - 0.5
    across = (np.arange(columns)[None, :] + 0.5) / columns - 0.5
    weight = np.exp(-((down / 0.33) ** 2) - (across / 0.25) ** 2)
    mass = ndimage.sum_labels(weight, pieces, np.arange(1, count + 1))
    return np.asarray(pieces == int(np.argmax(mass)) + 1)
