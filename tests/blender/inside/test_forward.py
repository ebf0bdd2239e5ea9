"""Rendering numbers in the user's scene: the same picture, and a file that stays as it was."""

import math
from dataclasses import replace

import bpy
import numpy as np
import pytest
from blender_addon.forward_scene import ForwardScene, feet_of

from scene_stager.inverse.blender.blender_scene import numbers_of
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.scene import DARK
from scene_stager.preview.surface_net import mesh_of
from scene_stager.shot.stand_ins import stand_ins
from tests.blender import dump

pytestmark = pytest.mark.blender

SIZE, HEIGHT_M, UNIT_M = (64, 36), 0.5, 0.01
VECTOR = default_vector(target_height_m=0.25, camera_distance_m=2.0, ambient_level=0.3)


def numbers(vector=VECTOR, **changed):
    scene = replace(scene_of(vector, "sphere", HEIGHT_M), **changed)
    return numbers_of(scene, through_air=True)


def stored_ball(folder):
    mesh = mesh_of(stand_ins()["sphere"])
    path = folder / "ball.npz"
    np.savez(
        path,
        places_m=mesh.places_m * HEIGHT_M,
        facings=mesh.facings,
        triangles=mesh.triangles,
    )
    return path


def ball_of_the_user(place):
    """A scene in centimetres with a ball, a bright lamp, a World, a camera and baked air."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.unit_settings.scale_length = UNIT_M
    scene.world = bpy.data.worlds.new("Mine")
    table = mesh_of(stand_ins()["sphere"])
    mesh = bpy.data.meshes.new("ball")
    mesh.from_pydata((table.places_m * HEIGHT_M / UNIT_M).tolist(), [], table.triangles.tolist())
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.materials.append(plastic())
    ball = placed("ball", mesh)
    ball.location = place
    lamp = placed("lamp", bpy.data.lights.new("lamp", "POINT"))
    lamp.data.energy, lamp.location = 1e9, (place[0], place[1] - 100.0, place[2] + 100.0)
    scene.camera = placed("mine", bpy.data.cameras.new("mine"))
    air = placed("air", mesh.copy())
    air["scene_stager_part"] = "atmosphere"
    air.location = ball.location
    air.scale = (3.0, 3.0, 3.0)
    hidden = bpy.data.collections.new("hidden")
    scene.collection.children.link(hidden)
    hidden.hide_render = True
    hidden.objects.link(bpy.data.objects.new("in the way", mesh))
    bpy.data.objects["in the way"].location = (place[0], place[1] - 80.0, place[2])
    bpy.context.view_layer.update()
    return scene, ball


def plastic():
    material = bpy.data.materials.new("plastic")
    if bpy.app.version < (5, 0, 0):
        material.use_nodes = True
    node = material.node_tree.nodes["Principled BSDF"]
    node.inputs["Base Color"].default_value = (0.5, 0.5, 0.5, 1.0)
    return material


def placed(name, data):
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def rendered(folder, wanted, **given):
    stage = ForwardScene(samples=32, size=SIZE, **given)
    try:
        return stage.render(wanted, folder)
    finally:
        stage.close()


def blocks(picture, side=4):
    """The means of squares of a picture: what noise leaves of it."""
    high, wide = SIZE[1] // side, SIZE[0] // side
    return picture.reshape(high, side, wide, side, 3).mean(axis=(1, 3))


def test_the_users_scene_gives_the_same_picture_and_stays_as_it_was(tmp_path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bare = numbers(ambient=DARK)
    bare["ground"] = {"rgb": (0.0, 0.0, 0.0), "roughness": 1.0, "specular": 0.0}
    on_the_set = rendered(tmp_path, bare, mesh=stored_ball(tmp_path))

    scene, ball = ball_of_the_user((700.0, -300.0, 50.0))
    assert tuple(feet_of(ball, scene)) == pytest.approx((700.0, -300.0, 50.0), abs=0.5)
    before, kept = dump.whole_file(), {len(bpy.data.scenes), len(bpy.data.images)}
    at_the_users = rendered(tmp_path, numbers(ambient=DARK), source=scene, subject=ball)
    assert dump.whole_file() == before
    assert {len(bpy.data.scenes), len(bpy.data.images)} <= kept | {1}

    assert on_the_set[:, 22:42].mean() > 0.1
    assert blocks(at_the_users) == pytest.approx(blocks(on_the_set), abs=0.02)
    assert list(tmp_path.iterdir()) == [tmp_path / "ball.npz"]


def test_a_sky_is_bright_on_the_side_that_its_harmonics_say(tmp_path):
    """The x band: a sky that is bright on the side of +x lights the ball from the right."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    for band, brighter in ((3, np.s_[:, 34:40]), (2, np.s_[8:14, 29:35])):
        sky = [list(row) for row in DARK]
        sky[0] = [2.0 * math.sqrt(math.pi)] * 3
        sky[band] = [2.0 * math.sqrt(math.pi / 3.0)] * 3
        wanted = numbers(ambient=tuple(map(tuple, sky)), lights=())
        wanted["ground"]["rgb"] = (0.0, 0.0, 0.0)
        picture = rendered(tmp_path, wanted, mesh=stored_ball(tmp_path))[..., 1]
        darker = picture[:, 24:30] if band == 3 else picture[20:26, 29:35]
        assert picture[brighter].mean() > 1.3 * darker.mean()


def test_lamps_add_up_to_the_whole_picture(tmp_path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    whole = numbers()
    stage = ForwardScene(samples=64, size=SIZE, mesh=stored_ball(tmp_path))
    dark = [[0.0] * 3] * 9
    parts = [{**whole, "lights": [lamp], "sky": dark} for lamp in whole["lights"]]
    parts.append({**whole, "lights": []})
    total = sum(stage.render(part, tmp_path) for part in parts)
    picture = stage.render(whole, tmp_path)
    assert blocks(total) == pytest.approx(blocks(picture), abs=0.02)
    assert total.mean() == pytest.approx(picture.mean(), rel=0.01)
    stage.close()
