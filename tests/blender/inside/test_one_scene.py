"""A shot belongs to one scene: what is baked into another scene of the file never changes it."""

import bpy
import numpy as np
import pytest
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake, read_script
from tests.blender import dump
from tests.blender.fog import march_through_fog

pytestmark = pytest.mark.blender

NAME, OTHER = "hero_dolly_push_in", "golden_hour_drone_orbit"
COPIES = ("FULL_COPY", "LINK_COPY", "EMPTY", "NEW")
FILMED = BlenderWishes(film_stock=True)


def shot(name, stock=None, phase=None):
    from dataclasses import replace

    script = read_script(name)
    if stock:
        script = replace(script, stock=replace(script.stock, stock=stock))
    if phase is not None:
        script = replace(script, atmosphere=replace(script.atmosphere, phase=phase))
    return bake(script, frames=(1, 3))


def new_file():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = 24
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising = "CPU", 4, False
    march_through_fog(scene)
    scene.render.resolution_x, scene.render.resolution_y = 48, 27
    scene.render.compositor_device = "CPU"
    return scene


def picture(scene, path):
    scene.frame_set(2)
    scene.render.filepath = str(path)
    scene.render.image_settings.file_format = "PNG"
    bpy.ops.render.render(write_still=True, scene=scene.name)
    found = bpy.data.images.load(str(path))
    pixels = np.empty(4 * found.size[0] * found.size[1], dtype=np.float32)
    found.pixels.foreach_get(pixels)
    bpy.data.images.remove(found)
    return pixels


def copied(kind):
    bpy.ops.scene.new(type=kind)
    return bpy.context.scene


@pytest.mark.parametrize("kind", COPIES)
@pytest.mark.parametrize("name", [NAME, OTHER])
def test_a_bake_in_a_copy_of_the_scene_leaves_the_first_as_it_was(kind, name, tmp_path):
    first = new_file()
    bake_take(shot(NAME, "vision3_500t", 0.6), wishes=FILMED)
    second = copied(kind)
    seen, before = picture(first, tmp_path / "before.png"), dump.of_scene(first)
    assert seen[0::4].mean() > 0.02
    bake_take(shot(name, "tri_x_400", 0.1), second, FILMED)
    assert second.camera not in (None, first.camera)
    assert second.world not in (None, first.world)
    again = picture(first, tmp_path / "after.png")
    assert dump.of_scene(first) == before
    assert np.array_equal(again, seen)


@pytest.mark.parametrize("kind", COPIES)
def test_a_bake_in_the_first_leaves_its_copy_as_it_was(kind):
    first = new_file()
    bake_take(shot(NAME, "vision3_500t", 0.6), wishes=FILMED)
    second = copied(kind)
    before = dump.of_scene(second)
    bake_take(shot(NAME, "tri_x_400", 0.1), first, FILMED)
    assert dump.of_scene(second) == before


@pytest.mark.parametrize("kind", ["FULL_COPY", "LINK_COPY"])
def test_a_copy_that_is_baked_again_shows_its_shot_once(kind):
    first = new_file()
    bake_take(shot(NAME), wishes=FILMED)
    count = len(first.objects)
    second = copied(kind)
    bake_take(shot(NAME, "tri_x_400", 0.1), second, FILMED)
    bake_take(shot(NAME, "tri_x_400", 0.1), second, FILMED)
    assert len(second.objects) == len(first.objects) == count
    assert not set(second.objects) & set(first.objects)


@pytest.mark.parametrize("kind", ["FULL_COPY", "LINK_COPY"])
def test_another_shot_in_a_copy_of_the_scene_shows_there_alone(kind):
    first = new_file()
    bake_take(shot(NAME), wishes=FILMED)
    count = len(first.view_layers[0].objects)
    second = copied(kind)
    bake_take(shot(OTHER), second, FILMED)
    assert shots_seen(second) == {OTHER}
    assert shots_seen(first) == {NAME}
    assert len(first.view_layers[0].objects) == count


def shots_seen(scene):
    """The shots whose objects are rendered in a scene."""
    homes = [one for one in scene.collection.children_recursive if one.hide_render]
    hidden = {thing for home in homes for thing in home.all_objects}
    seen = (one for one in scene.view_layers[0].objects if one not in hidden)
    return {one["scene_stager_owner"] for one in seen}


def test_a_copy_shows_what_an_empty_scene_shows():
    new_file()
    bake_take(shot(NAME, "vision3_500t", 0.6), wishes=FILMED)
    second = copied("FULL_COPY")
    bake_take(shot(NAME, "tri_x_400", 0.1), second, FILMED)
    told = values(second)
    new_file()
    bake_take(shot(NAME, "tri_x_400", 0.1), wishes=FILMED)
    assert values(bpy.context.scene) == told


def values(scene):
    """Every curve of a scene's shot, by part, and the world's numbers."""
    found = {}
    for one in scene.objects:
        key = one["scene_stager_part"], one.get("scene_stager_helper")
        found[key] = [curve_values(one), curve_values(one.data) if one.data else None]
    fog = next(o for o in scene.objects if o.type == "MESH").data.materials[0]
    found["fog"] = curve_values(fog.node_tree)
    found["sky"] = curve_values(scene.world.node_tree)
    return found


def curve_values(one):
    told = dump.curves(one)
    return told and told[1]


def test_nodes_that_were_added_to_the_fog_come_along_to_the_copy():
    first = new_file()
    bake_take(shot(NAME), wishes=FILMED)
    fog = next(o for o in first.objects if o.type == "MESH").data.materials[0]
    fog.node_tree.nodes.new("ShaderNodeValue").name = "Mine"
    second = copied("FULL_COPY")
    bake_take(shot(NAME, phase=0.1), second, FILMED)
    other = next(o for o in second.objects if o.type == "MESH").data.materials[0]
    assert other != fog
    assert "Mine" in other.node_tree.nodes
