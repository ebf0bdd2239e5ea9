# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake Scene, and what is done about missing targets afterwards."""

from __future__ import annotations

import os
from collections.abc import Callable

import bpy

from scene_stager.errors import InputError, StagerError
from scene_stager.hosts.play import PlayReport, owner_of
from scene_stager.moks.take import Take
from scene_stager.script.give_way import Remedy
from scene_stager.script.plain_words import in_plain_words, is_field

from .. import marks
from ..bake import bake_take
from ..choices import FILE
from ..conform import WAYS
from ..kinds import Ending
from ..rebinding import rebind
from ..settings import SCENE_STAGER_settings, settings_of
from ..shot_settings import note_settings
from ..shots import free_name, shots_in, shown_in
from ..wishes import apply, given_way, planned, scene_wishes
from .path import MEMO, hide
from .progress import Watched, progress, written
from .words import as_sentence


class SCENE_STAGER_OT_bake(bpy.types.Operator):
    """Compute the shot and write camera, lights, air and film into the scene as plain keyframes"""

    bl_idname = "scene_stager.bake"
    bl_label = "Bake Scene"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Say why the button is grey."""
        reason = why_not(context)
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def execute(self, context: bpy.types.Context) -> Ending:
        """Bake, list what should be known, and leave the scene as it was when anything fails."""
        try:
            bake_now(self, context)
        except StagerError as error:
            return refuse(self, error)
        settings = settings_of(context.scene)
        if settings.take_camera and settings.look_through:
            look_through(context)
        return {"FINISHED"}


class SCENE_STAGER_OT_select(bpy.types.Operator):
    """Select what stands in for a missing target"""

    bl_idname = "scene_stager.select"
    bl_label = "Select Stand-in"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    name: bpy.props.StringProperty(name="Object", description="The stand-in to select")

    def execute(self, context: bpy.types.Context) -> Ending:
        """Select it, and nothing else."""
        thing: bpy.types.Object | None = context.scene.objects.get(self.name)
        if thing is None or thing.name not in context.view_layer.objects:
            self.report({"WARNING"}, f"{self.name} is not in this view layer")
            return {"CANCELLED"}
        for other in context.view_layer.objects:
            other.select_set(other == thing)
        context.view_layer.objects.active = thing
        return {"FINISHED"}


class SCENE_STAGER_OT_rebind(bpy.types.Operator):
    """Look again for missing targets, which take the place of their stand-ins without a bake"""

    bl_idname = "scene_stager.rebind"
    bl_label = "Rebind"
    bl_description = (
        "Look again for missing targets, which take the place of their stand-ins without a bake; "
        "parents, constraints and drivers of yours follow"
    )
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """In Object Mode, and when something stands in."""
        waits = any(marks.has(thing, marks.SELECTOR) for thing in context.scene.objects)
        if context.mode != "OBJECT":
            cls.poll_message_set("Rebinds in Object Mode only")
        elif not waits:
            cls.poll_message_set("No target is missing")
        return context.mode == "OBJECT" and waits

    def execute(self, context: bpy.types.Context) -> Ending:
        """Rebind, and take what was found off the list."""
        settings = settings_of(context.scene)
        picks = {line.stand_in: line.object for line in settings.remarks if line.object}
        try:
            done = rebind(context.scene, picks)
        except StagerError as error:
            return refuse(self, error)
        found = dict(done.found)
        for index in reversed(range(len(settings.remarks))):
            if settings.remarks[index].stand_in in found:
                settings.remarks.remove(index)
        for line in done.remarks:
            self.report({"WARNING"}, line)
        pointed = f"; followed by {', '.join(done.pointed)}" if done.pointed else ""
        told = f"Found {', '.join(found.values())}{pointed}" if found else "Nothing more was found"
        self.report({"INFO"}, told)
        return {"FINISHED"}


class SCENE_STAGER_OT_remedy(bpy.types.Operator):
    """Change the one thing that stands against what is asked for, as the line above says"""

    bl_idname = "scene_stager.remedy"
    bl_label = "Make It Possible"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only where something stands against it."""
        has = _remedy(settings_of(context.scene)) is not None
        if not has:
            cls.poll_message_set("Nothing stands against what is asked for")
        return has

    def execute(self, context: bpy.types.Context) -> Ending:
        """Set the number that would do, or go back to the scenario's own."""
        settings = settings_of(context.scene)
        remedy = _remedy(settings)
        if remedy is None:
            return {"CANCELLED"}
        apply(settings, remedy.path, remedy.value)
        self.report({"INFO"}, remedy.words)
        return {"FINISHED"}


CLASSES = (
    SCENE_STAGER_OT_bake,
    SCENE_STAGER_OT_remedy,
    SCENE_STAGER_OT_select,
    SCENE_STAGER_OT_rebind,
)


def bake_now(operator: bpy.types.Operator, context: bpy.types.Context) -> None:
    """Bake what the settings say, and tell. Raises StagerError, and then nothing has changed."""
    with progress(context) as tell:
        take = _computed(settings_of(context.scene), tell)
        report = play_into(context.scene, take, written(tell))
    say(operator, take, report)


def play_into(
    scene: bpy.types.Scene, take: Take, before_change: Callable[[int], None] = lambda number: None
) -> PlayReport:
    """Play a Take as the scene's settings have it, and keep what there is to know."""
    settings = settings_of(scene)
    owner = free_name(scene, owner_of(take)) if settings.keep_shot else shown_in(scene)
    report = bake_take(
        take,
        scene,
        scene_wishes(settings),
        owner=owner,
        before_change=before_change,
    )
    hide(settings)
    settings.keep_shot = False
    _list_remarks(settings, report)
    settings.shot_rate = take.fps
    settings.shot_range = (take.frames[0], take.frames[-1])
    home = shots_in(scene).get(report.owner)
    if home is not None:
        note_settings(settings, home)
    return report


def _remedy(settings: SCENE_STAGER_settings) -> Remedy | None:
    try:
        return given_way(settings).remedy
    except StagerError:
        return None


def look_through(context: bpy.types.Context) -> None:
    """Show the scene through its camera in the 3D views of the window."""
    for area in context.screen.areas if context.screen is not None else ():
        space = area.spaces.active
        if isinstance(space, bpy.types.SpaceView3D) and space.region_3d is not None:
            space.region_3d.view_perspective = "CAMERA"


def refuse(operator: bpy.types.Operator, error: StagerError) -> Ending:
    """Every mistake on a line of its own, and nothing done."""
    lines = str(error).splitlines()
    if isinstance(error, InputError):
        lines = [in_plain_words(m) if is_field(m.where) else str(m) for m in error.mistakes]
    for line in lines:
        operator.report({"ERROR"}, line)
    return {"CANCELLED"}


def say(operator: bpy.types.Operator, take: Take, report: PlayReport) -> None:
    """How a bake came out, in the status bar."""
    if report.warnings:
        operator.report({"WARNING"}, "; ".join(report.warnings))
    else:
        operator.report({"INFO"}, f"{take.title or report.owner}: {report.key_count} keys")


def why_not(context: bpy.types.Context) -> str:
    """Why nothing can be baked now; empty when it can."""
    if context.mode != "OBJECT":
        return "Bakes in Object Mode only"
    if not context.scene.is_editable:
        return "This scene is linked from another file and cannot be changed"
    settings = settings_of(context.scene)
    if settings.scenario == FILE and not settings.script_path:
        return "Choose a script file first"
    if settings.scenario == FILE and not os.path.isfile(bpy.path.abspath(settings.script_path)):
        return "The script file is not there any more"
    if settings.use_range and settings.last_frame < settings.first_frame:
        return "The last frame is before the first"
    return ""


def _computed(settings: SCENE_STAGER_settings, tell: Callable[[float], None]) -> Take:
    """The Take that the settings ask for."""
    from scene_stager.moks.executor import execute

    WAYS.clear()
    plan, frames, inputs = planned(settings)
    memo = Watched(MEMO, len(plan.nodes), tell)
    return execute(plan, frames=frames, memo=memo, inputs=inputs).take


def _list_remarks(settings: SCENE_STAGER_settings, report: PlayReport) -> None:
    """Keep what a bake had to say: stand-ins first, each with its object, then the rest."""
    settings.remarks.clear()
    settings.is_baked = True
    said = set()
    for spec in report.stand_ins:
        remark = settings.remarks.add()
        remark.text = as_sentence(spec.reason)
        remark.stand_in = spec.name
        said.add(spec.reason)
    for line in report.warnings:
        if line not in said:
            settings.remarks.add().text = as_sentence(line)
