# SPDX-License-Identifier: Apache-2.0
"""Smooth solids made of a few blobs: how far a point is from one, and which way it faces."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scene_stager.preview.vectors import (
    TINY,
    Reals,
    Turn,
    Vec,
    Vec3,
    Window,
    dot,
    pick,
    scaled,
    turned,
    unit,
)
from scene_stager.shot.stand_ins import Blob

# House defaults, not measured.
FAR = 1e3  # in subject heights: where no blob has been looked at
FOLD = 0.012  # in subject heights: how softly a blob meets its own mirror image


@dataclass(frozen=True, slots=True)
class Solid:
    """Blobs at a real height, ready to be measured; metres, the subject's own frame."""

    blobs: tuple[Blob, ...]
    height_m: float

    @property
    def bounds_m(self) -> tuple[Vec3, Vec3]:
        """The lowest and highest corner of a box that holds the solid."""
        return _bounds_m(self)


@lru_cache(maxsize=256)
def local_from_subject(blob: Blob) -> Turn:
    """The rotation into a blob's own axes."""
    tilt, lean, turn = (math.radians(a) for a in (blob.tilt_deg, blob.lean_deg, blob.turn_deg))
    about_x = np.array(
        [[1, 0, 0], [0, math.cos(tilt), -math.sin(tilt)], [0, math.sin(tilt), math.cos(tilt)]]
    )
    about_y = np.array(
        [[math.cos(lean), 0, math.sin(lean)], [0, 1, 0], [-math.sin(lean), 0, math.cos(lean)]]
    )
    about_z = np.array(
        [[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]]
    )
    rows = (about_z @ about_y @ about_x).T.tolist()
    return (tuple(rows[0]), tuple(rows[1]), tuple(rows[2]))


def is_turned(blob: Blob) -> bool:
    """Whether a blob's axes differ from the subject's."""
    return bool(blob.tilt_deg or blob.lean_deg or blob.turn_deg)


def to_local(blob: Blob, points: Vec, height_m: float) -> Vec:
    """Points in a blob's own axes, metres, its centre at zero."""
    x = _folded(points[0], height_m) if blob.mirrored else points[0]
    centred = (
        x - blob.centre[0] * height_m,
        points[1] - blob.centre[1] * height_m,
        points[2] - blob.centre[2] * height_m,
    )
    return turned(local_from_subject(blob), centred) if is_turned(blob) else centred


def _folded(x: Reals, height_m: float) -> Reals:
    """Distance from the middle plane, without a crease there."""
    soft_m = FOLD * height_m
    far: Reals = np.sqrt(x * x + soft_m * soft_m)
    return far


def distance_m(solid: Solid, points: Vec) -> Reals:
    """About how far points are outside the solid; negative inside.

    shapes   points three arrays (...); result (...)
    units    metres
    frame    the subject's own: feet at z = 0, facing -y
    valid    exact on the surface, first order near it; too long far off an ellipsoid's axes
    source   ellipsoid bound and cubic smooth minimum after Quilez, "Distance functions"
    """
    scale = solid.height_m
    total = np.full_like(points[0], FAR * scale)
    for blob in solid.blobs:
        away = _blob_distance(blob, to_local(blob, points, scale), scale)
        total, _ = _join(total, away, blob, scale)
    return total


def distance_and_normal(
    solid: Solid, points: Vec, windows: Sequence[Window | None] | None = None
) -> tuple[Reals, Vec]:
    """The distance, and the unit vector in which it grows fastest.

    With `windows`, one per blob, a blob is only looked at inside its own window of the arrays.
    """
    scale = solid.height_m
    total = np.full_like(points[0], FAR * scale)
    slope = (np.zeros_like(total), np.zeros_like(total), np.zeros_like(total))
    for index, blob in enumerate(solid.blobs):
        window = ... if windows is None else windows[index]
        if window is None:
            continue
        here = pick(points, window)
        local = to_local(blob, here, scale)
        away, way = _blob_distance(blob, local, scale), _blob_slope(blob, local, scale)
        way = _to_subject(blob, way, here[0], scale)
        total[window], share = _join(total[window], away, blob, scale)
        sign = -1.0 if blob.carve else 1.0
        for axis in range(3):
            kept = slope[axis][window]
            slope[axis][window] = kept + share * (sign * way[axis] - kept)
    return total, unit(slope)


def _join(before: Reals, blob_m: Reals, blob: Blob, height_m: float) -> tuple[Reals, Reals]:
    """Melt one blob into what is there (or out of it), and say what share of the slope it takes."""
    if blob.carve:
        kept, share = _smooth_min(-before, blob_m, blob.blend * height_m)
        return -kept, share
    return _smooth_min(before, blob_m, blob.blend * height_m)


def _smooth_min(a: Reals, b: Reals, reach: float) -> tuple[Reals, Reals]:
    reach = max(reach, 1e-6)
    gap = a - b
    overlap = np.clip(1.0 - np.abs(gap) * (1.0 / reach), 0.0, 1.0)
    square = overlap * overlap
    least = np.minimum(a, b) - square * overlap * (reach / 6.0)
    share_b = 0.5 + np.copysign(0.5 - 0.5 * square, gap)
    return least, share_b


def _blob_distance(blob: Blob, local: Vec, height_m: float) -> Reals:
    if blob.corner > 0:
        out = _beyond_box(blob, local, height_m)
        outside = (np.clip(out[0], 0, None), np.clip(out[1], 0, None), np.clip(out[2], 0, None))
        deep = np.clip(np.maximum(np.maximum(out[0], out[1]), out[2]), None, 0)
        return np.sqrt(dot(outside, outside)) + (deep - blob.corner * height_m)
    a, b, c = (1.0 / (s * height_m) for s in blob.size)
    in_ball = (local[0] * a, local[1] * b, local[2] * c)
    steep = (in_ball[0] * a, in_ball[1] * b, in_ball[2] * c)
    square = dot(in_ball, in_ball)
    away: Reals = (square - np.sqrt(square)) / np.sqrt(dot(steep, steep) + TINY)
    return away


def _blob_slope(blob: Blob, local: Vec, height_m: float) -> Vec:
    if blob.corner > 0:
        out = _beyond_box(blob, local, height_m)
        way = (np.clip(out[0], 0, None), np.clip(out[1], 0, None), np.clip(out[2], 0, None))
        length = 1.0 / np.sqrt(dot(way, way) + TINY)
        x, y, z = (np.copysign(w * length, p) for w, p in zip(way, local, strict=True))
        return (x, y, z)
    a, b, c = (1.0 / (s * height_m) ** 2 for s in blob.size)
    steep = (local[0] * a, local[1] * b, local[2] * c)
    return scaled(steep, 1.0 / np.sqrt(dot(steep, steep) + TINY))


def _beyond_box(blob: Blob, local: Vec, height_m: float) -> Vec:
    inner = [(s - blob.corner) * height_m for s in blob.size]
    return (np.abs(local[0]) - inner[0], np.abs(local[1]) - inner[1], np.abs(local[2]) - inner[2])


def _to_subject(blob: Blob, way: Vec, x: Reals, height_m: float) -> Vec:
    """A slope in the blob's own axes, as the subject has it."""
    if is_turned(blob):
        m = local_from_subject(blob)
        way = turned(tuple(zip(*m, strict=True)), way)  # type: ignore[arg-type]
    return (way[0] * (x / _folded(x, height_m)), way[1], way[2]) if blob.mirrored else way


@lru_cache(maxsize=64)
def _bounds_m(solid: Solid) -> tuple[Vec3, Vec3]:
    low, high = [np.inf] * 3, [-np.inf] * 3
    for blob in solid.blobs:
        if blob.carve:
            continue
        turn = local_from_subject(blob)
        for axis in range(3):
            parts = [turn[row][axis] * blob.size[row] for row in range(3)]
            reach = sum(map(abs, parts)) if blob.corner > 0 else math.hypot(*parts)
            reach += blob.blend / 6
            centre = blob.centre[axis]
            low[axis] = min(low[axis], centre - reach)
            high[axis] = max(high[axis], centre + reach)
            if axis == 0 and blob.mirrored:
                low[0] = min(low[0], -centre - reach)
    scale = solid.height_m
    return (
        (low[0] * scale, low[1] * scale, low[2] * scale),
        (high[0] * scale, high[1] * scale, high[2] * scale),
    )
