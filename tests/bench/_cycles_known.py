# SPDX-License-Identifier: Apache-2.0
"""Known geometry, unknown light: a ball and a floor by Cycles, for the match bench; run by bpy.

usage: python _cycles_known.py FOLDER [SAMPLES]
Three area lights and a real HDRI (one of those that come with Blender). Writes `<scene>.npy`,
linear pictures, `known.json` with the truth, and the HDRI as `hdri.npy` (equirectangular, top row
first, its middle column towards +x of the stage).
"""

import json
import math
import sys
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector

WIDE, HIGH = 512, 288
TARGET = (0.0, 0.0, 0.95)
HDRI, HDRI_LEVEL = "interior.exr", 0.04
CAMERA = {"elevation_deg": 12.0, "distance_m": 5.0, "focal_mm": 50.0}
BALL = {"centre_m": (0.0, 0.0, 0.8), "radius_m": 0.8, "albedo": 0.5, "roughness": 0.5}

# azimuth, elevation, distance, softness (degrees), level (stops of what arrives at the target)
SCENES = {
    "a": {"key": (38, 42, 4, 11, 0), "fill": (-40, 15, 4, 35, -2), "rim": (145, 35, 4, 8, -1)},
    "b": {"key": (30, 35, 4, 11, 0), "fill": (23, 30, 4, 14, -1), "rim": (-145, 35, 4, 8, -1)},
    "c": {"key": (-65, 25, 4, 6, 0), "fill": (50, 20, 4, 30, -2.5), "rim": (180, 40, 4, 8, -0.5)},
}


def station(azimuth_deg, elevation_deg, distance_m):
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    way = Vector((math.sin(a) * math.cos(e), -math.cos(a) * math.cos(e), math.sin(e)))
    return Vector(TARGET) + distance_m * way


def plastic(name, grey, roughness):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    node = material.node_tree.nodes["Principled BSDF"]
    node.inputs["Base Color"].default_value = (grey, grey, grey, 1.0)
    node.inputs["Roughness"].default_value = roughness
    return material


def add(name, data, place):
    thing = bpy.data.objects.new(name, data)
    bpy.context.collection.objects.link(thing)
    thing.location = place
    thing.rotation_euler = (Vector(TARGET) - place).to_track_quat("-Z", "Y").to_euler()
    return thing


def lamp(name, azimuth_deg, elevation_deg, distance_m, softness_deg, stops):
    radius = distance_m * math.tan(math.radians(softness_deg) / 2)
    data = bpy.data.lights.new(name, "AREA")
    data.shape, data.size = "DISK", 2 * radius
    # Radiance times pi is one where 0 stops arrive: pi times the lamp's own power.
    data.energy = 2.0**stops * math.pi * math.pi * (distance_m**2 + radius**2)
    add(name, data, station(azimuth_deg, elevation_deg, distance_m))


def sky():
    folder = Path(bpy.utils.resource_path("LOCAL"), "datafiles", "studiolights", "world")
    picture = bpy.data.images.load(str(folder / HDRI))
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    tree = world.node_tree
    node = tree.nodes.new("ShaderNodeTexEnvironment")
    node.image = picture
    background = tree.nodes["Background"]
    background.inputs[1].default_value = HDRI_LEVEL
    tree.links.new(node.outputs[0], background.inputs[0])
    wide, high = picture.size
    pixels = np.empty(wide * high * 4, dtype=np.float32)
    picture.pixels.foreach_get(pixels)
    return pixels.reshape(high, wide, 4)[::-1, :, :3]


def build(lamps):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.mesh.primitive_uv_sphere_add(
        segments=192, ring_count=96, radius=BALL["radius_m"], location=BALL["centre_m"]
    )
    ball = bpy.context.object
    ball.data.polygons.foreach_set("use_smooth", [True] * len(ball.data.polygons))
    ball.data.materials.append(plastic("ball", BALL["albedo"], BALL["roughness"]))
    bpy.ops.mesh.primitive_plane_add(size=400)
    bpy.context.object.data.materials.append(plastic("floor", 0.18, 0.9))
    for name, numbers in lamps.items():
        lamp(name, *numbers)
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width = CAMERA["focal_mm"], 36.0
    place = station(0.0, CAMERA["elevation_deg"], CAMERA["distance_m"])
    bpy.context.scene.camera = add("camera", data, place)
    return sky()


def render(folder, name, samples):
    stage = bpy.context.scene
    stage.render.engine = "CYCLES"
    stage.cycles.device, stage.cycles.samples, stage.cycles.seed = "CPU", samples, 7
    stage.cycles.use_denoising, stage.cycles.max_bounces = False, 6
    stage.cycles.use_adaptive_sampling = False
    stage.render.resolution_x, stage.render.resolution_y = WIDE, HIGH
    stage.render.resolution_percentage = 100
    stage.render.image_settings.file_format = "OPEN_EXR"
    stage.render.image_settings.color_depth = "32"
    path = folder / f"{name}.exr"
    stage.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    picture = bpy.data.images.load(str(path))
    pixels = np.empty(WIDE * HIGH * 4, dtype=np.float32)
    picture.pixels.foreach_get(pixels)
    np.save(folder / f"{name}.npy", pixels.reshape(HIGH, WIDE, 4)[::-1, :, :3])
    path.unlink()


def main():
    folder, samples = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 64
    folder.mkdir(parents=True, exist_ok=True)
    for name, lamps in SCENES.items():
        hdri = build(lamps)
        render(folder, name, samples)
    np.save(folder / "hdri.npy", hdri)
    truth = {"camera": CAMERA, "ball": BALL, "target_m": TARGET, "scenes": SCENES}
    truth |= {"hdri_level": HDRI_LEVEL, "blender": bpy.app.version_string, "samples": samples}
    (folder / "known.json").write_text(json.dumps(truth), encoding="utf-8")


main()
