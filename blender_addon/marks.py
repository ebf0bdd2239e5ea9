# SPDX-License-Identifier: GPL-3.0-or-later
"""The custom properties by which the add-on knows its own, and by which people tag theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import bpy

PREFIX = "scene_stager_"
OWNER = "scene_stager_owner"  # the shot that made it
PART = "scene_stager_part"  # which part of that shot it is
PREVIEW = "scene_stager_preview"  # who made the path that is shown before a bake: no shot
HELPER = "scene_stager_helper"  # what it is to the part, when it is not the part's own object
SELECTOR = "scene_stager_selector"  # what it stands in for
PLACE = "scene_stager_position_m"  # where a stand-in was put
REASON = "scene_stager_reason"  # why it had to come
CURVES = "scene_stager_curves"  # which curves are the add-on's, as JSON
CLOCK = "scene_stager_frames"  # first frame and how many
BEFORE = "scene_stager_before"  # what stood in this place before
SKY = "scene_stager_sky"  # the World of a shot's sky, on the Empty that tells of it
SKY_PICTURE = "scene_stager_sky_picture"  # which sky a picture is of
ROLL = "scene_stager_film"  # the node group of a shot's film, on its camera
LABEL = "scene_stager_label"  # what a shot was called when it was last baked
WAITS = "scene_stager_waits"  # what a shot showed when another took its place, as JSON
CUT = "scene_stager_cut"  # the markers that cut between shots, as JSON; on a part, that it is keyed
SETTINGS = "scene_stager_settings"  # what the panel said when a shot was baked, as JSON
SURFACE = "scene_stager_surface"  # the object whose surface the panel said a key rides
TARGET = "scene_stager_target"  # the object that the panel said a shot is about
MADE_FROM = "scene_stager_made_from"  # the hashes of a shot's plan and Take, on its camera, as JSON
RECIPE = "scene_stager_recipe"  # what a film in the compositor was drawn from

# What people may put on their own objects: words with commas between them, or a list of words.
TAGS = ("tag", "tags")
ROLES = ("role", "roles")


def words_of(thing: bpy.types.ID, keys: Iterable[str]) -> tuple[str, ...]:
    """The words under any of these custom properties, in order, each once."""
    found: list[str] = []
    for key in keys:
        value = thing.get(key)
        if isinstance(value, str):
            found += [word.strip() for word in value.split(",")]
        elif hasattr(value, "__iter__"):
            found += [str(word).strip() for word in value]
    return tuple(dict.fromkeys(word for word in found if word))


def words_on(things: Iterable[bpy.types.ID], keys: Iterable[str]) -> tuple[str, ...]:
    """The words on any of these: an Empty that shows a collection speaks for what is in it."""
    return tuple(dict.fromkeys(word for thing in things for word in words_of(thing, keys)))


def standing_in(scene: bpy.types.Scene) -> list[bpy.types.Object]:
    """The objects of a scene, but for linked ones in whose place an override stands."""
    held = (one.override_library for one in scene.objects)
    originals = {one.reference for one in held if one is not None}
    return [one for one in scene.objects if one not in originals]


def has(thing: bpy.types.ID, key: str) -> bool:
    """True when a thing has this custom property."""
    return thing.get(key) is not None


def has_owner(thing: bpy.types.ID | None) -> bool:
    """True for what a shot has made."""
    return thing is not None and has(thing, OWNER)


def is_part(thing: bpy.types.ID, owner: str, part: str) -> bool:
    """True when this shot made the thing as this part's own object."""
    return thing.get(OWNER) == owner and thing.get(PART) == part and not has(thing, HELPER)


def curves_on(thing: bpy.types.ID) -> dict[str, list[Any]]:
    """What the add-on has keyed for a part: quantity to rows of holder, path, width and factor."""
    found = json.loads(thing.get(CURVES, "{}"))
    return found if isinstance(found, dict) else {}
