# SPDX-License-Identifier: Apache-2.0
"""The house's mesh as a USD Mesh: places, polygons and the way they face.

USD has primitives for simple solids, but some programs import those without their material.
"""

from __future__ import annotations

from pxr import Gf, Sdf, Vt

from scene_stager.hosts._usd.guides import extent_of
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.mesh import Mesh


def write_polygons(sheet: Sheet, prim: Sdf.PrimSpec, mesh: Mesh) -> None:
    """Give a prim of type Mesh its places and faces, sharp where they meet."""
    places = _vectors(mesh.places_m)
    sheet.say(prim, "points", Types.Point3fArray, places)
    sheet.say(prim, "extent", Types.Float3Array, extent_of(list(places)))
    counts = Vt.IntArray(mesh.counts.tolist())
    sheet.say(prim, "faceVertexCounts", Types.IntArray, counts)
    sheet.say(prim, "faceVertexIndices", Types.IntArray, Vt.IntArray(mesh.corners.tolist()))
    sheet.say(prim, "subdivisionScheme", Types.Token, "none")


def write_facings(sheet: Sheet, prim: Sdf.PrimSpec, mesh: Mesh) -> None:
    """Say how a mesh faces: at the corners of its faces if it has creases, else at its places."""
    facings, each = mesh.facings, "vertex"
    if mesh.corner_facings is not None:
        facings, each = mesh.corner_facings, "faceVarying"
    said = sheet.say(prim, "normals", Types.Normal3fArray, _vectors(facings))
    said.SetInfo("interpolation", each)


def _vectors(rows: Floats) -> Vt.Vec3fArray:
    return Vt.Vec3fArray([Gf.Vec3f(*row) for row in rows.tolist()])
