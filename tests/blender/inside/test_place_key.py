"""A click places the key: Cycles shows its glint there, and the exposure is held."""

import bpy
import numpy as np
import pytest
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from scene_stager.errors import HostError
from scene_stager.moks.executor import execute
from tests.blender.inside.test_light_place import glossy_ball, lit_from

pytestmark = pytest.mark.blender

MIDDLE, RADIUS = np.array([0.0, 0.0, 0.5]), 0.5
WIDE_PX, HALF = 1600, 0.04


@pytest.fixture
def ball(add_on):
    """A glossy ball that the shot is about, seen whole, baked."""
    glossy_ball()
    bpy.context.object.location = MIDDLE
    bpy.context.view_layer.update()
    add_on.target, add_on.scenario = bpy.context.object, "interview_three_point"
    add_on.use_size, add_on.shot_size = True, "wide"
    add_on.take_sky, add_on.look, add_on.take_shutter = False, "KEEP", False
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    return add_on


def key():
    return next(one for one in bpy.data.objects if one.name.startswith("Key"))


def key_at():
    bpy.context.view_layer.update()
    return np.array(key().matrix_world.translation)


def at_the_target(settings):
    """Lux of the key at the target, frame by frame."""
    from blender_addon.wishes import planned

    plan, frames, inputs = planned(settings)
    channel = execute(plan, frames=frames, inputs=inputs).take.channel("light.key.illuminance_lx")
    return np.frombuffer(channel.values, dtype=np.float64)


def unit(way):
    return way / np.linalg.norm(way)


def aside(share):
    """A point of the ball, so much of the way from its middle to its outline, to camera right."""
    camera = bpy.context.scene.camera.matrix_world
    to_eye = np.array(camera.translation) - MIDDLE
    right = unit(np.cross([0.0, 0.0, 1.0], to_eye))
    open_rad = share * np.arccos(RADIUS / np.linalg.norm(to_eye))
    return MIDDLE + RADIUS * (np.cos(open_rad) * unit(to_eye) + np.sin(open_rad) * right)


def seen_at(place):
    scene = bpy.context.scene
    across, up, _ = world_to_camera_view(scene, scene.camera, Vector(place.tolist()))
    return {"x": across, "y": 1.0 - up}


def on_the_ball(x, y):
    """Where the lens's ray meets the ball in closed form, and the ways out and back from there."""
    from blender_addon.pointing import lens_ray

    eye, way = (np.array(one) for one in lens_ray(bpy.context.scene, x, y))
    off = eye - MIDDLE
    middle = np.dot(off, way)
    place = eye - (middle + np.sqrt(middle**2 - np.dot(off, off) + RADIUS**2)) * way
    return place, (place - MIDDLE) / RADIUS, -way


def angle_deg(a, b):
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b)))


def off_mirror_deg(x, y, lamp):
    place, facing, to_eye = on_the_ball(x, y)
    return angle_deg(lamp - place, 2 * np.dot(facing, to_eye) * facing - to_eye)


def glint(path, x, y):
    """Where the glint of a small lamp in the key's place is, in a Cycles picture round a point."""
    scene, ball, lamp = bpy.context.scene, bpy.context.scene.scene_stager.target, key_at()
    for one in list(scene.objects):
        if one not in (scene.camera, ball):
            bpy.data.objects.remove(one)
    lit_from(scene, lamp)
    gloss = ball.data.materials[0].node_tree.nodes["Glossy BSDF"]
    gloss.inputs["Roughness"].default_value = 0.05
    scene.camera.data.dof.use_dof = False
    scene.world, render = None, scene.render
    render.engine, render.use_motion_blur = "CYCLES", False
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.max_bounces = 32, False, 1
    high_px = round(WIDE_PX * render.resolution_y / render.resolution_x)
    render.resolution_x, render.resolution_y, render.resolution_percentage = WIDE_PX, high_px, 100
    render.use_border, render.use_crop_to_border = True, False
    render.border_min_x, render.border_max_x = x - HALF, x + HALF
    render.border_min_y, render.border_max_y = 1 - y - HALF, 1 - y + HALF
    render.image_settings.file_format, render.image_settings.color_depth = "OPEN_EXR", "32"
    render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(path))
    light = np.zeros(high_px * WIDE_PX * 4, dtype=np.float32)
    image.pixels.foreach_get(light)
    light = light.reshape(high_px, WIDE_PX, 4)[::-1, :, 0]
    light = np.where(light > 0.3 * light.max(), light, 0.0)
    row, column = np.mgrid[:high_px, :WIDE_PX] + 0.5
    across, down = (float((axis * light).sum() / light.sum()) for axis in (column, row))
    return across / WIDE_PX, down / high_px


def test_cycles_shows_the_glint_where_it_was_clicked_and_the_exposure_is_held(ball, tmp_path):
    asked, before, stood = seen_at(aside(0.3)), at_the_target(ball), key_at()
    assert bpy.ops.scene_stager.place_key(effect="highlight", **asked) == {"FINISHED"}
    assert np.linalg.norm(key_at() - stood) > 0.1
    assert off_mirror_deg(**asked, lamp=key_at()) < 0.1
    assert at_the_target(ball) == pytest.approx(before, rel=1e-5)
    lamp = key_at()
    off_deg = off_mirror_deg(*glint(tmp_path / "glint.exr", **asked), lamp=lamp)
    print("off by", off_deg)
    assert off_deg < 0.5


@pytest.mark.parametrize(
    ("rim", "turn_deg"), [("from behind", 0.0), ("turned counterclockwise", 45.0)]
)
def test_a_rim_comes_along_the_surface_from_behind(ball, rim, turn_deg):
    asked = seen_at(aside(0.9))
    assert bpy.ops.scene_stager.place_key(effect="rim", rim=rim, **asked) == {"FINISHED"}
    place, facing, to_eye = on_the_ball(**asked)
    way, behind = key_at() - place, np.dot(to_eye, facing) * facing - to_eye
    assert angle_deg(way, facing) == pytest.approx(90.0, abs=0.2)
    assert angle_deg(way, behind) == pytest.approx(turn_deg, abs=0.5)


def test_a_shadow_ends_where_it_was_clicked_on_the_floor(ball):
    bpy.ops.mesh.primitive_plane_add(size=40.0)
    ground = np.array([-0.3, -1.2, 0.0])
    asked = seen_at(ground)
    assert 0.0 < asked["x"] < 1.0
    assert 0.0 < asked["y"] < 1.0
    assert bpy.ops.scene_stager.place_key(effect="shadow", **asked) == {"FINISHED"}
    way = unit(key_at() - ground)
    assert np.linalg.norm(np.cross(MIDDLE - ground, way)) == pytest.approx(RADIUS, abs=0.003)
    assert 0.0 < np.dot(MIDDLE - ground, way) < np.linalg.norm(key_at() - ground)
    assert way[2] > unit(MIDDLE - ground)[2]


def test_the_tip_of_a_shadow_is_seen_along_the_second_tangent_of_a_ball(ball):
    from blender_addon.pointing import tip_from

    ground = np.array([-1.2, 0.7, 0.0])
    way = tip_from(bpy.context.scene, {ball.target}, ground) - ground
    rise_deg = np.degrees(np.arctan2(way[2], np.hypot(*way[:2])))
    expected = 2 * np.degrees(np.arctan(RADIUS / np.hypot(*ground[:2])))
    assert rise_deg == pytest.approx(expected, abs=0.1)


def test_the_tip_of_a_cubes_shadow_is_on_its_nearer_upper_edge(registered):
    from blender_addon.pointing import tip_from

    bpy.ops.mesh.primitive_cube_add(size=2.0, location=(0.0, 0.0, 1.0))
    tip = tip_from(bpy.context.scene, {bpy.context.object}, np.array([0.3, -4.0, 0.0]))
    assert tip == pytest.approx([0.3, -1.0, 2.0], abs=1e-5)


def refused(settings, **asked):
    before = settings.use_key_place, settings.key_azimuth_deg, tuple(key_at())
    with pytest.raises(RuntimeError) as told:
        bpy.ops.scene_stager.place_key(**asked)
    assert (settings.use_key_place, settings.key_azimuth_deg, tuple(key_at())) == before
    return str(told.value)


def test_what_cannot_be_is_refused_in_a_line_and_nothing_changes(ball):
    asked = seen_at(aside(0.05))
    assert "Nothing is there" in refused(ball, effect="highlight", x=0.0, y=0.0)
    assert "faces the lens" in refused(ball, effect="rim", **asked)
    assert not ball.is_property_set("key_azimuth_deg")
    low = {"effect": "rim", "rim": "turned clockwise", **seen_at(aside(0.9))}
    assert "under the floor" in refused(ball, **low)
    assert "That is the subject" in refused(ball, effect="shadow", **asked)
    bpy.context.scene.frame_set(5000)
    assert "Frame 5000 is not of the shot" in refused(ball, effect="highlight", **asked)
    bpy.context.scene.frame_set(1)
    ball.use_seed, ball.seed = True, 77
    assert "Bake Scene first" in refused(ball, effect="highlight", **asked)


def test_a_click_in_any_view_is_a_point_of_the_shots_picture(ball):
    from blender_addon.interface.placing import in_picture

    scene, place = bpy.context.scene, aside(0.4)
    asked = seen_at(place)
    out = Vector(((place - MIDDLE) / RADIUS).tolist())
    here = in_picture(scene, Vector(place.tolist()) + out, -out)
    assert here == pytest.approx((asked["x"], asked["y"]), abs=1e-3)
    with pytest.raises(HostError, match="does not see that point: Sphere"):
        in_picture(scene, Vector(MIDDLE.tolist()) - 2.0 * out, out)


def test_without_a_shot_the_button_is_grey(add_on):
    with pytest.raises(RuntimeError, match="Bake Scene first"):
        bpy.ops.scene_stager.place_key()
