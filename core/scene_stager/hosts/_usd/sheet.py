# SPDX-License-Identifier: Apache-2.0
"""A USD layer being written: prims, attributes, and values over the frames of one shot.

It is written spec by spec and not through a stage, which makes ten thousand frames a matter of
seconds; the validators of usd-core look at the result in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pxr import Gf, Sdf, Tf, Vt

from scene_stager.maths.arrays import Floats

NAMESPACE = "sceneStager"
Types = Sdf.ValueTypeNames
UNSEEN = "\N{REPLACEMENT CHARACTER}"  # for NUL, at which USD would stop reading a string

DOUBLES = {1: Types.Double, 2: Types.Double2, 3: Types.Double3, 4: Types.Double4}


class Sheet:
    """One anonymous layer, and the frames that its values are keyed at.

    `pictured` says whether it may name pictures that lie beside it.
    """

    def __init__(self, frames: range, *, pictured: bool = True) -> None:
        self.layer = Sdf.Layer.CreateAnonymous(".usda")
        self.frames = frames
        self.pictured = pictured

    def measure(self, fps: tuple[int, int]) -> None:
        """Say the clock, the units and which way is up, as every layer of ours has them."""
        layer = self.layer
        layer.pseudoRoot.SetInfo("upAxis", "Z")
        layer.pseudoRoot.SetInfo("metersPerUnit", 0.01)
        layer.timeCodesPerSecond = layer.framesPerSecond = fps[0] / fps[1]
        layer.startTimeCode, layer.endTimeCode = self.frames[0], self.frames[-1]

    def lie_over(self, beneath: str, root: str, doc: str) -> None:
        """Say that this layer is read over the file `beneath`, which lies beside it."""
        self.layer.defaultPrim = root.removeprefix("/")
        self.layer.documentation = doc.format(beneath=beneath)
        self.layer.subLayerPaths.append(f"./{beneath}")

    def prim(self, path: str, type_name: str, title: str = "") -> Sdf.PrimSpec:
        """Define a prim; its parent must be there. A title is what viewers show for its name."""
        parent = self.layer.GetPrimAtPath(Sdf.Path(path).GetParentPath())
        spec = Sdf.PrimSpec(parent, Sdf.Path(path).name, Sdf.SpecifierDef, type_name)
        if title:
            spec.SetInfo("displayName", seen(title))
        return spec

    def say(
        self, prim: Sdf.PrimSpec, name: str, kind: Sdf.ValueTypeName, value: object, doc: str = ""
    ) -> Sdf.AttributeSpec:
        """An attribute that never changes."""
        uniform = name in UNIFORM
        variability = Sdf.VariabilityUniform if uniform else Sdf.VariabilityVarying
        spec = Sdf.AttributeSpec(prim, name, kind, variability, name.startswith(f"{NAMESPACE}:"))
        if value is not None:
            spec.default = value
        if doc:
            spec.documentation = doc
        return spec

    def key(
        self, prim: Sdf.PrimSpec, name: str, kind: Sdf.ValueTypeName, rows: Floats, doc: str = ""
    ) -> Sdf.AttributeSpec:
        """An attribute over the frames: its default is the first; a still one has no samples."""
        values = usd_values(kind, rows)
        spec = self.say(prim, name, kind, values[0], doc)
        if len(values) > 1:
            path, put = spec.path, self.layer.SetTimeSample
            for frame, value in zip(self.frames, values, strict=True):
                put(path, frame, value)
        return spec

    def link(self, prim: Sdf.PrimSpec, name: str, target: str, doc: str = "") -> None:
        """A relationship from a prim to another."""
        spec = Sdf.RelationshipSpec(prim, name, custom=name.startswith(f"{NAMESPACE}:"))
        spec.targetPathList.explicitItems = [target]
        if doc:
            spec.documentation = doc


UNIFORM = {
    *("xformOpOrder", "purpose", "subdivisionScheme", "type", "info:id"),
    *("resolution", "productType", "includedPurposes", "dataType", "sourceName"),
    *("elementType", "familyName", "subsetFamily:materialBind:familyType"),
}


def usd_values(kind: Sdf.ValueTypeName, rows: Floats) -> list[object]:
    """Rows of numbers as USD values of a type; quaternions come wxyz, as everywhere."""
    if kind in (Types.Double, Types.Float):
        return list(rows[:, 0].tolist())
    if kind in (Types.Double3, Types.Color3f):
        return list(Vt.Vec3dArray.FromNumpy(np.ascontiguousarray(rows)))
    if kind == Types.Quatd:
        return [Gf.Quatd(w, x, y, z) for w, x, y, z in rows.tolist()]
    if kind == Types.Double2:
        return [Gf.Vec2d(*row) for row in rows.tolist()]
    if kind == Types.Double4:
        return [Gf.Vec4d(*row) for row in rows.tolist()]
    return [Vt.DoubleArray(row) for row in rows.tolist()]


def custom_data(spec: Sdf.Spec, facts: Mapping[str, object]) -> None:
    """Facts about a prim, under our own name."""
    spec.customData = {NAMESPACE: plain_facts(facts)}


def plain_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as USD can hold them: numbers, truth values and text, the rest left out."""
    return {
        identifier(key): seen(value) if isinstance(value, str) else value
        for key, value in facts.items()
        if isinstance(value, (str, bool, float)) or _is_small(value)
    }


def _is_small(value: object) -> bool:
    return isinstance(value, int) and abs(value) < 2**63


def seen(text: str) -> str:
    """Text as a USD string can hold it."""
    return text.replace("\0", UNSEEN)


def identifier(text: str) -> str:
    """Text as the name of a prim or a property; USD would drop a digit at the front."""
    return str(Tf.MakeValidIdentifier(f"_{text}" if text[:1].isdigit() else text))
