# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel said when a shot was baked: it says so again when that shot is shown."""

from __future__ import annotations

import json
from typing import Any

import bpy

from . import marks
from .settings import SCENE_STAGER_settings

# What the panel keeps that is not of one shot.
OF_THE_SCENE = {
    "is_baked",
    "keep_shot",
    "match_folder",
    "match_words",
    "name",
    "path_problem",
    "shot_index",
    "show_path",
}


def note_settings(settings: SCENE_STAGER_settings, home: bpy.types.Collection) -> None:
    """Keep what the panel says with a shot that it was baked as."""
    home[marks.SETTINGS] = json.dumps({name: _plain(settings, name) for name in _of_a_shot()})
    home.pop(marks.TARGET, None)
    if settings.target is not None:
        home[marks.TARGET] = settings.target


def recall_settings(settings: SCENE_STAGER_settings, home: bpy.types.Collection) -> None:
    """Let the panel say what it said when this shot was baked."""
    told = json.loads(home.get(marks.SETTINGS) or "null")
    if told is None:
        return
    for name in _of_a_shot():
        if name in told and told[name] != _plain(settings, name):
            try:
                setattr(settings, name, told[name])
            except TypeError:  # a choice that there is no more
                continue
    if settings.target != home.get(marks.TARGET):
        settings.target = home.get(marks.TARGET)


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
