# SPDX-License-Identifier: Apache-2.0
"""The tones of a surface: functions on it that only shrink when heat spreads over it.

They are to a surface what sines are to a string, and belong to its shape alone: moving, turning or
bending it without stretching leaves them as they are.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.mesh import Mesh, face_areas_m2, triangulated

BELOW_NOUGHT = (
    1e-4  # of a tone's usual size, where the solver looks: near the lowest; house default
)
SAME = 1e-9  # of the largest value: what a sign may rest on; house default


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """The lowest eigenfunctions of the Laplace-Beltrami operator, from the lowest up.

    The first of every piece of a surface is constant on it. Each has mean square 1 over the
    surface, and the sign in which its largest value is positive. Of equal eigenvalues, as round
    bodies have them, any basis may come.

    shapes   eigenvalues_per_m2 (k,), rising; functions (v, k)
    units    1 / square metre; plain numbers
    """

    eigenvalues_per_m2: Floats
    functions: Floats


def tones(mesh: Mesh, count: int) -> Tones:
    """The lowest eigenfunctions of a surface; at a border they run out level.

    shapes   of (v,) vertices, `count` of them
    units    1 / square metre
    valid    every vertex is in a face with an area; 1 <= count <= v - 2. Of order 2 in the step
    raises   InputError
    source   -Laplace f = eigenvalue f by linear elements with lumped masses: Reuter, Wolter and
             Peinecke 2006, "Laplace-Beltrami spectra as Shape-DNA"
    """
    from scipy.sparse import diags_array
    from scipy.sparse.linalg import eigsh

    vertices = len(mesh.places_m)
    if not 1 <= count <= vertices - 2:
        raise InputError(Mistake("count", str(count), f"1 to {vertices - 2} for this mesh"))
    mass_m2 = vertex_areas_m2(mesh)
    if not (mass_m2 > 0).all():
        found = f"vertex {int(np.argmin(mass_m2 > 0))} in no face with an area"
        raise InputError(Mistake("mesh", found, "only its sound part"))
    # Divided by its root, the mass goes into the matrix; a fixed start makes runs alike.
    root = diags_array(1.0 / np.sqrt(mass_m2))
    usual_per_m2 = 4.0 * np.pi / mass_m2.sum()
    start = np.cos(np.arange(vertices) + 1.0)
    values, vectors = eigsh(
        root @ stiffness(mesh) @ root, k=count, sigma=-BELOW_NOUGHT * usual_per_m2, v0=start
    )
    order = np.argsort(values, kind="stable")
    functions = (root @ vectors[:, order]) * np.sqrt(mass_m2.sum())
    return Tones(np.maximum(values[order], 0.0), functions * _signs(functions))


def stiffness(mesh: Mesh) -> Any:
    """The cotangent matrix: minus the Laplacian, over the area of each vertex.

    shapes   (v, v), sparse, symmetric; rows sum to 0
    units    plain numbers
    valid    any mesh, Delaunay or not: as elements it has no eigenvalue below 0 in either case
    source   Duffin 1959; Pinkall and Polthier 1993, "Computing discrete minimal surfaces"
    """
    from scipy.sparse import coo_array

    triangles, count = triangulated(mesh).triangles, len(mesh.places_m)
    rows, columns, entries = [], [], []
    for k in range(3):
        tip, a, b = (triangles[:, (k + step) % 3] for step in range(3))
        to_a, to_b = mesh.places_m[a] - mesh.places_m[tip], mesh.places_m[b] - mesh.places_m[tip]
        twice_area = np.linalg.norm(np.cross(to_a, to_b), axis=1)
        dot = (to_a * to_b).sum(axis=1)
        half = np.divide(dot, 2.0 * twice_area, out=np.zeros_like(dot), where=twice_area > 0)
        rows += [a, b, a, b]
        columns += [b, a, a, b]
        entries += [-half, -half, half, half]
    where = (np.concatenate(rows), np.concatenate(columns))
    return coo_array((np.concatenate(entries), where), shape=(count, count)).tocsc()


def vertex_areas_m2(mesh: Mesh) -> Floats:
    """A third of the triangles round each vertex.

    shapes   (v,)
    units    square metres
    source   lumped masses of linear elements
    """
    triangles = triangulated(mesh)
    third = np.linalg.norm(face_areas_m2(triangles), axis=1) / 3.0
    areas = np.zeros(len(mesh.places_m))
    np.add.at(areas, triangles.corners, np.repeat(third, 3))
    return areas


def _signs(functions: Floats) -> Floats:
    """The sign of each one's largest value; of values that are as large, that of the first."""
    size = np.abs(functions)
    first = np.argmax(size >= size.max(axis=0) * (1.0 - SAME), axis=0)
    signs: Floats = np.sign(functions[first, np.arange(functions.shape[1])])
    return signs
