# SPDX-License-Identifier: Apache-2.0
"""A solid as a mesh: the level set of its distance, with vertices put exactly on it."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Indices
from scene_stager.maths.surface.mesh import Mesh, triangle_mesh
from scene_stager.preview.shapes import Solid, distance_and_normal, distance_m
from scene_stager.preview.vectors import Reals
from scene_stager.shot.stand_ins import StandIn, sculpture

# House defaults, not measured.
VERTICES = 10_000  # about this many: a chord then strays under a tenth of a pixel
TRIAL = 24  # cells along the longest side, to learn how much surface there is
MARGIN = 1.5  # cells of air around the solid
PROJECTIONS = 3  # steps that bring a vertex onto the surface

# The corners of a cell, and the pairs of corners that its edges join, by definition.
CORNERS = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)])
EDGES = np.array([(a, b) for a in range(8) for b in range(8) if a < b and (a ^ b) in (1, 2, 4)])


@lru_cache(maxsize=16)
def mesh_of(shape: StandIn, vertices: int = VERTICES) -> Mesh:
    """A shape at height one: its sculpture, or its blobs in about so many vertices.

    frame    the subject's own: feet at z = 0, facing -y
    source   dual of the cells that change sign: Gibson 1998, "Constrained elastic surface nets"
    """
    if shape.sculpture:
        return sculpture(shape.sculpture).mesh
    solid = Solid(shape.blobs, 1.0)
    found = len(_net(solid, TRIAL)[0])
    places, quads, cell = _net(solid, max(TRIAL, round(TRIAL * (vertices / found) ** 0.5)))
    for _ in range(PROJECTIONS):
        away, facing = distance_and_normal(solid, (places[:, 0], places[:, 1], places[:, 2]))
        places = places - np.clip(away, -cell, cell)[:, None] * np.stack(facing, axis=-1)
    _, facing = distance_and_normal(solid, (places[:, 0], places[:, 1], places[:, 2]))
    return triangle_mesh(places, _triangles(quads, places), np.stack(facing, axis=-1))


@lru_cache(maxsize=16)
def bend_per_m(mesh: Mesh) -> Reals:
    """How fast the facing turns at each vertex: the root mean square over its edges, per metre.

    shapes   (v,)
    """
    places, facings, triangles = mesh.places_m, mesh.facings, mesh.triangles
    start, end = triangles.ravel(), np.roll(triangles, -1, axis=1).ravel()
    turned = ((facings[end] - facings[start]) ** 2).sum(axis=1)
    apart = ((places[end] - places[start]) ** 2).sum(axis=1)
    square = turned / np.maximum(apart, 1e-12)
    count = len(places)
    total = np.bincount(start, square, count) + np.bincount(end, square, count)
    edges = np.bincount(start, minlength=count) + np.bincount(end, minlength=count)
    bend: Reals = np.sqrt(total / np.maximum(edges, 1))
    return bend


def _net(solid: Solid, fineness: int) -> tuple[Reals, Indices, float]:
    """Vertices near the surface, the quads between them, and the size of a cell."""
    axes, cell = _grid(solid, fineness)
    grid = np.meshgrid(*axes, indexing="ij")
    outside = distance_m(solid, (grid[0], grid[1], grid[2])) > 0
    cells, places = _vertices(solid, axes, cell, outside)
    return places, _quads(cells, outside), cell


def _grid(solid: Solid, fineness: int) -> tuple[tuple[Reals, Reals, Reals], float]:
    """Grid lines along each axis, laid out evenly to both sides of the middle."""
    low, high = solid.bounds_m
    cell = max(b - a for a, b in zip(low, high, strict=True)) / fineness
    axes = []
    for a, b in zip(low, high, strict=True):
        half = int(np.ceil((b - a) / 2 / cell + MARGIN))
        axes.append((a + b) / 2 + (np.arange(2 * half) - half + 0.5) * cell)
    return (axes[0], axes[1], axes[2]), cell


def _vertices(
    solid: Solid, axes: tuple[Reals, Reals, Reals], cell: float, outside: NDArray[np.bool_]
) -> tuple[Indices, Reals]:
    """One vertex for each cell that the surface passes: cell index -> vertex, and places."""
    nx, ny, nz = (n - 1 for n in outside.shape)
    count = sum(outside[x : x + nx, y : y + ny, z : z + nz].astype(np.int8) for x, y, z in CORNERS)
    mixed = np.argwhere((count > 0) & (count < 8))
    cells = np.full((nx, ny, nz), -1, dtype=np.intp)
    cells[tuple(mixed.T)] = np.arange(len(mixed))
    middle = np.stack([axes[k][mixed[:, k]] + cell / 2 for k in range(3)], axis=-1)
    corner_m = middle[:, None, :] + (CORNERS - 0.5) * cell
    away = distance_m(solid, (corner_m[..., 0], corner_m[..., 1], corner_m[..., 2]))
    # Crossed as the grid has it: where a corner lies on the surface, rounding may differ here.
    out = np.stack([outside[tuple((mixed + corner).T)] for corner in CORNERS], axis=1)
    crossed = out[:, EDGES[:, 0]] != out[:, EDGES[:, 1]]
    start, end = away[:, EDGES[:, 0]], away[:, EDGES[:, 1]]
    gap = np.where(crossed & (start != end), start - end, 1.0)
    share = np.where(crossed, np.clip(start / gap, 0.0, 1.0), 0.0)[..., None]
    crossing = corner_m[:, EDGES[:, 0]] * (1 - share) + corner_m[:, EDGES[:, 1]] * share
    weight = crossed[..., None] / crossed.sum(axis=1)[:, None, None]
    return cells, (crossing * weight).sum(axis=1)


def _quads(cells: Indices, outside: NDArray[np.bool_]) -> Indices:
    """The four cells round each grid edge that changes sign, turning the way that faces out."""
    found = []
    for axis in range(3):
        here = np.moveaxis(outside, axis, 0)
        table = np.moveaxis(cells, axis, 0)
        # Inner edges only: an edge on the grid's hull has no four cells round it.
        ahead, behind = here[1:, 1:-1, 1:-1], here[:-1, 1:-1, 1:-1]
        i, j, k = np.nonzero(ahead != behind)
        ring = np.stack(
            [table[i, j, k], table[i, j + 1, k], table[i, j + 1, k + 1], table[i, j, k + 1]],
            axis=-1,
        )
        # Moving an axis to the front keeps or flips the handedness of the other two.
        leaves = ahead[i, j, k] == (axis != 1)
        found.append(np.where(leaves[:, None], ring, ring[:, ::-1]))
    return np.concatenate(found)


def _triangles(quads: Indices, places: Reals) -> Indices:
    """Split each quad along its shorter diagonal."""
    a, b, c, d = (places[quads[:, k]] for k in range(4))
    first = ((a - c) ** 2).sum(axis=1) <= ((b - d) ** 2).sum(axis=1)
    one = np.where(first[:, None], quads[:, [0, 1, 2]], quads[:, [0, 1, 3]])
    two = np.where(first[:, None], quads[:, [0, 2, 3]], quads[:, [1, 2, 3]])
    return np.concatenate([one, two])
