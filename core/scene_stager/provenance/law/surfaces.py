# SPDX-License-Identifier: Apache-2.0
"""What a prim is painted: the colour that viewers show, and its material, to the textures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scene_stager.maths.arrays import Floats
from scene_stager.provenance.law.scene_file import Scene
from scene_stager.provenance.law.sites import (
    AIR,
    SURFACE,
    Site,
    sites_over_time,
    unknown,
)
from scene_stager.provenance.law.textures import seen_on, texture_light

DISPLAY = "displayColor"
# Shaders whose inputs are known, each with those that are colours of the surface; an input that is
# weighed by another counts where that is not 0. Source: UsdPreviewSurface specification, 2.6, and
# MaterialX 1.39, standard_surface.
PREVIEW = {"diffuseColor": "", "emissiveColor": ""}
STANDARD = {"base_color": "base", "emission_color": "emission", "subsurface_color": "subsurface"}
SHADERS = {
    "UsdPreviewSurface": PREVIEW,
    "ND_UsdPreviewSurface_surfaceshader": PREVIEW,
    "ND_standard_surface_surfaceshader": STANDARD,
    "arnold:standard_surface": STANDARD,
}
WITHOUT_WEIGHT = {"emission": 0.0, "subsurface": 0.0, "base": 1.0}  # where it is not said
SPECULAR = "specularColor"  # of a preview surface, where it is asked for
TEXTURE, READER = "UsdUVTexture", ("UsdPrimvarReader_float3", "UsdPrimvarReader_float2")


@dataclass(eq=False)
class Surfaces:
    """Reads surfaces of one scene; a texture is read once."""

    scene: Scene
    textures: dict[str, tuple[Floats | None, str]] = field(default_factory=dict)

    def of(self, prim: Any) -> Iterator[Site]:
        """Every place of a prim that says what it is painted."""
        from pxr import UsdGeom, UsdShade

        if prim.IsA(UsdGeom.Gprim):
            colour = UsdGeom.PrimvarsAPI(prim).FindPrimvarWithInheritance(DISPLAY)
            if colour and colour.HasValue():
                yield from sites_over_time(SURFACE, DISPLAY, colour.GetAttr())
        elif not prim.IsA(UsdGeom.Subset):
            return
        material = UsdShade.MaterialBindingAPI(prim).ComputeBoundMaterial()[0]
        if material:
            yield from self._material(prim, material)

    def _material(self, prim: Any, material: Any) -> Iterator[Site]:
        name = f"material {material.GetPath()}"
        surface = material.ComputeSurfaceSource("")[0]
        if surface:
            yield from self._shader(prim, surface, name)
        volume = material.ComputeVolumeSource("")[0]
        if volume:
            for one in volume.GetInputs():
                if one.GetTypeName().role == "Color":
                    yield from self._input(prim, one, f"{name} {one.GetBaseName()}", AIR)
        if not surface and not volume:
            yield unknown(SURFACE, name, "a material without a shader that can be read")

    def _shader(self, prim: Any, shader: Any, name: str) -> Iterator[Site]:
        known = SHADERS.get(str(shader.GetIdAttr().Get() or ""))
        if known is None:
            yield unknown(
                SURFACE, name, f"a shader that is not known, {shader.GetIdAttr().Get()!r}"
            )
            return
        asked = shader.GetInput("useSpecularWorkflow")
        wanted = {**known, SPECULAR: ""} if asked and asked.Get() else known
        for key, weight in wanted.items():
            said = shader.GetInput(key)
            if said and _counts(shader, weight):
                yield from self._input(prim, said, f"{name} {key}", SURFACE)

    def _input(self, prim: Any, said: Any, name: str, part: str) -> Iterator[Site]:
        """An input's own colours, or those of what it is connected to."""
        from pxr import UsdShade

        producers = said.GetValueProducingAttributes()
        if not producers:
            return
        producer = producers[0]
        if not UsdShade.Output.IsOutput(producer):
            yield from sites_over_time(part, name, producer)
            return
        source = UsdShade.Shader(producer.GetPrim())
        kind = str(source.GetIdAttr().Get() or "") if source else ""
        if kind == TEXTURE:
            yield self._texture(prim, source, name, part)
        elif kind == READER[0] and _primvar(source) == DISPLAY:
            return  # judged as itself
        else:
            yield unknown(part, name, f"fed by something that is not known, {kind!r}")

    def _texture(self, prim: Any, shader: Any, name: str, part: str) -> Site:
        path = str(shader.GetPath())
        if path not in self.textures:
            self.textures[path] = texture_light(self.scene, shader)
        light, why = self.textures[path]
        if light is None:
            return unknown(part, name, why)
        seen, has_coordinates = seen_on(prim, light, _coordinates(shader))
        why = "" if has_coordinates else "a texture without coordinates, judged as a whole"
        return Site(part, f"{name} texture", seen, why_unknown=why)


def _counts(shader: Any, weight: str) -> bool:
    """Whether an input is weighed by more than nothing."""
    if not weight:
        return True
    said = shader.GetInput(weight)
    value = said.Get() if said else None
    return bool(WITHOUT_WEIGHT[weight] if value is None else value)


def _coordinates(shader: Any) -> str:
    """The primvar that a texture's coordinates come from; empty where none is named."""
    from pxr import UsdShade

    said = shader.GetInput("st")
    for producer in said.GetValueProducingAttributes() if said else ():
        if UsdShade.Output.IsOutput(producer):
            return _primvar(UsdShade.Shader(producer.GetPrim()))
    return ""


def _primvar(reader: Any) -> str:
    said = reader.GetInput("varname") if reader else None
    return str(said.Get() or "") if said else ""
