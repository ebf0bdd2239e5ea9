"""Cycles shows the glint of a lamp where the lamp was placed to show it, on a glossy ball."""

import bpy
import numpy as np
import pytest
from mathutils import Matrix

from scene_stager.preview.camera import PreviewCamera, look_at, project
from scene_stager.preview.pointed import Set
from scene_stager.preview.scene import PreviewScene, PreviewSubject
from scene_stager.shot.lighting.by_effect import lamp_along, mirror_way
from tests.blender.material import material_of

pytestmark = pytest.mark.blender

WIDE_PX = 96
EYE_M, MIDDLE_M = (1.2, -4.0, 1.6), (0.3, -0.2, 0.5)
LAMP_M, LAMP_RADIUS_M = 3.0, 0.06
TURN = look_at(EYE_M, (0.3, -0.2, 0.7))
CAMERA = PreviewCamera(EYE_M, TURN, 400.0, 36.0)
STAGE = Set(PreviewScene(CAMERA, PreviewSubject("sphere", 1.0, (0.3, -0.2, 0.0))), 1.0)


def glossy_ball():
    bpy.ops.mesh.primitive_uv_sphere_add(segments=128, ring_count=64, radius=0.5, location=MIDDLE_M)
    bpy.ops.object.shade_smooth()
    bpy.context.object.data.materials.append(material_of("BsdfGlossy", Roughness=0.1))


def lit_from(scene, place_m):
    data = bpy.data.lights.new("key", "POINT")
    data.energy, data.shadow_soft_size = 100.0, LAMP_RADIUS_M
    lamp = bpy.data.objects.new("key", data)
    lamp.location, lamp.visible_camera = place_m, False
    scene.collection.objects.link(lamp)


def picture(scene, path):
    """Linear light (row from below, column), seen through the camera of the placing."""
    lens = bpy.data.cameras.new("lens")
    lens.lens, lens.sensor_width = CAMERA.focal_length_mm, CAMERA.sensor_width_mm
    camera = bpy.data.objects.new("lens", lens)
    camera.matrix_world = Matrix.Translation(EYE_M) @ Matrix(TURN).to_4x4()
    scene.collection.objects.link(camera)
    scene.camera, scene.render.engine, scene.world = camera, "CYCLES", None
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.max_bounces = 32, False, 1
    scene.render.resolution_x = scene.render.resolution_y = WIDE_PX
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "32"
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(path))
    return np.array(image.pixels[:]).reshape(WIDE_PX, WIDE_PX, 4)[..., 0]


@pytest.mark.parametrize("at", [(0.45, 0.55), (0.55, 0.48)])
def test_cycles_shows_the_glint_within_half_a_degree_of_the_lamp(at, tmp_path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    seen = STAGE.on_subject(*at)
    way = mirror_way(seen.facing, seen.to_eye)
    lamp_m = lamp_along(seen.place_m, way, np.array(MIDDLE_M), LAMP_M)
    glossy_ball()
    lit_from(scene, lamp_m)
    light = picture(scene, tmp_path / "glint.exr")[::-1]
    across, down, _ = project(CAMERA, tuple(seen.place_m), WIDE_PX, WIDE_PX)
    assert (across / WIDE_PX, down / WIDE_PX) == pytest.approx(at, abs=1e-6)
    light = np.where(light > 0.3 * light.max(), light, 0.0)
    row, column = np.mgrid[:WIDE_PX, :WIDE_PX] + 0.5
    x, y = (float((axis * light).sum() / light.sum() / WIDE_PX) for axis in (column, row))
    shown = STAGE.on_subject(x, y)
    mirrored, to_lamp = mirror_way(shown.facing, shown.to_eye), lamp_m - shown.place_m
    cosine = np.dot(mirrored, to_lamp) / np.linalg.norm(to_lamp)
    off_deg = np.degrees(np.arccos(min(cosine, 1.0)))
    print("off by", off_deg)
    assert off_deg < 0.5
