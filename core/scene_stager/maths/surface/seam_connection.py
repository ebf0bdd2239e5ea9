# SPDX-License-Identifier: Apache-2.0
"""How a direction is carried from one tangent plane of a surface to the next.

A connection says for every step, from face to face over an edge or from vertex to vertex along one,
by how much the basis turns: a vector at angle t arrives at angle t + turn. That is the rotation
C_ij between tangent bases. The Levi-Civita connection keeps a vector straight as the surface is
unfolded; the seam connection keeps principal directions principal, where there are any.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.surface.half_edges import NONE, HalfEdges
from scene_stager.maths.surface.links import Links, links, sums_to_end
from scene_stager.maths.surface.mesh import Mesh, face_areas_m2, unit_vectors
from scene_stager.maths.surface.shape_operator import (
    ShapeOperators,
    face_basis,
    stretches_per_m,
    vertex_basis,
)


@dataclass(frozen=True, slots=True, eq=False)
class Connection:
    """The turn of the basis over every side of a mesh, as `half_edges` numbers them.

    Of faces, side j leads from its face to that of its twin; of vertices, from its start to its
    end. Back again is the opposite turn. Over a side without a twin a face has no neighbour: NaN.

    shapes   source, target, turn_rad (c,): numbers of faces or vertices, NONE where there is none
    units    radians, anticlockwise seen from outside
    """

    source: Indices
    target: Indices
    turn_rad: Floats


def connection_of_faces(mesh: Mesh, sides: HalfEdges) -> Connection:
    """The Levi-Civita connection between faces: two of them, unfolded about their edge, are flat.

    shapes   of (c,) sides, between the bases of `shape_of_faces`
    units    radians
    valid    any mesh of flat faces; over border and non-manifold edges there is no way
    source   Crane, Desbrun and Schröder 2010, "Trivial connections on discrete surfaces", section 3
    """
    along, across = face_basis(mesh, unit_vectors(face_areas_m2(mesh)))
    step = mesh.places_m[sides.end] - mesh.places_m[sides.start]
    heading = _headings(step, along[sides.face], across[sides.face])
    target = np.where(sides.twin == NONE, NONE, sides.face[sides.twin])
    turn = _wrapped(heading[sides.twin] + np.pi - heading)
    turn[sides.twin == NONE] = np.nan
    return Connection(sides.face, target, turn)


def connection_of_vertices(mesh: Mesh, sides: HalfEdges) -> Connection:
    """The Levi-Civita connection between vertices: the angles round each are stretched to a turn.

    shapes   of (c,) sides, between the bases of `shape_of_vertices`
    units    radians
    valid    any mesh. Round a vertex whose faces are no single fan there is no turn to stretch to:
             its sides are laid into the plane across its facing instead
    source   Knöppel, Crane, Pinkall and Schröder 2013, "Globally optimal direction fields",
             section 2.3 and equation 4
    """
    leaving, arriving = _vertex_angles(mesh, sides)
    return Connection(sides.start, sides.end, _wrapped(arriving + np.pi - leaving))


def seam_connection(levi_civita: Connection, shape: ShapeOperators) -> Connection:
    """The connection that takes principal directions to principal directions.

    Of the two ways to do that, for a direction has no sign, it is the one nearer to the Levi-Civita
    connection. That is what stays where either end is umbilic.

    shapes   of (c,) sides; `shape` of the faces or vertices that they join
    units    radians
    valid    any
    source   the definition: parallel transport of the principal line field, a quarter turn at most
             away from that of vectors
    """
    here, there = levi_civita.source, levi_civita.target
    angle = shape.angles_rad()
    off = angle[there] - angle[here] - levi_civita.turn_rad
    off -= np.pi * np.round(off / np.pi)
    plain = shape.umbilic[here] | shape.umbilic[there]
    turn = levi_civita.turn_rad + np.where(plain, 0.0, off)
    return Connection(here, there, _wrapped(turn))


def commutators_per_m(connection: Connection, shape: ShapeOperators) -> Floats:
    """How far each step is from taking the bend of the surface with it: |C S_i - S_j C|, Frobenius.

    Nought where the shape operators at both ends are the same but for the turn of their bases.

    shapes   (c,)
    units    1 / metre; NaN where the step leads nowhere
    source   the definition; with the trace-free parts z as numbers in the plane it is
             sqrt(2) (|z_j - z_i exp(2 i turn)|^2 + (H_j - H_i)^2)^(1/2), H the mean curvature
    """
    here, there = connection.source, connection.target
    mean = np.trace(shape.operator_per_m, axis1=1, axis2=2) / 2.0
    part = stretches_per_m(shape.operator_per_m)
    apart = np.abs(part[there] - part[here] * np.exp(2j * connection.turn_rad))
    found: Floats = np.sqrt(2.0) * np.hypot(apart, mean[there] - mean[here])
    found[np.isnan(connection.turn_rad)] = np.nan
    return found


def turn_along_rad(connection: Connection, steps: Indices) -> float:
    """The whole turn along a path of sides, each leading on from where the last one led to.

    shapes   steps (k,), numbers of sides
    units    radians, not wrapped
    source   turns in a plane add up
    """
    return float(connection.turn_rad[steps].sum())


def angle_defects_rad(mesh: Mesh, sides: HalfEdges) -> Floats:
    """The curvature that is gathered in each vertex: what its angles lack of a full turn.

    On a border it is what they lack of half a turn, so that all together are 2 pi times the Euler
    characteristic.

    shapes   (v,)
    units    radians
    valid    faces that are flat; a vertex in no face lacks it all
    source   Descartes; Gauss and Bonnet
    """
    count = len(mesh.places_m)
    total = np.bincount(sides.start, corner_angles_rad(mesh, sides), count)
    open_ones = sides.twin == NONE
    ends = np.concatenate([sides.start[open_ones], sides.end[open_ones]])
    borders = np.bincount(ends, minlength=count)
    defects: Floats = (2.0 - borders / 2.0) * np.pi - total
    return defects


def corner_angles_rad(mesh: Mesh, sides: HalfEdges) -> Floats:
    """The angle of every face at every corner.

    shapes   (c,)
    units    radians
    valid    polygons that do not turn back; of a reflex corner it is the other side
    source   arctangent of cross over dot, Kahan
    """
    step = mesh.places_m[sides.end] - mesh.places_m[sides.start]
    back = -step[sides.behind]
    sine = np.linalg.norm(np.cross(step, back), axis=1)
    angles: Floats = np.arctan2(sine, (step * back).sum(axis=1))
    return angles


def _vertex_angles(mesh: Mesh, sides: HalfEdges) -> tuple[Floats, Floats]:
    """Of every side: its angle in the basis of its start, and that of its way back at its end."""
    ring = links(sides, len(mesh.places_m))
    corner = _stretched(corner_angles_rad(mesh, sides), sides, ring)
    still_to_come, _ = sums_to_end(ring.onward, corner)
    # The basis stands along the first side as the faces are listed, wherever the ring began.
    first = np.full(len(mesh.places_m), NONE)
    first[sides.start[::-1]] = np.arange(len(sides.start))[::-1]
    leaving = still_to_come[first[sides.start]] - still_to_come
    arriving = leaving[sides.ahead] + corner[sides.ahead]

    along, across = vertex_basis(mesh)
    step = mesh.places_m[sides.end] - mesh.places_m[sides.start]
    laid_leaving = _headings(step, along[sides.start], across[sides.start])
    laid_arriving = _headings(-step, along[sides.end], across[sides.end])
    return (
        np.where(ring.sound[sides.start], leaving, laid_leaving),
        np.where(ring.sound[sides.end], arriving, laid_arriving),
    )


def _stretched(corner_rad: Floats, sides: HalfEdges, ring: Links) -> Floats:
    """Angles that add up to a full turn round every vertex whose ring is closed."""
    count = len(ring.sound)
    whole = np.bincount(sides.start, corner_rad, count)
    stretch = np.ones(count)
    np.divide(2.0 * np.pi, whole, out=stretch, where=ring.closed & (whole > 0))
    stretched: Floats = corner_rad * stretch[sides.start]
    return stretched


def _headings(vectors: Floats, along: Floats, across: Floats) -> Floats:
    """The angle of each vector in its basis."""
    angles: Floats = np.arctan2((vectors * across).sum(axis=1), (vectors * along).sum(axis=1))
    return angles


def _wrapped(angles_rad: Floats) -> Floats:
    """Within half a turn either way."""
    wrapped: Floats = angles_rad - 2.0 * np.pi * np.round(angles_rad / (2.0 * np.pi))
    return wrapped
