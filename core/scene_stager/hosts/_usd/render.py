# SPDX-License-Identifier: Apache-2.0
"""How the shot is to be rendered: which camera, how many pixels, one picture a frame."""

from __future__ import annotations

from pxr import Gf, Vt

from scene_stager.hosts._usd.names import LENS, RENDER
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take

PIXELS_ACROSS = 1920  # house default, not measured


def write_render(sheet: Sheet, take: Take, paths: dict[str, str]) -> None:
    """Settings, a product and its one variable, for the first camera, if the Take has one."""
    camera = next((one for one in take.entities if isinstance(one.facts, CameraFacts)), None)
    if camera is None:
        return
    sheet.prim(RENDER, "Scope")
    colour = sheet.prim(f"{RENDER}/colour", "RenderVar")
    sheet.say(colour, "dataType", Types.Token, "color3f")
    sheet.say(colour, "sourceName", Types.String, "Ci")
    product = sheet.prim(f"{RENDER}/picture", "RenderProduct")
    settings = sheet.prim(f"{RENDER}/settings", "RenderSettings")
    across, up = pixels(CameraFacts.of(camera))
    for prim in (product, settings):
        sheet.link(prim, "camera", f"{paths[camera.id]}/{LENS}")
        sheet.say(prim, "resolution", Types.Int2, Gf.Vec2i(across, up))
    sheet.say(product, "productType", Types.Token, "raster")
    sheet.say(product, "productName", Types.Token, "shot.exr")
    sheet.link(product, "orderedVars", str(colour.path))
    sheet.link(settings, "products", str(product.path))
    sheet.say(settings, "includedPurposes", Types.TokenArray, Vt.TokenArray(["default", "render"]))
    sheet.layer.pseudoRoot.SetInfo("renderSettingsPrimPath", str(settings.path))


def pixels(facts: CameraFacts) -> tuple[int, int]:
    """Width and height of the picture, in the shape of the film gate; both even, as video asks."""
    up = PIXELS_ACROSS * facts.sensor_height_mm / facts.sensor_width_mm
    return PIXELS_ACROSS, max(2 * round(up / 2.0), 2)
