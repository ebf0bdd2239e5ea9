# SPDX-License-Identifier: Apache-2.0
"""USD: every Mesh of a stage, where it stands, upright and in metres, at its default time.

One file, read alone: what it refers to elsewhere is not opened.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from scene_stager.errors import shorten
from scene_stager.maths.arrays import Floats
from scene_stager.moks.json_document import wrong
from scene_stager.moks.mesh_files._polygons import (
    UPRIGHT,
    Polygons,
    check_counts,
    moved,
    numbers_of_vertices,
    together,
)
from scene_stager.stranger_usd import open_layer

TEXT, CRATE = b"#usda", b"PXR-USDC"
MOST_MESHES = 10_000  # house default
EXPECTED = "a stage with a mesh"


def read_usd(data: bytes, where: str) -> Polygons:
    """All meshes of a stage as one. Raises InputError."""
    from pxr import Tf, Usd, UsdGeom

    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "mesh"
            file.write_bytes(data)
            layer = open_layer(file, EXPECTED, where)
        if layer.GetCompositionAssetDependencies():
            advice = "Flatten it, so that all of it is in one file."
            raise wrong(where, "meshes in other files", "all of it in this one", advice)
        stage = Usd.Stage.Open(layer, load=Usd.Stage.LoadNone)
        meshes = [UsdGeom.Mesh(prim) for prim in stage.Traverse() if prim.IsA(UsdGeom.Mesh)]
        return _together(stage, meshes, where)
    except (Tf.ErrorException, UnicodeDecodeError):
        raise wrong(where, "nothing that USD can read", EXPECTED) from None


def _together(stage: Any, meshes: list[Any], where: str) -> Polygons:
    from pxr import UsdGeom

    if not meshes or len(meshes) > MOST_MESHES:
        raise wrong(where, f"{len(meshes)} meshes", f"1 to {MOST_MESHES}")
    scale = np.diag([*[UsdGeom.GetStageMetersPerUnit(stage)] * 3, 1.0])
    up = str(UsdGeom.GetStageUpAxis(stage))
    if up not in UPRIGHT:
        raise wrong(f"{where}: upAxis", shorten(up), " or ".join(UPRIGHT))
    stage_from_file = UPRIGHT[up] @ scale
    placed = UsdGeom.XformCache()
    parts = []
    for mesh in meshes:
        part = _part(mesh, where)
        turn = np.array(placed.GetLocalToWorldTransform(mesh.GetPrim()))  # acts on rows
        parts.append(moved(part, stage_from_file @ turn.T))
    check_counts(sum(len(p.places_m) for p in parts), sum(len(p.corners) for p in parts), where)
    return together(parts)


def _part(mesh: Any, where: str) -> Polygons:
    """One mesh in its own frame."""
    here = f"{where}: {mesh.GetPath()}"
    places = _array(mesh.GetPointsAttr().Get(), 3, here)
    corners, counts = (
        numbers_of_vertices(_array(one.Get(), 1, here).ravel())
        for one in (mesh.GetFaceVertexIndicesAttr(), mesh.GetFaceVertexCountsAttr())
    )
    check_counts(len(places), len(corners), here)
    if counts.min(initial=0) < 0 or counts.sum() != len(corners):
        raise wrong(here, f"{len(corners)} corners", "as many as faceVertexCounts adds up to")
    if mesh.GetOrientationAttr().Get() == "leftHanded":
        flipped = moved(Polygons(places, corners, counts), np.diag([-1.0, 1, 1, 1]))
        corners = flipped.corners
    facings = mesh.GetNormalsAttr().Get()
    each = mesh.GetNormalsInterpolation() in ("vertex", "varying")
    if facings is None or not each:
        return Polygons(places, corners, counts)
    told = _array(facings, 3, here)
    return Polygons(places, corners, counts, told if len(told) == len(places) else None)


def _array(values: Any, width: int, here: str) -> Floats:
    """What an attribute holds, (n, width)."""
    if values is None:
        raise wrong(here, "no points or faces", "points, faceVertexCounts and faceVertexIndices")
    try:
        return np.array(values, dtype=np.float64).reshape(-1, width)
    except (TypeError, ValueError):
        kind, expected = shorten(type(values).__name__), f"an array of {width} numbers a row"
        raise wrong(here, f"points, faces or normals of type {kind}", expected) from None
