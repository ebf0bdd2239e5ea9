# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scene had before a shot took its place: camera, World, view, compositor and the rest.

It is kept with the scene, so that a copy of the scene knows it too.
"""

from __future__ import annotations

import json
from typing import Any

import bpy

from . import marks
from .journal import Journal

KEPT = ("camera", "world", "look", "clock", "shutter", "far_air")
KEYS = {name: f"{marks.BEFORE}_{name}" for name in KEPT}


def remember(journal: Journal, scene: bpy.types.Scene, what: str, value: Any) -> None:
    """Keep what is the user's, once: what a shot has put there is not the user's."""
    if not marks.has(scene, KEYS[what]):
        journal.tag(scene, KEYS[what], "" if value is None else value)


def is_remembered(scene: bpy.types.Scene, what: str) -> bool:
    """True while a shot has taken the place of what was there."""
    return marks.has(scene, KEYS[what])


def give_back(journal: Journal, scene: bpy.types.Scene, what: str) -> Any:
    """What was there, to be put back; None when there was nothing, or when it is gone."""
    found = scene.get(KEYS[what])
    journal.tag(scene, KEYS[what], None)
    return found or None


def replace(journal: Journal, scene: bpy.types.Scene, what: str, ours: bpy.types.ID) -> None:
    """Make a camera or a World of ours the scene's; the user's is remembered."""
    old = getattr(scene, what)
    if old is None or not old.get(marks.OWNER):
        remember(journal, scene, what, old)
    journal.put(scene, what, ours)


def put_back(journal: Journal, scene: bpy.types.Scene, what: str) -> None:
    """Give the scene its own camera or World again."""
    old = give_back(journal, scene, what)
    if what == "camera" and old is not None and scene not in old.users_scene:
        old = None  # deleted by hand since
    journal.put(scene, what, old)


def remember_look(
    journal: Journal, scene: bpy.types.Scene, owner: str, view: dict[str, object], was_on: bool
) -> None:
    """Keep the view's settings and whether the compositor worked, before this shot changes them."""
    told = {"owner": owner, "view": view, "was_on": was_on}
    remember(journal, scene, "look", json.dumps(told))


def has_changed_look(scene: bpy.types.Scene, owner: str) -> bool:
    """True while view and compositor are as this shot wants them."""
    told = json.loads(scene.get(KEYS["look"]) or "{}")
    return bool(told) and told.get("owner", owner) == owner


def look_before(scene: bpy.types.Scene) -> tuple[dict[str, object], bool]:
    """The view's settings and whether the compositor worked, before a shot changed them."""
    told = json.loads(scene.get(KEYS["look"]) or "{}")
    return told.get("view", {}), told.get("was_on", True)


def blur(journal: Journal, scene: bpy.types.Scene, shutter_deg: float) -> None:
    """Blur what moves as a shutter does; what was there is remembered."""
    render = scene.render
    own = json.dumps([render.use_motion_blur, render.motion_blur_shutter])
    remember(journal, scene, "shutter", own)
    journal.put(render, "use_motion_blur", True)
    journal.put(render, "motion_blur_shutter", shutter_deg / 360.0)


def put_back_blur(journal: Journal, scene: bpy.types.Scene) -> None:
    """Give the scene its own blur again, where a shot has taken its place."""
    told = give_back(journal, scene, "shutter")
    if told is not None:
        blurs, shutter = json.loads(told)
        journal.put(scene.render, "use_motion_blur", blurs)
        journal.put(scene.render, "motion_blur_shutter", shutter)


def see_air_afar(journal: Journal, scene: bpy.types.Scene, end: float) -> None:
    """Let Eevee draw air at least so far from the camera, Blender units; what was there is kept."""
    remember(journal, scene, "far_air", json.dumps(scene.eevee.volumetric_end))
    journal.put(scene.eevee, "volumetric_end", max(scene.eevee.volumetric_end, end))


def put_back_far_air(journal: Journal, scene: bpy.types.Scene) -> None:
    """Let Eevee draw air as far as it did, where a shot has changed it."""
    told = give_back(journal, scene, "far_air")
    if told is not None:
        journal.put(scene.eevee, "volumetric_end", json.loads(told))


def remember_clock(scene: bpy.types.Scene) -> None:
    """Keep rate and range, before they are set to the shot's."""
    if not marks.has(scene, KEYS["clock"]):
        render = scene.render
        clock = (render.fps, render.fps_base, scene.frame_start, scene.frame_end)
        scene[KEYS["clock"]] = json.dumps(clock)


def put_back_clock(journal: Journal, scene: bpy.types.Scene) -> None:
    """Give the scene its own rate and range again, where they were set to the shot's."""
    told = give_back(journal, scene, "clock")
    if told is None:
        return
    fps, base, first, last = json.loads(told)
    for thing, name, value in (
        (scene.render, "fps", fps),
        (scene.render, "fps_base", base),
        (scene, "frame_end", last),
        (scene, "frame_start", first),
    ):
        journal.put(thing, name, value)
