# SPDX-License-Identifier: Apache-2.0
"""The perceptual hash: 256 bits of how a picture's light is spread, in whole numbers throughout.

It is the DCT hash that others call phash, on a resize of our own, so that every machine gives the
same bits. It does not see colour, and says that pictures look alike, never that they are one.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from scene_stager.maths.arrays import Bytes, Floats, Ints
from scene_stager.provenance.small_picture import (
    FINER,
    WHITE,
    DisplayCodes,
    cell_means,
    codes_of,
    luma_of,
)

VERSION = "phash256.1"  # raise it with any change of what the bits say
GRID, KEPT = 64, 16  # cells along a side, and the slow waves that are kept of them
COSINE_BITS = 14
# The picture as it is, then in its seven other ways: transposed first, then with its rows, then
# with its columns in reverse.
FORMS = tuple((t, r, c) for t in (False, True) for r in (False, True) for c in (False, True))
# Others call two hashes one picture at 31 bits (PDQ). No two of the 500 photographs of BSDS500,
# which make 124,750 pairs, are within 89 as they stand, nor within 81 when one is turned.
NEAR_CERTAIN_BITS, CANDIDATE_BITS, TURNED_CANDIDATE_BITS = 31, 89, 81
STEPS, PER_QUALITY = 100, 90  # steps of a slope, and how many of them make one point of quality
LEAST_QUALITY = 50


@dataclass(frozen=True, slots=True, eq=False)
class PerceptualHash:
    """The bits (8, 32) of a picture in each of its eight FORMS; `quality` from 0, flat, to 100.

    What is below LEAST_QUALITY has too little in it to be told from others like it.
    """

    forms: Bytes
    quality: int

    @property
    def bits(self) -> Bytes:
        """The 32 bytes of the picture as it stands."""
        return np.asarray(self.forms[0])

    @property
    def tells(self) -> bool:
        """True when there is enough in the picture for the bits to mean something."""
        return self.quality >= LEAST_QUALITY


def perceptual_hash(display: Bytes | DisplayCodes | Floats) -> PerceptualHash:
    """How a picture's light is spread, in 256 bits, for each way in which it can be turned.

    Raises InputError for what is no picture.

    shapes   display (h, w), (h, w, 3) or with alpha
    units    8-bit or 16-bit display codes, or display values with 1 as white
    valid    finite; any size
    source   Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions": the
             slowest 16 by 16 waves of a DCT of 64 by 64 cells, each above or below their median
    """
    cells = cell_means(luma_of(codes_of(display)), GRID)
    waves = slow_waves(cells)
    return PerceptualHash(np.stack([_bits(turned(waves, form)) for form in FORMS]), quality(cells))


def slow_waves(cells: Ints) -> Ints:
    """The slowest waves of a grid of cells, in whole numbers.

    shapes   cells (64, 64) -> (16, 16)
    units    of the cells, times 2**28
    source   the DCT of type II, unscaled, with its cosines rounded to 2**-14
    """
    table = cosines()
    return np.asarray(table @ cells @ table.T)


@cache
def cosines() -> Ints:
    """The cosines of the DCT as whole numbers, (16, 64); no libm is off by enough to change one."""
    angles = ((2 * n + 1) * k * math.pi / (2 * GRID) for k in range(KEPT) for n in range(GRID))
    scaled = [round(math.cos(angle) * 2**COSINE_BITS) for angle in angles]
    return np.array(scaled, dtype=np.int64).reshape(KEPT, GRID)


def turned(waves: Ints, form: tuple[bool, bool, bool]) -> Ints:
    """The waves of a picture transposed, then with its rows, then its columns in reverse.

    shapes   waves (16, 16) -> same
    source   a mirror changes the sign of every other cosine
    """
    transposed, rows, columns = form
    signs = 1 - 2 * (np.arange(KEPT) % 2)
    waves = waves.T if transposed else waves
    waves = waves * signs[:, None] if rows else waves
    return np.asarray(waves * signs if columns else waves)


def _bits(waves: Ints) -> Bytes:
    """One bit a wave: above the median of all, without rounding the mean of the middle two."""
    ordered = np.sort(waves, axis=None)
    middle = ordered.size // 2
    return np.packbits(2 * waves.ravel() > ordered[middle - 1] + ordered[middle])


def quality(cells: Ints) -> int:
    """How much there is in a picture to hash, 0 for a flat one to 100.

    shapes   cells (64, 64)
    units    points
    source   Facebook 2019, "PDQ", of the ThreatExchange papers: slopes between neighbours in
             hundredths of white, whole ones summed, 90 to a point
    """
    slopes = [np.abs(np.diff(cells, axis=axis)) * STEPS // (WHITE * FINER) for axis in (0, 1)]
    return min(100, int(sum(int(each.sum()) for each in slopes)) // PER_QUALITY)
