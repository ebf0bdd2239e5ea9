# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the scene a shot conforms to: its target, its clock, and the shape of its frame."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any

import bpy

from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.rate import read_rate
from scene_stager.script.scene_script import SceneScript

from .settings import SCENE_STAGER_settings
from .target import may_move, seen, way_of

REMEMBERED = 64  # scripts
# The way that was sampled last, for the preview that follows every slider; a bake samples anew.
WAYS: dict[str, Any] = {}
LEAST_SQUEEZE, MOST_SQUEEZE = 1.2, 2.0  # PAL's pixels of 1.09 are no anamorphic lens


def of_scene(settings: SCENE_STAGER_settings, scene: bpy.types.Scene) -> dict[str, Any]:
    """What overrides a script to stand at the target and to play as the scene does, cheaply."""
    found: dict[str, Any] = {}
    if settings.target is not None and settings.stage_at_target:
        there = seen(settings.target, scene)
        found |= {"place_m": there.place_m, "facing_deg": there.facing_deg}
        found["height_m"] = there.height_m
    if settings.use_height:
        found["height_m"] = settings.height_m
    return found | (clock_of(scene) | frame_of(scene) if settings.conform else {})


@lru_cache(REMEMBERED)
def remembered(script: SceneScript, asked: Overrides) -> SceneScript:
    """The script with what was asked for in it, worked out once: a panel asks whenever it draws."""
    return overridden(script, asked)


def clock_of(scene: bpy.types.Scene) -> dict[str, Any]:
    """Its rate and its first frame; a rate that no script knows is left to be said."""
    rate = rate_of(scene)
    return {"start_frame": scene.frame_start, **({} if rate is None else {"fps": rate})}


def rate_of(scene: bpy.types.Scene) -> tuple[int, int] | None:
    """Frames per second as a fraction; 24 over a base of 1.001 is 24000/1001."""
    base = Fraction(f"{scene.render.fps_base:.6g}")
    rate = Fraction(scene.render.fps) / base
    return read_rate(float(rate)) or read_rate([rate.numerator, rate.denominator])


def frame_of(scene: bpy.types.Scene) -> dict[str, Any]:
    """The shape of what it renders, and the squeeze of its lens where its pixels are that wide."""
    render = scene.render
    wide = render.pixel_aspect_x / render.pixel_aspect_y
    aspect = wide * render.resolution_x / render.resolution_y
    found: dict[str, Any] = {"frame_aspect": round(aspect, 9)}
    if LEAST_SQUEEZE <= wide <= MOST_SQUEEZE:
        found["squeeze"] = round(wide, 6)
    return found


def on_its_way(
    script: SceneScript, settings: SCENE_STAGER_settings, scene: bpy.types.Scene
) -> SceneScript:
    """The script with the path of a target that moves in it, sampled once, when it is baked."""
    thing = settings.target
    if thing is None or not settings.stage_at_target or not may_move(thing):
        return script
    top, bottom = rate_of(scene) or script.fps
    count = math.ceil(script.duration_s * top / bottom - 1e-6) + 1
    stands = tuple(round(value, 6) for row in thing.matrix_world for value in row)
    key = (scene.name, thing.name, scene.frame_start, scene.frame_current, count, top, bottom)
    if WAYS.get("key") != (*key, *stands):
        WAYS["key"] = (*key, *stands)
        WAYS["way"] = way_of(thing, scene, scene.frame_start, count, top / bottom)
        WAYS["of"] = (scene.name, thing.name)
    return on_known_way(script, settings, scene)


def on_known_way(
    script: SceneScript, settings: SCENE_STAGER_settings, scene: bpy.types.Scene
) -> SceneScript:
    """The same with the way as it was when it was sampled last, for a panel that is drawn often."""
    thing = settings.target
    if thing is None or not settings.stage_at_target:
        return script
    if WAYS.get("of") != (scene.name, thing.name):
        return script
    facing_deg, path = WAYS["way"]
    if path is None:
        return script
    return remembered(script, Overrides(path=path, facing_deg=facing_deg))
