"""Run inside one Blender: write a file with a shot, or say what a file of another Blender shows.

python between.py write FILE | python between.py read FILE: one line of JSON at the end.
"""

import json
import sys
import tempfile
from pathlib import Path

import bpy
import numpy as np
from blender_addon import compositor
from blender_addon.bake import bake_take
from blender_addon.scene_wishes import BlenderWishes

from scene_stager.front_door import bake
from tests.blender.fog import march_through_fog

NAME, FRAMES = "vertigo_dolly_zoom", (1, 60, 120)


def play():
    bake_take(bake(NAME, frames=(1, 120)), wishes=BlenderWishes(film_stock=True))


def write(path):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.engine = 24, "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising = "CPU", 4, False
    march_through_fog(scene)
    scene.render.resolution_x, scene.render.resolution_y = 64, 36
    scene.render.compositor_device = "CPU"
    play()
    bpy.ops.wm.save_as_mainfile(filepath=path)
    return shown(scene)


def read(path):
    bpy.ops.wm.open_mainfile(filepath=path)
    scene = bpy.context.scene
    opened = shown(scene)
    grain = compositor._film_node(compositor.tree_of(scene)).inputs["Grain"]
    opened["grainy"] = []
    for strength in (0.0, 4.0, 1.0):
        grain.default_value = strength
        opened["grainy"].append(mean(scene))
    scene.frame_set(1)
    play()
    return {"opened": opened, "again": shown(scene)}


def shown(scene):
    """What can be seen: where things are in three frames, and how light the picture is."""
    groups = bpy.data.node_groups
    unknown = sum(n.bl_idname == "NodeUndefined" for group in groups for n in group.nodes)
    return {"moves": moves(scene), "mean": mean(scene), "unknown": unknown}


def moves(scene):
    found = []
    for frame in FRAMES:
        scene.frame_set(frame)
        lens, place = scene.camera.data, scene.camera.matrix_world
        watts = sum(one.data.energy for one in scene.objects if one.type == "LIGHT")
        row = (*np.ravel(place), lens.lens, lens.dof.focus_distance, lens.dof.aperture_fstop, watts)
        found.append([float(value) for value in row])
    return found


def mean(scene):
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "seen.png")
        scene.frame_set(FRAMES[1])
        scene.render.filepath, scene.render.image_settings.file_format = path, "PNG"
        bpy.ops.render.render(write_still=True)
        found = bpy.data.images.load(path)
        pixels = np.empty(4 * found.size[0] * found.size[1], dtype=np.float32)
        found.pixels.foreach_get(pixels)
        bpy.data.images.remove(found)
    return float(pixels.reshape(-1, 4)[:, :3].mean())


if __name__ == "__main__":
    print(json.dumps({"write": write, "read": read}[sys.argv[1]](sys.argv[2])))
