# SPDX-License-Identifier: Apache-2.0
"""Soft silhouettes: pixels on an edge are looked at again through eight points."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Indices
from scene_stager.preview.raster import Plane, Screen, nearest, nearness_at, planes, spread, whole
from scene_stager.preview.vectors import Reals

# Where a pixel on an edge is looked through, in pixels from its middle: alike left and right.
# House defaults, not measured.
SAMPLES = tuple(
    (side * x / 16, y / 16) for x, y in ((7, -5), (3, -1), (5, 3), (1, 7)) for side in (-1, 1)
)


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """What was seen: pixel, triangle, the point looked through, and its share of the pixel.

    shapes   every array (n,); `pixels` are flat indices into the picture, the first `whole` of
             them seen whole
    """

    pixels: Indices
    triangles: Indices
    x: Reals
    y: Reals
    weight: Reals
    whole: int = 0


def look(screen: Screen, step_m: float) -> Samples:
    """The nearest triangle in every covered pixel; two surfaces where an edge passes through.

    units    a jump of `step_m` in depth between neighbours is an edge
    """
    plane = planes(screen)
    seen, near = nearest(screen, plane)
    edge = _edges(near, screen, step_m)
    inner = np.flatnonzero((seen >= 0) & ~edge)
    x, y = inner % screen.width + 0.5, inner // screen.width + 0.5
    lists = [Samples(inner, seen[inner], x, y, np.ones(len(inner)))]
    if edge.any():
        lists += _edge_samples(screen, plane, edge, step_m)
    return Samples(
        np.concatenate([s.pixels for s in lists]),
        np.concatenate([s.triangles for s in lists]),
        np.concatenate([s.x for s in lists]),
        np.concatenate([s.y for s in lists]),
        np.concatenate([s.weight for s in lists]),
        len(inner),
    )


def _edges(near: Reals, screen: Screen, step_m: float) -> Bools:
    """Pixels beside a silhouette: the subject's outline, or one part of it before another.

    Across a flat surface nearness is a straight line over the picture, so a bend betrays an edge.
    """
    near = near.reshape(screen.height, screen.width)
    least = near * near * step_m
    edge = np.zeros(near.shape, dtype=bool)
    middle = 2.0 * near
    edge[:, 1:-1] |= np.abs(middle[:, 1:-1] - near[:, :-2] - near[:, 2:]) > least[:, 1:-1]
    edge[1:-1] |= np.abs(middle[1:-1] - near[:-2] - near[2:]) > least[1:-1]
    return edge.ravel()


def _edge_samples(screen: Screen, plane: Plane, edge: Bools, step_m: float) -> list[Samples]:
    """What the pixels on edges see through eight points: the surface in front, and one behind."""
    pixels = np.flatnonzero(edge)
    rank = np.zeros(len(edge), dtype=np.intp)
    rank[pixels] = np.arange(len(pixels))
    triangle, pixel = _pairs(screen, edge)
    seen = np.full((len(SAMPLES), len(pixels)), -1, dtype=np.intp)
    near = np.zeros(seen.shape)
    x, y = pixel % screen.width + 0.5, pixel // screen.width + 0.5
    for inside, sheet, best, (dx, dy) in zip(
        _insides(screen, triangle, x, y), seen, near, SAMPLES, strict=True
    ):
        met, slot = triangle[inside], rank[pixel[inside]]
        here = nearness_at(screen, plane, met, x[inside] + dx, y[inside] + dy)
        np.maximum.at(best, slot, here)
        wins = np.flatnonzero(here == best[slot])
        sheet[slot[wins]] = met[wins]
    return _surfaces(screen, pixels, seen, near, step_m)


def _pairs(screen: Screen, edge: Bools) -> tuple[Indices, Indices]:
    """Triangles with the pixels on edges that their boxes hold."""
    left, right = _range(screen.x, screen.width)
    top, bottom = _range(screen.y, screen.height)
    table = np.zeros((screen.height + 1, screen.width + 1), dtype=np.int32)
    np.cumsum(edge.reshape(screen.height, screen.width), axis=0, out=table[1:, 1:])
    np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
    flat = table.ravel()
    wide = screen.width + 1
    held = flat[bottom * wide + right] - flat[top * wide + right]
    held -= flat[bottom * wide + left] - flat[top * wide + left]
    chosen = np.flatnonzero(held)
    which, down = spread(bottom[chosen] - top[chosen])
    triangle = chosen[which]
    row = top[triangle] + down
    which, along = spread(right[triangle] - left[triangle])
    triangle = triangle[which]
    pixel = row[which] * screen.width + left[triangle] + along
    kept = np.flatnonzero(edge[pixel])
    return triangle[kept], pixel[kept]


def _range(corners: tuple[Reals, Reals, Reals], size: int) -> tuple[Indices, Indices]:
    a, b, c = corners
    first = whole(np.floor(np.minimum(np.minimum(a, b), c)), 0, size)
    last = whole(np.floor(np.maximum(np.maximum(a, b), c)) + 1, 0, size)
    return first, last


def _insides(screen: Screen, triangle: Indices, x: Reals, y: Reals) -> list[Indices]:
    """For each of the eight points, the pairs of which the triangle holds the pixel's point."""
    sides = []
    for start in range(3):
        end = (start + 1) % 3
        run, rise = screen.x[end] - screen.x[start], screen.y[end] - screen.y[start]
        level = run * screen.y[start] - rise * screen.x[start]
        run, rise = run[triangle], rise[triangle]
        sides.append((level[triangle] - run * y + rise * x, rise, run))
    found = []
    for dx, dy in SAMPLES:
        least = np.minimum.reduce([here + rise * dx - run * dy for here, rise, run in sides])
        found.append(np.flatnonzero(least >= 0))
    return found


def _surfaces(
    screen: Screen, pixels: Indices, seen: Indices, near: Reals, step_m: float
) -> list[Samples]:
    """Gather each pixel's eight points into the surface in front and the one behind it."""
    depth = 1.0 / np.maximum(near, 1e-6)
    covered = seen >= 0
    front = covered & (depth <= np.minimum.reduce(depth, axis=0) + step_m)
    found = []
    for met in (front, covered & ~front):
        count = np.add.reduce(met, axis=0, dtype=np.intp)
        some = np.flatnonzero(count)
        part, share = met[:, some], 1.0 / count[some]
        x = sum(p * dx for p, (dx, _) in zip(part, SAMPLES, strict=True)) * share
        y = sum(p * dy for p, (_, dy) in zip(part, SAMPLES, strict=True)) * share
        best = np.where(part, near[:, some], -1.0).argmax(axis=0)
        px = pixels[some]
        x, y = px % screen.width + 0.5 + x, px // screen.width + 0.5 + y
        found.append(Samples(px, seen[best, some], x, y, count[some] / len(SAMPLES)))
    return found
