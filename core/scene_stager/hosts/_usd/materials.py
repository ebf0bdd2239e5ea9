# SPDX-License-Identifier: Apache-2.0
"""What the stand-in and the floor are made of: plain preview surfaces, in linear colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pxr import Gf, Sdf, Vt

from scene_stager.hosts._usd.names import MATERIALS
from scene_stager.hosts._usd.sheet import Sheet, Types


@dataclass(frozen=True)
class Finish:
    """A colour and how rough it is; house defaults, not measured."""

    rgb: tuple[float, float, float]
    roughness: float


FINISHES: Mapping[str, Finish] = MappingProxyType(
    {
        "clay": Finish((0.40, 0.37, 0.34), 0.6),
        "dark": Finish((0.05, 0.05, 0.055), 0.5),
        "paper": Finish((0.60, 0.58, 0.54), 0.8),
        "glass": Finish((0.03, 0.035, 0.04), 0.1),
        "floor": Finish((0.18, 0.18, 0.18), 0.9),
        "floor_mark": Finish((0.22, 0.22, 0.22), 0.9),
    }
)


def write_materials(sheet: Sheet) -> None:
    """Every finish as a material."""
    sheet.prim(MATERIALS, "Scope")
    for name, finish in FINISHES.items():
        path = f"{MATERIALS}/{name}"
        material = sheet.prim(path, "Material")
        surface = sheet.say(material, "outputs:surface", Types.Token, None)
        surface.connectionPathList.explicitItems = [f"{path}/surface.outputs:surface"]
        shader = sheet.prim(f"{path}/surface", "Shader")
        sheet.say(shader, "info:id", Types.Token, "UsdPreviewSurface")
        sheet.say(shader, "inputs:diffuseColor", Types.Color3f, Gf.Vec3f(*finish.rgb))
        sheet.say(shader, "inputs:roughness", Types.Float, finish.roughness)
        sheet.say(shader, "outputs:surface", Types.Token, None)


def cover(sheet: Sheet, prim: Sdf.PrimSpec, finish: str) -> None:
    """Give a prim and all below it a finish; viewers without materials see its colour."""
    bind(sheet, prim, finish)
    colour = Vt.Vec3fArray([_rgb(finish)])
    spec = sheet.say(prim, "primvars:displayColor", Types.Color3fArray, colour)
    spec.SetInfo("interpolation", "constant")


def bind(sheet: Sheet, prim: Sdf.PrimSpec, finish: str) -> None:
    """Give a prim the material of a finish, and no colour of its own."""
    bound = Sdf.TokenListOp.Create(prependedItems=["MaterialBindingAPI"])
    prim.SetInfo("apiSchemas", bound)
    sheet.link(prim, "material:binding", f"{MATERIALS}/{finish}")


def colour_faces(
    sheet: Sheet, prim: Sdf.PrimSpec, finishes: Sequence[str], which: Sequence[int]
) -> None:
    """The colour of each face of a mesh for viewers without materials: which of the finishes."""
    colours = Vt.Vec3fArray([_rgb(finish) for finish in finishes])
    spec = sheet.say(prim, "primvars:displayColor", Types.Color3fArray, colours)
    spec.SetInfo("interpolation", "uniform")
    sheet.say(prim, "primvars:displayColor:indices", Types.IntArray, Vt.IntArray(which))


def _rgb(finish: str) -> Gf.Vec3f:
    return Gf.Vec3f(*FINISHES[finish].rgb)
