# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the operators stand in Blender's own menus, which is where F3 searches."""

from __future__ import annotations

from typing import Any

import bpy

from .placing import draw_placing

SHOTS = ("show_shot", "duplicate_shot", "remove_shot", "cut_shots", "let_shot_win")


class SCENE_STAGER_MT_menu(bpy.types.Menu):
    """Camera moves, lights, air and film, baked to plain keyframes"""

    bl_label = "Scene Stager"
    bl_idname = "SCENE_STAGER_MT_menu"

    def draw(self, context: bpy.types.Context) -> None:
        """Everything that can be done."""
        layout = self.layout
        layout.operator("scene_stager.bake", icon="RENDER_ANIMATION")
        layout.operator("scene_stager.preview_path", icon="CURVE_PATH")
        layout.operator("scene_stager.remedy", icon="CHECKMARK")
        draw_placing(layout)
        layout.separator()
        for name in ("rebind", "release", *SHOTS, "match_clock", "add_film"):
            layout.operator(f"scene_stager.{name}")
        layout.separator()
        for name in ("match_reference", "take", "promote"):
            layout.operator(f"scene_stager.{name}")
        layout.separator()
        for name in ("preset_save", "preset_load", "open_file", "surroundings", "show_asset"):
            layout.operator(f"scene_stager.{name}")


CLASSES = (SCENE_STAGER_MT_menu,)


def hang() -> None:
    """Add our menu to Object, and our files to Import."""
    for menu, draw in _hooks():
        menu.append(draw)


def take_down() -> None:
    """Take both away."""
    for menu, draw in _hooks():
        menu.remove(draw)


def _hooks() -> list[tuple[Any, Any]]:
    """Menus of Blender's own, each with what we draw at its end."""
    return [
        (bpy.types.VIEW3D_MT_object, _in_object),
        (bpy.types.TOPBAR_MT_file_import, _in_import),
    ]


def _in_object(self: Any, context: bpy.types.Context) -> None:
    self.layout.separator()
    self.layout.menu(SCENE_STAGER_MT_menu.bl_idname)


def _in_import(self: Any, context: bpy.types.Context) -> None:
    self.layout.operator("scene_stager.open_file", text="Scene Stager (.json, .take.json)")
    self.layout.operator("scene_stager.surroundings", text="Surroundings (.sh.json)")
