# SPDX-License-Identifier: Apache-2.0
"""A small signature of a picture's colours, which perceptual hashes do not see."""

import numpy as np

from scene_stager.maths.arrays import Bytes, Floats, Ints
from scene_stager.provenance.small_picture import DisplayCodes, cell_means, codes_of

VERSION = "hues.1"  # raise it with any change of what the bytes say
GRID = 64  # cells along a side
HUES = 12  # of 30 degrees, red first, then towards yellow
STEPS = 2**12  # parts of a hue's width
WHOLE = 255


def colour_signature(display: Bytes | DisplayCodes | Floats) -> Bytes:
    """Which hues a picture has and how strong each is; how it is turned makes no difference.

    Raises InputError for what is no picture.

    shapes   display (h, w), (h, w, 3) or with alpha -> (13,): twelve hues, and what has none
    units    shares, 255 is all; they add up to 255 or, by rounding down, somewhat less
    valid    finite; any size. In whole numbers throughout, so the same on every machine
    source   hue and chroma of the HSV hexagon (Smith 1978), a cell's chroma shared between the two
             nearest hues and what it lacks to white's counted as grey
    """
    red, green, blue = np.moveaxis(cell_means(codes_of(display), GRID), 2, 0)
    most, least = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    chroma = most - least
    place = _hue_steps(red, green, blue, most, chroma)
    first, part = place // STEPS, place % STEPS
    sums = np.zeros(HUES + 1, dtype=np.int64)
    np.add.at(sums, first % HUES, chroma * (STEPS - part))
    np.add.at(sums, (first + 1) % HUES, chroma * part)
    sums[HUES] = int((most - chroma).sum()) * STEPS
    return np.asarray(sums * WHOLE // max(int(sums.sum()), 1), dtype=np.uint8)


def _hue_steps(red: Ints, green: Ints, blue: Ints, most: Ints, chroma: Ints) -> Ints:
    """Where on the hexagon of hues each cell is, 0 to HUES * STEPS; red where there is none."""
    sixth = HUES * STEPS // 6
    width = np.maximum(chroma, 1)
    by_red = (green - blue) * sixth // width
    by_green = (blue - red) * sixth // width + 2 * sixth
    by_blue = (red - green) * sixth // width + 4 * sixth
    place = np.where(most == red, by_red, np.where(most == green, by_green, by_blue))
    return np.asarray(place % (HUES * STEPS))


def colours_apart_share(one: Bytes, other: Bytes) -> float:
    """How much of two pictures' colours is not the same, 0 for none to 1 for all.

    shapes   one, other (13,)
    units    share
    source   half the sum of differences between two distributions, total variation
    """
    apart = np.abs(one.astype(np.int64) - other.astype(np.int64)).sum()
    return float(apart) / (2 * WHOLE)
