# SPDX-License-Identifier: Apache-2.0
"""Layers of light brought together in the lens: the subject before the backdrop, in focus."""

import math

import numpy as np

from scene_stager.preview.camera import PreviewCamera
from scene_stager.preview.contribution import Layers
from scene_stager.preview.depth_of_field import (
    SHARP_PX,
    blur_px,
    doubled,
    evenly_blurred,
    halved,
    smeared,
)
from scene_stager.preview.geometry import Geometry, enlarged
from scene_stager.preview.vectors import Reals

# House defaults, not measured.
KEPT_PX = 1.5  # up to this blur the backdrop keeps every pixel; from twice that, every second


def through_lens(layers: Layers, drawn: Geometry, camera: PreviewCamera) -> Reals:
    """The finished picture.

    shapes   (height, width, 3)
    """
    behind = _backdrop(layers, drawn)
    if layers.lamps is not None:
        behind += layers.lamps
    picture = _focused_backdrop(behind, drawn, camera)
    if layers.air is not None:
        picture += layers.air
    spread = blur_px(camera, drawn.seen.depth_m, drawn.view.width)
    fore, cover = _gathered(layers.fore, drawn)
    if spread.max(initial=0.0) > SHARP_PX:
        fore, cover = _focused_subject(fore, cover, spread, drawn)
    picture *= 1.0 - cover
    picture += fore
    return np.ascontiguousarray(np.moveaxis(picture, 0, -1))


def _backdrop(layers: Layers, drawn: Geometry) -> Reals:
    """Floor, wall and sky at full size, before the air in front of them."""
    view, share = drawn.view, drawn.floor_share
    behind = enlarged(layers.back, drawn.back, view.width, view.height)
    if share is None:
        return behind
    upper = slice(0, int(np.flatnonzero((share < 1.0).any(axis=1))[-1]) + 1)
    behind[:, upper] *= share[upper]
    if layers.sky is not None:
        sky = enlarged(layers.sky, drawn.back, view.width, view.height)
        behind[:, upper] += sky[:, upper] * (1.0 - share[upper])
    return behind


def _focused_backdrop(behind: Reals, drawn: Geometry, camera: PreviewCamera) -> Reals:
    """The backdrop out of focus, at half the size where it is too soft to show."""
    view = drawn.view
    coarse = blur_px(camera, drawn.back.backdrop.depth_m, view.width).astype(view.dtype)
    if coarse.max(initial=0.0) <= SHARP_PX or min(behind.shape[1:]) < 4:
        return behind
    spread = enlarged(coarse, drawn.back, view.width, view.height)
    small = smeared(halved(behind), 0.5 * halved(spread[None])[0])
    soft = np.clip(spread / KEPT_PX - 1.0, 0.0, 1.0)
    mixed: Reals = behind + (doubled(small, behind.shape) - behind) * soft
    return mixed


def _gathered(values: Reals, drawn: Geometry) -> tuple[Reals, Reals]:
    """The subject's points put in their pixels, weighed; and how much of each pixel they cover.

    shapes   values (c, n) -> (c, height, width) and (height, width)
    """
    seen, view = drawn.seen, drawn.view
    whole, edge = seen.pixels[: seen.whole], seen.pixels[seen.whole :]
    weight = seen.weight[seen.whole :]
    table = np.zeros((len(values) + 1, view.width * view.height), dtype=view.dtype)
    for row, value in zip(table[:-1], values, strict=True):
        row[whole] = value[: seen.whole]
        np.add.at(row, edge, value[seen.whole :] * weight)
    table[-1, whole] = 1.0
    np.add.at(table[-1], edge, weight)
    np.minimum(table[-1], 1.0, out=table[-1])
    sheets = table.reshape(-1, view.height, view.width)
    return sheets[:-1], sheets[-1]


def _focused_subject(
    fore: Reals, cover: Reals, spread: Reals, drawn: Geometry
) -> tuple[Reals, Reals]:
    """The subject out of focus, its edges spreading over what is behind it."""
    spreads, _ = _gathered(spread[None].astype(fore.dtype), drawn)
    widest = float(spread.max())
    rows, columns = (_around(cover, axis, widest) for axis in (1, 0))
    part = np.concatenate([fore, cover[None], spreads])[:, rows, columns]
    # Beyond the edges, a pixel's blur is that of the subject nearby.
    near = evenly_blurred(part[3:], max(widest, 2.0))
    diameter = np.where(
        part[3] > 0, part[4] / np.maximum(part[3], 1e-6), near[1] / np.maximum(near[0], 1e-6)
    )
    soft = smeared(part[:4], np.clip(diameter, 0.0, widest))
    fore, cover = fore.copy(), cover.copy()
    fore[:, rows, columns], cover[rows, columns] = soft[:3], np.minimum(soft[3], 1.0)
    return fore, cover


def _around(cover: Reals, axis: int, widest_px: float) -> slice:
    """The rows or columns that the subject's blur may reach."""
    some = np.flatnonzero(cover.any(axis=axis))
    margin = math.ceil(widest_px) + 2
    first = max(int(some[0]) - margin, 0) if len(some) else 0
    last = min(int(some[-1]) + margin + 1, cover.shape[1 - axis]) if len(some) else 1
    return slice(first, last)
