# SPDX-License-Identifier: Apache-2.0
"""Ways over a surface: straight on from a place, face after face, as on a sheet laid flat.

A place is an anchor: a triangle and what share each of its corners has. So it stays where it is
when the mesh moves, turns or deforms. Faces with more corners are cut into fans first, as
`Mesh.triangles` has them: it is those that anchors number.
"""

import math
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.surface.half_edges import NONE, HalfEdges, half_edges
from scene_stager.maths.surface.mesh import Mesh, face_areas_m2, triangulated, unit_vectors
from scene_stager.maths.surface.seam_connection import connection_of_faces
from scene_stager.maths.surface.shape_operator import face_basis

MOST_CROSSINGS = 1_000_000  # of one way; a bound on work, house default
SLIGHT = 1e-6  # of a share: what writing and reading may lose; house default
SHARES = (1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0)

Shares = tuple[float, float, float]
Point = tuple[float, float]


class Anchor(NamedTuple):
    """A place on a surface: a triangle, and the share of each of its corners; shares sum to 1."""

    face: int
    shares: Shares = SHARES


class WayEnd(Enum):
    """Why a way over a surface went no farther."""

    ARRIVED = "it is as long as it should be, or as near to its goal as it can be"
    BORDER = "the surface ends here"
    TANGLED = "three faces or more share the edge here, or two that turn opposite ways"
    TOO_FAR = f"it crosses more than {MOST_CROSSINGS} edges"


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceWay:
    """A way over a surface: through one triangle after another, straight in each.

    It leaves triangle k where it enters the next, over side `sides[k]`. Ways that pass a vertex
    itself may stop in a triangle for no length at all.

    shapes   faces (n,); entries, exits (n, 3), shares of the corners; sides (n - 1,)
    units    numbers of triangles and of sides; plain numbers
    """

    faces: Indices
    entries: Floats
    exits: Floats
    sides: Indices
    end: WayEnd

    @property
    def anchor(self) -> Anchor:
        """Where it ends."""
        a, b, c = self.exits[-1].tolist()
        return Anchor(int(self.faces[-1]), (a, b, c))


@dataclass(frozen=True, slots=True, eq=False)
class WalkedSurface:
    """A mesh of triangles with what a walk over it needs.

    shapes   along, across (f, 3), unit: the basis of each triangle, along its first side;
             flat_m (f, 3), where its other corners lie in that: the second at (flat[0], 0), the
             third at flat[1:]; turn_rad (c,), as in `connection_of_faces`
    units    metres; radians
    """

    mesh: Mesh
    sides: HalfEdges
    along: Floats
    across: Floats
    flat_m: Floats
    turn_rad: Floats

    def basis_of(self, face: int) -> tuple[list[float], list[float]]:
        """The two directions of a triangle's basis."""
        return self.along[face].tolist(), self.across[face].tolist()

    def origin_of(self, face: int) -> list[float]:
        """Where a triangle's first corner is."""
        place: list[float] = self.mesh.places_m[self.mesh.corners[3 * face]].tolist()
        return place

    def corners_of(self, face: int) -> tuple[Point, Point, Point]:
        """A triangle's corners in its own basis."""
        right, x, y = self.flat_m[face].tolist()
        return (0.0, 0.0), (right, 0.0), (x, y)

    def point_of(self, anchor: Anchor) -> Point:
        """A place in the basis of its triangle."""
        _, b, c = self.corners_of(anchor.face)
        _, of_b, of_c = anchor.shares
        return of_b * b[0] + of_c * c[0], of_c * c[1]

    def shares_of(self, face: int, at: Point) -> Shares:
        """A point of a triangle's plane as shares of its corners; negative ones lie outside."""
        _, b, c = self.corners_of(face)
        of_c = at[1] / c[1] if c[1] else 0.0
        of_b = (at[0] - of_c * c[0]) / b[0] if b[0] else 0.0
        return 1.0 - of_b - of_c, of_b, of_c

    def deformed(self, mesh: Mesh) -> "WalkedSurface":
        """The same triangles, their vertices elsewhere. Raises InputError when they are others."""
        other = triangulated(mesh)
        if not np.array_equal(other.corners, self.mesh.corners):
            raise InputError(Mistake("mesh.corners", "other faces", "those of the mesh before"))
        return _laid_flat(other, self.sides)


def walked_surface(mesh: Mesh) -> WalkedSurface:
    """Make a mesh ready to be walked on."""
    triangles = triangulated(mesh)
    return _laid_flat(triangles, half_edges(triangles))


def corners_at(mesh: Mesh, faces: Indices) -> Indices:
    """The vertices of some triangles.

    shapes   faces (n,) -> (n, 3)
    units    numbers of vertices
    valid    a mesh of triangles
    source   the definition
    """
    corners: Indices = mesh.corners[3 * faces[:, None] + np.arange(3)]
    return corners


def places_of(mesh: Mesh, faces: Indices, shares: Floats) -> Floats:
    """Where anchors are.

    shapes   faces (n,), shares (n, 3) -> (n, 3)
    units    metres
    frame    the mesh's own
    valid    a mesh of triangles
    source   barycentric coordinates, Möbius 1827
    """
    places: Floats = np.einsum("nk,nkx->nx", shares, mesh.places_m[corners_at(mesh, faces)])
    return places


def facings_of(mesh: Mesh, faces: Indices, shares: Floats) -> Floats:
    """Which way the surface faces at anchors: between its vertices the facing changes evenly.

    shapes   faces (n,), shares (n, 3) -> (n, 3), unit
    units    plain numbers
    frame    the mesh's own
    valid    a mesh of triangles
    source   Phong 1975, "Illumination for computer generated pictures"
    """
    return unit_vectors(np.einsum("nk,nkx->nx", shares, mesh.facings[corners_at(mesh, faces)]))


def straight_way(
    surface: WalkedSurface, start: Anchor, heading_rad: float, length_m: float
) -> tuple[SurfaceWay, float]:
    """Go straight on from a place, and say how one is headed at the end.

    Headings are anticlockwise from the first side of the triangle that one stands in.

    shapes   a way, and a heading in its last triangle
    units    radians; metres
    valid    a way that meets a vertex goes on over its edges as if it had passed just beside it
    raises   InputError
    source   Polthier and Schmies 1998, "Straightest geodesics on polyhedral surfaces"
    """
    steps, came_over = Steps(checked_anchor(surface, start)), NONE
    while True:
        at, corners = surface.point_of(steps.anchor), surface.corners_of(steps.face)
        toward = (math.cos(heading_rad), math.sin(heading_rad))
        corner, far_m = _way_out(corners, at, toward, came_over)
        if corner == NONE or far_m >= length_m:
            last = (at[0] + length_m * toward[0], at[1] + length_m * toward[1])
            shares = _kept_inside(surface.shares_of(steps.face, last))
            return steps.way(shares, WayEnd.ARRIVED), heading_rad
        share = _share_along(
            corners, corner, (at[0] + far_m * toward[0], at[1] + far_m * toward[1])
        )
        side = 3 * steps.face + corner
        end = way_over(surface, side) or (WayEnd.TOO_FAR if steps.many else None)
        if end is not None:
            return steps.way(edge_shares(corner, share), end), heading_rad
        length_m -= far_m
        heading_rad += float(surface.turn_rad[side])
        steps.cross(surface, side, share)
        came_over = int(surface.sides.twin[side]) % 3


def joined(ways: list[SurfaceWay]) -> SurfaceWay:
    """One way after another, each from where the one before ended."""
    first = ways[0]
    for way in ways[1:]:
        first = SurfaceWay(
            np.concatenate([first.faces[:-1], way.faces]),
            np.concatenate([first.entries, way.entries[1:]]),
            np.concatenate([first.exits[:-1], way.exits]),
            np.concatenate([first.sides, way.sides]),
            way.end,
        )
    return first


def checked_anchor(surface: WalkedSurface, anchor: Anchor) -> Anchor:
    """The same place in plain numbers, if it is on the surface.

    raises   InputError
    """
    count = len(surface.flat_m)
    if not 0 <= anchor.face < count:
        raise InputError(Mistake("anchor.face", str(anchor.face), f"0 to {count - 1}"))
    shares = [float(one) for one in anchor.shares]
    fine = len(shares) == 3 and all(-SLIGHT <= one <= 1.0 + SLIGHT for one in shares)
    if not fine or abs(sum(shares) - 1.0) > SLIGHT:
        raise InputError(Mistake("anchor.shares", shorten(shares), "three shares that sum to 1"))
    return Anchor(int(anchor.face), (shares[0], shares[1], shares[2]))


def way_over(surface: WalkedSurface, side: int) -> WayEnd | None:
    """Why one cannot cross a side; None where one can."""
    if surface.sides.twin[side] != NONE:
        return None
    sharing = surface.sides.sharing[surface.sides.edge[side]]
    return WayEnd.BORDER if sharing == 1 else WayEnd.TANGLED


def edge_shares(corner: int, share: float) -> Shares:
    """The place that lies so far, of the whole, from a corner to the next."""
    shares = [0.0, 0.0, 0.0]
    shares[corner], shares[(corner + 1) % 3] = 1.0 - share, share
    return (shares[0], shares[1], shares[2])


class Steps:
    """A way that is being made."""

    def __init__(self, start: Anchor) -> None:
        self.anchor = start
        self.faces, self.sides = [start.face], list[int]()
        self.entries, self.exits = [start.shares], list[Shares]()

    @property
    def face(self) -> int:
        """The triangle that it has come to."""
        return self.anchor.face

    @property
    def many(self) -> bool:
        """Whether it has crossed as many sides as it may."""
        return len(self.sides) >= MOST_CROSSINGS

    def cross(self, surface: WalkedSurface, side: int, share: float) -> None:
        """Over a side of this triangle, so far along it, into the next."""
        twin = int(surface.sides.twin[side])
        self.exits.append(edge_shares(side % 3, share))
        self.anchor = Anchor(twin // 3, edge_shares(twin % 3, 1.0 - share))
        self.sides.append(side)
        self.faces.append(self.anchor.face)
        self.entries.append(self.anchor.shares)

    def way(self, shares: Shares, end: WayEnd) -> SurfaceWay:
        """It ends in this triangle."""
        exits = np.array([*self.exits, shares])
        sides = np.array(self.sides, dtype=np.intp)
        return SurfaceWay(np.array(self.faces), np.array(self.entries), exits, sides, end)


def _laid_flat(mesh: Mesh, sides: HalfEdges) -> WalkedSurface:
    along, across = face_basis(mesh, unit_vectors(face_areas_m2(mesh)))
    first, second, third = (mesh.places_m[mesh.triangles[:, k]] for k in range(3))
    flat = [((b - first) * a).sum(1) for b, a in ((second, along), (third, along), (third, across))]
    turn_rad = connection_of_faces(mesh, sides).turn_rad
    return WalkedSurface(mesh, sides, along, across, np.stack(flat, axis=1), turn_rad)


def _kept_inside(shares: Shares) -> Shares:
    """Without what rounding has put a little outside."""
    _, of_b, of_c = (max(one, 0.0) for one in shares)
    whole = max(of_b + of_c, 1.0)
    return 1.0 - (of_b + of_c) / whole, of_b / whole, of_c / whole


def _way_out(
    corners: tuple[Point, Point, Point], at: Point, toward: Point, came_over: int
) -> tuple[int, float]:
    """The side by which one leaves a triangle, by its first corner, and how far off that is."""
    nearest, far_m = NONE, math.inf
    for k in range(3):
        if k == came_over:
            continue
        (x, y), (to_x, to_y) = corners[k], corners[(k + 1) % 3]
        outward = (to_y - y) * toward[0] - (to_x - x) * toward[1]
        if outward > 0.0:
            inside = (to_x - x) * (at[1] - y) - (to_y - y) * (at[0] - x)
            t_m = max(inside, 0.0) / outward
            if t_m < far_m:
                nearest, far_m = k, t_m
    return nearest, far_m


def _share_along(corners: tuple[Point, Point, Point], corner: int, at: Point) -> float:
    (x, y), (to_x, to_y) = corners[corner], corners[(corner + 1) % 3]
    length = (to_x - x) ** 2 + (to_y - y) ** 2
    share = ((at[0] - x) * (to_x - x) + (at[1] - y) * (to_y - y)) / length
    return min(max(share, 0.0), 1.0)
