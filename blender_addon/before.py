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

# Settings that a shot changes, as files of older versions have them in order.
SETTINGS = {
    "clock": ("render.fps", "render.fps_base", "frame_start", "frame_end"),
    "shutter": ("render.use_motion_blur", "render.motion_blur_shutter"),
    "far_air": ("eevee.volumetric_end",),
}
KEYS = {name: f"{marks.BEFORE}_{name}" for name in ("camera", "world", "look", *SETTINGS)}


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


def remember_settings(journal: Journal, scene: bpy.types.Scene, what: str) -> None:
    """Keep settings of the scene, one of `SETTINGS`, before they are set to the shot's."""
    values = [getattr(thing, name) for thing, name in _settings(scene, what)]
    remember(journal, scene, what, json.dumps(values))


def put_back_settings(journal: Journal, scene: bpy.types.Scene, what: str) -> None:
    """Give the scene its own settings again, where a shot has changed them."""
    told = give_back(journal, scene, what)
    if told is not None:
        own = zip(_settings(scene, what), json.loads(told), strict=True)
        for (thing, name), value in reversed(list(own)):  # the end of a range before its start
            journal.put(thing, name, value)


def blur(journal: Journal, scene: bpy.types.Scene, shutter_deg: float) -> None:
    """Blur what moves as a shutter does; what was there is remembered."""
    remember_settings(journal, scene, "shutter")
    journal.put(scene.render, "use_motion_blur", True)
    journal.put(scene.render, "motion_blur_shutter", shutter_deg / 360.0)


def see_air_afar(journal: Journal, scene: bpy.types.Scene, end: float) -> None:
    """Let Eevee draw air at least so far from the camera, Blender units; what was there is kept."""
    remember_settings(journal, scene, "far_air")
    journal.put(scene.eevee, "volumetric_end", max(scene.eevee.volumetric_end, end))


def _settings(scene: bpy.types.Scene, what: str) -> list[tuple[Any, str]]:
    """Where settings are: the thing that has each, and its name there."""
    found: list[tuple[Any, str]] = []
    for path in SETTINGS[what]:
        place, _, name = path.rpartition(".")
        found.append((getattr(scene, place) if place else scene, name))
    return found
