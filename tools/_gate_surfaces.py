# SPDX-License-Identifier: Apache-2.0
"""Render machined and organic surfaces in real Blender; run by a Python that has bpy.

usage: python _gate_surfaces.py OUT.npz COUNT SEED
COUNT surfaces of each class, in turn of every kind below. OUT.npz holds `luminance` (n, h, w),
linear, and `kind` (n,).
"""

import math
import sys
import tempfile
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector

HIGH, WIDE = 192, 256
ROWS, COLUMNS = 225, 300  # of a surface, 1.5 m by 2 m
Y, X = np.mgrid[0:ROWS, 0:COLUMNS] / 150.0
LIGHT_AND_ALPHA = np.array([[0.2126, 0.7152, 0.0722, 0.0], [0.0, 0.0, 0.0, 1.0]]).T
SIXTHS = (0.0, math.tau / 6.0, math.tau / 3.0)


def cells(rng, count):
    """Distances to the nearest and the second nearest of `count` random points."""
    points = rng.uniform((-0.1, -0.1), (1.6, 2.1), (count, 2))
    nearest = np.full((2, ROWS, COLUMNS), np.inf)
    for row, column in points:
        away = np.hypot(Y - row, X - column)
        nearest[1] = np.minimum(nearest[1], np.maximum(away, nearest[0]))
        nearest[0] = np.minimum(nearest[0], away)
    return nearest


def noise(rng, waves):
    """Smooth noise of about so many waves across, between about -1 and 1."""
    total = np.zeros((ROWS, COLUMNS))
    for _ in range(24):
        angle, pitch = rng.uniform(0, math.tau), waves * rng.uniform(0.5, 1.5) * math.pi
        along = X * math.cos(angle) + Y * math.sin(angle)
        total += np.sin(pitch * along + rng.uniform(0, math.tau))
    return total / 5.0


def grid(rng, fewest, most):
    """Places within a cell of a regular grid, -1 to 1 both ways, and the cell's numbers."""
    n = int(rng.integers(fewest, most))
    down, right = Y * n / 1.5, X * n / 1.5
    return 2 * (down % 1) - 1, 2 * (right % 1) - 1, down.astype(int), right.astype(int)


def ramp(x, soft):
    return np.clip(0.5 + x / soft, 0, 1)


def panels(rng):
    v, u, row, column = grid(rng, 3, 7)
    lift = rng.uniform(0, 0.03, (20, 20))[row, column]
    slope = rng.normal(0, 0.02, (2, 20, 20))[:, row, column]
    edge = ramp(0.94 - np.maximum(abs(u), abs(v)), 0.08)
    return edge * (0.02 + lift + slope[0] * u + slope[1] * v)


def bolts(rng):
    v, u, _, _ = grid(rng, 4, 8)
    hexagon = np.max([abs(u * math.cos(a) + v * math.sin(a)) for a in (0, 1.047, 2.094)], axis=0)
    return 0.06 * ramp(0.55 - hexagon, 0.12) * (1 - 0.3 * np.hypot(u, v))


def grooves(rng):
    n = rng.integers(6, 16)
    return 0.03 * ramp(0.7 - abs(2 * ((X * n / 2) % 1) - 1), 0.2)


def louvres(rng):
    n = rng.integers(5, 11)
    side = ramp(0.85 - abs(2 * ((X * 1.5) % 1) - 1), 0.1)
    return 0.08 * ((Y * n / 1.5) % 1) * side


def keys(rng):
    v, u, _, _ = grid(rng, 4, 8)
    inside = 0.8 - (abs(u) ** 6 + abs(v) ** 6) ** (1 / 6)
    return 0.07 * ramp(inside - 0.1, 0.25) - 0.02 * ramp(inside, 0.1) * (u**2 + v**2)


def perforated(rng):
    v, u, _, _ = grid(rng, 5, 10)
    return -0.06 * ramp(0.55 - np.hypot(u, v), 0.15)


def knurls(rng):
    n = rng.integers(8, 18)
    one, other = (abs(2 * (((X + sign * Y) * n / 2) % 1) - 1) for sign in (1, -1))
    return 0.04 * ramp(0.75 - np.maximum(one, other), 0.4)


def rings(rng):
    away = np.hypot(X - rng.uniform(0.5, 1.5), Y - rng.uniform(0.4, 1.1))
    return 0.015 * ramp(0.6 - abs(2 * ((away * rng.integers(5, 12)) % 1) - 1), 0.25)


def slots(rng):
    v, u, row, _ = grid(rng, 4, 8)
    u = 2 * ((u / 2 + 0.5 + 0.5 * (row % 2)) % 1) - 1
    return -0.05 * ramp(0.2 - np.hypot(np.maximum(abs(u) - 0.45, 0), v), 0.1)


def membrane(rng):
    one, two = cells(rng, int(rng.integers(40, 140)))
    return 0.05 * np.exp(-(((two - one) / 0.03) ** 2)) + 0.04 * noise(rng, 2)


def bubbles(rng):
    one, two = cells(rng, int(rng.integers(40, 140)))
    return 0.5 * np.sqrt(np.maximum(two - one, 0) * 0.05) + 0.04 * noise(rng, 2)


def wrinkles(rng):
    bend = noise(rng, 3)
    return (
        0.05 * (1 - abs(np.sin(rng.uniform(12, 26) * X + 3 * bend + noise(rng, 6)))) + 0.05 * bend
    )


def pores(rng):
    one, _ = cells(rng, int(rng.integers(80, 250)))
    return -0.03 * np.exp(-((one / 0.03) ** 2)) + 0.06 * noise(rng, 3)


def hide(rng):
    return 0.025 * abs(noise(rng, 14)) + 0.05 * noise(rng, 3)


def veins(rng):
    one, two = cells(rng, int(rng.integers(15, 40)))
    wobble = 0.02 * noise(rng, 10)
    return 0.035 * np.exp(-(((two - one + wobble) / 0.02) ** 2)) + 0.08 * noise(rng, 1.5)


def scales(rng):
    n = rng.integers(6, 13)
    row = np.floor(Y * n / 1.5 + 0.15 * noise(rng, 2))
    u = 2 * ((X * n / 1.5 + 0.5 * (row % 2)) % 1) - 1
    v = (Y * n / 1.5 + 0.15 * noise(rng, 2)) % 1
    return 0.05 * v * np.sqrt(np.clip(1.2 - u**2 - 0.3 * v, 0, 1)) + 0.05 * noise(rng, 2)


def bark(rng):
    bend = 0.05 * noise(rng, 5)
    ridge = 1 - abs(np.sin(rng.uniform(14, 26) * (X + bend) + noise(rng, 3)))
    return 0.05 * ridge**2 * (0.7 + 0.3 * np.sin(rng.uniform(6, 14) * Y + 2 * noise(rng, 4)))


def pebbles(rng):
    one, two = cells(rng, int(rng.integers(40, 120)))
    return 0.25 * np.sqrt(np.clip(two - one, 0, 0.08) * 0.1) + 0.03 * noise(rng, 2)


def tiles(rng):
    v, u, row, _ = grid(rng, 4, 9)
    u = 2 * ((u / 2 + 0.5 + 0.5 * (row % 2)) % 1) - 1
    return 0.04 * ramp(0.9 - np.maximum(abs(u), abs(v)), 0.1) * (1 - 0.3 * v)


def weave(rng):
    n = rng.integers(5, 10)
    warp, weft = (abs(np.sin(math.pi * n * part / 1.5)) for part in (X, Y))
    over = (np.floor(X * n / 1.5) + np.floor(Y * n / 1.5)) % 2
    return 0.05 * np.where(over == 1, warp, weft)


def honeycomb(rng):
    n = rng.integers(5, 10)
    waves = [np.cos(math.tau * n / 1.5 * (X * math.cos(a) + Y * math.sin(a))) for a in SIXTHS]
    return 0.05 * ramp(0.35 + sum(waves) / 3, 0.25)


def treads(rng):
    n = rng.integers(5, 10)
    lean = abs(2 * ((X * n / 4) % 1) - 1)
    return 0.05 * ramp(0.55 - abs(2 * ((Y * n / 1.5 + lean) % 1) - 1), 0.25)


def teeth(rng):
    away = np.hypot(X - 1.0, Y - 0.75)
    around = np.arctan2(Y - 0.75, X - 1.0) * rng.integers(9, 20) / math.tau
    return 0.06 * ramp(0.5 - abs(2 * (around % 1) - 1), 0.3) * ramp(away - 0.15, 0.05)


def dunes(rng):
    bend = noise(rng, 2)
    return 0.05 * ((rng.uniform(3, 7) * Y + 0.5 * bend + 0.1 * noise(rng, 6)) % 1) + 0.04 * bend


def coral(rng):
    return 0.05 * ramp(noise(rng, float(rng.uniform(8, 14))), 0.4) + 0.04 * noise(rng, 2)


def mud(rng):
    one, two = cells(rng, int(rng.integers(30, 90)))
    return 0.05 * ramp(two - one - 0.02, 0.05) + 0.02 * noise(rng, 5)


def warts(rng):
    one, _ = cells(rng, int(rng.integers(60, 200)))
    return 0.04 * np.exp(-((one / 0.04) ** 2)) + 0.05 * noise(rng, 2)


def fur(rng):
    lie = 0.15 * noise(rng, 2)
    strands = noise(rng, 4) + np.sin(rng.uniform(30, 50) * (X + lie) + 3 * noise(rng, 5))
    return 0.015 * strands + 0.06 * noise(rng, 2)


def plain(rng):
    return np.zeros((ROWS, COLUMNS))


KINDS = {
    "machined": (panels, bolts, grooves, louvres, keys, perforated, knurls, rings, slots),
    "organic": (membrane, bubbles, wrinkles, pores, hide, veins, scales, bark, pebbles),
}
# What has no pattern at all.
SMOOTH = {"smooth": (plain,)}
# Written before anything was chosen, and looked at once, when all of it stood.
KEPT_BACK = {
    "machined": (tiles, weave, honeycomb, treads, teeth),
    "organic": (dunes, coral, mud, warts, fur),
}


def sheet(height):
    """Places (n, 3) of a flat sheet with this height."""
    return np.stack([X - 1.0, 0.75 - Y, height], axis=-1).reshape(-1, 3)


def surface(places, rng):
    """A thing of these places (ROWS * COLUMNS, 3), its material drawn at random."""
    at = np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    quads = np.stack([at[1:, :-1], at[1:, 1:], at[:-1, 1:], at[:-1, :-1]], -1).reshape(-1, 4)
    mesh = bpy.data.meshes.new("surface")
    mesh.from_pydata(places, [], quads.tolist())
    mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
    material = bpy.data.materials.new("surface")
    material.use_nodes = True
    node = material.node_tree.nodes["Principled BSDF"]
    grey = rng.uniform(0.1, 0.6)
    node.inputs["Base Color"].default_value = (grey, grey, grey, 1)
    node.inputs["Roughness"].default_value = rng.uniform(0.12, 0.5)
    node.inputs["Metallic"].default_value = float(rng.random() < 0.4)
    mesh.materials.append(material)
    thing = bpy.data.objects.new("surface", mesh)
    bpy.context.collection.objects.link(thing)
    return thing


def light(rng):
    """One to three disks anywhere above the surface."""
    for _ in range(rng.integers(1, 4)):
        angle, up = rng.uniform(0, math.tau), math.radians(rng.uniform(15, 80))
        toward = (math.cos(angle) * math.cos(up), math.sin(angle) * math.cos(up), math.sin(up))
        data = bpy.data.lights.new("light", "AREA")
        data.shape, data.size, data.energy = "DISK", rng.uniform(0.2, 1.5), rng.uniform(40, 200)
        lamp = bpy.data.objects.new("light", data)
        lamp.location = 3.0 * Vector(toward)
        lamp.rotation_euler = (-lamp.location).to_track_quat("-Z", "Y").to_euler()
        bpy.context.collection.objects.link(lamp)
    world = bpy.data.worlds.new("world")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.05, 0.05, 0.05, 1)
    bpy.context.scene.world = world


def camera(rng):
    """Looks down on the surface, more or less aslant."""
    data = bpy.data.cameras.new("camera")
    data.lens = 50
    eye = bpy.data.objects.new("camera", data)
    aslant = math.radians(rng.uniform(0, 40))
    eye.location = (0, -2.2 * math.sin(aslant), 2.2 * math.cos(aslant))
    eye.rotation_euler = (aslant, 0, 0)
    bpy.context.collection.objects.link(eye)
    bpy.context.scene.camera = eye


def rendered(path, seed):
    """Linear luminance of the scene, and coverage: (HIGH, WIDE, 2)."""
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.device = "CYCLES", "CPU"
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.seed = 16, True, seed
    scene.cycles.max_bounces = 3
    scene.render.resolution_x, scene.render.resolution_y = WIDE, HIGH
    scene.render.resolution_percentage = 100
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(path))
    flat = np.empty(HIGH * WIDE * 4, dtype=np.float32)
    image.pixels.foreach_get(flat)
    return flat.reshape(HIGH, WIDE, 4)[::-1] @ LIGHT_AND_ALPHA


def main():
    out, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    names, pictures = [], []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            for makers in KINDS.values():
                make = makers[n % len(makers)]
                rng = np.random.default_rng([seed, len(names)])
                bpy.ops.wm.read_factory_settings(use_empty=True)
                thing = surface(sheet(make(rng)), rng)
                thing.rotation_euler = (0, 0, rng.uniform(-0.5, 0.5))
                thing.scale = (1.5, 1.5, 1.5)  # over the edges of the picture
                light(rng)
                camera(rng)
                pictures.append(rendered(Path(folder) / "one.exr", len(names))[..., 0])
                names.append(make.__name__)
    np.savez_compressed(out, luminance=np.array(pictures, np.float32), kind=np.array(names))


if __name__ == "__main__":
    main()
