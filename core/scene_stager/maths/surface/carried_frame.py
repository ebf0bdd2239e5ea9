# SPDX-License-Identifier: Apache-2.0
"""A frame that rides a surface: a tangent and the facing, carried along a way without a twist.

Carrying a direction straight along a surface depends on the facings alone: the frame rolls with
them and never spins about them. So the frame is carried along the facings as they change evenly
over each triangle, and has no step at an edge. Round a loop it comes back turned by the curvature
that the loop encloses, on a flat patch not at all.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Complexes, Floats
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.maths.surface.shape_operator import (
    ShapeOperators,
    basis_toward,
    stretches_per_m,
)
from scene_stager.maths.surface.tracing import (
    Anchor,
    SurfaceWay,
    WalkedSurface,
    corners_at,
    facings_of,
    places_of,
)

Three = tuple[float, float, float]
UPRIGHT = 1e-6  # sine to the facing under which a direction says nothing; house default
OPPOSITE = 1e-9  # of 1 + cosine: facings so opposed that no way to roll is nearer; house default


@dataclass(frozen=True, slots=True, eq=False)
class CarriedFrames:
    """A frame at every stop of a journey over a surface, and how far it can be trusted.

    `commutator_per_m` says of every stop how much the bend of the surface, seen in the frame, has
    changed since the stop before: |C S_i - S_j C|, Frobenius. Nought says that principal directions
    came along. `umbilic` says that here there are none.

    shapes   places_m, tangents, facings (n, 3), the last two unit and at right angles;
             commutator_per_m, umbilic (n,); the first commutator is 0
    units    metres; 1 / metre
    frame    the mesh's own
    """

    places_m: Floats
    tangents: Floats
    facings: Floats
    commutator_per_m: Floats
    umbilic: Bools


def carried_frames(
    surface: WalkedSurface,
    ways: Sequence[SurfaceWay],
    toward: Floats,
    shape: ShapeOperators,
    seam: bool = False,
) -> CarriedFrames:
    """Carry a frame along ways, each from where the one before ended; a stop at the end of each.

    The first stop is the beginning of the first way. With `seam` the frame keeps its angle to the
    principal directions between stops that have any, and is carried straight elsewhere.

    shapes   toward (3,), laid into the tangent plane of the first stop; `shape` of (v,) vertices
    units    metres in, 1 / metre
    frame    the mesh's own
    raises   InputError
    source   do Carmo 1976, "Differential geometry of curves and surfaces", section 4-4: transport
             depends on the tangent planes alone, so that it is that of the sphere along the facings
    """
    if not ways:
        raise InputError(Mistake("ways", "none", "one or more"))
    mesh = surface.mesh
    anchors = [Anchor(int(ways[0].faces[0]), _three(ways[0].entries[0]))]
    tangent = tangent_at(mesh, anchors[0], toward)
    tangents = [tangent]
    for way in ways:
        tangent = carry_along(mesh, way, tangent)
        tangents.append(tangent)
        anchors.append(way.anchor)
    faces, shares = np.array([a.face for a in anchors]), np.array([a.shares for a in anchors])
    facings, frame = facings_of(mesh, faces, shares), np.array(tangents)
    mean, part = _bend_seen(mesh, shape, anchors, frame, facings)
    umbilic: Bools = np.any(shape.umbilic[corners_at(mesh, faces)], axis=1)
    if seam:
        turn = _principal_turn_rad(part, umbilic)[:, None]
        frame = np.cos(turn) * frame + np.sin(turn) * np.cross(facings, frame)
        part = part * np.exp(-2j * turn[:, 0])
    changes = np.hypot(np.abs(np.diff(part)), np.diff(mean)) * np.sqrt(2.0)
    commutator = np.concatenate([[0.0], changes])
    return CarriedFrames(places_of(mesh, faces, shares), frame, facings, commutator, umbilic)


def tangent_at(mesh: Mesh, anchor: Anchor, toward: Floats) -> Floats:
    """The direction in the tangent plane that is nearest to a given one; if that is upright, any.

    shapes   toward (3,) -> (3,), unit
    units    plain numbers
    frame    the mesh's own
    valid    a mesh of triangles with a facing at the anchor
    raises   InputError
    source   the projection into the plane
    """
    facing = facings_of(mesh, np.array([anchor.face]), np.array([anchor.shares]))
    if not facing.any():
        expected = "one at every corner of the anchor's triangle"
        raise InputError(Mistake("mesh.facings", f"none in triangle {anchor.face}", expected))
    ways = np.array([toward, *np.eye(3)])
    along, _ = basis_toward(ways, np.tile(facing, (4, 1)))
    # What is nearly upright loses its direction to rounding.
    flat = np.linalg.norm(np.cross(ways, facing), axis=1) > UPRIGHT * np.linalg.norm(ways, axis=1)
    tangent: Floats = along[np.flatnonzero(flat)[0]]
    return tangent


def carry_along(mesh: Mesh, way: SurfaceWay, tangent: Floats) -> Floats:
    """A direction at the beginning of a way, carried straight to its end.

    shapes   tangent (3,), unit, at right angles to the facing where the way begins -> the same
    units    plain numbers
    frame    the mesh's own
    valid    a mesh of triangles
    source   between two facings the least rotation that takes one to the other; in a triangle the
             facing moves on a great circle, so that this is exact
    """
    passed = np.concatenate(
        [facings_of(mesh, way.faces[:1], way.entries[:1]), facings_of(mesh, way.faces, way.exits)]
    )
    carried, here = _three(tangent), _three(passed[0])
    for facing in passed[1:]:
        there = _three(facing)
        carried = _rolled(carried, here, there)
        here = there
    return _unit(carried)


def carry_over(before: WalkedSurface, after: WalkedSurface, at: Anchor, tangent: Floats) -> Floats:
    """A direction at a place of a surface, carried to the same place of the surface deformed.

    It turns with the triangle as a rigid body nearest to the deformation would, so that moving,
    turning and scaling leave its angle to the mesh alone.

    shapes   tangent (3,), unit, at right angles to the facing there -> the same, after
    units    plain numbers
    frame    the mesh's own
    valid    the same triangles
    source   the rotation of the polar decomposition of the deformation in the plane
    """
    (facing,), (later,) = (
        facings_of(one.mesh, np.array([at.face]), np.array([at.shares])) for one in (before, after)
    )
    plane, new_plane = (np.stack([s.along[at.face], s.across[at.face]]) for s in (before, after))
    normal, new_normal = np.cross(*plane), np.cross(*new_plane)
    x, y = plane @ np.array(_rolled(_three(tangent), _three(facing), _three(normal)))
    turn = _polar_turn(before.flat_m[at.face], after.flat_m[at.face])
    x, y = x * turn.real - y * turn.imag, x * turn.imag + y * turn.real
    laid = x * new_plane[0] + y * new_plane[1]
    return _unit(_rolled(_three(laid), _three(new_normal), _three(later)))


def _polar_turn(flat_m: Floats, later_m: Floats) -> complex:
    """The turn of a triangle that was (0, 0), (b, 0), (x, y) in its basis, as a unit number."""
    b, x, y = flat_m.tolist()
    new_b, new_x, new_y = later_m.tolist()
    # The deformation [[p, q], [0, r]], both bases being along the first side.
    p, r = new_b / b, new_y / y
    q = (new_x - p * x) / y
    turn = complex(p + r, -q)
    return turn / abs(turn)


def _bend_seen(
    mesh: Mesh, shape: ShapeOperators, anchors: Sequence[Anchor], tangents: Floats, facings: Floats
) -> tuple[Floats, Complexes]:
    """Mean curvature at each stop, and the part with a direction as the frame there sees it."""
    corners = corners_at(mesh, np.array([a.face for a in anchors]))
    shares = np.array([a.shares for a in anchors])
    beside = np.cross(facings, tangents)
    mean, part = np.zeros(len(anchors)), np.zeros(len(anchors), dtype=np.complex128)
    for vertex, share in zip(corners.T, shares.T, strict=True):
        operator, along, facing = (
            field[vertex] for field in (shape.operator_per_m, shape.along, shape.facing)
        )
        rolled = _rolled_rows(along, facing, facings)
        turn = (rolled * tangents).sum(axis=1) + 1j * (rolled * beside).sum(axis=1)
        part += share * stretches_per_m(operator) * turn**2
        mean += share * np.trace(operator, axis1=1, axis2=2) / 2.0
    return mean, part


def _principal_turn_rad(part: Complexes, umbilic: Bools) -> Floats:
    """How far the principal direction has turned in the frame since the first stop, in all."""
    told = ~(umbilic[1:] | umbilic[:-1])
    steps = np.where(told, np.angle(part[1:] * part[:-1].conj()) / 2.0, 0.0)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _rolled(vector: Three, here: Three, there: Three) -> Three:
    """A vector across one facing, turned as the least rotation takes that to another."""
    lean = sum(a * b for a, b in zip(vector, there, strict=True))
    nearness = 1.0 + sum(a * b for a, b in zip(here, there, strict=True))
    if nearness < OPPOSITE:
        return vector
    x, y, z = (v - lean / nearness * (a + b) for v, a, b in zip(vector, here, there, strict=True))
    return x, y, z


def _rolled_rows(vectors: Floats, here: Floats, there: Floats) -> Floats:
    """The same for many."""
    lean = (vectors * there).sum(axis=1)
    nearness = np.maximum(1.0 + (here * there).sum(axis=1), OPPOSITE)
    rolled: Floats = vectors - (lean / nearness)[:, None] * (here + there)
    return rolled


def _unit(vector: Three) -> Floats:
    return np.array(vector) / math.hypot(*vector)


def _three(vector: Floats) -> Three:
    x, y, z = vector.tolist()
    return x, y, z
