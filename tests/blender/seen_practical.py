"""A practical in a picture, and a white card under it: rendered inside Blender, by any engine.

As a program it prints what Eevee shows, for the test that runs it in a Blender of its own.
"""

import json
import math
import sys
import tempfile
from pathlib import Path

import bpy
import numpy as np

ROOT = Path(__file__).parents[2]
SHOT = "hero_dolly_push_in"  # with a torch
LUMA = (0.2126, 0.7152, 0.0722)


def torch():
    lamps = (o for o in bpy.context.scene.objects if o.type == "LIGHT")
    return next(o for o in lamps if o.lightgroup == "practicals")


def ball():
    return next(o for o in torch().children if o["scene_stager_helper"] == "glow")


def bright(take, engine, folder):
    """The luminance of the torch in the picture, and that of a ball with its candela."""
    scene = _alone(take)
    lamp = torch()
    place, radius = lamp.matrix_world.translation, lamp.data.shadow_soft_size
    _look(scene, (place.x, place.y, place.z + 4.0 * radius), 0.0, 20.0)
    seen = float(_picture(scene, engine, folder)[3:5, 3:5].mean(axis=(0, 1)) @ LUMA)
    return {"seen": seen, "wanted": lamp.data.energy / (4.0 * math.pi) / (math.pi * radius**2)}


def card(take, engine, folder):
    """The light of a white card a metre under the torch, with the ball that is seen and without."""
    scene = _alone(take)
    place = torch().matrix_world.translation
    bpy.ops.mesh.primitive_plane_add(size=0.2, location=(place.x, place.y, place.z - 1.0))
    _look(scene, (place.x + 0.5, place.y, place.z - 0.2), math.atan2(0.5, 0.8), 4.0)
    found = {"with": float(_picture(scene, engine, folder).mean())}
    ball().hide_render = True
    return {**found, "without": float(_picture(scene, engine, folder).mean())}


def _alone(take):
    """The shot, without anything but its torch."""
    from blender_addon.bake import bake_take
    from blender_addon.scene_wishes import BlenderWishes

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bake_take(take, wishes=BlenderWishes(take_look=False))
    scene = bpy.context.scene
    scene.frame_set(1)
    for one in scene.objects:
        if one not in (torch(), ball()) and one.type in ("LIGHT", "MESH"):
            one.hide_render = True
    scene.world = None
    return scene


def _look(scene, place, lean, width_deg):
    """A camera that looks down, leaning towards -x."""
    camera = bpy.data.objects.new("near", bpy.data.cameras.new("near"))
    scene.collection.objects.link(camera)
    camera.location, camera.rotation_euler = place, (0.0, lean, 0.0)
    camera.data.clip_start, camera.data.angle = 1e-3, math.radians(width_deg)
    scene.camera = camera


def _picture(scene, engine, folder):
    scene.render.engine = engine
    scene.cycles.samples, scene.cycles.use_denoising = 256, False
    scene.eevee.taa_render_samples = 4  # without graphics each one costs a second for the shadows
    scene.render.resolution_x = scene.render.resolution_y = 8
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.filepath = str(Path(folder) / "seen.exr")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath, check_existing=False)
    return np.array(image.pixels[:]).reshape(8, 8, 4)[..., :3]


def main():
    """Print what Eevee shows, as one line of JSON."""
    sys.path[:0] = [str(ROOT), str(ROOT / "core")]
    from scene_stager.front_door import bake

    engine = "BLENDER_EEVEE" if bpy.app.version >= (5, 0, 0) else "BLENDER_EEVEE_NEXT"
    take = bake(SHOT, frames=(1, 2))
    with tempfile.TemporaryDirectory() as folder:
        found = {**bright(take, engine, folder), **card(take, engine, folder)}
    print("\n" + json.dumps(found))


if __name__ == "__main__":
    main()
