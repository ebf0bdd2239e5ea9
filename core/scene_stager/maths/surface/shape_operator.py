# SPDX-License-Identifier: Apache-2.0
"""How a surface bends: its shape operator at every face and every vertex.

The operator takes a small step on the surface to the change of the facing over that step. It is
told as a symmetric matrix in a basis of the tangent plane, so that it turns with the surface.
Curvature is positive where the surface bends away from its facing: a ball of radius r has 1 / r.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from scene_stager.maths.arrays import Bools, Complexes, Floats
from scene_stager.maths.surface.mesh import (
    Mesh,
    face_areas_m2,
    first_corners,
    sums_over,
    unit_vectors,
)

STANDARD_ERRORS = 2.0  # within so many a direction is none: 1 in 50 by chance; house default
ROUNDING = 1e-9  # of a turn over a face: less is the computer's own; house default
AREA = 9  # the row of the area in a table of measures
GRID = [(x, y) for x in range(3) for y in range(3)]
LEAST_SEEN = 0.1  # of a ring's area, seen along its facings: else those are no facings of it


@dataclass(frozen=True, slots=True, eq=False)
class ShapeOperators:
    """The shape operator in many places, each in the basis (along, across) of its tangent plane.

    `umbilic` says where the two principal curvatures cannot be told apart: their gap is within what
    the faces round the place disagree by, so that it narrows as the mesh gets finer.

    shapes   along, across, facing (n, 3), unit, a right hand; operator_per_m (n, 2, 2), symmetric;
             umbilic (n,)
    units    1 / metre
    frame    the mesh's own
    """

    along: Floats
    across: Floats
    facing: Floats
    operator_per_m: Floats
    umbilic: Bools

    def curvatures_per_m(self) -> Floats:
        """The two principal curvatures, the larger first.

        shapes   (n, 2)
        units    1 / metre, positive away from the facing
        source   eigenvalues of a symmetric 2 by 2 matrix
        """
        middle = (self.operator_per_m[:, 0, 0] + self.operator_per_m[:, 1, 1]) / 2.0
        half = np.abs(stretches_per_m(self.operator_per_m))
        return np.stack([middle + half, middle - half], axis=1)

    def angles_rad(self) -> Floats:
        """Where the direction of the larger curvature stands, from `along` toward `across`.

        shapes   (n,), within a quarter turn either way: a direction and its opposite are one
        units    radians; where `umbilic`, it means nothing
        source   eigenvectors of a symmetric 2 by 2 matrix
        """
        angles: Floats = np.angle(stretches_per_m(self.operator_per_m)) / 2.0
        return angles

    def directions(self) -> Floats:
        """The directions of the larger and of the smaller curvature.

        shapes   (n, 2, 3), unit
        units    plain numbers; where `umbilic`, they mean nothing
        frame    the mesh's own
        source   as `angles_rad`
        """
        angle = self.angles_rad()[:, None]
        first = np.cos(angle) * self.along + np.sin(angle) * self.across
        return np.stack([first, np.cross(self.facing, first)], axis=1)


def shape_of_faces(mesh: Mesh) -> ShapeOperators:
    """The shape operator of every face, from the facings of its vertices.

    The basis: `along` is the face's first side, `facing` its own normal. The facings change evenly
    over each triangle of a face; a face of several has their mean, each by its area.

    shapes   of (f,) faces
    units    1 / metre
    valid    any mesh; a face without an area has none: null, umbilic
    source   Rusinkiewicz 2004, "Estimating curvatures and their derivatives on triangle meshes",
             section 3, exact on the triangle and then made symmetric
    """
    facing = unit_vectors(face_areas_m2(mesh))
    along, across = face_basis(mesh, facing)
    fan = np.repeat(np.arange(len(mesh.counts)), mesh.counts - 2)
    measures = _measures(mesh, facing[fan])
    if len(fan) > len(facing):
        measures = sums_over(measures.T, mesh.counts - 2).T
    operator = _laid_in(measures, along, across)
    umbilic = np.abs(stretches_per_m(operator)) <= _rounding_per_m(measures[AREA])
    return ShapeOperators(along, across, facing, operator, umbilic)


def shape_of_vertices(mesh: Mesh, rings: int = 1) -> ShapeOperators:
    """The shape operator of every vertex: the mean over the faces round it.

    Corrected: a face counts by its area as the facings see it, so that faces may stand crooked, as
    the steps of a scan do, where the facings are right. Where it is the facings that are noisy,
    more `rings` calm them: what lies k rings away counts for less and less.

    The basis: `along` is the first side that leaves the vertex, laid into the plane across its
    facing.

    shapes   of (v,) vertices
    units    1 / metre
    valid    any mesh; null and umbilic where a vertex is in no face or its facing is none of
             its faces'. Of order 1 with true facings, of order 2 where rings are symmetric too
    source   Lachaud, Romon, Thibert and Coeurjolly 2020, "Interpolated corrected curvature measures
             for polygonal surfaces", the measures of table 1
    """
    along, across = vertex_basis(mesh)
    corners = _Corners(mesh, along, across)
    total = corners.onto_vertices(_of_triangles(mesh, corners))
    for _ in range(rings - 1):
        total = corners.with_neighbours(total)
    area_m2 = np.where(total.seen_m2 > LEAST_SEEN * total.shown_m2, total.seen_m2, 0.0)
    per_area = np.divide(1.0, area_m2, out=np.zeros_like(area_m2), where=area_m2 > 0)
    mean, part = total.bend * per_area, total.stretch * per_area

    faces = np.maximum(np.bincount(mesh.corners, minlength=len(mesh.places_m)), 1)
    spread = np.sqrt(np.maximum(total.square * per_area - np.abs(part) ** 2, 0.0))
    least = STANDARD_ERRORS * spread / (rings * np.sqrt(faces)) + _rounding_per_m(area_m2)
    operator = np.stack([mean + part.real, part.imag, part.imag, mean - part.real], axis=1)
    umbilic = np.abs(part) <= least
    return ShapeOperators(along, across, mesh.facings, operator.reshape(-1, 2, 2), umbilic)


def face_basis(mesh: Mesh, facing: Floats) -> tuple[Floats, Floats]:
    """Two directions in the plane of each face: its first side, and across it.

    shapes   facing (f, 3), unit -> two of (f, 3), unit
    units    plain numbers
    frame    the mesh's own; `across` is facing x along
    source   the definition; of a bent face the side is laid into the plane across its facing
    """
    first = first_corners(mesh.counts)
    start, end = mesh.corners[first], mesh.corners[first + 1]
    return basis_toward(mesh.places_m[end] - mesh.places_m[start], facing)


def vertex_basis(mesh: Mesh) -> tuple[Floats, Floats]:
    """Two directions across the facing of each vertex: its first side as the faces are listed.

    shapes   two of (v, 3), unit; null for a vertex in no face
    units    plain numbers
    frame    the mesh's own; `across` is facing x along
    source   the definition
    """
    face = np.repeat(np.arange(len(mesh.counts)), mesh.counts)
    first = first_corners(mesh.counts)[face]
    ahead = first + (np.arange(len(face)) - first + 1) % mesh.counts[face]
    toward = np.zeros_like(mesh.places_m)
    # Written from the last to the first, so that the first side stays.
    toward[mesh.corners[::-1]] = (mesh.places_m[mesh.corners[ahead]] - mesh.places_m[mesh.corners])[
        ::-1
    ]
    return basis_toward(toward, mesh.facings)


def basis_toward(toward: Floats, facing: Floats) -> tuple[Floats, Floats]:
    """A direction across a facing, as near to a given one as it can be, and the one beside it.

    shapes   toward, facing (n, 3), the facing unit -> two of (n, 3), unit
    units    plain numbers
    frame    the second is facing x first
    source   the projection into the plane
    """
    along = unit_vectors(toward - (toward * facing).sum(axis=1, keepdims=True) * facing)
    return along, np.cross(facing, along)


def stretches_per_m(operator_per_m: Floats) -> Complexes:
    """The part of an operator that has a direction, as a number in the plane.

    Its length is half the gap of the principal curvatures, its angle twice that of the larger one's
    direction: turning a basis by t turns it by -2 t.

    shapes   operator_per_m (n, 2, 2) -> (n,), complex
    units    1 / metre
    source   the trace-free part of a symmetric 2 by 2 matrix
    """
    across = (operator_per_m[:, 0, 1] + operator_per_m[:, 1, 0]) / 2.0
    return (operator_per_m[:, 0, 0] - operator_per_m[:, 1, 1]) / 2.0 + 1j * across


def _measures(mesh: Mesh, normal: Floats) -> Floats:
    """Of each triangle: the change of facing per step times its area, and that area: (10, t)."""
    i, j, k = mesh.triangles.T
    places, facings = mesh.places_m.T, mesh.facings.T
    start, facing, n = places[:, i], facings[:, i], normal.T
    a, b, p, q = places[:, j] - start, places[:, k] - start, facings[:, j], facings[:, k]
    to_a, to_b = _cross(b, n) / 2.0, _cross(n, a) / 2.0  # dual to a and b, times the area
    changes = [(p[x] - facing[x]) * to_a[y] + (q[x] - facing[x]) * to_b[y] for x, y in GRID]
    return np.stack([*changes, (a * to_a).sum(axis=0)])


def _laid_in(measures: Floats, along: Floats, across: Floats) -> Floats:
    """The symmetric operator in a basis; null where there is no area seen from its front."""
    area_m2, u, v = measures[AREA], along.T, across.T
    per_area = np.divide(1.0, area_m2, out=np.zeros_like(area_m2), where=area_m2 > 0)
    rows = [measures[3 * x : 3 * x + 3] * per_area for x in range(3)]
    of_u, of_v = ([(row * step).sum(axis=0) for row in rows] for step in (u, v))
    first, last = (sum(s[x] * o[x] for x in range(3)) for s, o in ((u, of_u), (v, of_v)))
    beside = sum(u[x] * of_v[x] + v[x] * of_u[x] for x in range(3)) / 2.0
    return np.stack([first, beside, beside, last], axis=1).reshape(-1, 2, 2)


def _cross(a: Floats, b: Floats) -> Floats:
    """Cross products of columns, (3, n)."""
    return np.stack([a[x - 2] * b[x - 1] - a[x - 1] * b[x - 2] for x in range(3)])


def _rounding_per_m(area_m2: Floats) -> Floats:
    """What rounding alone may make of a curvature over such an area; any, where there is none."""
    size = np.sqrt(np.maximum(area_m2, 0.0))
    return np.divide(ROUNDING, size, out=np.full_like(size, np.inf), where=size > 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Measures:
    """Sums over areas: of the bend that has no direction, of that which has, of its square.

    shapes   bend (n,); stretch (n,), complex, in a basis of each; square, seen_m2, shown_m2 (n,)
    units    metre, metre, plain number, square metres: each is a curvature, or two, times an area
    """

    bend: Floats
    stretch: Complexes
    square: Floats
    seen_m2: Floats
    shown_m2: Floats


class _Corners:
    """What stands between the tangent planes of triangles and those of their vertices."""

    def __init__(self, mesh: Mesh, along: Floats, across: Floats) -> None:
        self.vertices, self.count = mesh.triangles.T, len(along)
        i, j, k = self.vertices
        self.facing = unit_vectors((mesh.facings[i] + mesh.facings[j] + mesh.facings[k]) / 3.0)
        toward = mesh.places_m[j] - mesh.places_m[i]
        self.along, self.across = basis_toward(toward, self.facing)
        self.twice = [self._twice(mesh.facings[v], along[v], across[v]) for v in self.vertices]

    def onto_vertices(self, of: _Measures) -> _Measures:
        """The sums of the triangles round each vertex."""
        plain = (self._sums([row] * 3) for row in (of.bend, of.square, of.seen_m2, of.shown_m2))
        bend, square, seen_m2, shown_m2 = plain
        turned = [of.stretch * turn for turn in self.twice]
        stretch = self._sums([t.real for t in turned]) + 1j * self._sums([t.imag for t in turned])
        return _Measures(bend, stretch, square, seen_m2, shown_m2)

    def with_neighbours(self, of: _Measures) -> _Measures:
        """Each vertex's own and its neighbours', counted once for each triangle of both."""
        plain = (of.bend, of.square, of.seen_m2, of.shown_m2)
        bend, square, seen_m2, shown_m2 = (sum(row[v] for v in self.vertices) for row in plain)
        pairs = zip(self.vertices, self.twice, strict=True)
        stretch = sum(of.stretch[v] * turn.conj() for v, turn in pairs)
        more = self.onto_vertices(_Measures(bend, stretch, square, seen_m2, shown_m2))
        both = (getattr(of, name) + getattr(more, name) for name in _Measures.__slots__)
        return _Measures(*both)

    def _twice(self, facing: Floats, along: Floats, across: Floats) -> Complexes:
        """Twice the turn from the vertex's basis to the triangle's, once that is tilted level."""
        dot = partial(np.einsum, "nx,nx->n")
        lean = dot(self.along, facing) / np.maximum(1.0 + dot(self.facing, facing), LEAST_SEEN)
        right = dot(self.along, along) - lean * dot(self.facing, along)
        left = dot(self.along, across) - lean * dot(self.facing, across)
        turn = right + 1j * left
        squared: Complexes = turn * turn / np.maximum(np.abs(turn) ** 2, np.finfo(float).tiny)
        return squared

    def _sums(self, rows: Sequence[Floats]) -> Floats:
        pairs = zip(self.vertices, rows, strict=True)
        sums: Floats = np.sum([np.bincount(v, row, self.count) for v, row in pairs], axis=0)
        return sums


def _of_triangles(mesh: Mesh, corners: _Corners) -> _Measures:
    """What each triangle holds, in the plane across the mean facing of its corners."""
    measures = _measures(mesh, corners.facing)
    seen_m2 = measures[AREA]
    laid = _laid_in(measures, corners.along, corners.across)
    bend, stretch = np.trace(laid, axis1=1, axis2=2) / 2.0, stretches_per_m(laid)
    weight = np.maximum(seen_m2, 0.0)
    return _Measures(
        bend * seen_m2, stretch * seen_m2, np.abs(stretch) ** 2 * weight, seen_m2, np.abs(seen_m2)
    )
