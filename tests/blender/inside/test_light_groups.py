"""Lamps are in light groups for the compositor, and practicals are seen as bright as they light."""

import math

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake

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


def torch():
    return next(o for o in bpy.context.scene.objects if o.lightgroup == "practicals")


def test_practicals_are_seen_unless_that_is_switched_off(take):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    owner = bake_take(take).owner
    assert torch().visible_camera
    bake_take(take, wishes=BlenderWishes(show_practicals=False), owner=owner)
    assert not torch().visible_camera
    others = [o for o in bpy.context.scene.objects if o.type == "LIGHT" and o != torch()]
    assert not any(one.visible_camera for one in others)


def test_a_practical_is_as_bright_in_the_picture_as_its_light_is(take, tmp_path):
    """A ball of radius r that gives I in every direction has the radiance I / (pi r^2)."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bake_take(take, wishes=BlenderWishes(take_look=False))
    scene, lamp = bpy.context.scene, torch()
    scene.frame_set(1)
    place, radius = lamp.matrix_world.translation, lamp.data.shadow_soft_size
    for one in scene.objects:
        if one != lamp and one.type in ("LIGHT", "MESH"):
            one.hide_render = True
    camera = bpy.data.objects.new("near", bpy.data.cameras.new("near"))
    scene.collection.objects.link(camera)
    camera.location = (place.x, place.y, place.z + 4.0 * radius)  # looks down, as cameras do
    camera.data.clip_start = 1e-3
    scene.camera, scene.world = camera, None
    watts = lamp.data.energy
    scene.render.engine, scene.cycles.samples = "CYCLES", 1
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.cycles.use_denoising = False
    scene.render.filepath = str(tmp_path / "lamp.exr")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath)
    pixels = np.array(image.pixels[:]).reshape(8, 8, 4)[3:5, 3:5, :3].mean(axis=(0, 1))
    luminance = float(pixels @ (0.2126, 0.7152, 0.0722))
    assert luminance == pytest.approx(watts / (4.0 * math.pi) / (math.pi * radius**2), rel=1e-3)
