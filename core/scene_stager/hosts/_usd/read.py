# SPDX-License-Identifier: Apache-2.0
"""A Take read back from the USD shot that was written from it."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Any

from pxr import Sdf

from scene_stager.errors import InputError, shorten
from scene_stager.hosts._usd.places import TRANSLATE
from scene_stager.hosts._usd.sheet import NAMESPACE, Types
from scene_stager.hosts._usd.tracks import m_from_cm
from scene_stager.moks.json_document import key_mistakes, load_object, wrong
from scene_stager.moks.take import Channel, Take

MAX_CHARACTERS = 2**26
KEYS = (
    "title",
    "fps",
    "start_frame",
    "frame_count",
    "plan_hash",
    "channels",
    "entities",
    "proxies",
    "inputs",
)


def take_from(layer: Sdf.Layer, where: str) -> Take:
    """The Take in a layer: its outline is in the metadata, its numbers in the attributes."""
    outline = _outline(layer, where)
    bare = Take(**{**outline, "channels": ()})
    specs = _marked(layer)
    channels = []
    for listed in outline["channels"]:
        name, unit, width = listed if _is_triple(listed) else ("", "", 0)
        if name not in specs:
            raise wrong(where, f"no attribute for {shorten(name)}", "one for every channel")
        values = _values(layer, specs[name], bare.frames, where)
        channels.append(Channel(name, unit, width, values))
    return replace(bare, channels=tuple(channels))


def _outline(layer: Sdf.Layer, where: str) -> dict[str, Any]:
    kept = dict(layer.customLayerData).get(NAMESPACE)
    text = kept.get("outline") if isinstance(kept, dict) else None
    if not isinstance(text, str):
        raise wrong(where, "no Take in its metadata", "a shot that Scene Stager wrote")
    found = load_object(text, f"{where}: outline", MAX_CHARACTERS)
    found.setdefault("inputs", [])
    mistakes = key_mistakes(found, KEYS, f"{where}: outline")
    if mistakes:
        raise InputError(mistakes)
    if not isinstance(found["channels"], list):
        raise wrong(f"{where}: outline", "channels that are no list", "a list")
    return found


def _is_triple(listed: object) -> bool:
    return isinstance(listed, list) and len(listed) == 3 and isinstance(listed[0], str)


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


def _values(layer: Sdf.Layer, spec: Sdf.AttributeSpec, frames: range, where: str) -> array[float]:
    samples = [spec.default] * len(frames)
    if layer.GetNumTimeSamplesForPath(spec.path):
        samples = [layer.QueryTimeSample(spec.path, frame) for frame in frames]
    try:
        return array("d", [number for value in samples for number in _numbers(spec, value)])
    except (AttributeError, TypeError):
        expected = f"numbers at every frame from {frames[0]} to {frames[-1]}"
        raise wrong(f"{where}: {spec.path}", "something else", expected) from None


def _numbers(spec: Sdf.AttributeSpec, value: Any) -> list[float]:
    """One value in the Take's own unit and order."""
    if spec.typeName == Types.Quatd:
        return [value.real, *value.imaginary]
    if spec.name == TRANSLATE:
        return [m_from_cm(x) for x in value]
    return list(value) if hasattr(value, "__len__") else [value]
