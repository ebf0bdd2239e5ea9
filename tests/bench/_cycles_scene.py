# SPDX-License-Identifier: Apache-2.0
"""Build the preview's scenes in real Blender and render them with Cycles; run by a bpy Python.

usage: python _cycles_scene.py JOB.json
The job lists scenes as plain numbers (see `description` in bench_preview_against_cycles.py). For
each, a linear picture goes to `<name>.npy` beside the job, and its seconds to `times.json`.
"""

import json
import math
import sys
import time
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix, Vector


def plastic(name, rgb, roughness, specular):
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    node = material.node_tree.nodes["Principled BSDF"]
    node.inputs["Base Color"].default_value = (*rgb, 1.0)
    node.inputs["Roughness"].default_value = roughness
    node.inputs["Specular IOR Level"].default_value = specular
    return material


def add(name, data):
    thing = bpy.data.objects.new(name, data)
    bpy.context.collection.objects.link(thing)
    return thing


def add_subject(subject, folder):
    table = np.load(folder / subject["mesh"])
    mesh = bpy.data.meshes.new("subject")
    mesh.from_pydata(table["places_m"].tolist(), [], table["triangles"].tolist())
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    mesh.normals_split_custom_set_from_vertices(table["facings"].tolist())
    mesh.materials.append(
        plastic("subject", *(subject[k] for k in ("rgb", "roughness", "specular")))
    )
    thing = add("subject", mesh)
    thing.location = subject["position_m"]
    thing.rotation_euler = (0.0, 0.0, math.radians(subject["facing_deg"]))


def add_ground(ground):
    bpy.ops.mesh.primitive_plane_add(size=400)
    material = plastic("ground", *(ground[k] for k in ("rgb", "roughness", "specular")))
    bpy.context.object.data.materials.append(material)


def add_light(light):
    """A disk whose face sends `illuminance` (radiance times pi units) to a card at the target."""
    place, target = Vector(light["position_m"]), Vector(light["target_m"])
    data = bpy.data.lights.new(light["name"], "AREA")
    data.shape, data.size, data.color = "DISK", 2 * light["radius_m"], light["rgb"]
    square = (target - place).length_squared + light["radius_m"] ** 2
    data.energy = light["illuminance"] * light["through_air"] * math.pi * square
    thing = add(light["name"], data)
    thing.location = place
    thing.rotation_euler = (target - place).to_track_quat("-Z", "Y").to_euler()


def add_air(fog):
    """A box of even, scattering air round the stage."""
    bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, 6))
    box = bpy.context.object
    box.scale = (60, 60, 12.2)
    material = bpy.data.materials.new("air")
    material.use_nodes = True
    tree = material.node_tree
    tree.nodes.clear()
    end = tree.nodes.new("ShaderNodeOutputMaterial")
    air = tree.nodes.new("ShaderNodeVolumeScatter")
    air.inputs["Color"].default_value = (1.0, 1.0, 1.0, 1.0)  # the node's own grey thins the air
    air.inputs["Density"].default_value = fog["per_m"]
    air.inputs["Anisotropy"].default_value = fog["g"]
    tree.links.new(air.outputs[0], end.inputs["Volume"])
    box.data.materials.append(material)


def add_camera(camera):
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width = camera["focal_length_mm"], camera["sensor_width_mm"]
    thing = add("camera", data)
    turn = Matrix(camera["stage_from_camera"])
    thing.matrix_world = Matrix.Translation(camera["position_m"]) @ turn.to_4x4()
    bpy.context.scene.camera = thing


def add_sky(rgb):
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (*rgb, 1.0)


def render(job, scene, folder):
    stage = bpy.context.scene
    stage.render.engine = "CYCLES"
    stage.cycles.device, stage.cycles.samples, stage.cycles.seed = "CPU", job["samples"], 1
    stage.cycles.use_denoising, stage.cycles.max_bounces = True, 4
    stage.cycles.use_adaptive_sampling = False
    stage.render.resolution_x, stage.render.resolution_y = job["width"], job["height"]
    stage.render.resolution_percentage = 100
    stage.render.image_settings.file_format = "OPEN_EXR"
    stage.render.image_settings.color_depth = "32"
    path = folder / (scene["name"] + ".exr")
    stage.render.filepath = str(path)
    start = time.perf_counter()
    bpy.ops.render.render(write_still=True)
    seconds = time.perf_counter() - start
    picture = bpy.data.images.load(str(path))
    pixels = np.empty(job["width"] * job["height"] * 4, dtype=np.float32)
    picture.pixels.foreach_get(pixels)
    table = pixels.reshape(job["height"], job["width"], 4)[::-1, :, :3]
    np.save(folder / (scene["name"] + ".npy"), table)
    path.unlink()
    return seconds


def main():
    path = Path(sys.argv[1])
    job = json.loads(path.read_text(encoding="utf-8"))
    times = {}
    for scene in job["scenes"]:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        add_subject(scene["subject"], path.parent)
        add_ground(scene["ground"])
        for light in scene["lights"]:
            add_light(light)
        add_camera(scene["camera"])
        add_sky(scene["sky_rgb"])
        if scene["fog"]["per_m"] > 0:
            add_air(scene["fog"])
        times[scene["name"]] = render(job, scene, path.parent)
    (path.parent / "times.json").write_text(json.dumps(times), encoding="utf-8")


main()
