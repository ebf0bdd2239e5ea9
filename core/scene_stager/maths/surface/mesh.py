# SPDX-License-Identifier: Apache-2.0
"""The one mesh of the house: polygons that share vertices, whoever draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Bools, Floats, Indices

LEAST_CORNERS = 3  # of a face
FARTHEST_M = 1e12  # past the outer planets: areas and volumes stay finite numbers; house default


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Polygons that share vertices; their arrays cannot be written to.

    A face has three corners or more, each another vertex. The surface may be open, in pieces or
    tangled: `faults` says so. `corner_facings` is for creases, where the faces round a vertex do
    not face alike.

    shapes   places_m (v, 3); corners (c,), vertex numbers, face after face, each anticlockwise
             seen from outside; counts (f,), how many corners each face has; facings (v, 3), unit;
             corner_facings (c, 3) or None
    units    metres
    frame    the mesh's own
    """

    places_m: Floats
    corners: Indices
    counts: Indices
    facings: Floats
    corner_facings: Floats | None = None

    def __post_init__(self) -> None:
        for name in ("places_m", "facings", "corner_facings"):
            if getattr(self, name) is not None:
                self._seal(name, np.asarray(getattr(self, name), dtype=np.float64))
        for name in ("corners", "counts"):
            self._seal(name, np.asarray(getattr(self, name), dtype=np.intp))
        _check(self)

    @property
    def triangles(self) -> Indices:
        """Every face as a fan about its first corner, (t, 3); the faces themselves if all are."""
        if (self.counts == LEAST_CORNERS).all():
            return self.corners.reshape(-1, LEAST_CORNERS)
        fans = self.counts - 2
        step = np.arange(fans.sum()) - np.repeat(np.cumsum(fans) - fans, fans)
        first = np.repeat(first_corners(self.counts), fans)
        triangles: Indices = self.corners[np.stack([first, first + step + 1, first + step + 2], 1)]
        return triangles

    def _seal(self, name: str, array: Floats | Indices) -> None:
        sealed = array.view()
        sealed.setflags(write=False)
        object.__setattr__(self, name, sealed)


def triangle_mesh(
    places_m: ArrayLike, triangles: Indices, facings: ArrayLike | None = None
) -> Mesh:
    """A mesh of triangles only; without facings, it faces the mean way of the faces round a vertex.

    shapes   places_m, facings (v, 3); triangles (t, 3), anticlockwise seen from outside
    units    metres
    valid    three different vertices in each triangle
    raises   InputError
    source   the definition; the mean as in `mean_facings`
    """
    if triangles.ndim != 2 or triangles.shape[1] != LEAST_CORNERS:
        raise InputError(Mistake("mesh.triangles", f"shape {triangles.shape}", "(t, 3)"))
    places = np.asarray(places_m, dtype=np.float64)
    corners, counts = triangles.ravel(), np.full(len(triangles), LEAST_CORNERS)
    if facings is not None:
        return Mesh(places, corners, counts, np.asarray(facings, dtype=np.float64))
    return with_mean_facings(places, corners, counts)


def polygon_mesh(
    places_m: ArrayLike,
    faces: Sequence[Sequence[int]],
    *,
    facings: ArrayLike | None = None,
    corner_facings: ArrayLike | None = None,
) -> Mesh:
    """A mesh of any polygons; without facings, vertices face the mean way of their faces.

    shapes   places_m, facings (v, 3); faces, lists of vertex numbers, anticlockwise seen from
             outside; corner_facings (c, 3), for the corners of all faces in their order
    units    metres
    valid    three different vertices or more in each face
    raises   InputError
    source   the definition; the mean as in `mean_facings`
    """
    places = np.asarray(places_m, dtype=np.float64)
    corners = np.array([vertex for face in faces for vertex in face], dtype=np.intp)
    counts = np.array([len(face) for face in faces], dtype=np.intp)
    creased = None if corner_facings is None else np.asarray(corner_facings, dtype=np.float64)
    if facings is not None:
        return Mesh(places, corners, counts, np.asarray(facings, dtype=np.float64), creased)
    return with_mean_facings(places, corners, counts, creased)


def with_mean_facings(
    places_m: Floats, corners: Indices, counts: Indices, corner_facings: Floats | None = None
) -> Mesh:
    """A mesh whose vertices face the mean way of the faces round them.

    shapes   as in `Mesh`
    units    metres
    raises   InputError
    source   see `mean_facings`
    """
    bare = Mesh(places_m, corners, counts, np.zeros_like(places_m))
    return Mesh(places_m, corners, counts, mean_facings(bare), corner_facings)


def triangulated(mesh: Mesh) -> Mesh:
    """The same surface with every face cut into triangles; the mesh itself if it is.

    shapes   as in `Mesh`; creases are left behind
    units    metres
    source   fans, as `Mesh.triangles` has them
    """
    if (mesh.counts == LEAST_CORNERS).all():
        return mesh
    return triangle_mesh(mesh.places_m, mesh.triangles, mesh.facings)


def first_corners(counts: Indices) -> Indices:
    """Where each face's corners begin.

    shapes   counts (f,) -> (f,)
    units    numbers of corners
    source   the definition
    """
    first: Indices = np.cumsum(counts) - counts
    return first


def face_areas_m2(mesh: Mesh) -> Floats:
    """Each face's area as a vector: as long as the area, along the way the face faces.

    shapes   (f, 3)
    units    square metres
    valid    any polygon: of a bent one it is the area of its shadow, where that is largest
    source   sum of cross products over a fan (Newell's method, relative to the first corner)
    """
    a, b, c = (mesh.places_m[mesh.triangles[:, k]] for k in range(3))
    fans = np.cross(b - a, c - a) / 2.0
    return sums_over(fans, mesh.counts - 2)


def volume_m3(mesh: Mesh) -> float:
    """What a closed mesh encloses; negative when it is inside out.

    shapes   a number
    units    cubic metres
    valid    closed meshes; open ones are closed by a cone from their mean place
    source   divergence theorem: signed tetrahedra, one to a triangle
    """
    centred = mesh.places_m - mesh.places_m.mean(axis=0) if len(mesh.places_m) else mesh.places_m
    a, b, c = (centred[mesh.triangles[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum() / 6.0)


def mean_facings(mesh: Mesh) -> Floats:
    """The way each vertex faces: the mean of the faces round it, each by its angle there.

    shapes   (v, 3), unit; null where no face with an area is
    units    plain numbers
    source   Thürmer and Wüthrich 1998, "Computing vertex normals from polygonal facets"
    """
    faces = np.repeat(unit_vectors(face_areas_m2(mesh)), mesh.counts, axis=0)
    here = mesh.places_m[mesh.corners]
    first, count = (np.repeat(a, mesh.counts) for a in (first_corners(mesh.counts), mesh.counts))
    step = np.arange(len(mesh.corners)) - first
    ahead, behind = (here[first + (step + way) % count] - here for way in (1, -1))
    sine = np.linalg.norm(np.cross(ahead, behind), axis=1)
    angle = np.arctan2(sine, (ahead * behind).sum(axis=1))
    total = np.zeros_like(mesh.places_m)
    for axis in range(3):
        total[:, axis] = np.bincount(mesh.corners, angle * faces[:, axis], len(total))
    return unit_vectors(total)


def lost(vectors: Floats) -> Bools:
    """Which places are nowhere: NaN, infinite, or farther off than anything is.

    shapes   vectors (n, 3) -> (n,)
    units    metres
    source   the definition
    """
    near: Bools = np.all(np.abs(vectors) <= FARTHEST_M, axis=1)
    return ~near


def repeated(corners: Indices, counts: Indices) -> Indices:
    """How many corners of each face stand on a vertex that the face has already.

    shapes   corners (c,), counts (f,) -> (f,)
    units    counts
    source   the definition
    """
    face = np.repeat(np.arange(len(counts)), counts)
    order = np.lexsort((corners, face))
    same = (np.diff(corners[order]) == 0) & (np.diff(face[order]) == 0)
    found: Indices = np.bincount(face[order][1:][same], minlength=len(counts))
    return found


def unit_vectors(vectors: Floats) -> Floats:
    """The same directions with length 1; null stays null.

    shapes   vectors (n, 3) -> same
    units    any in; plain numbers out
    source   the definition
    """
    length = np.linalg.norm(vectors, axis=1)[:, None]
    unit: Floats = vectors / np.where(length > 0, length, 1.0)
    return unit


def sums_over(rows: Floats, counts: Indices) -> Floats:
    """Sums of so many rows each, one after another.

    shapes   rows (n, k), counts (f,), each at least one, n in all -> (f, k)
    units    those of the rows
    source   the definition
    """
    if not len(counts):
        return np.zeros((0, rows.shape[1]))
    sums: Floats = np.add.reduceat(rows, first_corners(counts), axis=0)
    return sums


def _check(mesh: Mesh) -> None:
    for name, wanted in (("places_m", len(mesh.places_m)), ("facings", len(mesh.places_m))):
        _check_vectors(name, getattr(mesh, name), wanted)
    if mesh.corner_facings is not None:
        _check_vectors("corner_facings", mesh.corner_facings, len(mesh.corners))
    if mesh.counts.min(initial=LEAST_CORNERS) < LEAST_CORNERS:
        raise _wrong("counts", f"{mesh.counts.min()} corners in a face", "3 or more")
    if mesh.counts.sum() != len(mesh.corners):
        raise _wrong("counts", f"{mesh.counts.sum()} corners in all", f"{len(mesh.corners)}")
    if not len(mesh.corners):
        return
    low, high = int(mesh.corners.min()), int(mesh.corners.max())
    if not 0 <= low <= high < len(mesh.places_m):
        expected = f"0 to {len(mesh.places_m) - 1}"
        raise _wrong("corners", f"vertex numbers {low} to {high}", expected)
    if repeated(mesh.corners, mesh.counts).any():
        raise _wrong("corners", "a vertex twice in one face", "different vertices")


def _check_vectors(name: str, vectors: Floats, wanted: int) -> None:
    if vectors.shape != (wanted, 3):
        raise _wrong(name, f"shape {vectors.shape}", f"({wanted}, 3)")
    if lost(vectors).any():
        row = int(np.flatnonzero(lost(vectors))[0])
        raise _wrong(name, f"{shorten(vectors[row].tolist())} in row {row}", "finite numbers")


def _wrong(name: str, found: str, expected: str) -> InputError:
    return InputError(Mistake(f"mesh.{name}", found, expected))
