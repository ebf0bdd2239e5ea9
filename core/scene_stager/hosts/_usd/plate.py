# SPDX-License-Identifier: Apache-2.0
"""The still that a shot was matched from, as a card far behind it that fills the frame.

It is a layer over the shot, which is left as it is.
"""

from __future__ import annotations

import numpy as np
from pxr import Gf, Sdf, Vt

from scene_stager.errors import InputError, Mistake
from scene_stager.hosts._usd.camera import whole_exposure_stops
from scene_stager.hosts._usd.names import GROUND, MATERIALS, ROOT, prim_paths
from scene_stager.hosts._usd.places import SCALE, TRANSLATE, say_order
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import CM_PER_M, find_rows, settled
from scene_stager.maths.arrays import Floats
from scene_stager.moks.entities import CameraFacts, Entity
from scene_stager.moks.take import Take

HOW_FAR = 0.9  # of the far plane; house default
CARD, LOOK = "plate", f"{MATERIALS}/plate"
CORNERS = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
DOC = """The still that this shot was matched from, behind {beneath}, which lies beside this file.

It fills the width of the frame of /Shot/camera at every focal length. The floor is hidden."""
LEVEL_DOC = "A white of the still is a white card in the light that the exposure asks for."


def lay_out_plate(take: Take, beneath: str, picture: str, aspect: float) -> Sdf.Layer:
    """A layer over the file `beneath`; `picture` lies beside it and is `aspect` as wide as high.

    Raises InputError for a shot without a camera that has a lens.
    """
    camera = next((one for one in take.entities if isinstance(one.facts, CameraFacts)), None)
    focal_mm = find_rows(take, f"{camera.id}.focal_length_mm") if camera else None
    if camera is None or focal_mm is None:
        raise InputError(Mistake("TAKE", "no camera with a lens", "a shot with one"))
    sheet = Sheet(take.frames)
    sheet.measure(take.fps)
    layer, paths = sheet.layer, prim_paths(take)
    sheet.lie_over(beneath, ROOT, DOC)
    ground = Sdf.CreatePrimInLayer(layer, GROUND)
    sheet.say(ground, "visibility", Types.Token, "invisible")
    over = Sdf.CreatePrimInLayer(layer, paths[camera.id])
    card = sheet.prim(f"{over.path}/{CARD}", "Mesh", "Back plate")
    _stand(sheet, card, take, camera, focal_mm, aspect)
    _draw(sheet, card)
    Sdf.CreatePrimInLayer(layer, MATERIALS)
    _paint(sheet, picture, float(2.0 ** -whole_exposure_stops(take, camera)[0, 0]))
    for light in (one for one in take.entities if one.kind == "light"):
        lamp = Sdf.CreatePrimInLayer(layer, paths[light.id])
        sheet.link(lamp, "collection:shadowLink:excludes", str(card.path))
    return layer


def _stand(
    sheet: Sheet, card: Sdf.PrimSpec, take: Take, camera: Entity, focal_mm: Floats, aspect: float
) -> None:
    """Where the card stands in the camera's own axes, and how large it is, over the frames."""
    facts = CameraFacts.of(camera)
    away_cm = HOW_FAR * facts.far_m * CM_PER_M
    per_mm = away_cm / focal_mm[:, 0]
    shifts_mm = (find_rows(take, f"{camera.id}.{name}") for name in ("shift_x_mm", "shift_y_mm"))
    aside = [0.0 * per_mm if one is None else per_mm * one[:, 0] for one in shifts_mm]
    places = np.stack([*aside, np.full_like(per_mm, -away_cm)], axis=-1)
    wide_cm = per_mm * facts.sensor_width_mm
    sizes = np.stack([wide_cm, wide_cm / aspect, np.ones_like(wide_cm)], axis=-1)
    sheet.key(card, TRANSLATE, Types.Double3, settled(places))
    sheet.key(card, SCALE, Types.Double3, settled(sizes))
    say_order(sheet, card, [TRANSLATE, SCALE])


def _draw(sheet: Sheet, card: Sdf.PrimSpec) -> None:
    """A square of side 1 that faces the camera, the picture on it the right way round."""
    points = Vt.Vec3fArray([Gf.Vec3f(x, y, 0.0) for x, y in CORNERS])
    sheet.say(card, "points", Types.Point3fArray, points)
    sheet.say(card, "extent", Types.Float3Array, Vt.Vec3fArray([points[0], points[2]]))
    sheet.say(card, "faceVertexCounts", Types.IntArray, Vt.IntArray([4]))
    sheet.say(card, "faceVertexIndices", Types.IntArray, Vt.IntArray([0, 1, 2, 3]))
    sheet.say(card, "subdivisionScheme", Types.Token, "none")
    facing = sheet.say(card, "normals", Types.Normal3fArray, Vt.Vec3fArray([Gf.Vec3f(0, 0, 1)] * 4))
    facing.SetInfo("interpolation", "vertex")
    where = Vt.Vec2fArray([Gf.Vec2f(x + 0.5, y + 0.5) for x, y in CORNERS])
    told = sheet.say(card, "primvars:st", Types.TexCoord2fArray, where)
    told.SetInfo("interpolation", "vertex")
    card.SetInfo("apiSchemas", Sdf.TokenListOp.Create(prependedItems=["MaterialBindingAPI"]))
    sheet.link(card, "material:binding", LOOK)


def _paint(sheet: Sheet, picture: str, level: float) -> None:
    """A surface that gives the still as light and throws nothing back."""
    material = sheet.prim(LOOK, "Material")
    _join(sheet, material, "outputs:surface", f"{LOOK}/surface.outputs:surface")
    surface = sheet.prim(f"{LOOK}/surface", "Shader")
    sheet.say(surface, "info:id", Types.Token, "UsdPreviewSurface")
    sheet.say(surface, "inputs:diffuseColor", Types.Color3f, Gf.Vec3f(0.0))
    sheet.say(surface, "inputs:roughness", Types.Float, 1.0)
    sheet.say(surface, "inputs:ior", Types.Float, 1.0)  # no highlight
    _join(sheet, surface, "inputs:emissiveColor", f"{LOOK}/still.outputs:rgb", Types.Color3f)
    sheet.say(surface, "outputs:surface", Types.Token, None)

    still = sheet.prim(f"{LOOK}/still", "Shader")
    sheet.say(still, "info:id", Types.Token, "UsdUVTexture")
    sheet.say(still, "inputs:file", Types.Asset, Sdf.AssetPath(f"./{picture}"))
    sheet.say(still, "inputs:sourceColorSpace", Types.Token, "sRGB")
    sheet.say(still, "inputs:wrapS", Types.Token, "clamp")
    sheet.say(still, "inputs:wrapT", Types.Token, "clamp")
    scale = Gf.Vec4f(level, level, level, 1.0)
    sheet.say(still, "inputs:scale", Types.Float4, scale, LEVEL_DOC)
    _join(sheet, still, "inputs:st", f"{LOOK}/where.outputs:result", Types.Float2)
    sheet.say(still, "outputs:rgb", Types.Float3, None)

    where = sheet.prim(f"{LOOK}/where", "Shader")
    sheet.say(where, "info:id", Types.Token, "UsdPrimvarReader_float2")
    sheet.say(where, "inputs:varname", Types.String, "st")
    sheet.say(where, "outputs:result", Types.Float2, None)


def _join(
    sheet: Sheet, prim: Sdf.PrimSpec, name: str, source: str, kind: Sdf.ValueTypeName = Types.Token
) -> None:
    """An input or output that takes what another shader gives."""
    sheet.say(prim, name, kind, None).connectionPathList.explicitItems = [source]
