"""Build the subjects of the calibration stills in Blender, as meshes; run by a Python with bpy.

usage: python _honest_subjects.py OUT_DIR KIND...

Each goes to OUT_DIR/KIND.npz: places_m, facings, triangles; metres, stage frame, turned so that the
camera stands on the -y side. Sizes and places are those of the stills' README.
"""

import math
import sys
from pathlib import Path

import bpy
import numpy as np

TARGET_M = 0.95


def ball(radius, height_m, scale=(1.0, 1.0, 1.0)):
    bpy.ops.mesh.primitive_uv_sphere_add(
        segments=64, ring_count=32, radius=radius, location=(0.0, 0.0, height_m)
    )
    bpy.context.object.scale = scale


def tube(radius, depth, height_m, vertices=32):
    bpy.ops.mesh.primitive_cylinder_add(
        radius=radius, depth=depth, location=(0.0, 0.0, height_m), vertices=vertices
    )


def sphere():
    ball(0.8, 0.85)


def suzanne():
    bpy.ops.mesh.primitive_monkey_add(size=1.7, location=(0.0, 0.0, TARGET_M))
    bpy.context.object.modifiers.new("smooth", "SUBSURF").render_levels = 2
    bpy.context.object.modifiers["smooth"].levels = 2


def bust():
    """A head on a neck on shoulders."""
    ball(0.42, 1.35, (0.85, 0.95, 1.15))
    tube(0.2, 0.5, 0.9)
    ball(0.7, 0.45, (1.2, 0.7, 0.55))


def torus():
    bpy.ops.mesh.primitive_torus_add(
        major_radius=0.6,
        minor_radius=0.28,
        major_segments=96,
        minor_segments=48,
        location=(0.0, 0.0, TARGET_M),
        rotation=(math.radians(70.0), 0.0, math.radians(25.0)),
    )


def capsule():
    tube(0.45, 0.9, TARGET_M, 96)
    ball(0.45, 1.4)
    ball(0.45, 0.5)


KINDS = {one.__name__: one for one in (sphere, suzanne, bust, torus, capsule)}


def stored(path):
    """All meshes of the scene as one, with smooth normals."""
    places, facings, triangles, count = [], [], [], 0
    graph = bpy.context.evaluated_depsgraph_get()
    for thing in bpy.context.scene.objects:
        shown = thing.evaluated_get(graph)
        mesh = shown.to_mesh()
        mesh.calc_loop_triangles()
        turn = np.array(shown.matrix_world)
        place = np.array([vertex.co for vertex in mesh.vertices])
        facing = np.array([vertex.normal for vertex in mesh.vertices])
        places.append(place @ turn[:3, :3].T + turn[:3, 3])
        bent = facing @ np.linalg.inv(turn[:3, :3])
        facings.append(bent / np.linalg.norm(bent, axis=1, keepdims=True))
        triangles.append(np.array([t.vertices for t in mesh.loop_triangles]) + count)
        count += len(place)
        shown.to_mesh_clear()
    np.savez(
        path,
        places_m=np.concatenate(places),
        facings=np.concatenate(facings),
        triangles=np.concatenate(triangles),
    )


def main():
    for kind in sys.argv[2:]:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        KINDS[kind]()
        bpy.context.view_layer.update()
        stored(Path(sys.argv[1]) / f"{kind}.npz")


main()
