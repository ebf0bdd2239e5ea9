# SPDX-License-Identifier: GPL-3.0-or-later
"""What the settings ask for: the script that they stand for, and what is to be computed of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import bpy

from scene_stager.moks.plan import MoksBakePlan
from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.scene_script import SceneScript

from .choices import FILE, FILM, KEEP, OWN
from .scene_wishes import BlenderWishes
from .settings import SCENE_STAGER_settings

WISHES = (  # switch, slot, field, and the setting that holds the number
    ("use_phase", "atmosphere", "phase", "phase"),
    ("use_imperfection", "rig", "imperfection", "imperfection"),
    ("use_lens", "lens", "focal_length_mm", "focal_length_mm"),
    ("use_shift", "lens", "shift_mm", "shift_mm"),
    ("use_shift", "lens", "rise_mm", "rise_mm"),
    ("use_upright", "lens", "verticals", "verticals"),
    ("use_ratio", "lighting", "ratio_stops", "ratio_stops"),
    ("use_rim", "lighting", "rim_stops", "rim_stops"),
    ("use_ambient", "lighting", "ambient_stops", "ambient_stops"),
)


def planned(settings: SCENE_STAGER_settings) -> tuple[MoksBakePlan, tuple[int, int] | None]:
    """The plan, and the frames where only some are asked; InputError where there is no script."""
    from scene_stager.front_door import compile, emit_moks_plan

    plan = emit_moks_plan(compile(script_from(settings)))
    frames = (settings.first_frame, settings.last_frame) if settings.use_range else None
    return plan, frames


def scene_wishes(settings: SCENE_STAGER_settings) -> BlenderWishes:
    """What the bake may do to the scene."""
    return BlenderWishes(
        take_look=settings.look != KEEP,
        take_sky=settings.take_sky,
        take_camera=settings.take_camera,
        film_stock=settings.look == FILM,
    )


def script_from(settings: SCENE_STAGER_settings) -> SceneScript:
    """The script that the settings stand for; InputError when they stand for none."""
    from scene_stager.front_door import read_script
    from scene_stager.script.read import read_file

    if settings.scenario == FILE:
        script = read_file(Path(bpy.path.abspath(settings.script_path)))
    else:
        script = read_script(settings.scenario)
    return with_wishes(script, settings)


def with_wishes(script: SceneScript, settings: SCENE_STAGER_settings) -> SceneScript:
    """A script with all that is switched on in it."""
    asked = Overrides(
        seed=settings.seed if settings.use_seed else None,
        stock=settings.stock if settings.stock != OWN else None,
        rig=settings.rig if settings.rig != OWN else None,
        selector=_selector(settings.target) if settings.target is not None else None,
    )
    script = overridden(script, asked)
    for switch, slot, name, wish in WISHES:
        if getattr(settings, switch):
            changed = replace(getattr(script, slot), **{name: getattr(settings, wish)})
            script = replace(script, **{slot: changed})
    return script


def _selector(thing: bpy.types.Object) -> str:
    """What finds this object and no other, whatever letters are in its name."""
    plainly = re.sub(r"([*?\\])", r"\\\1", thing.name)
    return f"name:{plainly}"
