# SPDX-License-Identifier: Apache-2.0
"""Focus: how far each point is smeared over the picture, and the smearing."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import DTypeLike, NDArray

from scene_stager.maths.optics.focus import blur_mm
from scene_stager.preview.camera import PreviewCamera
from scene_stager.preview.vectors import Reals

# House defaults, not measured, but where a line says otherwise.
SHARP_PX = 0.8  # a blur of this diameter does not show
WIDEST_PX = 256.0  # no blur is drawn wider: house default
NEAREST_M = 0.01  # nothing is in focus nearer than this: house default
WORTH_HALVING_PX = 6.0  # wider blurs are made in a picture of half the size
# Halving and doubling smear a point as a disk of this diameter does: 1/4 + 2/3 of a pixel squared.
WIDEST_OPEN = 1e-6  # f-number: any wider smears everything over WIDEST_PX just the same
HALVING_SPREADS_PX = 4.0 * math.sqrt(1.0 / 4.0 + 2.0 / 3.0)


def blur_px(camera: PreviewCamera, depth_m: Reals, width: int) -> Reals:
    """Diameter of the disk that a point is smeared into.

    shapes   depth_m (...) along the lens axis; result (...)
    units    metres in; pixels of a picture `width` wide out
    valid    0 for a pinhole (f-number 0); held under WIDEST_PX
    """
    focal_m = camera.focal_length_mm * 1e-3
    if camera.f_number <= 0 or camera.focus_distance_m <= focal_m:
        return np.zeros_like(depth_m)
    on_sensor_mm = blur_mm(
        np.clip(depth_m.astype(np.float64), max(NEAREST_M, 1.01 * focal_m), None),
        np.asarray(camera.focus_distance_m),
        np.asarray(camera.focal_length_mm),
        np.asarray(max(camera.f_number, WIDEST_OPEN)),
    )
    return np.clip(on_sensor_mm * (width / camera.sensor_width_mm), 0.0, WIDEST_PX)


def smeared(layer: Reals, diameter_px: Reals) -> Reals:
    """A layer with each point smeared into its own disk.

    shapes   layer (channels, h, w); diameter_px (h, w)
    source   a few evenly blurred copies, an octave apart, blended by how wide each point's disk is
    """
    most = float(diameter_px.max(initial=0.0))
    if most <= SHARP_PX:
        return layer
    octave = np.log2(np.clip(diameter_px, SHARP_PX, None) / SHARP_PX).astype(layer.dtype)
    steps = math.ceil(math.log2(most / SHARP_PX)) + 1
    total = np.zeros_like(layer)
    for step in range(steps):
        weight = np.clip(1.0 - np.abs(octave - step), 0.0, None)
        if not weight.any():
            continue
        copy = layer if step == 0 else evenly_blurred(layer, SHARP_PX * 2.0**step)
        total += copy * weight
    return total


def evenly_blurred(layer: Reals, diameter_px: float) -> Reals:
    """A layer smeared by one disk everywhere; beyond its border it goes on as it is there.

    shapes   layer (channels, h, w) -> same
    """
    if diameter_px > WORTH_HALVING_PX and min(layer.shape[1:]) >= 2 * WORTH_HALVING_PX:
        rest_px = math.sqrt(diameter_px * diameter_px - HALVING_SPREADS_PX**2) / 2.0
        return doubled(evenly_blurred(halved(layer), rest_px), layer.shape)
    weights = _tent(diameter_px)
    return _weighed(_weighed(layer, weights, 1), weights, 2)


def halved(layer: Reals) -> Reals:
    """A layer at half the size; each pixel the mean of four.

    shapes   (channels, h, w) -> (channels, ceil(h / 2), ceil(w / 2))
    """
    odd = [(0, 0), (0, layer.shape[1] % 2), (0, layer.shape[2] % 2)]
    even = np.pad(layer, odd, mode="edge") if any(b for _, b in odd) else layer
    mean: Reals = 0.25 * (
        even[:, ::2, ::2] + even[:, 1::2, ::2] + even[:, ::2, 1::2] + even[:, 1::2, 1::2]
    )
    return mean


def doubled(layer: Reals, shape: tuple[int, ...]) -> Reals:
    """A halved layer at its old size, by straight lines between its points.

    shapes   (channels, h, w) -> `shape`, the one it had before it was halved
    """
    low, share = _between(layer.shape[1], shape[1], layer.dtype)
    layer = layer[:, low] * (1.0 - share[:, None]) + layer[:, low + 1] * share[:, None]
    low, share = _between(layer.shape[2], shape[2], layer.dtype)
    wide: Reals = layer[:, :, low] * (1.0 - share) + layer[:, :, low + 1] * share
    return wide


def _between(count: int, size: int, dtype: DTypeLike) -> tuple[NDArray[np.intp], Reals]:
    middle = np.clip((np.arange(size) + 0.5) / 2.0 - 0.5, 0.0, count - 1.0)
    low = np.minimum(np.floor(middle), count - 2).astype(np.intp)
    return low, (middle - low).astype(dtype)


def _tent(diameter_px: float) -> list[float]:
    """Weights of pixels in a row, of one sum and of a disk's spread: a box run twice."""
    # A disk's mean square along one line is a sixteenth of its diameter's; each box has half.
    width = float(np.interp(diameter_px * diameter_px / 32.0, *_box_spreads()))
    weights: list[float] = np.convolve(_box(width), _box(width)).tolist()
    return weights


def _box(width_px: float) -> NDArray[np.float64]:
    """Weights of a row of pixels under a box of any width, its ends parts of a pixel."""
    beside = np.arange(math.ceil(width_px / 2.0) + 1)
    half = np.clip(width_px / 2.0 + 0.5 - beside, 0.0, 1.0) / width_px
    return np.concatenate([half[:0:-1], half])


@lru_cache(maxsize=1)
def _box_spreads() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The mean square distance from the middle of boxes, and their widths."""
    widths = np.linspace(1.0, WIDEST_PX, 1024)
    spreads = []
    for width in widths:
        weights = _box(width)
        away = np.arange(len(weights)) - len(weights) // 2
        spreads.append(float((weights * away * away).sum()))
    return np.array(spreads), widths


def _weighed(layer: Reals, weights: Sequence[float], axis: int) -> Reals:
    """Each pixel the weighed mean of its neighbours along one axis."""
    margin, size = len(weights) // 2, layer.shape[axis]
    ends = [(margin, margin) if a == axis else (0, 0) for a in range(layer.ndim)]
    padded = np.pad(layer, ends, mode="edge")
    total = np.zeros_like(layer)
    for first, weight in enumerate(weights):
        if weight > 0:
            cut = slice(first, first + size)
            total += weight * (padded[:, cut] if axis == 1 else padded[:, :, cut])
    return total
