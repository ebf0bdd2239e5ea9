# SPDX-License-Identifier: Apache-2.0
"""The place of a surface that is nearest to something, and the way that it takes as that moves."""

import math
from typing import NamedTuple

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.half_edges import NONE
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.maths.surface.tracing import (
    MOST_CROSSINGS,
    Anchor,
    Point,
    Shares,
    Steps,
    SurfaceWay,
    WalkedSurface,
    WayEnd,
    checked_anchor,
    edge_shares,
    joined,
    places_of,
    straight_way,
    way_over,
)

Three = tuple[float, float, float]
Crossing = tuple[int, float]  # a side, and how far along it

NEARER = 1.0 - 1e-12  # of a squared distance: less gain than that is rounding; house default
ROUNDING = 1e-9  # of a squared distance; house default


class _Nearest(NamedTuple):
    """The nearest place of one triangle: how far off, squared, and on which side or corner.

    `side` and `corner` are numbers within the triangle, or NONE.
    """

    far_m2: float
    shares: Shares
    side: int
    corner: int


def nearest_anchor(mesh: Mesh, place_m: Floats) -> Anchor:
    """The place of a whole surface that is nearest to a point; of two equal ones the first.

    shapes   place_m (3,)
    units    metres
    frame    the mesh's own
    valid    a mesh of triangles, one or more
    raises   InputError
    source   Ericson 2005, "Real-time collision detection", section 5.1.5
    """
    if not len(mesh.counts):
        raise InputError(Mistake("mesh", "no face", "one or more"))
    corners = mesh.triangles
    # No triangle whose box is farther off than the nearest vertex can have the nearest place.
    off_m = (mesh.places_m - place_m).T
    vertex_m2 = (off_m**2).sum(axis=0)[corners[:, 0]].min()
    box_m2 = sum(_outside(*(axis[corner] for corner in corners.T)) ** 2 for axis in off_m)
    near = np.flatnonzero(box_m2 <= vertex_m2 * (1.0 + ROUNDING))
    triangles = mesh.places_m[corners[near]]
    shares = _nearest_shares(triangles, place_m)
    nearest = np.einsum("nk,nkx->nx", shares, triangles)
    row = int(((nearest - place_m) ** 2).sum(axis=1).argmin())
    a, b, c = shares[row].tolist()
    return Anchor(int(near[row]), (a, b, c))


def way_toward(surface: WalkedSurface, start: Anchor, goal_m: Floats) -> SurfaceWay:
    """From a place on to where the surface is nearest to a goal.

    First straight toward it, if that brings one nearer; then downhill in distance: to the nearest
    place of the triangle that one stands in, and over the edge or corner on which that lies, as
    long as it comes nearer. So it ends at a place that is nearest among its neighbours: for a goal
    that moves a little at a time, the place that moves with it.

    shapes   goal_m (3,)
    units    metres
    frame    the mesh's own
    raises   InputError
    source   `straight_way`, and descent over the faces of a surface, each as in `nearest_anchor`
    """
    start, goal = checked_anchor(surface, start), _three(goal_m)
    here, point = _nearest(surface, start.face, goal), surface.point_of(start)
    if here.side == NONE:
        return _downhill(surface, start, goal)
    x, y = _in_plane(surface, start.face, goal)
    right, up = x - point[0], y - point[1]
    first, _ = straight_way(surface, start, math.atan2(up, right), math.hypot(right, up))
    if _far_m2(surface, first.anchor, goal) >= here.far_m2:
        return _downhill(surface, start, goal)
    return joined([first, _downhill(surface, first.anchor, goal)])


def _downhill(surface: WalkedSurface, start: Anchor, goal: Three) -> SurfaceWay:
    steps = Steps(start)
    here = _nearest(surface, steps.face, goal)
    while not steps.many:
        crossed, there = _beyond(surface, steps.face, here, goal)
        if there.far_m2 >= here.far_m2 * NEARER:
            return steps.way(here.shares, _wall_at(surface, steps.face, here) or WayEnd.ARRIVED)
        for side, share in crossed:
            steps.cross(surface, side, share)
        here = there
    return steps.way(here.shares, WayEnd.TOO_FAR)


def _wall_at(surface: WalkedSurface, face: int, here: _Nearest) -> WayEnd | None:
    """Why the surface goes no farther at this side, or anywhere round this corner; None inside."""
    if here.corner == NONE:
        return None if here.side == NONE else way_over(surface, 3 * face + here.side)
    first = leaving = 3 * face + here.corner
    while True:
        side = int(surface.sides.behind[leaving])
        end = way_over(surface, side)
        if end is not None:
            return end
        leaving = int(surface.sides.twin[side])
        if leaving == first:
            return None


def _beyond(
    surface: WalkedSurface, face: int, here: _Nearest, goal: Three
) -> tuple[list[Crossing], _Nearest]:
    """The nearest place of the triangles beyond the side or round the corner on which this lies."""
    if here.corner != NONE:
        ways = [_round_corner(surface, face, here, goal, left) for left in (True, False)]
        return min(ways, key=lambda way: (way[1].far_m2, len(way[0])))
    side = 3 * face + here.side
    if here.side == NONE or way_over(surface, side) is not None:
        return [], here
    share = here.shares[(here.side + 1) % 3]
    return [(side, share)], _nearest(surface, int(surface.sides.twin[side]) // 3, goal)


def _round_corner(
    surface: WalkedSurface, face: int, here: _Nearest, goal: Three, left: bool
) -> tuple[list[Crossing], _Nearest]:
    """The same for the triangles round a corner, one way round: `left` is anticlockwise."""
    sides, leaving = surface.sides, 3 * face + here.corner
    crossed, needed, best = list[Crossing](), 0, here
    while True:
        side = int(sides.behind[leaving]) if left else leaving
        if way_over(surface, side) is not None:
            break
        crossed.append((side, 1.0 if left else 0.0))
        leaving = int(sides.twin[side]) if left else int(sides.ahead[sides.twin[side]])
        if leaving // 3 == face or len(crossed) > MOST_CROSSINGS:
            break
        there = _nearest(surface, leaving // 3, goal)
        if there.far_m2 < best.far_m2:
            needed, best = len(crossed), there
    return crossed[:needed], best


def _nearest(surface: WalkedSurface, face: int, goal: Three) -> _Nearest:
    """The nearest place of one triangle, in plain numbers, for it is asked thousands of times."""
    a, b, c = surface.corners_of(face)
    x, y = _in_plane(surface, face, goal)
    height_m2 = max(math.dist(goal, surface.origin_of(face)) ** 2 - x * x - y * y, 0.0)
    shares = surface.shares_of(face, (x, y))
    if min(shares) > 0.0:
        return _Nearest(height_m2, shares, NONE, NONE)
    found = _Nearest(math.inf, shares, NONE, NONE)
    for k, (start, end) in enumerate(((a, b), (b, c), (c, a))):
        right, up = end[0] - start[0], end[1] - start[1]
        share = ((x - start[0]) * right + (y - start[1]) * up) / (right * right + up * up)
        share = min(max(share, 0.0), 1.0)
        far_m2 = (start[0] + share * right - x) ** 2 + (start[1] + share * up - y) ** 2
        if far_m2 + height_m2 < found.far_m2:
            corner = {0.0: k, 1.0: (k + 1) % 3}.get(share, NONE)
            found = _Nearest(far_m2 + height_m2, edge_shares(k, share), k, corner)
    return found


def _in_plane(surface: WalkedSurface, face: int, goal: Three) -> Point:
    """A point in the basis of a triangle, its height left out."""
    off = [g - o for g, o in zip(goal, surface.origin_of(face), strict=True)]
    x, y = (sum(o * w for o, w in zip(off, way, strict=True)) for way in surface.basis_of(face))
    return x, y


def _far_m2(surface: WalkedSurface, anchor: Anchor, goal: Three) -> float:
    (place,) = places_of(surface.mesh, np.array([anchor.face]), np.array([anchor.shares]))
    return math.dist(place.tolist(), goal) ** 2


def _outside(a: Floats, b: Floats, c: Floats) -> Floats:
    """How far nought is from what three numbers lie between."""
    low, high = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
    return np.maximum(np.maximum(low, -high), 0.0)


def _nearest_shares(triangles: Floats, place_m: Floats) -> Floats:
    """The shares of the nearest place of each triangle, (n, 3)."""
    a, b, c = triangles.transpose(1, 0, 2)
    normal = np.cross(b - a, c - a)
    square = np.maximum((normal**2).sum(axis=1), np.finfo(float).tiny)
    inside = np.stack(
        [
            (np.cross(end - start, place_m - start) * normal).sum(axis=1) / square
            for start, end in ((b, c), (c, a), (a, b))
        ],
        axis=1,
    )
    shares, best = inside, np.where((inside >= 0.0).all(axis=1), -1.0, np.inf)
    for k in range(3):
        start, step = triangles[:, k], triangles[:, (k + 1) % 3] - triangles[:, k]
        length = np.maximum((step**2).sum(axis=1), np.finfo(float).tiny)
        share = np.clip(((place_m - start) * step).sum(axis=1) / length, 0.0, 1.0)
        far_m2 = ((start + share[:, None] * step - place_m) ** 2).sum(axis=1)
        on_side = np.zeros_like(shares)
        on_side[:, k], on_side[:, (k + 1) % 3] = 1.0 - share, share
        shares = np.where((far_m2 < best)[:, None], on_side, shares)
        best = np.minimum(best, far_m2)
    return shares


def _three(place_m: Floats) -> Three:
    x, y, z = place_m.tolist()
    return x, y, z
