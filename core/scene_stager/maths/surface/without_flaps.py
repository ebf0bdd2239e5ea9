# SPDX-License-Identifier: Apache-2.0
"""A mesh without what nobody sees of it: sheets of no thickness, and vertices of no face."""

import numpy as np

from scene_stager.maths.surface.mesh import Mesh, triangle_mesh


def without_flaps(mesh: Mesh) -> Mesh:
    """A mesh of triangles without those that lie back to back on the same three vertices, nor the
    vertices that then are of no face.

    shapes   as in `Mesh`
    units    metres
    valid    triangles only, without creases
    source   the definition
    """
    triangles = mesh.triangles
    _, own, times = np.unique(
        np.sort(triangles, axis=1), axis=0, return_inverse=True, return_counts=True
    )
    kept = triangles[times[own.ravel()] == 1]
    used, numbered = np.unique(kept, return_inverse=True)
    return triangle_mesh(mesh.places_m[used], numbered.reshape(-1, 3), mesh.facings[used])
