# SPDX-License-Identifier: Apache-2.0
"""Nine spherical harmonics as a dome light, whose picture lies beside the layer."""

from __future__ import annotations

from collections.abc import Sequence

from pxr import Gf, Sdf

from scene_stager.hosts._usd.dome import HARMONICS_DOC, hang_picture
from scene_stager.hosts._usd.names import LIGHTS, ROOT
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, Types, identifier

DOC = """Surroundings in nine spherical harmonics, by Scene Stager.

Centimetres, +z up. sceneStager:sh holds the coefficients; the picture beside this file is a sky
that is nowhere below zero and has just these coefficients."""


def lay_out_dome(name: str, rows: Sequence[Sequence[float]], picture: str) -> Sdf.Layer:
    """A layer with one dome light; `rows` are nine of three, `picture` lies beside the layer."""
    sheet = Sheet(range(1))
    with Sdf.ChangeBlock():
        layer = sheet.layer
        root = sheet.prim(ROOT, "Xform", name)
        layer.defaultPrim = root.name
        layer.pseudoRoot.SetInfo("upAxis", "Z")
        layer.pseudoRoot.SetInfo("metersPerUnit", 0.01)
        layer.documentation = DOC
        sheet.prim(LIGHTS, "Scope")
        dome = sheet.prim(f"{LIGHTS}/{identifier(name)}", "DomeLight", name)
        hang_picture(sheet, dome, picture, [])
        sheet.say(
            dome, "inputs:intensity", Types.Float, 1.0, "The picture is in the map's own unit."
        )
        sheet.say(dome, "inputs:exposure", Types.Float, 0.0)
        table = [Gf.Vec3d(*row) for row in rows]
        sheet.say(dome, f"{NAMESPACE}:sh", Types.Double3Array, table, HARMONICS_DOC)
    return layer
