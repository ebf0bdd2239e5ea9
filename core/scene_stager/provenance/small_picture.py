# SPDX-License-Identifier: Apache-2.0
"""A picture as a small grid of whole numbers, the same ones on every machine.

Sums of whole numbers have no order and no rounding, so that neither a processor nor a version of a
library can change what is made of them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bytes, Floats, Ints

DisplayCodes = NDArray[np.uint16]
WHITE = 65535
FINER = 16  # steps of a cell's mean between two codes
LUMA = (299, 587, 114)  # thousandths; ITU-R BT.601, which other perceptual hashes take too


def codes_of(display: Bytes | DisplayCodes | Floats) -> DisplayCodes:
    """A picture's display values as 16-bit codes, (h, w) or (h, w, 3). Raises InputError.

    shapes   display (h, w), (h, w, 1), (h, w, 3) or with alpha, which is left out -> (h, w, 3)
    units    8-bit or 16-bit codes, or display values with 1 as white; 65535 is white
    valid    finite; values outside 0..1 are clipped
    source   house rule: round half up, so that an 8-bit code and its value give the same
    """
    picture: NDArray[Any] = np.asarray(display)
    if picture.ndim == 2:
        picture = picture[..., None]
    if picture.ndim != 3 or picture.shape[2] not in (1, 3, 4) or 0 in picture.shape:
        raise InputError(Mistake("picture", f"shape {picture.shape}", "(h, w, 1), 3 or 4"))
    picture = np.broadcast_to(picture[..., :3], (*picture.shape[:2], 3))
    if picture.dtype == np.uint8:
        picture = picture * np.uint16(WHITE // 255)
    elif picture.dtype != np.uint16:
        if not np.isfinite(picture).all():
            raise InputError(Mistake("picture", "values that are no numbers", "finite values"))
        picture = np.floor(np.clip(picture, 0.0, 1.0) * float(WHITE) + 0.5)
    return np.asarray(picture, dtype=np.uint16)


def luma_of(codes: DisplayCodes) -> DisplayCodes:
    """How bright each pixel is, of its display codes.

    shapes   codes (h, w, 3) -> (h, w)
    units    16-bit codes
    source   ITU-R BT.601, weights in thousandths, rounded half up
    """
    total = np.full(codes.shape[:2], 500, dtype=np.uint32)
    for channel, weight in enumerate(LUMA):
        total += codes[..., channel].astype(np.uint32) * np.uint32(weight)
    return (total // 1000).astype(np.uint16)


def cell_means(codes: DisplayCodes, count: int) -> Ints:
    """The mean of each of count by count equal cells, where cells cut pixels too, exactly.

    shapes   codes (h, w) or (h, w, c) -> (count, count) or with c
    units    sixteenths of a 16-bit code, rounded half up
    valid    any size; a picture smaller than the grid has pixels that fill several cells
    source   definition: area averages, in whole numbers
    """
    pixels = codes.shape[0] * codes.shape[1]
    once = _row_sums(codes, count)
    total = np.swapaxes(_row_sums(np.swapaxes(once, 0, 1), count), 0, 1)
    return np.asarray((total * FINER + pixels // 2) // pixels, dtype=np.int64)


def _row_sums(values: DisplayCodes | Ints, count: int) -> Ints:
    """Sums over equal cells of rows, a whole row counting `count` times."""
    rows = values.shape[0]
    edges = np.arange(count + 1) * rows
    whole, cut = edges // count, edges % count
    inside = np.minimum(whole, rows - 1)
    sums = np.add.reduceat(values, inside[:-1], axis=0, dtype=np.int64)
    sums[whole[1:] == whole[:-1]] = 0  # an empty span, for which reduceat gives its first row
    parts = cut.reshape(-1, *(1,) * (values.ndim - 1)) * values[inside].astype(np.int64)
    return np.asarray(sums * count + parts[1:] - parts[:-1])
