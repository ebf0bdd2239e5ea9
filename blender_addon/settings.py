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
    PointerProperty,
    StringProperty,
)

from scene_stager.script.scene_script import SceneScript

from .choices import FILE, FILM, LOOKS, OWN, rig_items, scenario_items, stock_items

LARGEST_SEED = 2**31 - 1  # Blender's whole numbers end there


class SCENE_STAGER_remark(bpy.types.PropertyGroup):
    """A line that stays listed after a bake; with the name of the stand-in it is about, if any."""

    text: StringProperty(name="Remark")
    stand_in: StringProperty(name="Stand-in")


class SCENE_STAGER_settings(bpy.types.PropertyGroup):
    """What to bake. A number counts where its switch is on; otherwise the scenario's own does."""

    scenario: EnumProperty(
        name="Scenario", description="The shot to begin with", items=scenario_items
    )
    script_path: StringProperty(
        name="Script", description="A script in a JSON file", subtype="FILE_PATH"
    )
    rig: EnumProperty(name="Rig", description="What carries the camera", items=rig_items)
    stock: EnumProperty(name="Stock", description="The film in the camera", items=stock_items)
    target: PointerProperty(
        name="Target",
        description="What the shot is about; the scenario's own selector looks for it when empty. "
        "It is not keyed, and the shot is staged round the world's origin",
        type=bpy.types.Object,
    )
    use_range: BoolProperty(name="Frames", description="Bake only some frames of the shot")
    first_frame: IntProperty(
        name="First", description="First frame, in the shot's own rate", default=1
    )
    last_frame: IntProperty(name="Last", description="Last frame, included", default=100)
    use_seed: BoolProperty(name="Seed", description="Choose another of the many equal shots")
    seed: IntProperty(name="Seed", default=1, min=0, max=LARGEST_SEED)
    use_phase: BoolProperty(name="Phase", description="Set the one slider of the air")
    phase: FloatProperty(
        name="φ", description="The air: 0 is calm and clear, 1 is wild and thick", min=0.0, max=1.0
    )
    use_imperfection: BoolProperty(name="Imperfection", description="Set how restless the rig is")
    imperfection: FloatProperty(
        name="Imperfection",
        description="Share of the rig's own unrest: 0 is none, 1 is its own",
        default=1.0,
        min=0.0,
        max=4.0,
    )
    use_lens: BoolProperty(name="Lens", description="Put another lens on")
    focal_length_mm: FloatProperty(
        name="Focal length", description="In millimetres", default=35.0, min=4.0, max=1200.0
    )
    use_ratio: BoolProperty(name="Light ratio", description="Set the key against the fill")
    ratio_stops: FloatProperty(
        name="Ratio",
        description="Stops that the key is over the fill",
        default=2.0,
        min=0.0,
        max=8.0,
    )
    take_camera: BoolProperty(
        name="Make it the scene's camera",
        default=True,
        description="Look through the shot's camera",
    )
    take_sky: BoolProperty(
        name="Use its sky",
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
    if settings.use_seed:
        script = replace(script, seed=settings.seed)
    if settings.rig != OWN:
        script = replace(script, rig=replace(script.rig, rig=settings.rig))
    if settings.stock != OWN:
        stock = replace(script.stock, stock=settings.stock, exposure_index=None)
        script = replace(script, stock=stock)
    if settings.target is not None:
        plainly = re.sub(r"([*?\\])", r"\\\1", settings.target.name)
        subject = replace(script.subject, selector=f"name:{plainly}")
        script = replace(script, subject=subject)
    numbers = (
        ("use_phase", "atmosphere", "phase", "phase"),
        ("use_imperfection", "rig", "imperfection", "imperfection"),
        ("use_lens", "lens", "focal_length_mm", "focal_length_mm"),
        ("use_ratio", "lighting", "ratio_stops", "ratio_stops"),
    )
    for switch, slot, name, wish in numbers:
        if getattr(settings, switch):
            changed = replace(getattr(script, slot), **{name: getattr(settings, wish)})
            script = replace(script, **{slot: changed})
    return script
