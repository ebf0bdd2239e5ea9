# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake a Take into a scene, and say everything that its owner should know about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import bpy

from scene_stager.hosts.play import PlayReport, play
from scene_stager.moks.take import Take

from .air import box_around
from .host import BlenderHost


def bake_take(
    take: Take,
    scene=None,
    *,
    take_sky: bool = True,
    take_camera: bool = True,
    take_look: bool = True,
    push_undo: Callable[[str], object] | None = None,
) -> PlayReport:
    """Play a Take into a scene; HostError when that fails, and then nothing has changed."""
    scene = scene or bpy.context.scene
    host = BlenderHost(
        scene,
        air_box_m=box_around(take),
        take_sky=take_sky,
        take_camera=take_camera,
        take_look=take_look,
        push_undo=push_undo,
    )
    report = play(take, host)
    scene.frame_set(scene.frame_current)  # so that fields show what is keyed
    return replace(report, warnings=(*report.warnings, *host.remarks, *_range_remarks(take, scene)))


def _range_remarks(take: Take, scene) -> list[str]:
    first, last = take.frames[0], take.frames[-1]
    if scene.frame_start <= first and last <= scene.frame_end:
        return []
    return [
        f"the shot plays frames {first} to {last} and the scene {scene.frame_start} to "
        f"{scene.frame_end}; the scene's range was left as it is"
    ]
