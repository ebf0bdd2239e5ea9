# SPDX-License-Identifier: GPL-3.0-or-later
"""What the settings ask for: the script that they stand for, and what is to be computed of it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import bpy

from scene_stager.errors import HostError, StagerError
from scene_stager.moks.plan import MoksBakePlan
from scene_stager.presets.put_on import Dressed, put_on
from scene_stager.script.give_way import GivenWay
from scene_stager.script.overrides import Overrides
from scene_stager.script.scene_script import SceneScript

from .choices import FILE, FILM, KEEP, OWN
from .conform import of_scene, on_its_way, on_known_way, remembered
from .own_numbers import FIELDS, RANGE, REMEMBERED, RIG, following, given, switch_of, values_of
from .riding import Inputs, on_its_surface
from .scene_wishes import BlenderWishes
from .settings import SCENE_STAGER_settings

# Where there is no light of that kind, its number begins so low that nobody sees it come.
UNSEEN = {"lighting.rim_stops": -10.0}


class Planned(NamedTuple):
    """The plan, the frames where only some are asked, and what the plan names."""

    plan: MoksBakePlan
    frames: tuple[int, int] | None
    inputs: Inputs


def planned(settings: SCENE_STAGER_settings) -> Planned:
    """What the settings come to; InputError where there is no script."""
    from scene_stager.front_door import compile, emit_moks_plan

    scene: bpy.types.Scene = settings.id_data  # type: ignore[assignment]
    script = on_its_way(script_from(settings), settings, scene)
    going = _baking(following(script, asked_of(settings)))
    ridden, inputs = on_its_surface(going, settings, scene)
    frames = (settings.first_frame, settings.last_frame) if settings.use_range else None
    return Planned(emit_moks_plan(compile(ridden)), frames, inputs)


def scene_wishes(settings: SCENE_STAGER_settings) -> BlenderWishes:
    """What the bake may do to the scene."""
    return BlenderWishes(
        take_look=settings.look != KEEP,
        take_sky=settings.take_sky,
        take_camera=settings.take_camera,
        show_practicals=settings.show_practicals,
        take_shutter=settings.take_shutter,
        clear_of_walls=settings.clear_of_walls,
        film_stock=settings.look == FILM,
    )


def script_from(settings: SCENE_STAGER_settings) -> SceneScript:
    """The script that the settings stand for; a StagerError in plain words when for none."""
    return _baking(given(base_of(settings), asked_of(settings)))


def given_way(settings: SCENE_STAGER_settings) -> GivenWay:
    """The script with all that is switched on in it, and what of the scenario's gave way.

    The way of a target is in it from its first bake on.
    """
    scene: bpy.types.Scene = settings.id_data  # type: ignore[assignment]
    asked = asked_of(settings)
    said = _dressed(settings).lines
    found = given(base_of(settings), asked)
    if found.problem:
        return replace(found, lines=(*said, *found.lines))
    going = following(on_known_way(found.script, settings, scene), asked)
    return replace(going, lines=(*said, *found.lines, *going.lines))


def _baking(found: GivenWay) -> SceneScript:
    if found.problem:
        raise HostError(found.problem)
    return found.script


def _dressed(settings: SCENE_STAGER_settings) -> Dressed:
    """The scenario or the script in a file with the presets on it; InputError where there is none.

    It is remembered for as long as no preset's file changes.
    """
    from scene_stager.front_door import read_script
    from scene_stager.presets.library import Library
    from scene_stager.script.read import read_file

    if settings.scenario == FILE:
        script = read_file(Path(bpy.path.abspath(settings.script_path)))
    else:
        script = read_script(settings.scenario)
    names = tuple(n for n in (settings.look_preset.strip(), settings.move_preset.strip()) if n)
    files = [Library().file_of(name) for name in names if name in Library().names()]
    return _put_on(script, names, tuple(file.stat().st_mtime_ns for file in files))


@lru_cache(REMEMBERED)
def _put_on(script: SceneScript, names: tuple[str, ...], changed_ns: tuple[int, ...]) -> Dressed:
    return put_on(script, names)


def base_of(settings: SCENE_STAGER_settings) -> SceneScript:
    """The script with its presets, about the target; InputError when there is none."""
    script = _dressed(settings).script
    asked = Overrides(
        stock=settings.stock if settings.stock != OWN else None,
        selector=_selector(settings.target) if settings.target is not None else None,
        **of_scene(settings, settings.id_data),  # type: ignore[arg-type]
    )
    return remembered(script, asked)


def asked_of(settings: SCENE_STAGER_settings) -> dict[str, Any]:
    """What is asked for instead of the scenario's own, by the fields of the script."""
    asked: dict[str, Any] = {} if settings.rig == OWN else {RIG: settings.rig}
    for switch, fields in FIELDS.items():
        if getattr(settings, switch):
            asked |= {path: _plain(getattr(settings, name)) for path, name in fields}
    return asked


def fill(settings: SCENE_STAGER_settings, switch: str) -> None:
    """A number that is taken hold of begins with what the shot has; let go, it is forgotten."""
    names = dict(FIELDS[switch]) if switch in FIELDS else RANGE
    if not getattr(settings, switch):
        for name in names.values():
            settings.property_unset(name)
        return
    if any(settings.is_property_set(name) for name in names.values()):
        return
    with suppress(StagerError):
        asked = {path: value for path, value in asked_of(settings).items() if path not in names}
        values = values_of(given(base_of(settings), asked).script)
        for path, name in names.items():
            value = UNSEEN.get(path) if values.get(path) is None else values[path]
            if value is not None:
                setattr(settings, name, value)


def apply(settings: SCENE_STAGER_settings, path: str, value: Any) -> None:
    """Ask for a value of a field, or with None for the scenario's own."""
    if path == RIG:
        settings.rig = OWN if value is None else value
        return
    switch = switch_of(path)
    setattr(settings, switch, value is not None)
    if value is not None:
        setattr(settings, dict(FIELDS[switch])[path], value)


def _plain(value: Any) -> Any:
    """A number as it was typed: Blender keeps single precision."""
    return float(f"{value:.7g}") if isinstance(value, float) else value


def _selector(thing: bpy.types.Object) -> str:
    """What finds this object and no other, whatever letters are in its name."""
    plainly = re.sub(r"([*?\\])", r"\\\1", thing.name)
    return f"name:{plainly}"
