# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the user's is stronger than a shot's keys: named, because nobody would see why.

Each comes with the changes that would let the shot win, which are offered and never made unasked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bpy

from . import marks
from .air import WIRES
from .exposure import CAMERA
from .keys import curves_of, is_muted
from .wires import is_ours

Change = tuple[Any, str, object]  # what, its attribute, and the value that lets the shot win


@dataclass(frozen=True, eq=False)
class Stronger:
    """Something that wins over a shot's keys, and what would be changed to let the shot win."""

    line: str
    changes: tuple[Change, ...]


def overruled(scene: bpy.types.Scene, owner: str) -> list[Stronger]:
    """Everything that shows something else than what was baked."""
    parts = [one for one in scene.objects if one.get(marks.OWNER) == owner]
    paths = {path for one in parts for _, path, *_ in marks.curves_on(one).values()}
    paths |= {wire.path for wire in WIRES}
    camera = next((one for one in parts if marks.is_part(one, owner, CAMERA)), None)
    found = [*_markers(scene, owner, camera)] if camera is not None else []
    return [*found, *(s for one in parts for block in _blocks(one) for s in _wins(block, paths))]


def _markers(scene: bpy.types.Scene, owner: str, camera: bpy.types.Object) -> Iterator[Stronger]:
    """Markers that put another camera before the shot's, but for the scene's own cuts."""
    cuts = json.loads(scene.get(marks.CUT) or "[]")
    for one in scene.timeline_markers:
        if one.camera is None or one.camera.get(marks.OWNER) == owner:
            continue
        if [one.camera.get(marks.OWNER), one.name] not in cuts:
            yield Stronger(
                f"the marker {one.name} at frame {one.frame} shows {one.camera.name}, not the "
                "shot's camera: delete the marker, or bind the shot's camera to it",
                ((one, "camera", camera),),
            )


def _blocks(thing: bpy.types.Object) -> Iterator[Any]:
    """Everything of a part that can be animated."""
    yield thing
    if thing.data is not None:
        yield thing.data
    yield from (s.material.node_tree for s in thing.material_slots if s.material is not None)
    sky = thing.get(marks.SKY)
    if sky is not None:
        yield sky.node_tree


def _wins(block: Any, paths: set[str]) -> Iterator[Stronger]:
    """What of one data-block wins over its keys, or is mixed with them."""
    data = getattr(block, "animation_data", None)
    if data is None:
        return
    wires = [one for one in data.drivers if is_ours(one)]
    for path in sorted({one.data_path for one in wires if one.mute}):
        yield Stronger(
            f"{block.name}: the driver of {path} is muted, and nothing moves it: unmute it",
            tuple((one, "mute", False) for one in wires if one.data_path == path),
        )
    drivers = [one for one in data.drivers if not one.mute and one not in wires]
    for path in sorted({one.data_path for one in drivers} & paths):
        yield Stronger(
            f"{block.name}: a driver of yours moves {path}, and the shot's keys there do nothing: "
            "delete or mute the driver",
            tuple((one, "mute", True) for one in drivers if one.data_path == path),
        )
    curves = [one for one in curves_of(block) or () if is_muted(one)]
    for path in sorted({one.data_path for one in curves} & paths):
        mine = [one for one in curves if one.data_path == path]
        groups = [one.group for one in mine if one.group is not None]
        yield Stronger(
            f"{block.name}: the curve of {path} is muted, and the shot's keys there do nothing: "
            "unmute it in the Graph Editor",
            tuple((one, "mute", False) for one in (*mine, *groups)),
        )
    yield from _tracks(block, data)


def _tracks(block: Any, data: bpy.types.AnimData) -> Iterator[Stronger]:
    """NLA tracks that play in place of the shot's keys or beneath them."""
    solo = [one for one in data.nla_tracks if one.is_solo] if data.use_nla else []
    if solo:
        yield Stronger(
            f"{block.name}: the NLA track {solo[0].name} plays alone, and the shot's keys do "
            "nothing: take its star away",
            tuple((one, "is_solo", False) for one in solo) + _muting(data),
        )
        return
    below = _muting(data)
    if below and data.use_nla:
        yield Stronger(
            f"{block.name}: the NLA track {below[0][0].name} plays beneath the shot's keys: mute "
            "the track",
            below,
        )
    if data.action is not None and data.action_influence < 1.0:
        yield Stronger(
            f"{block.name}: its Action has an influence of {data.action_influence:.2g}, so the "
            "shot's keys count for less: set it to 1 in the NLA editor",
            ((data, "action_influence", 1.0),),
        )


def _muting(data: bpy.types.AnimData) -> tuple[Change, ...]:
    tracks = (one for one in data.nla_tracks if not one.mute)
    return tuple((one, "mute", True) for one in tracks if any(not s.mute for s in one.strips))
