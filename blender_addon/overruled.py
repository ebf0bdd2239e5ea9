# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the user's is stronger than a shot's keys, and is named because nobody would see why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import bpy

from . import marks
from .keys import curves_of, is_muted


def overruled(scene: bpy.types.Scene, owner: str) -> list[str]:
    """A line for everything that shows something else than what was baked."""
    parts = [one for one in scene.objects if one.get(marks.OWNER) == owner]
    paths = {path for one in parts for _, path, *_ in marks.curves_on(one).values()}
    said = [line for one in parts for block in _blocks(one) for line in _stronger(block, paths)]
    return [*_markers(scene, owner), *said]


def _markers(scene: bpy.types.Scene, owner: str) -> list[str]:
    """Markers that put another camera before the shot's, but for the scene's own cuts."""
    cuts = json.loads(scene.get(marks.CUT) or "[]")
    return [
        f"the marker {one.name} at frame {one.frame} shows {one.camera.name}, not the "
        "shot's camera: delete the marker, or bind the shot's camera to it"
        for one in scene.timeline_markers
        if one.camera is not None
        and one.camera.get(marks.OWNER) != owner
        and [one.camera.get(marks.OWNER), one.name] not in cuts
    ]


def _blocks(thing: bpy.types.Object) -> Iterator[Any]:
    """Everything of a part that can be animated."""
    yield thing
    if thing.data is not None:
        yield thing.data
    yield from (s.material.node_tree for s in thing.material_slots if s.material is not None)
    sky = thing.get(marks.SKY)
    if sky is not None:
        yield sky.node_tree


def _stronger(block: Any, paths: set[str]) -> list[str]:
    """What of one data-block wins over its keys, or is mixed with them."""
    data = getattr(block, "animation_data", None)
    if data is None:
        return []
    driven = sorted({one.data_path for one in data.drivers if not one.mute} & paths)
    said = [
        f"{block.name}: a driver of yours moves {path}, and the shot's keys there do nothing: "
        "delete or mute the driver"
        for path in driven
    ]
    curves = [one for one in curves_of(block) or () if one.data_path in paths]
    muted = {one.data_path for one in curves if is_muted(one)}
    said += [
        f"{block.name}: the curve of {path} is muted, and the shot's keys there do nothing: "
        "unmute it in the Graph Editor"
        for path in sorted(muted)
    ]
    solo = next((track.name for track in data.nla_tracks if track.is_solo), "")
    if solo and data.use_nla:
        return [
            *said,
            f"{block.name}: the NLA track {solo} plays alone, and the shot's keys do nothing: "
            "take its star away",
        ]
    strips = [t.name for t in data.nla_tracks if not t.mute and any(not s.mute for s in t.strips)]
    if strips and data.use_nla:
        said.append(
            f"{block.name}: the NLA track {strips[0]} plays beneath the shot's keys: mute the track"
        )
    if data.action is not None and data.action_influence < 1.0:
        said.append(
            f"{block.name}: its Action has an influence of {data.action_influence:.2g}, so the "
            "shot's keys count for less: set it to 1 in the NLA editor"
        )
    return said
