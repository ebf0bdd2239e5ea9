# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel keeps with a scene, and the script that it stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    EnumProperty,
    FloatProperty,
    IntProperty,
    IntVectorProperty,
    PointerProperty,
    StringProperty,
)

from scene_stager.script.overrides import Overrides, overridden
from scene_stager.script.scene_script import SceneScript

from . import marks
from .choices import FILE, FILM, LOOKS, OWN, VERTICALS, rig_items, scenario_items, stock_items

LARGEST_SEED = 2**31 - 1  # Blender's whole numbers end there
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


def _moved(settings, context) -> None:
    """A setting changed: the path that is shown before the bake follows."""
    from .interface.path import refresh

    if settings.show_path or settings.path_problem:
        refresh(settings)


def _shown(settings, context) -> None:
    from .interface.path import refresh

    refresh(settings)


def _is_the_users(_, thing) -> bool:
    """Objects that a bake has made are nobody's target."""
    return not thing.get(marks.OWNER)


def _switch(name: str, about: str) -> BoolProperty:
    return BoolProperty(name=name, description=about, update=_moved)


def _number(name: str, about: str, usual: float, low: float, high: float, **kind) -> FloatProperty:
    return FloatProperty(
        name=name, description=about, default=usual, min=low, max=high, update=_moved, **kind
    )


class SCENE_STAGER_remark(bpy.types.PropertyGroup):
    """A line that stays listed after a bake; with the name of the stand-in it is about, if any."""

    text: StringProperty(name="Remark")
    stand_in: StringProperty(name="Stand-in")
    object: PointerProperty(
        name="Object",
        description="What takes the stand-in's place when you press Rebind; empty looks for it",
        type=bpy.types.Object,
        poll=_is_the_users,
    )


class SCENE_STAGER_settings(bpy.types.PropertyGroup):
    """What to bake. A number counts where its switch is on; otherwise the scenario's own does."""

    scenario: EnumProperty(
        name="Scenario", description="The shot to begin with", items=scenario_items, update=_moved
    )
    script_path: StringProperty(
        name="Script", description="A script in a JSON file", subtype="FILE_PATH", update=_moved
    )
    match_folder: StringProperty(
        name="Match", description="Where the last match is kept", subtype="DIR_PATH"
    )
    match_words: StringProperty(name="Found", description="What the last match found")
    rig: EnumProperty(
        name="Rig", description="What carries the camera", items=rig_items, update=_moved
    )
    stock: EnumProperty(
        name="Stock", description="The film in the camera", items=stock_items, update=_moved
    )
    target: PointerProperty(
        name="Target",
        description="What the shot is about; the scenario's own selector looks for it when empty. "
        "It is not keyed, and the shot is staged round the world's origin",
        type=bpy.types.Object,
        poll=_is_the_users,
        update=_moved,
    )
    show_path: BoolProperty(
        name="Preview Path",
        description="Show the way of the camera and of the target, in the scene's units, before "
        "the bake; it follows the settings, does not render, and goes away with the bake",
        update=_shown,
    )
    path_problem: StringProperty(name="Problem")
    use_range: _switch("Frames", "Bake only some frames of the shot")
    first_frame: IntProperty(
        name="First",
        description="First frame, in the shot's own rate",
        default=1,
        update=_moved,
    )
    last_frame: IntProperty(
        name="Last",
        description="Last frame, included, in the shot's own rate",
        default=100,
        update=_moved,
    )
    use_seed: _switch("Seed", "Choose another of the many equal shots")
    seed: IntProperty(
        name="Seed",
        description="Which of the many equal shots: a whole number, the same one gives the same "
        "shot again",
        default=1,
        min=0,
        max=LARGEST_SEED,
        update=_moved,
    )
    use_phase: _switch("Phase φ", "Set the one slider of the air")
    phase: _number(
        "φ",
        "The air, from 0 to 1: 0 is calm and clear, 1 wild and thick",
        0.5,
        0.0,
        1.0,
        subtype="FACTOR",
    )
    use_imperfection: _switch("Imperfection", "Set how restless the rig is")
    imperfection: _number(
        "Imperfection",
        "Share of the rig's own unrest: 0 is none, 1 is its own",
        1.0,
        0.0,
        4.0,
        subtype="FACTOR",
    )
    use_lens: _switch("Lens", "Put another lens on")
    focal_length_mm: _number(
        "Focal Length", "Focal length in millimetres", 35.0, 4.0, 1200.0, unit="CAMERA"
    )
    use_shift: _switch("Lens Shift", "Move the lens over the picture area")
    shift_mm: _number(
        "Shift",
        "How far the lens is moved sideways over the sensor, in millimetres: above 0 to camera "
        "right. The subject stays where the framing has it",
        0.0,
        -50.0,
        50.0,
        unit="CAMERA",
    )
    rise_mm: _number(
        "Rise",
        "How far the lens is raised over the sensor, in millimetres; below 0 it falls. The subject "
        "stays where the framing has it, and the camera tilts less upward",
        0.0,
        -50.0,
        50.0,
        unit="CAMERA",
    )
    use_upright: _switch("Verticals", "Say what becomes of upright lines")
    verticals: EnumProperty(
        name="Verticals",
        description="Upright keeps the camera level and raises the lens in place of a tilt",
        items=VERTICALS,
        default="upright",
        update=_moved,
    )
    use_ratio: _switch("Key to Fill", "Set the key against the fill")
    ratio_stops: _number(
        "Key to Fill", "Stops that the key is over the fill: 1 is 2:1, 2 is 4:1", 2.0, 0.0, 8.0
    )
    use_rim: _switch("Rim to Key", "Set the rim against the key")
    rim_stops: _number("Rim to Key", "Stops that the rim is over the key", 0.0, -10.0, 10.0)
    use_ambient: _switch("Ambient to Key", "Set the surroundings against the key")
    ambient_stops: _number(
        "Ambient to Key", "Stops that the surroundings are over the key", -4.0, -20.0, 10.0
    )
    take_camera: BoolProperty(
        name="Shot's Camera",
        default=True,
        description="Make the shot's camera the scene's; off, yours stays",
    )
    take_sky: BoolProperty(
        name="Shot's Sky",
        default=True,
        description="Make the shot's sky the scene's World; yours is kept and comes back",
    )
    look: EnumProperty(
        name="Look",
        description="What the film does to the picture",
        items=LOOKS,
        default=FILM,
    )
    remarks: CollectionProperty(type=SCENE_STAGER_remark)
    is_baked: BoolProperty(name="Baked")
    shot_rate: IntVectorProperty(name="Rate of the shot", size=2, default=(24, 1))
    shot_range: IntVectorProperty(name="Frames of the shot", size=2, default=(1, 1))


def script_from(settings) -> SceneScript:
    """The script that the settings stand for; InputError when they stand for none."""
    from scene_stager.front_door import read_script
    from scene_stager.script.read import read_file

    if settings.scenario == FILE:
        script = read_file(Path(bpy.path.abspath(settings.script_path)))
    else:
        script = read_script(settings.scenario)
    return with_wishes(script, settings)


def with_wishes(script: SceneScript, settings) -> SceneScript:
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


def _selector(thing) -> str:
    """What finds this object and no other, whatever letters are in its name."""
    plainly = re.sub(r"([*?\\])", r"\\\1", thing.name)
    return f"name:{plainly}"
