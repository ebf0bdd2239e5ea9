# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake a Take into a scene, and say everything that its owner should know about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import bpy

from scene_stager.hosts.glass_shelves import parse_selector, resolve
from scene_stager.hosts.play import PlayReport, play
from scene_stager.moks.take import Take

from . import marks
from .air import box_around
from .host import BlenderHost


def bake_take(
    take: Take,
    scene=None,
    *,
    take_sky: bool = True,
    take_camera: bool = True,
    take_look: bool = True,
    film_stock: bool = False,
    push_undo: Callable[[str], object] | None = None,
) -> PlayReport:
    """Play a Take into a scene; HostError when that fails, and then nothing has changed.

    With `take_look` the scene's view is exposed and balanced for the film; with `film_stock` the
    film itself, without grain, too goes into the scene's compositor.
    """
    scene = scene or bpy.context.scene
    host = BlenderHost(
        scene,
        air_box_m=box_around(take),
        take_sky=take_sky,
        take_camera=take_camera,
        take_look=take_look,
        film_stock=film_stock,
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


def add_film(scene=None) -> bool:
    """Put a film that waits before the output of the user's compositor; False when none waits."""
    host = BlenderHost(scene or bpy.context.scene)
    with host.one_undo_step("Add Film to Compositor"):
        return host.hang_film()


def rebind(scene=None) -> tuple[tuple[str, str], ...]:
    """Drop the stand-ins whose targets are there now; pairs of stand-in and what it stood for.

    As after a bake that finds its target, the target itself is neither keyed nor moved.
    """
    scene = scene or bpy.context.scene
    host = BlenderHost(scene)
    things = host.look().objects
    found: dict[str, str] = {}
    for thing in scene.objects:
        if thing.get(marks.OWNER) and marks.SELECTOR in thing:
            answer = resolve(parse_selector(thing[marks.SELECTOR]), things)
            if answer.taken is not None:
                found[thing.name] = answer.taken.name
    with host.one_undo_step("Rebind"):
        for owner in {scene.objects[name][marks.OWNER] for name in found}:
            mine = [thing for thing in scene.objects if thing.get(marks.OWNER) == owner]
            keep = {thing[marks.PART] for thing in mine if thing.name not in found}
            host.sweep(owner, keep=frozenset(keep))
    return tuple(sorted(found.items()))
