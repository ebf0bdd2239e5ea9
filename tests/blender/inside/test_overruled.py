"""What is stronger than a shot's keys is named after the bake, and nothing else is."""

import bpy
import pytest
from blender_addon.bake import bake_take

from scene_stager.front_door import bake

pytestmark = pytest.mark.blender

WORDS = ("marker", "driver", "NLA", "influence")


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
