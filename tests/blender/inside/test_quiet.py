"""The console stays quiet: what blows has no Action of its own, and follows its shot's air."""

import ctypes
import json
import re

import bpy
import pytest
from blender_addon import marks
from blender_addon.bake import bake_take
from blender_addon.overruled import overruled

from scene_stager.errors import HostError
from scene_stager.front_door import bake
from tests.blender import readback
from tests.blender.fog import march_through_fog

pytestmark = pytest.mark.blender

NAME = "walk_and_talk_verite"  # whose wind gusts
BLENDERS_OWN = re.compile(
    r"Fra:|Saved: |Time: |Info: |\d\d:\d\d\.\d{3} +render +\| Saved: "  # of a render, and of a file
)


@pytest.fixture(scope="module")
def take():
    return bake(NAME, frames=(1, 4))


@pytest.fixture
def scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return bpy.context.scene


def said(capfd):
    """What was written on the console, by Blender's own C too; but for what it says of itself."""
    ctypes.CDLL(None).fflush(None)
    out, err = capfd.readouterr()
    lines = (out + err).splitlines()
    return [line for line in lines if line.strip() and not BLENDERS_OWN.match(line)]


def plays(scene, tmp_path):
    for frame in (1, 2, 3):
        scene.frame_set(frame)
    render = scene.render
    render.engine, render.filepath = "CYCLES", str(tmp_path / "still.png")
    scene.cycles.samples, render.resolution_x, render.resolution_y = 1, 16, 9
    march_through_fog(scene)
    bpy.ops.render.render(write_still=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "shot.blend"))


def test_a_bake_a_change_of_frame_a_render_and_a_saved_file_say_nothing(
    scene, take, tmp_path, capfd
):
    bake_take(take)
    bake_take(take)
    plays(scene, tmp_path)
    assert said(capfd) == []


def test_what_the_console_is_watched_for_is_what_an_action_on_a_force_field_makes_blender_say(
    scene, take, tmp_path, capfd
):
    bake_take(take)
    bpy.data.objects["Wind"].keyframe_insert("location")
    plays(scene, tmp_path)
    assert any("Rigid Body" in line for line in said(capfd))


def test_shots_that_are_duplicated_and_cut_between_say_nothing(add_on, tmp_path, capfd):
    scene = bpy.context.scene
    # A film asks Blender 5.3 for a graphics card, and a machine without one is told so.
    add_on.scenario, add_on.look = NAME, "KEEP"
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert bpy.ops.scene_stager.duplicate_shot() == {"FINISHED"}
    scene.frame_end, add_on.first_frame, add_on.last_frame = 6, 4, 6
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert bpy.ops.scene_stager.cut_shots() == {"FINISHED"}
    capfd.readouterr()
    plays(scene, tmp_path)
    assert said(capfd) == []
    fields = [one for one in scene.objects if one.field and one.field.type != "NONE"]
    assert len(fields) == 4
    for frame, shows in ((2, 2), (5, 2)):
        scene.frame_set(frame)
        assert len([one for one in fields if not one.hide_render]) == shows
        for one in fields:
            air = readback.part(one[marks.OWNER], "atmosphere")
            assert (one.hide_render, one.hide_viewport) == (air.hide_render, air.hide_viewport)
    assert bpy.ops.scene_stager.show_shot() == {"FINISHED"}
    assert not any(c.data_path.startswith("hide") for f in fields for c in f.animation_data.drivers)


def test_the_wind_of_a_duplicate_follows_its_own_air(add_on):
    scene = bpy.context.scene
    add_on.scenario = NAME
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert bpy.ops.scene_stager.duplicate_shot() == {"FINISHED"}
    winds = [one for one in scene.objects if one.get(marks.HELPER) == "wind"]
    assert len({one[marks.OWNER] for one in winds}) == 2
    for wind in winds:
        air = readback.part(wind[marks.OWNER], "atmosphere")
        leaders = {c.driver.variables[0].targets[0].id for c in wind.animation_data.drivers}
        assert leaders == {air}


def test_a_file_whose_force_fields_were_keyed_by_an_earlier_version_is_mended(scene, take, capfd):
    bake_take(take)
    wind, air = bpy.data.objects["Wind"], readback.part(NAME, "atmosphere")
    for curve in list(wind.animation_data.drivers):
        wind.driver_remove(curve.data_path, curve.array_index)
    wind.keyframe_insert("field.strength", frame=1)
    wind.animation_data.action[marks.OWNER] = NAME
    known = json.loads(air[marks.CURVES])
    air[marks.CURVES] = json.dumps(
        {**known, "~wind_strength": ["wind", "field.strength", 1, 1.0, False]}
    )
    bake_take(take)
    assert wind.animation_data.action is None
    capfd.readouterr()
    scene.frame_set(3)
    assert said(capfd) == []
    assert wind.field.strength == pytest.approx(air["wind_strength"]) != 0.0


def test_an_air_that_was_deleted_by_hand_has_its_wind_follow_again(scene, take):
    bake_take(take)
    bpy.data.objects.remove(readback.part(NAME, "atmosphere"))
    bake_take(take)
    scene.frame_set(2)
    air, wind = readback.part(NAME, "atmosphere"), bpy.data.objects["Wind"]
    assert wind.field.strength == pytest.approx(air["wind_strength"]) != 0.0


def test_keys_of_the_users_on_what_the_shot_moves_are_left_alone(scene, take):
    bake_take(take)
    wind = bpy.data.objects["Wind"]
    for curve in list(wind.animation_data.drivers):
        wind.driver_remove(curve.data_path, curve.array_index)
    wind.keyframe_insert("field.strength", frame=1)
    with pytest.raises(HostError, match=r"Wind\.field\.strength was keyed by hand"):
        bake_take(take)


def test_a_driver_of_the_users_on_the_wind_is_named_and_stays(scene, take):
    bake_take(take)
    wind = bpy.data.objects["Wind"]
    wind.driver_remove("field.strength")
    wind.driver_add("field.strength").driver.expression = "9.0"
    bake_take(take)
    (stronger,) = overruled(scene, NAME)
    assert stronger.line.startswith("Wind: a driver of yours moves field.strength")
    scene.frame_set(2)
    assert wind.field.strength == 9.0


def test_a_driver_of_the_shots_that_was_muted_is_named_and_can_be_unmuted(scene, take):
    bake_take(take)
    assert overruled(scene, NAME) == []
    (curve,) = (
        c for c in bpy.data.objects["Wind"].animation_data.drivers if "field" in c.data_path
    )
    curve.mute = True
    (stronger,) = overruled(scene, NAME)
    assert "the driver of field.strength is muted" in stronger.line
    for thing, name, value in stronger.changes:
        setattr(thing, name, value)
    assert overruled(scene, NAME) == []
