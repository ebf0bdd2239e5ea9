# SPDX-License-Identifier: Apache-2.0
"""Light inside the film: the sharpness of the layers, and what comes back from the base."""

from dataclasses import dataclass
from math import log, pi, sqrt

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.shot.stocks._grain import cloud_taps

BOX_PASSES = 3
WIDEST_TAPS_PX = 6.0  # from here on, boxes are quicker than taps
UNSEEN = 0.05  # loss of contrast at the pixel grid's finest pattern that is not worth a blur


@dataclass(frozen=True)
class Halation:
    """Light that reaches the base, turns round and exposes the film a second time.

    `strength` is the share of each layer's light that lands elsewhere, red, green, blue (or one
    number); the red layer lies deepest, so it gets most. `reach_um` is the standard deviation of
    where it lands.
    """

    strength: tuple[float, ...]
    reach_um: float
    source: str


def reach_um_from_mtf50(mtf50_per_mm: float) -> float:
    """Standard deviation of the Gaussian blur that halves contrast at this frequency.

    shapes   -> one number
    units    line pairs per millimetre in; micrometres out
    valid    mtf50_per_mm > 0
    source   the transform of a Gaussian, exp(-2 (pi s f)^2), set to one half: the 50 % point is
             published, the Gaussian shape a house default
    """
    return 1000.0 * sqrt(log(2.0) / 2.0) / (pi * mtf50_per_mm)


def soften(plane: Floats, mtf50_per_mm: float, pixel_um: float) -> Floats:
    """Blur one layer's exposure as the film does.

    shapes   (rows, columns) -> same
    units    of the exposure
    valid    returned as it is where the pixel grid is too coarse to show it (under 5 % anywhere)
    source   separable Gaussian with the published 50 % frequency; mirrored at the edges
    """
    reach_px = reach_um_from_mtf50(mtf50_per_mm) / pixel_um
    # At the grid's finest pattern, a blur well under a pixel takes away twice its variance.
    return plane if 2.0 * reach_px * reach_px < UNSEEN else _blur(plane, reach_px)


def halate(plane: Floats, strength: float, reach_um: float, pixel_um: float) -> Floats:
    """Move a share of one layer's light to its surroundings.

    shapes   (rows, columns) -> same
    units    of the exposure; the sum over the frame is kept
    valid    0 <= strength <= 1
    source   Gaussian spread, mirrored at the edges: house default shape
    """
    if strength <= 0.0:
        return plane
    glow = _blur(plane, reach_um / pixel_um)
    return np.asarray(plane + strength * (glow - plane), dtype=np.float64)


def _blur(plane: Floats, reach_px: float) -> Floats:
    """Gaussian blur of both axes: taps when it is small, three boxes in a row when it is wide.

    The boxes come close to a Gaussian of the same variance: Wells 1986, IEEE PAMI 8(2), 234.
    """
    for axis in (0, 1):
        if reach_px <= WIDEST_TAPS_PX:
            plane = _taps(plane, cloud_taps(reach_px), axis)
            continue
        half_width = 0.5 * (sqrt(12.0 * reach_px * reach_px / BOX_PASSES + 1.0) - 1.0)
        for _ in range(BOX_PASSES):
            plane = _box(plane, half_width, axis)
    return plane


def _taps(plane: Floats, taps: tuple[float, ...], axis: int) -> Floats:
    """Symmetric filter along one axis, mirrored at the edges."""
    size = plane.shape[axis]
    reach = len(taps) - 1
    padded = _mirror(plane, reach, axis)
    total = taps[0] * _cut(padded, reach, size, axis)
    for away, tap in enumerate(taps[1:], start=1):
        pair = _cut(padded, reach - away, size, axis) + _cut(padded, reach + away, size, axis)
        pair *= tap
        total += pair
    return total


def _box(plane: Floats, half_width: float, axis: int) -> Floats:
    """Mean over 2 half_width + 1 pixels, with partly counted end pixels, mirrored at the edges."""
    size = plane.shape[axis]
    half_width = min(half_width, size - 1.0)
    whole = int(half_width)
    margin = whole + 1
    padded = _mirror(plane, margin, axis)
    running = np.cumsum(padded, axis=axis)

    inner = _cut(running, margin + whole, size, axis) - _cut(running, 0, size, axis)
    ends = _cut(padded, margin + whole + 1, size, axis) + _cut(padded, 0, size, axis)
    inner += (half_width - whole) * ends
    inner /= 2.0 * half_width + 1.0
    return inner


def _cut(plane: Floats, start: int, size: int, axis: int) -> Floats:
    """A window of `size` along one axis."""
    return plane[start : start + size] if axis == 0 else plane[:, start : start + size]


def _mirror(plane: Floats, margin: int, axis: int) -> Floats:
    """Repeat the picture backwards beyond its edges, so that a blur loses no light there."""
    widths = [(margin, margin) if axis == each else (0, 0) for each in range(2)]
    return np.pad(plane, widths, mode="symmetric")
