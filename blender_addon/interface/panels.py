# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel of the 3D view: the shot, your own numbers, what it does here, what it had to say."""

from __future__ import annotations

from typing import Any

import bpy

from scene_stager.errors import StagerError
from scene_stager.script.give_way import GivenWay
from scene_stager.script.plain_words import name_of, value_of

from ..choices import FILE
from ..film import waiting_film
from ..matching import why_not_match
from ..own_numbers import FIELDS, RANGE, shown, values_of
from ..settings import SCENE_STAGER_settings, settings_of
from ..wishes import given_way
from .baking import (
    SCENE_STAGER_OT_bake,
    SCENE_STAGER_OT_rebind,
    SCENE_STAGER_OT_remedy,
    SCENE_STAGER_OT_select,
    why_not,
)
from .matching import (
    SCENE_STAGER_OT_match,
    SCENE_STAGER_OT_promote,
    SCENE_STAGER_OT_take,
    not_taken,
    under_way,
)
from .offers import (
    SCENE_STAGER_OT_add_film,
    SCENE_STAGER_OT_match_clock,
    clock_words,
)
from .offers import why_not_match as why_not_clock
from .placing import draw_placing
from .presets import SCENE_STAGER_MT_presets, SCENE_STAGER_OT_preset_save
from .shots import SCENE_STAGER_OT_let_shot_win, draw_shots

# The switches of the panel of numbers, under what they are about.
NUMBERS = (
    ("", ("use_range", "use_seed")),
    ("Camera", ("use_lens", "use_size", "use_distance", "use_duration", "use_speed")),
    ("", ("use_imperfection", "use_shift", "use_upright")),
    ("Air", ("use_phase",)),
    ("Light, in Stops", ("use_level", "use_ratio", "use_rim", "use_ambient", "use_receptor")),
    ("", ("use_key_place",)),
)


class _Panel:
    bl_space_type: Any = "VIEW_3D"
    bl_region_type: Any = "UI"
    bl_category = "Stager"


class SCENE_STAGER_PT_main(_Panel, bpy.types.Panel):
    """What to bake, and the button."""

    bl_label = "Stager"

    def draw(self, context: bpy.types.Context) -> None:
        """The shot, its carrier, its film, its target; the path before, and the button."""
        settings, layout = settings_of(context.scene), self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        row = layout.row(align=True)
        row.menu(SCENE_STAGER_MT_presets.bl_idname)
        row.operator(SCENE_STAGER_OT_preset_save.bl_idname, text="", icon="ADD")
        layout.label(text="Scenario")
        layout.prop(settings, "scenario", text="")  # as wide as the panel: titles are long
        if settings.scenario == FILE:
            layout.prop(settings, "script_path")
        for name in ("look_preset", "move_preset", "rig", "stock", "target", "key_surface"):
            layout.prop(settings, name)
        layout.prop(settings, "stage_at_target")
        row = layout.row(heading="Height")
        row.prop(settings, "use_height", text="")
        inner = row.row()
        inner.active = settings.use_height
        inner.prop(settings, "height_m", text="")
        layout.prop(settings, "show_path")
        _lines(layout, settings.path_problem, "ERROR", context)
        _problem(layout, _found(settings), context)
        row = layout.row()
        row.scale_y = 1.5
        row.operator(SCENE_STAGER_OT_bake.bl_idname, icon="RENDER_ANIMATION")
        _lines(layout, why_not(context), "INFO", context)
        if under_way.still:
            layout.progress(text=f"Matching, {under_way.seconds()}", factor=under_way.share())
            _lines(layout, f"{under_way.still}; Esc cancels", "INFO", context)


class SCENE_STAGER_PT_numbers(_Panel, bpy.types.Panel):
    """What counts instead of the scenario's own number, where it is switched on."""

    bl_label = "Your Own Numbers"
    bl_parent_id = "SCENE_STAGER_PT_main"

    def draw(self, context: bpy.types.Context) -> None:
        """A switch and a number each, from the clock down to the light."""
        settings, layout = settings_of(context.scene), self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        found = _found(settings)
        values = {} if found is None else values_of(found.script)
        for title, switches in NUMBERS:
            if title:
                layout.label(text=title)
            for switch in switches:
                _switched(layout, settings, switch, values)
        draw_placing(layout)
        for line in () if found is None else found.lines:
            _lines(layout, line, "INFO", context)


class SCENE_STAGER_PT_match(_Panel, bpy.types.Panel):
    """A reference still, and what it gave."""

    bl_label = "Match a Still"
    bl_parent_id = "SCENE_STAGER_PT_main"
    bl_options = {"DEFAULT_CLOSED"}  # noqa: RUF012

    def draw(self, context: bpy.types.Context) -> None:
        """The button, why it is grey, what was found, and how to keep it."""
        settings, layout = settings_of(context.scene), self.layout
        layout.operator(SCENE_STAGER_OT_match.bl_idname, icon="IMAGE_DATA")
        _lines(layout, why_not_match(), "INFO", context)
        _lines(layout, settings.match_words, "LIGHT", context)
        for part, wanted in not_taken(settings).items():
            box = layout.column(align=True)
            told = [f"{name_of(path)} {value_of(path, one)}" for path, one in wanted.items() if one]
            _lines(box, f"{part.title()} not taken: {', '.join(told)}", "INFO", context)
            take = box.operator(SCENE_STAGER_OT_take.bl_idname, text=f"Take the {part.title()}")
            take.part = part
        layout.operator(SCENE_STAGER_OT_promote.bl_idname, icon="BOOKMARKS")


class SCENE_STAGER_PT_scene(_Panel, bpy.types.Panel):
    """What the bake may take of the scene."""

    bl_label = "In This Scene"
    bl_parent_id = "SCENE_STAGER_PT_main"

    def draw(self, context: bpy.types.Context) -> None:
        """What becomes the scene's own, and what is offered."""
        settings, layout = settings_of(context.scene), self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        layout.prop(settings, "look")
        column = layout.column(heading="Use")
        for name in ("take_camera", "look_through", "take_sky", "take_shutter", "show_practicals"):
            column.prop(settings, name)
        layout.prop(settings, "conform")
        layout.prop(settings, "clear_of_walls")
        layout.prop(settings, "keep_shot")
        draw_shots(layout, context.scene)
        if any(one.lightgroup for one in context.scene.objects):
            layout.operator("scene.view_layer_add_used_lightgroups", text="Add Light Groups")
        if waiting_film(context.scene) is not None:
            layout.operator(SCENE_STAGER_OT_add_film.bl_idname, icon="NODE_COMPOSITING")


class SCENE_STAGER_PT_remarks(_Panel, bpy.types.Panel):
    """What the last bake had to say."""

    bl_label = "Missing Targets and Warnings"
    bl_parent_id = "SCENE_STAGER_PT_main"

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """After the first bake."""
        settings = settings_of(context.scene)
        return settings.is_baked or len(settings.remarks) > 0

    def draw_header(self, context: bpy.types.Context) -> None:
        """How many there are, while the panel is closed."""
        count = len(settings_of(context.scene).remarks)
        if count:
            self.layout.label(text=str(count), icon="ERROR")

    def draw(self, context: bpy.types.Context) -> None:
        """One line each; where something stands in, what shall take its place, and a button."""
        settings, layout = settings_of(context.scene), self.layout
        if not settings.remarks:
            layout.label(text="Nothing to report" if settings.is_baked else "Nothing baked yet")
        if not why_not_clock(context.scene):
            layout.label(text=f"The shot has {clock_words(settings)}")
            layout.operator(SCENE_STAGER_OT_match_clock.bl_idname, icon="TIME")
        if any(remark.stand_in for remark in settings.remarks):
            layout.operator(SCENE_STAGER_OT_rebind.bl_idname, icon="FILE_REFRESH")
        if SCENE_STAGER_OT_let_shot_win.poll(context):
            layout.operator(SCENE_STAGER_OT_let_shot_win.bl_idname, icon="KEYFRAME")
        for remark in settings.remarks:
            box = layout.column(align=True)
            _lines(box, remark.text, "ERROR", context)
            if remark.stand_in in context.scene.objects:
                row = box.row(align=True)
                row.prop(remark, "object", text="")
                select = row.operator(
                    SCENE_STAGER_OT_select.bl_idname, text="", icon="RESTRICT_SELECT_OFF"
                )
                select.name = remark.stand_in


CLASSES = (
    SCENE_STAGER_PT_main,
    SCENE_STAGER_PT_remarks,  # right below the button that makes them
    SCENE_STAGER_PT_numbers,
    SCENE_STAGER_PT_match,
    SCENE_STAGER_PT_scene,
)


def _problem(
    layout: bpy.types.UILayout, found: GivenWay | None, context: bpy.types.Context
) -> None:
    """What cannot be had together, and beside it the button that changes it."""
    if found is None or not found.problem:
        return
    box = layout.column(align=True)
    _lines(box, found.problem, "ERROR", context)
    if found.remedy is not None:
        box.operator(SCENE_STAGER_OT_remedy.bl_idname, text=found.remedy.words, icon="CHECKMARK")


def lines_of(text: str, letters: int) -> list[str]:
    """A long remark on as many lines as the panel's width asks for."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > letters:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def _lines(layout: bpy.types.UILayout, text: str, icon: Any, context: bpy.types.Context) -> None:
    """Words on as many lines as they take, with one icon before the first; nothing for none."""
    column = layout.column(align=True)
    for line in lines_of(text, _letters(context)) if text else ():
        column.label(text=line, icon=icon)
        icon = "BLANK1"


def _letters(context: bpy.types.Context) -> int:
    """About how many letters a line of the panel holds."""
    width = context.region.width if context.region is not None else 280
    scale = context.preferences.system.ui_scale or 1.0
    return max(int(width / scale / 7.0) - 6, 24)


def _switched(
    layout: bpy.types.UILayout,
    settings: SCENE_STAGER_settings,
    switch: str,
    values: dict[str, Any],
) -> None:
    """A switch, and what counts while it is on; while it is off, greyed, what the shot has."""
    row = layout.row(heading=settings.bl_rna.properties[switch].name)
    row.prop(settings, switch, text="")
    inner = row.row(align=True)
    if getattr(settings, switch):
        names = [name for _, name in FIELDS[switch]] if switch in FIELDS else list(RANGE)
        for name in names:
            inner.prop(settings, name, text="")
        return
    inner.active = False
    inner.label(text=shown(values, switch))


def _found(settings: SCENE_STAGER_settings) -> GivenWay | None:
    """What the settings come to; None where there is no script."""
    try:
        return given_way(settings)
    except StagerError:
        return None
