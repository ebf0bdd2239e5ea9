"""A World from nine numbers, on a white ball in Cycles, against the closed form of irradiance."""

import blender_addon
import bpy
import numpy as np
import pytest
from blender_addon.surroundings import NAMES, hang_surroundings, read_surroundings

from scene_stager.errors import InputError
from scene_stager.maths.radiance.harmonics import harmonics, irradiance
from scene_stager.maths.radiance.sh_algebra import least
from scene_stager.maths.radiance.sh_dome import dome_coefficients
from scene_stager.maths.radiance.sh_projection import gather_irradiance, project, reconstruct
from tests.blender.ball import ROWS, assert_lit

# A lamp above on the right: its nine numbers add up to less than no light on the other side.
LAMP = (
    np.array(harmonics(tuple(np.array([[0.6], [-0.48], [0.64]])))) * [1.0, 0.8, 0.5]
    + np.eye(9)[:, :1] * [0.05, 0.1, 0.08]
) * (1.0 / (1.0 + 0.004 * np.array([0, 4, 4, 4, 36, 36, 36, 36, 36])))[:, None]

pytestmark = pytest.mark.blender


@pytest.fixture
def scene():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return bpy.context.scene


def test_light_that_is_light_everywhere():
    assert (least(ROWS) > 0.0).all()


def test_the_world_lights_a_ball_as_the_closed_form_says(scene, tmp_path):
    world = hang_surroundings(scene, "City", ROWS)
    assert scene.world is world
    assert_lit(scene, tmp_path, lambda normals: irradiance(ROWS, normals))


def test_so_it_does_where_the_numbers_alone_would_take_light_away(scene, tmp_path):
    assert (least(LAMP) < -0.03).all()
    world = hang_surroundings(scene, "Lamp", LAMP)
    assert list(world["sh"]) == pytest.approx(LAMP.ravel().tolist())
    dome, _ = dome_coefficients(LAMP)
    light = np.maximum(reconstruct(dome, 64, 128), 0.0)
    np.testing.assert_allclose(project(light), LAMP, atol=1e-8)
    assert_lit(scene, tmp_path, lambda normals: gather_irradiance(light, normals))


def test_a_map_of_the_same_light_lies_the_same_way(scene, tmp_path):
    light = np.ones((64, 128, 4), np.float32)
    light[..., :3] = reconstruct(ROWS, 64, 128)
    image = bpy.data.images.new("map", 128, 64, float_buffer=True)
    image.colorspace_settings.name = "Linear Rec.709"
    image.pixels.foreach_set(np.ascontiguousarray(light[::-1]).ravel())
    world = bpy.data.worlds.new("map")
    if bpy.app.version < (5, 0, 0):
        world.use_nodes = True
    tree = world.node_tree
    tree.nodes.clear()
    picture = tree.nodes.new("ShaderNodeTexEnvironment")
    sky, end = tree.nodes.new("ShaderNodeBackground"), tree.nodes.new("ShaderNodeOutputWorld")
    picture.image = image
    tree.links.new(picture.outputs[0], sky.inputs[0])
    tree.links.new(sky.outputs[0], end.inputs[0])
    scene.world = world
    assert_lit(scene, tmp_path, lambda normals: irradiance(ROWS, normals))


def test_new_numbers_go_into_the_world_that_is_there(scene):
    first = hang_surroundings(scene, "City", ROWS)
    again = hang_surroundings(scene, "City", 2.0 * ROWS, strength=0.5)
    assert first is again
    sockets = again.node_tree.nodes["Spherical harmonics"].inputs
    assert [socket.name for socket in sockets][:9] == list(NAMES)
    assert tuple(sockets[1].default_value) == pytest.approx((1.2, -0.6, 0.2))
    assert len(bpy.data.node_groups) == 1


def test_a_world_of_somebody_else_is_left_alone(scene):
    theirs = bpy.data.worlds.new("City")
    ours = hang_surroundings(scene, "City", ROWS)
    assert ours is not theirs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ("[1]", "another kind of JSON"),
        ('{"schema": "scene_stager.sh", "version": 1, "coefficients": [[1]]}', "9 rows"),
        ('{"schema": "scene_stager.sh", "version": 1}', "9 rows"),
    ],
)
def test_other_files_are_refused_in_a_line(tmp_path, text, said):
    file = tmp_path / "a.sh.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_surroundings(str(file))


def test_a_preset_is_read(tmp_path):
    file = tmp_path / "a.sh.json"
    rows = str(ROWS.tolist())
    file.write_text(
        '{"schema": "scene_stager.sh", "version": 1, "name": "a", "coefficients": ' + rows + "}",
        encoding="utf-8",
    )
    assert read_surroundings(str(file)) == ("a", ROWS.tolist())


def test_the_operator_lights_the_scene_and_keeps_the_world_that_was_there(tmp_path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    before = bpy.data.worlds.new("Before")
    bpy.context.scene.world = before
    file = tmp_path / "dusk.sh.json"
    head = '{"schema": "scene_stager.sh", "version": 1, "name": "dusk", "coefficients": '
    file.write_text(head + str(ROWS.tolist()) + "}", encoding="utf-8")
    blender_addon.register()
    try:
        assert bpy.ops.scene_stager.surroundings(filepath=str(file), strength=2.0) == {"FINISHED"}
        world = bpy.context.scene.world
        assert (world.name, before.use_fake_user) == ("dusk", True)
        assert world.node_tree.nodes["Background"].inputs["Strength"].default_value == 2.0
        file.write_text("{}", encoding="utf-8")
        with pytest.raises(RuntimeError, match="another kind of JSON"):
            bpy.ops.scene_stager.surroundings(filepath=str(file))
        assert bpy.context.scene.world == world
    finally:
        blender_addon.unregister()
