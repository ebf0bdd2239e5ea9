# SPDX-License-Identifier: Apache-2.0
"""Build drawn scenes in real Blender and render them by Cycles; run by a Python that has bpy.

usage: python inside_blender.py JOB.json
The job holds `scenes` and `samples`. For each scene `NAME.png` (through its view transform)
and `NAME.npy` (h, w, 4: the normal times coverage in the camera's frame, and coverage) are written
beside the job.
"""

import json
import math
import sys
from pathlib import Path

import bpy
import numpy as np
from light_in_blender import add_lamp, add_world, normals_shown, plastic
from mathutils import Matrix, Vector
from shapes_in_blender import from_grid, joined, linked, melted, part_made, smooth_shaded

SENSOR_MM = 36.0


def clean_stage():
    bpy.ops.wm.read_factory_settings(use_empty=True)


def build_subject(subject):
    """All parts, scaled so that a ball of `radius_m` holds them about the origin."""
    things = []
    for skin, grown in ((0, True), (0, False), (1, True), (1, False)):
        parts = [
            p
            for p in subject["parts"]
            if (p.get("skin", 0), p.get("grown", False)) == (skin, grown)
        ]
        if not parts:
            continue
        thing = joined([part_made(part) for part in parts])
        thing = melted(thing) if grown else thing
        smooth_shaded(thing)
        thing.data.materials.clear()
        thing.data.materials.append(plastic(subject["skins"][skin]))
        things.append(thing)
    turn = Matrix.Rotation(math.radians(subject["turn_deg"]), 4, "Z")
    for thing in things:
        thing.data.transform(turn)
    places = np.concatenate([np.array([v.co for v in thing.data.vertices]) for thing in things])
    middle = (places.min(axis=0) + places.max(axis=0)) / 2
    radius = np.linalg.norm(places - middle, axis=1).max()
    scale = subject["radius_m"] / radius
    for thing in things:
        thing.data.transform(Matrix.Scale(scale, 4) @ Matrix.Translation(-Vector(middle)))
    return things, float((places[:, 2].min() - middle[2]) * scale)


def add_surroundings(scene, ground_m, radius_m):
    """Floor, wall, sweep and clutter."""
    if scene["floor"] is None:
        return
    material = plastic(scaled(scene["floor"], radius_m))
    bpy.ops.mesh.primitive_plane_add(size=400 * radius_m, location=(0, 0, ground_m))
    bpy.context.object.data.materials.append(material)
    wall = scene["wall"]
    if wall is not None:
        skin = material if wall["swept"] else plastic(scaled(wall["skin"], radius_m))
        bent = 1.5 * radius_m if wall["swept"] else 0.0
        add_wall(wall["away"] * radius_m + bent, bent, ground_m, radius_m, skin)
    for thing in scene["clutter"]:
        half = np.array(thing["half"]) * radius_m
        at = np.array(thing["at"]) * radius_m
        part = {
            "form": thing["form"],
            "size": half.tolist(),
            "turn_deg": (0, 0, 20.0),
            "bevel": 0.01,
        }
        made = part_made({**part, "at": (at[0], at[1], ground_m + half[2])})
        smooth_shaded(made)
        made.data.materials.append(plastic(scaled(thing["skin"], radius_m)))


def scaled(skin, radius_m):
    """A pattern as large against the subject, whatever its size."""
    return {**skin, "scale": skin["scale"] / (3.0 * radius_m)}


def add_wall(away_m, bent_m, ground_m, radius_m, material):
    """A wall across the way, joined to the floor by a quarter of a circle."""
    turn = np.linspace(0, math.pi / 2, 24)
    y = np.append(away_m - bent_m + bent_m * np.sin(turn), away_m)
    z = np.append(
        ground_m + 1e-3 * radius_m + bent_m * (1 - np.cos(turn)), ground_m + 60 * radius_m
    )
    x = np.array([-120.0, 120.0]) * radius_m
    table = np.broadcast_arrays(x[None, :], y[:, None], z[:, None])
    wall = from_grid("wall", np.stack(table, axis=-1), closed=False)
    smooth_shaded(wall)
    wall.data.materials.append(material)


def add_camera(camera, radius_m, ground_m):
    """Heads along +y, looks down by its pitch, and sees the subject where it is to be."""
    wide, high = camera["size_px"]
    focal, pitch = camera["focal_mm"], math.radians(camera["pitch_deg"])
    tall_mm = SENSOR_MM * high / wide
    away_m = 2 * radius_m * focal / (camera["share"] * min(SENSOR_MM, tall_mm))
    ray = Vector(
        (camera["aside"][0] * SENSOR_MM / focal, camera["aside"][1] * tall_mm / focal, -1.0)
    )
    turn = Matrix.Rotation(math.pi / 2 - pitch, 3, "X")
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width, data.sensor_fit = focal, SENSOR_MM, "HORIZONTAL"
    data.clip_start, data.clip_end = 0.01, 1000.0
    thing = linked("camera", data)
    place = -(turn @ ray) * away_m
    if ground_m is not None:
        place.z = max(place.z, ground_m + 0.02 * radius_m)
    thing.matrix_world = Matrix.Translation(place) @ turn.to_4x4()
    bpy.context.scene.camera = thing
    return turn


def set_render(size_px, samples, seed):
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.device = "CYCLES", "CPU"
    scene.cycles.samples, scene.cycles.seed, scene.cycles.max_bounces = samples, seed, 4
    scene.cycles.use_adaptive_sampling, scene.cycles.use_denoising = False, samples > 1
    scene.render.threads_mode, scene.render.threads = "FIXED", 2
    scene.render.resolution_x, scene.render.resolution_y = size_px
    scene.render.resolution_percentage = 100
    return scene


def render_picture(scene, samples, folder):
    stage = set_render(scene["camera"]["size_px"], samples, scene["seed"])
    stage.view_settings.view_transform = scene["look"]["view"]
    stage.view_settings.exposure = scene["look"]["exposure_stops"]
    stage.render.image_settings.file_format = "PNG"
    stage.render.image_settings.color_mode = "RGB"
    stage.render.image_settings.color_depth = "8"
    stage.render.filepath = str(folder / f"{scene['name']}.png")
    bpy.ops.render.render(write_still=True)


def render_geometry(scene, things, turn, folder):
    """Coverage of the subject and its normals in the camera's frame, by a second, plain render."""
    stage = set_render(scene["camera"]["size_px"], 16, 0)
    stage.cycles.use_denoising, stage.cycles.max_bounces = False, 0
    stage.view_settings.view_transform, stage.view_settings.exposure = "Raw", 0.0
    stage.render.film_transparent = True
    glow = normals_shown()
    for thing in bpy.context.scene.objects:
        if thing.type == "LIGHT":
            thing.hide_render = True
        elif thing.type == "MESH" and thing in things:
            thing.data.materials.clear()
            thing.data.materials.append(glow)
        elif thing.type == "MESH":
            thing.is_holdout = True
    stage.render.image_settings.file_format = "OPEN_EXR"
    stage.render.image_settings.color_mode = "RGBA"
    stage.render.image_settings.color_depth = "32"
    path = folder / f"{scene['name']}.exr"
    stage.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    wide, high = scene["camera"]["size_px"]
    flat = np.empty(wide * high * 4, dtype=np.float32)
    picture = bpy.data.images.load(str(path))
    picture.pixels.foreach_get(flat)
    table = flat.reshape(high, wide, 4)[::-1].astype(np.float64)
    table[..., :3] = (table[..., :3] * 2 - table[..., 3:]) @ np.array(turn)
    np.save(folder / f"{scene['name']}.npy", table.astype(np.float32))
    path.unlink()


def render(scene, samples, folder):
    clean_stage()
    things, ground_m = build_subject(scene["subject"])
    radius_m = scene["subject"]["radius_m"]
    add_surroundings(scene, ground_m, radius_m)
    for lamp in scene["lamps"]:
        add_lamp(lamp, radius_m)
    add_world(scene["world"])
    turn = add_camera(scene["camera"], radius_m, None if scene["floor"] is None else ground_m)
    render_picture(scene, samples, folder)
    render_geometry(scene, things, turn, folder)


def main():
    path = Path(sys.argv[1])
    job = json.loads(path.read_text(encoding="utf-8"))
    for scene in job["scenes"]:
        render(scene, job["samples"], path.parent)
        print(scene["name"], flush=True)


if __name__ == "__main__":
    main()
