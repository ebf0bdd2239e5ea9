"""What is stronger than a shot's keys is named after the bake, and nothing else is."""

import bpy
import pytest
from blender_addon import marks
from blender_addon.bake import bake_take
from blender_addon.keys import curves_of

from scene_stager.front_door import bake
from tests.blender.inside.test_panel import drawn

pytestmark = pytest.mark.blender

WORDS = ("marker", "driver", "NLA", "influence", "muted")


@pytest.fixture
def take():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    take = bake("interview_three_point", frames=(1, 3))
    assert named(bake_take(take)) == []
    return take


def named(report):
    return [line for line in report.warnings if any(word in line for word in WORDS)]


def test_a_marker_that_shows_another_camera_is_named(take):
    scene = bpy.context.scene
    other = bpy.data.objects.new("Other", bpy.data.cameras.new("Other"))
    scene.collection.objects.link(other)
    scene.timeline_markers.new("Cut", frame=2).camera = other
    (line,) = named(bake_take(take))
    assert "marker Cut at frame 2 shows Other" in line
    scene.timeline_markers["Cut"].camera = scene.objects["Camera"]
    assert named(bake_take(take)) == []


def test_a_driver_on_what_the_shot_keys_is_named(take):
    lens = bpy.context.scene.camera.data
    curve = lens.driver_add("dof.aperture_fstop")
    curve.driver.expression = "8.0"
    lens.driver_add("passepartout_alpha")  # which no shot keys
    (line,) = named(bake_take(take))
    assert "dof.aperture_fstop" in line
    curve.mute = True
    assert named(bake_take(take)) == []


def test_an_action_that_was_pushed_down_is_named(take):
    camera = bpy.context.scene.camera
    data = camera.animation_data
    track = data.nla_tracks.new()
    track.name = "Mine"
    track.strips.new("Mine", 1, data.action)
    data.action = None
    (line,) = named(bake_take(take))
    assert "NLA track Mine" in line
    track.mute = True
    assert named(bake_take(take)) == []


def test_an_action_that_counts_for_less_is_named(take):
    bpy.context.scene.camera.animation_data.action_influence = 0.5
    (line,) = named(bake_take(take))
    assert "influence of 0.5" in line


def test_an_nla_track_that_plays_alone_is_named(take):
    camera = bpy.context.scene.camera
    track = camera.animation_data.nla_tracks.new()
    track.name = "Mine"
    track.strips.new("Mine", 1, bpy.data.actions.new("Mine"))
    track.is_solo = True
    (line,) = named(bake_take(take))
    assert "NLA track Mine plays alone" in line


def test_a_curve_that_was_muted_stays_muted_and_is_named(take):
    scene = bpy.context.scene
    camera = scene.camera
    for curve in curves_of(camera):
        curve.mute = curve.data_path == "location"
    camera.location = (1.0, 2.0, 3.0)
    scene.frame_set(2)
    (line,) = named(bake_take(take))
    assert "location is muted" in line
    scene.frame_set(3)
    assert tuple(camera.location) == (1.0, 2.0, 3.0)
    for curve in curves_of(camera):
        curve.mute = False
    assert named(bake_take(take)) == []
    assert tuple(camera.location) != (1.0, 2.0, 3.0)


def test_a_group_of_curves_that_was_muted_is_named(take):
    lamp = next(one for one in bpy.context.scene.objects if one.type == "LIGHT").data
    next(iter(curves_of(lamp))).group.mute = True
    lines = named(bake_take(take))
    assert lines
    assert all(lamp.name in line and "muted" in line for line in lines)


def test_the_shot_wins_when_that_is_asked_for(add_on):
    scene = bpy.context.scene
    add_on.scenario = "interview_three_point"
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert not bpy.ops.scene_stager.let_shot_win.poll()
    other = bpy.data.objects.new("Other", bpy.data.cameras.new("Other"))
    scene.collection.objects.link(other)
    scene.timeline_markers.new("Cut", frame=2).camera = other
    parts = [one for one in scene.objects if one.get(marks.PART) == "camera"]
    (ours,) = parts
    ours.data.driver_add("dof.aperture_fstop").driver.expression = "8.0"
    curves_of(ours).find("location", index=1).mute = True
    track = ours.animation_data.nla_tracks.new()
    track.strips.new("Mine", 1, bpy.data.actions.new("Mine"))
    ours.animation_data.action_influence = 0.5
    lamp = next(one for one in scene.objects if one.type == "LIGHT").data
    alone = lamp.animation_data.nla_tracks.new()
    alone.strips.new("Mine", 1, bpy.data.actions.new("Mine too"))
    alone.is_solo = True
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    count = len(add_on.remarks)
    assert "scene_stager.let_shot_win" in drawn("SCENE_STAGER_PT_remarks")
    assert bpy.ops.scene_stager.let_shot_win() == {"FINISHED"}
    assert len(add_on.remarks) == count - 6
    assert "scene_stager.let_shot_win" not in drawn("SCENE_STAGER_PT_remarks")
    scene.frame_set(2)
    assert scene.camera == ours
    assert ours.data.dof.aperture_fstop != 8.0
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert len(add_on.remarks) == count - 6
