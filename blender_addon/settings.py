# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel keeps with a scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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

from . import choices, marks
from .evaluated_mesh import has_a_surface
from .remark import SCENE_STAGER_remark, is_the_users
from .shots import shots_in, shown_in

LARGEST_SEED = 2**31 - 1  # Blender's whole numbers end there
# What follows the settings while the path is shown before the bake; the interface puts it here.
FOLLOWERS: list[Callable[[SCENE_STAGER_settings], None]] = []
# What gives a number that is taken hold of the value that the shot has of it.
FILLERS: list[Callable[[SCENE_STAGER_settings, str], None]] = []


def _moved(settings: SCENE_STAGER_settings, context: bpy.types.Context) -> None:
    """A setting changed: the path that is shown before the bake follows."""
    if settings.show_path or settings.path_problem:
        _shown(settings, context)


def _shown(settings: SCENE_STAGER_settings, context: bpy.types.Context) -> None:
    for follow in FOLLOWERS:
        follow(settings)


def _shown_index(settings: SCENE_STAGER_settings) -> int:
    """Where the shot that is shown stands among the file's collections; -1 when there is none."""
    scene: Any = settings.id_data
    home = shots_in(scene).get(shown_in(scene))
    return -1 if home is None else list(bpy.data.collections).index(home)


def _show_index(settings: SCENE_STAGER_settings, index: int) -> None:
    """Show the shot that was clicked."""
    scene: Any = settings.id_data
    home = bpy.data.collections[index]
    if home in shots_in(scene).values():
        with bpy.context.temp_override(scene=scene):
            ours: Any = bpy.ops
            ours.scene_stager.show_shot(shot=home[marks.OWNER])


def _switch(key: str, name: str, about: str) -> BoolProperty:
    def ticked(settings: SCENE_STAGER_settings, context: bpy.types.Context) -> None:
        for fill in FILLERS:
            fill(settings, key)
        _moved(settings, context)

    return BoolProperty(name=name, description=about, update=ticked)


def _number(
    name: str, about: str, usual: float, low: float, high: float, **kind: Any
) -> FloatProperty:
    return FloatProperty(
        name=name, description=about, default=usual, min=low, max=high, update=_moved, **kind
    )


def _word(name: str, about: str, items: Any, usual: str) -> EnumProperty:
    return EnumProperty(name=name, description=about, items=items, default=usual, update=_moved)


class SCENE_STAGER_settings(bpy.types.PropertyGroup):
    """What to bake. A number counts where its switch is on; otherwise the scenario's own does."""

    scenario: EnumProperty(
        name="Scenario", description="Begin with this", items=choices.scenario_items, update=_moved
    )
    script_path: StringProperty(
        name="Script", description="A script in a JSON file", subtype="FILE_PATH", update=_moved
    )
    match_folder: StringProperty(
        name="Match", description="Where the last match is kept", subtype="DIR_PATH"
    )
    match_taken: StringProperty(
        name="Taken", description="What was taken of the last match afterwards"
    )
    match_words: StringProperty(name="Found", description="What the last match found")
    look_preset: StringProperty(
        name="Look Preset",
        description="A preset of your library, put on the shot; empty for none",
        search=choices.look_presets,
        update=_moved,
    )
    move_preset: StringProperty(
        name="Move Preset",
        description="A preset that brings a rig and its move, over all the rest; a move that does "
        "not fit the shot is fitted to it. Empty for none",
        search=choices.move_presets,
        update=_moved,
    )
    rig: EnumProperty(
        name="Rig", description="What carries the camera", items=choices.rig_items, update=_moved
    )
    stock: EnumProperty(
        name="Stock", description="The film in the camera", items=choices.stock_items, update=_moved
    )
    target: PointerProperty(
        name="Target",
        description="What the shot is about; the scenario's own selector looks for it when empty. "
        "It is not keyed; the shot is staged where it stands, faces and goes",
        type=bpy.types.Object,
        poll=is_the_users,
        update=_moved,
    )
    key_surface: PointerProperty(
        name="Key's Surface",
        description="What surface the key rides as the target goes along it; empty for none",
        type=bpy.types.Object,
        poll=has_a_surface,
        update=_moved,
    )
    stage_at_target: BoolProperty(
        name="Stage at Target",
        default=True,
        description="Stage the shot where the target stands and faces, as large as it is, and "
        "along the way that it is animated; off, round the world's origin",
        update=_moved,
    )
    use_height: BoolProperty(
        name="Height",
        description="Say how tall the subject is, in place of what its bounding box says",
        update=_moved,
    )
    height_m: _number(
        "Height", "How tall the subject is, in metres; the set grows with it", 1.75, 0.01, 1000.0
    )
    conform: BoolProperty(
        name="Conform the Shot to the Scene",
        default=True,
        description="Give the shot the rate, the first frame and the shape of the frame that this "
        "scene has; it stays as long in seconds. Off, the shot keeps its own",
        update=_moved,
    )
    take_shutter: BoolProperty(
        name="Shot's Shutter",
        default=True,
        description="Blur what moves as the shot's shutter does; yours is kept and comes back",
    )
    clear_of_walls: BoolProperty(
        name="Keep Clear of Walls",
        description="Say the first frame on which the camera's body is inside something",
    )
    show_path: BoolProperty(
        name="Preview Path",
        description="Show the way of the camera and of the target, in the scene's units, before "
        "the bake; it follows the settings, does not render, and goes away with the bake",
        update=_shown,
    )
    path_problem: StringProperty(name="Problem")
    use_range: _switch("use_range", "Frames", "Bake only some frames of the shot")
    first_frame: IntProperty(
        name="First", description="First frame, in the shot's own rate", default=1, update=_moved
    )
    last_frame: IntProperty(
        name="Last", description="Last frame, in the shot's own rate", default=100, update=_moved
    )
    use_seed: _switch(
        "use_seed", "Seed", "Another take of the same shot, with other shake and flicker"
    )
    seed: IntProperty(
        name="Seed",
        description="Another take of the same shot, with other shake and flicker: a whole number, "
        "the same one gives the same shot again",
        default=1,
        min=0,
        max=LARGEST_SEED,
        update=_moved,
    )
    use_phase: _switch(
        "use_phase", "Mist φ", "Set how much mist, smoke, dust or rain is in the air"
    )
    phase: _number(
        "Mist φ",
        "The one slider of the air, its phase: 0 is calm and clear, 1 wild and thick",
        0.5,
        0.0,
        1.0,
        subtype="FACTOR",
    )
    use_imperfection: _switch(
        "use_imperfection", "Shake", "Set how restless the rig is: its imperfection"
    )
    imperfection: _number(
        "Shake",
        "Imperfection, as a share of the rig's own unrest: 0 is none, 1 is its own",
        1.0,
        0.0,
        4.0,
        subtype="FACTOR",
    )
    use_lens: _switch("use_lens", "Lens", "Put another lens on")
    focal_length_mm: _number(
        "Focal Length", "Focal length in millimetres", 35.0, 4.0, 1200.0, unit="CAMERA"
    )
    use_size: _switch("use_size", "Shot Size", "Say how large the subject is; the camera moves")
    shot_size: _word(
        "Shot Size",
        "How much of the subject fills the picture's height where the move is framed",
        choices.SIZES,
        "medium",
    )
    use_distance: _switch("use_distance", "Distance", "Say how far off the camera is")
    distance_m: _number(
        "Distance",
        "From the lens to the subject where the move is framed, in metres of the set",
        3.0,
        0.05,
        5000.0,
    )
    use_duration: _switch("use_duration", "Duration", "Say how long the camera's move takes")
    duration_s: _number("Duration", "How long the move takes, in seconds", 5.0, 0.01, 10000.0)
    use_speed: _switch("use_speed", "Speed", "Say how fast the camera moves")
    speed_m_s: _number(
        "Speed",
        "How fast the camera is in the middle of its move, in metres per second",
        0.5,
        0.001,
        100.0,
    )
    use_shift: _switch("use_shift", "Lens Shift", "Move the lens over the picture area")
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
    use_upright: _switch("use_upright", "Verticals", "Say what becomes of upright lines")
    verticals: _word(
        "Verticals",
        "Upright keeps the camera level and raises the lens in place of a tilt",
        choices.VERTICALS,
        "upright",
    )
    use_level: _switch("use_level", "Key Level", "Set the key against the exposure")
    key_stops: _number(
        "Key Level",
        "Stops that the key is over the exposure: 0 is right, below 0 darker, above 0 brighter",
        0.0,
        -10.0,
        10.0,
    )
    use_ratio: _switch("use_ratio", "Key to Fill", "Set the key against the fill")
    ratio_stops: _number(
        "Key to Fill", "Stops that the key is over the fill: 1 is 2:1, 2 is 4:1", 2.0, 0.0, 8.0
    )
    use_rim: _switch("use_rim", "Rim to Key", "Set the rim against the key")
    rim_stops: _number("Rim to Key", "Stops that the rim is over the key", 0.0, -10.0, 10.0)
    use_ambient: _switch("use_ambient", "Ambient to Key", "Set the surroundings against the key")
    ambient_stops: _number(
        "Ambient to Key", "Stops that the surroundings are over the key", -4.0, -20.0, 10.0
    )
    use_receptor: _switch(
        "use_receptor", "Hold Meter", "Say what the hold of the light meters with"
    )
    receptor: _word(
        "Hold Meter",
        "What a light that holds its exposure is metered with at the subject",
        choices.RECEPTORS,
        "dome",
    )
    use_key_place: _switch("use_key_place", "Key Place", "Say where the key stands")
    key_azimuth_deg: _number(
        "Key Azimuth",
        "Degrees that the key is to the side: 0 is on the lens's side, above 0 to camera right",
        0.0,
        -180.0,
        180.0,
    )
    key_elevation_deg: _number(
        "Key Elevation", "Degrees that the key is up: 0 is level", 30.0, -90.0, 90.0
    )
    take_camera: BoolProperty(
        name="Shot's Camera",
        default=True,
        description="Make the shot's camera the scene's; off, yours stays",
    )
    look_through: BoolProperty(
        name="View Through It",
        default=True,
        description="Show the shot through its camera in the 3D view after a bake",
    )
    show_practicals: BoolProperty(
        name="Practicals Seen",
        default=True,
        description="Show candles, torches and bulbs in the picture, as bright as they light",
    )
    take_sky: BoolProperty(
        name="Shot's Sky",
        default=True,
        description="Make the shot's sky the scene's World; yours is kept and comes back",
    )
    look: EnumProperty(
        name="Look",
        description="What the film does to the picture",
        items=choices.LOOKS,
        default=choices.FILM,
    )
    remarks: CollectionProperty(type=SCENE_STAGER_remark)
    keep_shot: BoolProperty(
        name="Keep as Another Shot",
        description="Bake a shot beside the one that is shown, which is kept and waits unseen; "
        "off, the bake takes its place",
    )
    shot_index: IntProperty(
        name="Shot",
        description="The shot that is shown, of the shots of this scene",
        get=_shown_index,
        set=_show_index,
    )
    is_baked: BoolProperty(name="Baked")
    shot_rate: IntVectorProperty(name="Rate of the shot", size=2, default=(24, 1))
    shot_range: IntVectorProperty(name="Frames of the shot", size=2, default=(1, 1))


def settings_of(scene: bpy.types.Scene) -> SCENE_STAGER_settings:
    """What the panel keeps with a scene."""
    return scene.scene_stager  # type: ignore[attr-defined,no-any-return]
