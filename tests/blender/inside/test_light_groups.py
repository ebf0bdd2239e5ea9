"""Lamps are in light groups for the compositor, and practicals are seen as bright as they light."""

import bpy
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake
from tests.blender import seen_practical

NAME = "hero_dolly_push_in"  # with key, fill, rim, sky and a torch


@pytest.fixture(scope="module")
def take():
    return bake(NAME, frames=(1, 2))


def groups():
    lamps = [one for one in bpy.context.scene.objects if one.type == "LIGHT"]
    return {one["scene_stager_part"]: one.lightgroup for one in lamps}


def test_every_lamp_and_the_sky_are_in_the_group_of_what_they_are_for(take):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bake_take(take)
    found = groups()
    assert {found[f"light.{one}"] for one in ("key",)} == {"key"}
    assert set(found.values()) == {"key", "fill", "rim", "practicals"}
    assert bpy.context.scene.world.lightgroup == "sky"
    bpy.ops.scene.view_layer_add_used_lightgroups()
    layer = bpy.context.view_layer.lightgroups
    assert {one.name for one in layer} == {"key", "fill", "rim", "practicals", "sky"}


def test_a_lamp_that_somebody_has_put_into_another_group_stays_there(take):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    owner = bake_take(take).owner
    key = next(o for o in bpy.data.objects if o.get("scene_stager_part") == "light.key")
    key.lightgroup = "mine"
    bake_take(take, owner=owner)
    assert groups()["light.key"] == "mine"


def test_practicals_are_seen_unless_that_is_switched_off(take):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    owner = bake_take(take).owner
    ball = seen_practical.ball()
    assert (ball.hide_render, ball.hide_viewport) == (False, False)
    bake_take(take, wishes=BlenderWishes(show_practicals=False), owner=owner)
    assert seen_practical.ball() == ball
    assert (ball.hide_render, ball.hide_viewport) == (True, True)
    lamps = [o for o in bpy.context.scene.objects if o.type == "LIGHT"]
    assert not any(one.visible_camera for one in lamps)
    assert len([o for o in bpy.data.objects if o.get("scene_stager_helper") == "glow"]) == 1


def test_a_practical_is_as_bright_in_the_picture_as_its_light_is(take, tmp_path):
    """A ball of radius r that gives I in every direction has the radiance I / (pi r^2)."""
    found = seen_practical.bright(take, "CYCLES", tmp_path)
    assert found["seen"] == pytest.approx(found["wanted"], rel=2e-3)


def test_the_ball_that_is_seen_adds_no_light_and_takes_none(take, tmp_path):
    found = seen_practical.card(take, "CYCLES", tmp_path)
    assert found["without"] > 0.0
    assert found["with"] == pytest.approx(found["without"], rel=0.01)
