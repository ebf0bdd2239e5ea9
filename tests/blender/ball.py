"""A white matt ball under a World, rendered by Cycles, and how it should look."""

import bpy
import numpy as np

from tests.blender.material import matt

SIDE_PX = 24
# Light from one side, above, and across, in three colours that differ; nowhere below zero.
ROWS = np.array(
    [
        [3.0, 2.0, 1.5],
        [0.6, -0.3, 0.1],
        [0.5, 0.4, -0.2],
        [-0.4, 0.5, 0.3],
        [0.2, -0.1, 0.1],
        [-0.1, 0.2, 0.0],
        [0.1, 0.1, -0.2],
        [0.2, 0.0, 0.1],
        [-0.2, 0.1, 0.1],
    ]
)


def white_ball(scene):
    bpy.ops.mesh.primitive_uv_sphere_add(segments=128, ring_count=64, radius=1.0)
    ball = bpy.context.object
    bpy.ops.object.shade_smooth()
    ball.data.materials.append(matt(1.0))


def seen_from(scene, place, turn, path):
    """The ball without perspective, as linear light; rows from the bottom up."""
    lens = bpy.data.cameras.new("lens")
    lens.type, lens.ortho_scale = "ORTHO", 2.0
    camera = bpy.data.objects.new("lens", lens)
    camera.location, camera.rotation_euler = place, turn
    scene.collection.objects.link(camera)
    scene.camera, scene.render.engine = camera, "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.max_bounces = 256, False, 1
    scene.render.resolution_x = scene.render.resolution_y = SIDE_PX
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "32"
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(path))
    return np.array(image.pixels[:]).reshape(SIDE_PX, SIDE_PX, 4)[..., :3]


def normals_from_below_up():
    """Normals of the ball for a camera on -y that looks along +y, and where they are sure."""
    line = (np.arange(SIDE_PX) + 0.5) / SIDE_PX * 2.0 - 1.0
    x, z = np.meshgrid(line, line)
    inside = x * x + z * z < 0.8
    y = -np.sqrt(np.maximum(1.0 - x * x - z * z, 0.0))
    return np.stack([x, y, z], axis=-1), inside


def assert_lit(scene, tmp_path, irradiance_at, noise=1.0):
    """`noise`: how many times noisier than an even sky one is whose light comes from one side."""
    white_ball(scene)
    found = seen_from(scene, (0, -5, 0), (np.pi / 2, 0, 0), tmp_path / "ball.exr")
    normals, inside = normals_from_below_up()
    expected = irradiance_at(normals.reshape(-1, 3)).reshape(normals.shape) / np.pi
    error = ((found - expected) / expected[inside].mean(axis=0))[inside]
    # One pixel of 256 samples is good to about two per cent, all of them together to a tenth.
    assert np.abs(error).max() < 0.08 * noise
    assert np.abs(error.mean(axis=0)).max() < 0.005
    assert np.sqrt((error**2).mean()) < 0.02 * noise
    assert expected[inside].max() / expected[inside].min() > 1.8
