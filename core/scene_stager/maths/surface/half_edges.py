# SPDX-License-Identifier: Apache-2.0
"""Who lies beside whom: every edge of a mesh, walked once by each face that it belongs to."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Indices
from scene_stager.maths.surface.mesh import Mesh, first_corners

NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class HalfEdges:
    """The sides of all faces: side j runs from corner j of the mesh to the next of its face.

    `twin` is the side that runs back along the same edge, or -1: at a border, where three faces or
    more share an edge, and where two turn opposite ways.

    shapes   start, end (vertices), face, ahead, behind (sides of the same face), edge, twin (c,);
             edges (e, 2), the lower vertex first, in order; sharing (e,), how many faces share it
    units    numbers of vertices, faces, sides and edges
    """

    start: Indices
    end: Indices
    face: Indices
    ahead: Indices
    behind: Indices
    edge: Indices
    twin: Indices
    edges: Indices
    sharing: Indices

    @property
    def along(self) -> Bools:
        """Whether each side runs from the lower vertex of its edge to the higher, (c,)."""
        upward: Bools = self.start < self.end
        return upward


def half_edges(mesh: Mesh) -> HalfEdges:
    """Every side of every face, and the one on the other side of its edge.

    shapes   see `HalfEdges`
    units    numbers of vertices, faces, sides and edges
    source   the half-edge structure: Campagna, Kobbelt and Seidel 1998, "Directed edges: a scalable
             representation for triangle meshes"
    """
    count = len(mesh.corners)
    face = np.repeat(np.arange(len(mesh.counts)), mesh.counts)
    first, size = first_corners(mesh.counts)[face], mesh.counts[face]
    step = np.arange(count) - first
    ahead, behind = first + (step + 1) % size, first + (step - 1) % size
    start, end = mesh.corners, mesh.corners[ahead]
    many = len(mesh.places_m)
    keys, edge, sharing = np.unique(
        np.minimum(start, end) * many + np.maximum(start, end),
        return_inverse=True,
        return_counts=True,
    )
    edges = np.stack([keys // max(many, 1), keys % max(many, 1)], axis=1)
    twin = _twins(edge, sharing, start < end)
    return HalfEdges(start, end, face, ahead, behind, edge, twin, edges, sharing)


def euler_characteristic(mesh: Mesh, sides: HalfEdges) -> int:
    """Vertices less edges plus faces: 2 for a ball, 0 for a ring, whatever its polygons.

    shapes   a number
    units    count
    valid    a vertex in no face counts as a point of its own
    source   Euler 1758, "Elementa doctrinae solidorum"
    """
    return len(mesh.places_m) - len(sides.edges) + len(mesh.counts)


def pieces(mesh: Mesh, sides: HalfEdges) -> Indices:
    """Which piece of the surface each vertex belongs to, named after the piece's lowest vertex.

    shapes   (v,)
    units    numbers of vertices; a vertex in no face is a piece of its own
    source   hooking and pointer jumping: Shiloach and Vishkin 1982, "An O(log n) parallel
             connectivity algorithm"
    """
    piece = np.arange(len(mesh.places_m))
    a, b = sides.edges.T
    while True:
        low, high = np.minimum(piece[a], piece[b]), np.maximum(piece[a], piece[b])
        if (low == high).all():
            return piece
        np.minimum.at(piece, high, low)
        while (piece[piece] != piece).any():
            piece = piece[piece]


def _twins(edge: Indices, sharing: Indices, along: Bools) -> Indices:
    """Sides of edges with just two, one each way, point at each other."""
    twin = np.full(len(edge), NONE)
    order = np.argsort(edge, kind="stable")
    first = first_corners(sharing)[sharing == 2]
    one, other = order[first], order[first + 1] if len(first) else order[:0]
    back = along[one] != along[other]
    twin[one[back]], twin[other[back]] = other[back], one[back]
    return twin
