# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel said when a shot was baked: it says so again when that shot is shown."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import bpy

from . import marks
from .settings import SCENE_STAGER_settings

SWITCH = "use_"
POINTERS = {marks.TARGET: "target", marks.SURFACE: "key_surface"}
# What the panel keeps that is not of one shot.
OF_THE_SCENE = {
    "is_baked",
    "keep_shot",
    "look_through",
    "match_folder",
    "match_words",
    "name",
    "path_problem",
    "shot_index",
    "show_path",
}


def note_settings(settings: SCENE_STAGER_settings, home: bpy.types.Collection) -> None:
    """Keep what the panel says with a shot that it was baked as."""
    told = {n: _plain(settings, n) for n in _of_a_shot() if settings.is_property_set(n)}
    home[marks.SETTINGS] = json.dumps(told)
    for mark, name in POINTERS.items():
        home.pop(mark, None)
        if getattr(settings, name) is not None:
            home[mark] = getattr(settings, name)


def recall_settings(settings: SCENE_STAGER_settings, home: bpy.types.Collection) -> None:
    """Let the panel say what it said when this shot was baked."""
    if not marks.has(home, marks.SETTINGS):
        return
    told = json.loads(home[marks.SETTINGS])
    for name in _of_a_shot():
        settings.property_unset(name)
    # A switch that is ticked fills in its number, so that switches go first.
    for name in sorted(told, key=lambda one: not one.startswith(SWITCH)):
        with suppress(TypeError, AttributeError):  # a choice or a setting that there is no more
            setattr(settings, name, told[name])
    for mark, name in POINTERS.items():
        setattr(settings, name, home.get(mark))


def _of_a_shot() -> list[str]:
    plain = ("BOOLEAN", "INT", "FLOAT", "STRING", "ENUM")
    known = SCENE_STAGER_settings.bl_rna.properties
    return [
        one.identifier
        for one in known
        if one.type in plain and not one.is_readonly and one.identifier not in OF_THE_SCENE
    ]


def _plain(settings: SCENE_STAGER_settings, name: str) -> Any:
    value = getattr(settings, name)
    return list(value) if hasattr(value, "__len__") and not isinstance(value, str) else value
