# SPDX-License-Identifier: Apache-2.0
"""A Take read back from the USD shot that was written from it."""

from __future__ import annotations

import json
from array import array
from typing import Any

from pxr import Sdf

from scene_stager.errors import InputError, Mistake
from scene_stager.hosts._usd.places import TRANSLATE
from scene_stager.hosts._usd.sheet import NAMESPACE, Types
from scene_stager.hosts._usd.tracks import m_from_cm
from scene_stager.moks.take import Channel, Take


def take_from(layer: Sdf.Layer, where: str) -> Take:
    """The Take in a layer: its outline is in the metadata, its numbers in the attributes."""
    outline = _outline(layer, where)
    specs = _marked(layer)
    lost = [name for name, _, _ in outline["channels"] if name not in specs]
    if lost:
        raise InputError(Mistake(where, f"no attribute for {lost[0]}", "one for every channel"))
    first, count = outline["start_frame"], outline["frame_count"]
    frames = range(first, first + count)
    channels = tuple(
        Channel(name, unit, width, _values(layer, specs[name], frames))
        for name, unit, width in outline["channels"]
    )
    return Take(**{**outline, "channels": channels})


def _outline(layer: Sdf.Layer, where: str) -> dict[str, Any]:
    kept = dict(layer.customLayerData).get(NAMESPACE)
    text = kept.get("outline") if isinstance(kept, dict) else None
    if not isinstance(text, str):
        raise InputError(Mistake(where, "no Take in its metadata", "a shot of Scene Stager's"))
    found: dict[str, Any] = json.loads(text)
    return found


def _marked(layer: Sdf.Layer) -> dict[str, Sdf.AttributeSpec]:
    """Every attribute that says which channel it holds."""
    found: dict[str, Sdf.AttributeSpec] = {}

    def look(path: Sdf.Path) -> None:
        spec = layer.GetAttributeAtPath(path) if path.IsPropertyPath() else None
        if spec is not None:
            channel = dict(spec.customData).get("channel")
            if channel:
                found[channel] = spec

    layer.Traverse(Sdf.Path.absoluteRootPath, look)
    return found


def _values(layer: Sdf.Layer, spec: Sdf.AttributeSpec, frames: range) -> array[float]:
    samples = [spec.default]
    if layer.GetNumTimeSamplesForPath(spec.path):
        samples = [layer.QueryTimeSample(spec.path, frame) for frame in frames]
    rows = [_numbers(spec, value) for value in samples]
    if len(rows) == 1:
        rows *= len(frames)
    return array("d", [number for row in rows for number in row])


def _numbers(spec: Sdf.AttributeSpec, value: Any) -> list[float]:
    """One value in the Take's own unit and order."""
    if spec.typeName == Types.Quatd:
        return [value.real, *value.imaginary]
    if spec.typeName == Types.Double:
        return [value]
    if spec.name == TRANSLATE:
        return [m_from_cm(x) for x in value]
    return list(value)
