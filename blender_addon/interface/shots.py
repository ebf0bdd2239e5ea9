# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a scene's shots, and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy

from scene_stager.errors import StagerError

from .. import marks
from ..cuts import is_cut, why_not_cut
from ..kinds import Ending
from ..overruled import overruled
from ..settings import settings_of
from ..shot_list import cut_shots, duplicate_shot, let_shot_win, remove_shot, show_shot
from ..shot_settings import recall_settings
from ..shots import shots_in, shown_in
from .baking import refuse
from .words import as_sentence

NO_SHOT = "There is no shot in this scene"


class SCENE_STAGER_UL_shots(bpy.types.UIList):
    """The shots of the scene: the one that is shown, and those that wait"""

    def draw_item(
        self,
        context: bpy.types.Context,
        layout: bpy.types.UILayout,
        data: Any,
        item: Any,
        icon: Any,
        active_data: Any,
        active_property: Any,
        index: Any = 0,
        flt_flag: Any = 0,
    ) -> None:
        """Its name, to be changed with a double click."""
        waits = marks.has(item, marks.WAITS) and not is_cut(context.scene)
        layout.prop(
            item, "name", text="", emboss=False, icon="HIDE_ON" if waits else "OUTLINER_OB_CAMERA"
        )

    def filter_items(self, context: bpy.types.Context, data: Any, property: Any) -> tuple[Any, Any]:
        """Only this scene's shots, of all collections of the file."""
        return shot_flags(context.scene, self.bitflag_filter_item), []


class SCENE_STAGER_OT_show_shot(bpy.types.Operator):
    """Show this shot: its camera, lights, air, sky and film, and no other shot's"""

    bl_idname = "scene_stager.show_shot"
    bl_label = "Show Shot"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    shot: bpy.props.StringProperty(name="Shot", description="Which; empty is the next one")

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when there is a choice."""
        several = len(shots_in(context.scene)) > 1
        if not several:
            cls.poll_message_set("Keep as Another Shot, then bake: there is no other yet")
        return several

    def execute(self, context: bpy.types.Context) -> Ending:
        """Switch everything over, and the panel to what it said when the shot was baked."""
        names = list(shots_in(context.scene))
        shown = shown_in(context.scene)
        after = names[(names.index(shown) + 1) % len(names)] if shown in names else names[0]
        return _done(self, context, lambda scene: show_shot(self.shot or after, scene))


class SCENE_STAGER_OT_duplicate_shot(bpy.types.Operator):
    """Make the shot that is shown once more and show the second: the next bake changes that one"""

    bl_idname = "scene_stager.duplicate_shot"
    bl_label = "Duplicate Shot"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when there is a shot."""
        return _is_a_shot(cls, context.scene)

    def execute(self, context: bpy.types.Context) -> Ending:
        """Copy all of it."""
        return _done(self, context, lambda scene: duplicate_shot(shown_in(scene), scene))


class SCENE_STAGER_OT_remove_shot(bpy.types.Operator):
    """Take the shot away: camera, World, view, compositor, rate and range are as they were"""

    bl_idname = "scene_stager.remove_shot"
    bl_label = "Remove Shot"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    shot: bpy.props.StringProperty(name="Shot", description="Which; empty is the one shown")

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when there is a shot."""
        return _is_a_shot(cls, context.scene)

    def execute(self, context: bpy.types.Context) -> Ending:
        """Remove it, and what was said of it."""
        shot = self.shot or shown_in(context.scene)
        ending = _done(self, context, lambda scene: remove_shot(shot, scene))
        settings = settings_of(context.scene)
        if ending == {"FINISHED"}:
            settings.remarks.clear()
            settings.is_baked = bool(shown_in(context.scene))
            self.report({"INFO"}, f"Removed {shot}")
        return ending


class SCENE_STAGER_OT_cut_shots(bpy.types.Operator):
    """Bind every shot's camera by a marker at its first frame; its lights and air show on its own \
frames. Show Shot takes the cuts away"""

    bl_idname = "scene_stager.cut_shots"
    bl_label = "Cut Between Shots"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when there are shots with frames of their own."""
        reason = why_not_cut(context.scene)
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def execute(self, context: bpy.types.Context) -> Ending:
        """Cut, and say what cannot be cut."""
        try:
            said = cut_shots(context.scene)
        except StagerError as error:
            return refuse(self, error)
        for line in said:
            self.report({"WARNING"}, line)
        return {"FINISHED"}


class SCENE_STAGER_OT_let_shot_win(bpy.types.Operator):
    """Mute drivers and NLA tracks of yours that are stronger than the shot's keys, unmute its \
curves, and bind its camera to the markers that show another"""

    bl_idname = "scene_stager.let_shot_win"
    bl_label = "Let the Shot Win"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when something is stronger."""
        found = bool(overruled(context.scene, shown_in(context.scene)))
        if not found:
            cls.poll_message_set("Nothing is stronger than the shot's keys")
        return found

    def execute(self, context: bpy.types.Context) -> Ending:
        """Change it, and take what was said of it off the list."""
        scene, settings = context.scene, settings_of(context.scene)
        try:
            told = {as_sentence(line) for line in let_shot_win(shown_in(scene), scene)}
        except StagerError as error:
            return refuse(self, error)
        for index in reversed(range(len(settings.remarks))):
            if settings.remarks[index].text in told:
                settings.remarks.remove(index)
        return {"FINISHED"}


CLASSES = (
    SCENE_STAGER_OT_let_shot_win,
    SCENE_STAGER_UL_shots,
    SCENE_STAGER_OT_show_shot,
    SCENE_STAGER_OT_duplicate_shot,
    SCENE_STAGER_OT_remove_shot,
    SCENE_STAGER_OT_cut_shots,
)


def draw_shots(layout: bpy.types.UILayout, scene: bpy.types.Scene) -> None:
    """The list, with its buttons beside and below it."""
    if not shots_in(scene):
        return
    row = layout.row()
    row.template_list(
        SCENE_STAGER_UL_shots.__name__,
        "",
        bpy.data,
        "collections",
        settings_of(scene),
        "shot_index",
        rows=2,
    )
    column = row.column(align=True)
    for kind, icon in (
        (SCENE_STAGER_OT_duplicate_shot, "DUPLICATE"),
        (SCENE_STAGER_OT_remove_shot, "REMOVE"),
    ):
        column.operator(kind.bl_idname, text="", icon=icon)  # type: ignore[arg-type]
    layout.operator(SCENE_STAGER_OT_cut_shots.bl_idname, icon="MARKER_HLT")


def shot_flags(scene: bpy.types.Scene, flag: int) -> list[int]:
    """A flag for each collection of the file that is a shot of the scene."""
    homes = set(shots_in(scene).values())
    return [flag if one in homes else 0 for one in bpy.data.collections]


def _is_a_shot(kind: Any, scene: bpy.types.Scene) -> bool:
    if not shown_in(scene):
        kind.poll_message_set(NO_SHOT)
    return bool(shown_in(scene))


def _done(
    operator: bpy.types.Operator,
    context: bpy.types.Context,
    act: Callable[[bpy.types.Scene], object],
) -> Ending:
    """Change the shots, and let the panel say what it said of the one that is shown then."""
    before = shown_in(context.scene)
    try:
        act(context.scene)
    except StagerError as error:
        return refuse(operator, error)
    shown = shown_in(context.scene)
    if shown != before and shown in shots_in(context.scene):
        recall_settings(settings_of(context.scene), shots_in(context.scene)[shown])
    return {"FINISHED"}
