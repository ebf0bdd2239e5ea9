# SPDX-License-Identifier: GPL-3.0-or-later
"""What a bake leaves alone because it is the user's, offered as a button."""

from __future__ import annotations

import math

import bpy

from scene_stager.errors import StagerError

from .. import marks
from ..bake import add_film
from ..before import remember_settings
from ..film import waiting_film
from ..journal import Journal
from ..kinds import Ending
from ..rebinding import is_whole, release_parts
from ..settings import SCENE_STAGER_settings, settings_of
from .baking import refuse

SAME_RATE = 1e-4  # frames per second; Blender keeps single precision


class SCENE_STAGER_OT_add_film(bpy.types.Operator):
    """Put the shot's film as one node before the output of your own compositor"""

    bl_idname = "scene_stager.add_film"
    bl_label = "Add Film to Compositor"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when a film waits because the compositor was not free."""
        waits = waiting_film(context.scene) is not None
        if not waits:
            cls.poll_message_set("No film waits for this scene's compositor")
        return waits

    def execute(self, context: bpy.types.Context) -> Ending:
        """Hang it, and say no more that it waits."""
        try:
            add_film(context.scene)
        except StagerError as error:
            return refuse(self, error)
        _drop_remarks(context.scene, self.bl_label)
        return {"FINISHED"}


class SCENE_STAGER_OT_match_clock(bpy.types.Operator):
    """Set frame rate (frames per second) and frame range of this scene to those of the shot"""

    bl_idname = "scene_stager.match_clock"
    bl_label = "Match Scene to Shot"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only when there is a shot, and the scene plays otherwise."""
        reason = why_not_match(context.scene)
        if reason:
            cls.poll_message_set(reason)
        return not reason

    def execute(self, context: bpy.types.Context) -> Ending:
        """Set them; no key moves."""
        scene = context.scene
        settings = settings_of(scene)
        remember_settings(Journal(), scene, "clock")
        scene.render.fps, scene.render.fps_base = blender_rate(tuple(settings.shot_rate))
        scene.frame_start, scene.frame_end = settings.shot_range
        _drop_remarks(scene, "was left as it is")
        return {"FINISHED"}


class SCENE_STAGER_OT_release(bpy.types.Operator):
    """Make the selected parts of a shot your own, keys and all: the next bake makes new ones"""

    bl_idname = "scene_stager.release"
    bl_label = "Release"
    bl_options = {"REGISTER", "UNDO"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        """Only with parts of a shot selected."""
        has = any(one.get(marks.OWNER) and is_whole(one) for one in context.selected_objects)
        if not has:
            cls.poll_message_set("Select a camera or a light that a bake has made")
        return has

    def execute(self, context: bpy.types.Context) -> Ending:
        """Release them, and name them."""
        try:
            names = release_parts(context.selected_objects, context.scene)
        except StagerError as error:
            return refuse(self, error)
        self.report({"INFO"}, f"Yours now: {', '.join(names)}")
        return {"FINISHED"}


CLASSES = (
    SCENE_STAGER_OT_add_film,
    SCENE_STAGER_OT_match_clock,
    SCENE_STAGER_OT_release,
)


def why_not_match(scene: bpy.types.Scene) -> str:
    """Why there is nothing to match; empty when there is."""
    settings = settings_of(scene)
    if not settings.is_baked:
        return "Nothing baked yet"
    fps, base = blender_rate(tuple(settings.shot_rate))
    apart = abs(scene.render.fps / scene.render.fps_base - fps / base)
    same_range = (scene.frame_start, scene.frame_end) == tuple(settings.shot_range)
    return "The scene plays as the shot does" if apart < SAME_RATE and same_range else ""


def blender_rate(fps: tuple[int, int]) -> tuple[int, float]:
    """A whole number and what it is divided by: 24000/1001 is 24 / 1.001."""
    whole = math.ceil(fps[0] / fps[1])
    return whole, whole * fps[1] / fps[0]


def clock_words(settings: SCENE_STAGER_settings) -> str:
    """Rate and range of the shot, as people say them."""
    first, last = settings.shot_range
    return f"{settings.shot_rate[0] / settings.shot_rate[1]:.5g} fps, {first} to {last}"


def _drop_remarks(scene: bpy.types.Scene, words: str) -> None:
    """Take what is settled off the list."""
    remarks = settings_of(scene).remarks
    for index in reversed(range(len(remarks))):
        if words in remarks[index].text and not remarks[index].stand_in:
            remarks.remove(index)
