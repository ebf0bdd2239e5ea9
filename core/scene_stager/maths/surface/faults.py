# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a surface, each by its name, and where."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import numpy as np

from scene_stager.maths.arrays import Bools, Floats, Indices
from scene_stager.maths.surface.half_edges import NONE, HalfEdges, half_edges, pieces
from scene_stager.maths.surface.links import links
from scene_stager.maths.surface.mesh import Mesh, face_areas_m2, first_corners, volume_m3

Part = Literal["vertex", "edge", "face"]

# Of a face's longest side, squared: an area below this share is none. House default.
NO_AREA = 1e-12


class Fault(Enum):
    """Every way in which polygons can fail to be a closed surface in one piece."""

    NOT_FINITE = "a place is NaN, infinite, or farther off than anything is"
    OUT_OF_RANGE = "a face names a vertex that is not there"
    DEGENERATE = "a face has fewer than three vertices of its own, or no area"
    DUPLICATED_FACE = "a face has the same vertices as one before it"
    DUPLICATED_VERTEX = "a vertex is at the very place of another"
    UNREFERENCED = "a vertex is in no face"
    NON_MANIFOLD_EDGE = "an edge belongs to three faces or more"
    NON_MANIFOLD_VERTEX = "surfaces meet in a vertex and nowhere else near it"
    TURNED = "two faces beside each other turn opposite ways"
    INSIDE_OUT = "the whole surface faces inward"
    OPEN = "an edge belongs to one face only"
    DISCONNECTED = "the surface is in several pieces, each named after its lowest vertex"


@dataclass(frozen=True, slots=True, eq=False)
class FoundFault:
    """One fault of a mesh: of which part, and the numbers of those, (n,), lowest first."""

    fault: Fault
    part: Part
    numbers: Indices

    def __str__(self) -> str:
        name = self.fault.name.lower().replace("_", " ")
        parts = {"vertex": "vertices", "edge": "edges", "face": "faces"}
        said = f"{self.part} {self.numbers[0]}"
        if len(self.numbers) > 1:
            said = f"{len(self.numbers)} {parts[self.part]}, the first is {self.numbers[0]}"
        return f"{name}: {self.fault.value} ({said})"


def faults_of(mesh: Mesh) -> tuple[FoundFault, ...]:
    """Everything that is wrong with a mesh, in the order of `Fault`; nothing for a sound one.

    shapes   vertices and faces as the mesh numbers them, edges as `half_edges` does
    units    plain numbers
    valid    a mesh cannot hold what is not finite or out of range: that is `sound_part`'s to name
    source   the definition of a closed, oriented, connected 2-manifold
    """
    sides = half_edges(mesh)
    unused = np.bincount(mesh.corners, minlength=len(mesh.places_m)) == 0
    named: tuple[tuple[Fault, Part, Bools], ...] = (
        (Fault.DEGENERATE, "face", flat(mesh)),
        (Fault.DUPLICATED_FACE, "face", duplicated(mesh)),
        (Fault.DUPLICATED_VERTEX, "vertex", _repeats(mesh.places_m)),
        (Fault.UNREFERENCED, "vertex", unused),
        (Fault.NON_MANIFOLD_EDGE, "edge", sides.sharing > 2),
        (Fault.NON_MANIFOLD_VERTEX, "vertex", _pinched(mesh, sides)),
        (Fault.TURNED, "edge", _walked_alike(sides)),
        (Fault.INSIDE_OUT, "face", _inward(mesh, sides)),
        (Fault.OPEN, "edge", sides.sharing == 1),
        (Fault.DISCONNECTED, "vertex", _several(mesh, sides, ~unused)),
    )
    return tuple(FoundFault(f, part, np.flatnonzero(bad)) for f, part, bad in named if bad.any())


def flat(mesh: Mesh) -> Bools:
    """Faces without an area worth the name.

    shapes   (f,)
    units    yes or no
    source   the definition; the threshold is a house default
    """
    area_m2 = np.linalg.norm(face_areas_m2(mesh), axis=1)
    sides = half_edges(mesh)
    square = ((mesh.places_m[sides.end] - mesh.places_m[sides.start]) ** 2).sum(axis=1)
    longest = np.maximum.reduceat(square, first_corners(mesh.counts)) if len(area_m2) else square
    flat_ones: Bools = area_m2 <= NO_AREA * longest
    return flat_ones


def duplicated(mesh: Mesh) -> Bools:
    """Faces whose vertices, in any order, are those of a face before them.

    shapes   (f,)
    units    yes or no
    source   the definition
    """
    found = np.zeros(len(mesh.counts), dtype=np.bool_)
    for size in np.unique(mesh.counts):
        same = np.flatnonzero(mesh.counts == size)
        rows = first_corners(mesh.counts)[same][:, None] + np.arange(size)
        found[same] = _repeats(np.sort(mesh.corners[rows], axis=1))
    return found


def _repeats(rows: Indices | Floats) -> Bools:
    """Rows that stand higher up already."""
    _, first = np.unique(rows, axis=0, return_index=True)
    again = np.ones(len(rows), dtype=np.bool_)
    again[first] = False
    return again


def _pinched(mesh: Mesh, sides: HalfEdges) -> Bools:
    """Vertices without a ring, though every edge that they have is in order."""
    count = len(mesh.places_m)
    wild = sides.edges[(sides.sharing > 2) | _walked_alike(sides)]
    tame = np.bincount(wild.ravel(), minlength=count) == 0
    used = np.bincount(mesh.corners, minlength=count) > 0
    pinched: Bools = used & tame & ~links(sides, count).sound
    return pinched


def _walked_alike(sides: HalfEdges) -> Bools:
    """Edges of two faces that both walk it the same way."""
    one_way = np.bincount(sides.edge[sides.along], minlength=len(sides.edges))
    alike: Bools = (sides.sharing == 2) & (one_way != 1)
    return alike


def _inward(mesh: Mesh, sides: HalfEdges) -> Bools:
    """All faces, if each has its twins all round and they enclose less than nothing."""
    closed = bool((sides.twin != NONE).all())
    return np.full(len(mesh.counts), closed and volume_m3(mesh) < 0)


def _several(mesh: Mesh, sides: HalfEdges, used: Bools) -> Bools:
    """The lowest vertex of every piece but the first."""
    lowest = np.unique(pieces(mesh, sides)[used])[1:]
    other = np.zeros(len(mesh.places_m), dtype=np.bool_)
    other[lowest] = True
    return other
