# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake a Take into a scene, and say everything that its owner should know about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import bpy

from scene_stager.hosts.play import PlayReport, play
from scene_stager.moks.entities import SubjectFacts, first_of
from scene_stager.moks.in_picture import has_picture, picture_warnings
from scene_stager.moks.take import Take

from .air import box_around
from .host import BlenderHost
from .overruled import overruled
from .scene_wishes import BlenderWishes
from .sight import hidden, walls


def bake_take(
    take: Take,
    scene: bpy.types.Scene | None = None,
    wishes: BlenderWishes = BlenderWishes(),  # noqa: B008 - frozen
    *,
    owner: str = "",
    push_undo: Callable[[str], object] | None = None,
    before_change: Callable[[int], None] = lambda number: None,
) -> PlayReport:
    """Play a Take into a scene; HostError when that fails, and then nothing has changed.

    `owner` is the shot of the scene that it takes the place of; without one, that of its own name.
    `before_change` is called before every change, with a running number.
    """
    scene = scene or bpy.context.scene
    subject = first_of(SubjectFacts, take.entities)  # no part, where it is a thing of the user's
    host = BlenderHost(
        scene,
        wishes,
        air_box_m=box_around(take),
        subject_m=0.0 if subject is None else subject.height_m,
        made_from=json.dumps({"plan": take.plan_hash, "take": take.digest}),
        push_undo=push_undo,
        before_change=before_change,
    )
    report = play(take, host, owner)
    scene.frame_set(scene.frame_current)  # so that fields show what is keyed
    stronger = (one.line for one in overruled(scene, report.owner))
    said = [*host.remarks, *_remarks(take, scene), *stronger]
    if has_picture(take):
        said += [*picture_warnings(take), *hidden(take, scene)]
        said += walls(take, scene) if wishes.clear_of_walls else ()
    return replace(report, warnings=(*report.warnings, *said))


def _remarks(take: Take, scene: bpy.types.Scene) -> list[str]:
    """What of the scene is otherwise than the shot has it, and was left alone."""
    said = []
    first, last = take.frames[0], take.frames[-1]
    if not (scene.frame_start <= first and last <= scene.frame_end):
        said.append(
            f"the shot plays frames {first} to {last} and the scene {scene.frame_start} to "
            f"{scene.frame_end}; the scene's range was left as it is"
        )
    unit_m = scene.unit_settings.scale_length
    if unit_m not in (0.0, 1.0):
        said.append(
            f"one unit of this scene is {unit_m:.4g} m: places, lights and fog were converted, and "
            "the scene's units were left as they are"
        )
    return said


def add_film(scene: bpy.types.Scene | None = None) -> bool:
    """Put a film that waits before the output of the user's compositor; False when none waits."""
    host = BlenderHost(scene or bpy.context.scene)
    with host.one_undo_step("Add Film to Compositor"):
        return host.hang_film()
