# SPDX-License-Identifier: Apache-2.0
"""Peaks, pits, passes: one classifier for any vertex, from the cycle of its neighbours.

A vertex is judged by its link: the neighbours, and which of them are next to each other. Walk
around the link and count how often it crosses from lower to higher. With V vertices and E edges
in the link and s crossings, the index of the vertex is 1 - (V - E + s) / 2, which is
1 - s / 2 on a closed ring and (1 - s) / 2 on the open link of a border vertex. Each edge of the
surface is in two links, each triangle in three, and crosses in just one of them (that of its
middle vertex): so the indices add up to vertices - edges + triangles, the Euler characteristic.
That is exact on any surface with or without border, as long as the links are true ones. The eight
pixels around a pixel are not the link of any triangulation; the six or the four with four centres
below are.

Equal values are told apart by where they stand (simulation of simplicity): the later one counts
as higher. Nothing is ever flat, so that plateaus need no case of their own.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats, Ints
from scene_stager.maths.surface.half_edges import half_edges
from scene_stager.maths.surface.mesh import Mesh, triangulated

ImageLink = Literal["freudenthal", "centred"]

# (row, column) steps, in the order in which they stand around a pixel.
SIX = ((0, 1), (1, 1), (1, 0), (0, -1), (-1, -1), (-1, 0))
EIGHT = ((0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1))

LEAST_TORUS = 3  # fewer pixels around, and a pixel is its own neighbour


class Kind(IntEnum):
    """What a vertex is among its neighbours."""

    REGULAR = 0
    MIN = 1
    MAX = 2
    SADDLE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Every vertex with its kind.

    shapes   all the same: `kind` (Kind), `saddle` (k of SADDLE(k), 0 elsewhere) and
             `index_halves` (twice the Banchoff index)
    units    plain numbers; k counts simple saddles at a vertex, and half saddles on a border
    """

    kind: NDArray[np.int8]
    saddle: Ints
    index_halves: Ints

    def total_index(self) -> float:
        """The sum of all indices: the Euler characteristic of the whole surface."""
        return float(self.index_halves.sum()) / 2.0


def classify_rings(lower: Bools, present: Bools | None = None) -> Classes:
    """Classify vertices by their rings of neighbours.

    shapes   lower, present (k, ...) -> fields (...); slot j stands next to slot j + 1, and the
             last next to the first
    units    `lower`: that neighbour is lower than the vertex; `present`: it exists. A ring with
             absent slots is open: the vertex is on a border
    valid    slots that stand next to each other and are present are joined by an edge
    source   Banchoff 1970, "Critical points and curvature for embedded polyhedral surfaces";
             half links at the border: the mean of the index of f and of -f
    """
    here = np.ones_like(lower) if present is None else present
    joined = here & np.roll(here, -1, axis=0)
    crossed = joined & (lower != np.roll(lower, -1, axis=0))
    below = np.count_nonzero(lower & here, axis=0)
    above = np.count_nonzero(~lower & here, axis=0)
    return _classes(
        below, above, np.count_nonzero(joined, axis=0), np.count_nonzero(crossed, axis=0)
    )


def classify_image(
    values: Floats,
    link: ImageLink = "centred",
    wraps: bool = False,
    inside: Bools | None = None,
) -> Classes:
    """Classify every pixel of an image, or of a part of it.

    shapes   values, inside (h, w) -> fields (h, w); outside the part all are REGULAR, index 0
    units    any
    valid    finite; h, w >= 1, and >= 3 on a torus (`wraps`). The surface of a part is its pixels,
             the edges between those that touch over sides (`centred`) or stand next to each other
             in the six (`freudenthal`), and the cells or triangles whose corners are all inside
    raises   InputError
    source   `freudenthal`: six neighbours, every cell cut along one diagonal (Freudenthal 1942).
             `centred`: four neighbours and four cell centres, each centre as high as its highest
             corner and just below it. Centres are then always regular, maxima are those of the
             eight neighbours, minima those of the four, and components of bright sets are the
             8-connected ones
    """
    _check_image(values, wraps)
    present, lower = _compare(values, SIX if link == "freudenthal" else EIGHT, wraps, inside)
    if link == "centred":
        for slot in (1, 3, 5, 7):  # a cell is there where all its corners are
            present[slot] &= present[slot - 1] & present[(slot + 1) % 8]
        # A centre is lower than its pixel just where the pixel is the highest of that cell.
        for slot in (1, 3, 5, 7):
            lower[slot] &= lower[slot - 1] & lower[(slot + 1) % 8]
    found = classify_rings(lower, present)
    if inside is None:
        return found
    return Classes(
        *(np.where(inside, f, 0) for f in (found.kind, found.saddle, found.index_halves))
    )


def classify_mesh(values: Floats, mesh: Mesh) -> Classes:
    """Classify every vertex of a mesh, open or closed, by a height at each.

    shapes   values (v,) -> fields (v,)
    units    any
    valid    finite values; no face twice. Polygons are judged as fans of triangles. A vertex in no
             face counts as a point of its own: MAX, index 1
    raises   InputError
    source   Banchoff 1970, as above
    """
    count = len(mesh.places_m)
    if values.shape != (count,) or not np.isfinite(values).all():
        raise InputError(Mistake("mesh values", f"shape {values.shape}", f"({count},), all finite"))
    rank = ranks(values)
    sides = half_edges(triangulated(mesh))
    left, right = sides.end, sides.start[sides.behind]
    crossed = (rank[left] < rank[sides.start]) != (rank[right] < rank[sides.start])

    rising = rank[sides.edges[:, 0]] < rank[sides.edges[:, 1]]
    lower, higher = np.where(rising, sides.edges.T, sides.edges.T[::-1])
    below, above, faces, crossings = (
        np.bincount(some, minlength=count)
        for some in (higher, lower, sides.start, sides.start[crossed])
    )
    return _classes(below, above, faces, crossings)


def ranks(values: Floats) -> Ints:
    """Place of each value from lowest to highest; of equal ones the later is higher.

    shapes   values (...) -> same
    units    plain numbers, 0 is the lowest
    valid    finite
    source   Edelsbrunner & Mücke 1990, "Simulation of simplicity"
    """
    order = np.argsort(values, axis=None, kind="stable")
    place = np.empty(values.size, dtype=np.int64)
    place[order] = np.arange(values.size)
    return place.reshape(values.shape)


def _classes(below: Ints, above: Ints, edges: Ints, crossings: Ints) -> Classes:
    """From the counts of each link to its kind; `parts` are runs of lower and runs of higher."""
    neighbours = below + above
    parts = neighbours - edges + crossings
    kind = np.where(parts == 2, Kind.REGULAR, Kind.SADDLE)
    kind = np.where(below == 0, Kind.MIN, kind)
    kind = np.where(above == 0, Kind.MAX, kind).astype(np.int8)
    closed = (neighbours == edges) & (edges > 0)
    saddle = np.where(kind == Kind.SADDLE, np.where(closed, (parts - 2) // 2, parts - 2), 0)
    return Classes(kind, saddle.astype(np.int64), (2 - parts).astype(np.int64))


def _compare(
    values: Floats, steps: tuple[tuple[int, int], ...], wraps: bool, inside: Bools | None = None
) -> tuple[Bools, Bools]:
    """Which neighbours exist and which of them are lower, (len(steps), h, w) each."""
    h, w = values.shape
    number = np.arange(h * w, dtype=np.int64).reshape(h, w)
    if inside is not None:
        number = np.where(inside, number, -1)
    around = np.pad(values, 1, mode="wrap" if wraps else "edge")
    numbers = np.pad(number, 1, mode="wrap") if wraps else np.pad(number, 1, constant_values=-1)
    present = np.empty((len(steps), h, w), dtype=np.bool_)
    lower = np.empty_like(present)
    for slot, (down, right) in enumerate(steps):
        there = (slice(1 + down, 1 + down + h), slice(1 + right, 1 + right + w))
        present[slot] = numbers[there] >= 0
        same = (around[there] == values) & (numbers[there] < number)
        lower[slot] = ((around[there] < values) | same) & present[slot]
    return present, lower


def _check_image(values: Floats, wraps: bool) -> None:
    if values.ndim != 2 or values.size == 0:
        raise InputError(Mistake("image", f"shape {values.shape}", "(rows, columns), not empty"))
    if not np.isfinite(values).all():
        raise InputError(Mistake("image", "NaN or infinity", "finite values"))
    if wraps and min(values.shape) < LEAST_TORUS:
        raise InputError(
            Mistake(
                "image", f"shape {values.shape}", f"at least {LEAST_TORUS} pixels around a torus"
            )
        )
