# SPDX-License-Identifier: Apache-2.0
"""Render the same surfaces on bulging bodies under known lamps; run by a Python that has bpy.

usage: python _gate_domes.py OUT.npz COUNT SEED [kept | smooth]
COUNT bodies of each class, in turn of every kind of `_gate_surfaces` (of those that were kept back,
or without any pattern). OUT.npz holds `luminance` (n, h, w), linear; `inside` (n, h, w); `kind`
(n,); and `key` (n, 3), the unit vector to the key: +x right, +y up, +z to the camera.
"""

import math
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import _gate_surfaces as flat
import bpy
import numpy as np
from mathutils import Vector

EDGE_DEG = 100.0  # how far round the sheet reaches from the middle that faces the camera
CAMERA_M, LAMP_M = 6.0, 4.5


def bulge(height, rng):
    """The sheet's heights (ROWS, COLUMNS) laid over half an ellipsoid, as places (n, 3)."""
    right, up = flat.X - 1.0, 0.75 - flat.Y
    out = np.hypot(right, up)
    round_it = np.radians(EDGE_DEG) * out
    along = np.sin(round_it) / np.maximum(out, 1e-9)
    normal = np.stack([right * along, up * along, np.cos(round_it)], axis=-1)
    radii = np.array([rng.uniform(0.7, 1.0), rng.uniform(0.7, 1.0), rng.uniform(0.5, 0.9)])
    facing = normal / radii
    facing /= np.linalg.norm(facing, axis=-1, keepdims=True)
    return (normal * radii + facing * height[..., None]).reshape(-1, 3)


def light(rng):
    """A key anywhere before the body, and a fill on the other side; the way to the key (3,)."""
    side = rng.choice([-1.0, 1.0])
    key = way(side * rng.uniform(5.0, 75.0), rng.uniform(5.0, 65.0))
    lamp(key, rng.uniform(150.0, 400.0), rng.uniform(0.3, 1.5))
    if rng.random() < 0.5:
        fill = way(-side * rng.uniform(20.0, 70.0), rng.uniform(0.0, 35.0))
        lamp(fill, rng.uniform(15.0, 60.0), 1.0)
    world = bpy.data.worlds.new("world")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.03, 0.03, 0.03, 1)
    bpy.context.scene.world = world
    return key


def way(azimuth_deg, elevation_deg):
    azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
    level = math.cos(elevation)
    return np.array([math.sin(azimuth) * level, math.sin(elevation), math.cos(azimuth) * level])


def lamp(toward, watts, size_m):
    data = bpy.data.lights.new("light", "AREA")
    data.shape, data.size, data.energy = "DISK", size_m, watts
    thing = bpy.data.objects.new("light", data)
    thing.location = LAMP_M * Vector(toward)
    thing.rotation_euler = thing.location.to_track_quat("Z", "Y").to_euler()
    bpy.context.collection.objects.link(thing)


def camera():
    data = bpy.data.cameras.new("camera")
    data.lens = 85
    eye = bpy.data.objects.new("camera", data)
    eye.location = (0, 0, CAMERA_M)
    bpy.context.collection.objects.link(eye)
    bpy.context.scene.camera = eye
    bpy.context.scene.render.film_transparent = True


def main():
    out, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    kinds = {"kept": flat.KEPT_BACK, "smooth": flat.SMOOTH}.get(sys.argv[-1], flat.KINDS)
    names, pictures, keys = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            for makers in kinds.values():
                make = makers[n % len(makers)]
                rng = np.random.default_rng([seed, len(names), 1])
                bpy.ops.wm.read_factory_settings(use_empty=True)
                flat.surface(bulge(make(rng), rng), rng)
                keys.append(light(rng))
                camera()
                pictures.append(flat.rendered(Path(folder) / "one.exr", len(names)))
                names.append(make.__name__)
    light_and_alpha = np.array(pictures, np.float32)
    np.savez_compressed(
        out,
        luminance=light_and_alpha[..., 0],
        inside=light_and_alpha[..., 1] > 0.5,
        kind=np.array(names),
        key=np.array(keys),
    )


if __name__ == "__main__":
    main()
