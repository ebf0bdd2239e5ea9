# SPDX-License-Identifier: Apache-2.0
"""The one form in which a mesh of ours is handed on: binary PLY, equal meshes as equal bytes."""

from __future__ import annotations

import numpy as np

from scene_stager.maths.surface.mesh import Mesh, first_corners
from scene_stager.moks.mesh_files._ply import FACING, OURS, PLACE

HEADER = """ply
format binary_little_endian 1.0
{ours}
element vertex {vertices}
{numbers}element face {faces}
property list uint uint vertex_indices
end_header
"""


def ply_of(mesh: Mesh) -> bytes:
    """A mesh as the bytes of a file: its sha256 is the mesh's, for a plan's input.

    shapes   any mesh; creases are left behind
    units    metres
    """
    numbers = "".join(f"property double {name}\n" for name in (*PLACE, *FACING))
    counts = {"vertices": len(mesh.places_m), "faces": len(mesh.counts)}
    header = HEADER.format(ours=OURS.decode(), numbers=numbers, **counts)
    table = np.concatenate([mesh.places_m, mesh.facings], axis=1) + 0.0  # no minus nought
    first = first_corners(mesh.counts)
    faces = np.insert(mesh.corners, first, mesh.counts)
    return header.encode() + table.astype("<f8").tobytes() + faces.astype("<u4").tobytes()
