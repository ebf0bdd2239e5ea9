# SPDX-License-Identifier: Apache-2.0
"""Facings out of places alone: of the bent sheet that fits best round each vertex.

The mean of the faces round a vertex leans where those are of different sizes, and on a crooked mesh
no refining helps. A fitted sheet does not lean: with these facings curvature converges there too.
"""

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.surface.half_edges import NONE, HalfEdges, half_edges
from scene_stager.maths.surface.mesh import Mesh, triangulated, unit_vectors
from scene_stager.maths.surface.shape_operator import vertex_basis

UNKNOWNS = 5  # of z = a x + b y + c x^2 / 2 + d x y + e y^2 / 2
NEAR = 0.1  # of the mean squared distance: nearer than that counts as much; house default
FIRM = 1e-9  # of the trace, for what neighbours leave open; house default
LEAST_COSINE = 0.8  # to the mean facing: a crease turns the fit away, and the mean stays; same


def with_fitted_facings(mesh: Mesh) -> Mesh:
    """The same mesh, each vertex facing as the sheet of second order does that fits best round it.

    The neighbours are those over one edge, and the far corners of the triangles beyond. Where they
    are fewer than five, or the sheet turns away from the mean of the faces, the facing stays.

    shapes   as in `Mesh`; creases are left behind
    units    metres
    valid    any mesh. Of order 2 in the step on any smooth surface, whatever the mesh
    source   Cazals and Pouget 2005, "Estimating differential quantities using polynomial fitting of
             osculating jets", degree 2, weighted by the inverse square of the distance
    """
    sides = half_edges(triangulated(mesh))
    here, there = _neighbours(sides)
    along, across = vertex_basis(mesh)
    step = mesh.places_m[there] - mesh.places_m[here]
    axes = (along, across, mesh.facings)
    x, y, z = (np.einsum("nk,nk->n", step, axis[here]) for axis in axes)
    right, left = _slopes(here, np.stack([x, y, z]), len(mesh.places_m))
    fitted = unit_vectors(mesh.facings - right[:, None] * along - left[:, None] * across)
    sane = (fitted * mesh.facings).sum(axis=1) > LEAST_COSINE
    enough = np.bincount(here, minlength=len(fitted)) >= UNKNOWNS
    facings = np.where((sane & enough)[:, None], fitted, mesh.facings)
    return Mesh(mesh.places_m, mesh.corners, mesh.counts, facings)


def _neighbours(sides: HalfEdges) -> tuple[Indices, Indices]:
    """Pairs of vertices: the two of every edge, and those that face each other over one."""
    beyond = sides.twin[sides.ahead]
    over = beyond != NONE
    far = sides.start[sides.behind[beyond[over]]]
    low, high = sides.edges.T
    return (
        np.concatenate([low, high, sides.start[over]]),
        np.concatenate([high, low, far]),
    )


def _slopes(here: Indices, step_m: Floats, count: int) -> tuple[Floats, Floats]:
    """How the best sheet through each vertex rises along the two directions of its basis."""
    among = np.maximum(np.bincount(here, minlength=count), 1)
    mean_m2 = np.bincount(here, step_m[0] ** 2 + step_m[1] ** 2, count) / among
    size = np.sqrt(np.maximum(mean_m2, np.finfo(float).tiny))[here]
    x, y, z = step_m / size
    weight = 1.0 / (NEAR + x * x + y * y)
    terms = (x, y, x * x / 2.0, x * y, y * y / 2.0)
    matrix, right = np.zeros((count, UNKNOWNS, UNKNOWNS)), np.zeros((count, UNKNOWNS, 1))
    for i, term in enumerate(terms):
        weighted = weight * term
        right[:, i, 0] = np.bincount(here, weighted * z, count)
        for j in range(i, UNKNOWNS):
            matrix[:, i, j] = matrix[:, j, i] = np.bincount(here, weighted * terms[j], count)
    trace = np.trace(matrix, axis1=1, axis2=2) + np.finfo(float).tiny
    matrix += FIRM * np.maximum(trace, FIRM)[:, None, None] * np.eye(UNKNOWNS)
    slopes = np.asarray(np.linalg.solve(matrix, right)[:, :, 0], dtype=np.float64)
    return slopes[:, 0], slopes[:, 1]
