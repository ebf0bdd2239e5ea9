# SPDX-License-Identifier: Apache-2.0
"""Which triangle each pixel sees: spans of pixels row by row, the nearest kept."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Indices
from scene_stager.preview.vectors import Reals

Three = tuple[Reals, Reals, Reals]

# House defaults, not measured.
NEVER = 1e9  # pixels: a bound that does not bind
LEVEL_PX = 1e-9  # an edge that rises less than this bounds no row


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """Triangles as the camera sees them, all turning the way that faces it.

    shapes   x, y, nearness three arrays (t,), one a corner
    units    x, y in pixels from the upper left corner; nearness in 1/m, along the lens axis
    """

    x: Three
    y: Three
    nearness: Three
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Nearness over the picture, per triangle: at its first corner, per pixel right and down."""

    right: Reals
    down: Reals
    least: Reals
    most: Reals


def planes(screen: Screen) -> Plane:
    """How nearness changes across each triangle."""
    (xa, xb, xc), (ya, yb, yc), (na, nb, nc) = screen.x, screen.y, screen.nearness
    x1, x2, y1, y2, n1, n2 = xb - xa, xc - xa, yb - ya, yc - ya, nb - na, nc - na
    turn = x1 * y2 - x2 * y1
    per_turn = 1.0 / np.where(turn == 0, np.inf, turn)
    return Plane(
        (n1 * y2 - n2 * y1) * per_turn,
        (n2 * x1 - n1 * x2) * per_turn,
        np.minimum(np.minimum(na, nb), nc),
        np.maximum(np.maximum(na, nb), nc),
    )


def nearness_at(screen: Screen, plane: Plane, triangle: Indices, x: Reals, y: Reals) -> Reals:
    """Nearness of triangles at points of the picture; never outside their corners' own."""
    near = (
        screen.nearness[0][triangle]
        + plane.right[triangle] * (x - screen.x[0][triangle])
        + plane.down[triangle] * (y - screen.y[0][triangle])
    )
    return np.minimum(np.maximum(near, plane.least[triangle]), plane.most[triangle])


def nearest(screen: Screen, plane: Plane) -> tuple[Indices, Reals]:
    """For every pixel, the nearest triangle at its middle (-1 for none), and its nearness.

    shapes   both results (height * width,)
    """
    triangle, row = _rows(screen)
    first, count = _spans(screen, triangle, row)
    which, along = spread(count)
    column = first[which] + along
    triangle, row = triangle[which], row[which]
    near = nearness_at(screen, plane, triangle, column + 0.5, row + 0.5)

    pixel = row * screen.width + column
    best = np.zeros(screen.width * screen.height)
    np.maximum.at(best, pixel, near)
    seen = np.full(len(best), -1, dtype=np.intp)
    wins = np.flatnonzero(near == best[pixel])
    seen[pixel[wins]] = triangle[wins]
    return seen, best


def spread(count: Indices) -> tuple[Indices, Indices]:
    """Each index as often as its count says, and how many of it came before."""
    which = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return which, np.arange(len(which)) - before[which]


def whole(values: Reals, low: int, high: int) -> Indices:
    """Whole numbers, held between two bounds."""
    return np.minimum(np.maximum(values, low), high).astype(np.intp)


def _rows(screen: Screen) -> tuple[Indices, Indices]:
    """Each triangle once for every row of pixel middles that it crosses."""
    a, b, c = screen.y
    top = whole(np.ceil(np.minimum(np.minimum(a, b), c) - 0.5), 0, screen.height)
    bottom = whole(np.floor(np.maximum(np.maximum(a, b), c) - 0.5), -1, screen.height - 1)
    triangle, down = spread(np.maximum(bottom - top + 1, 0))
    return triangle, top[triangle] + down


def _spans(screen: Screen, triangle: Indices, row: Indices) -> tuple[Indices, Indices]:
    """First pixel of a row whose middle lies in a triangle, and how many do."""
    y = row + 0.5
    left, right = np.full(len(row), -NEVER), np.full(len(row), NEVER)
    for start in range(3):
        end = (start + 1) % 3
        rise = screen.y[end] - screen.y[start]
        level = np.abs(rise) < LEVEL_PX
        lean = (screen.x[end] - screen.x[start]) / np.where(level, np.inf, rise)
        # From the upper end, so that both triangles of an edge find it in the same place.
        upper_x = np.where(rise > 0, screen.x[start], screen.x[end])
        upper_y = np.where(rise > 0, screen.y[start], screen.y[end])
        crossing = (upper_x - upper_y * lean)[triangle] + lean[triangle] * y
        # An edge that goes down opens the triangle, one that goes up closes it.
        opens, closes = (rise > 0) & ~level, (rise < 0) & ~level
        left = np.maximum(left, np.where(opens[triangle], crossing, -NEVER))
        right = np.minimum(right, np.where(closes[triangle], crossing, NEVER))
    first = whole(np.ceil(left - 0.5), 0, screen.width)
    last = whole(np.ceil(right - 0.5) - 1, -1, screen.width - 1)
    return first, np.maximum(last - first + 1, 0)
