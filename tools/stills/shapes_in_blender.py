# SPDX-License-Identifier: Apache-2.0
"""The parts of a drawn subject as meshes, in real Blender."""

import math

import bpy
import numpy as np
from mathutils import Euler, Vector

VOXEL_SHARE = 0.018  # of the subject's size: what melted parts are made of


def linked(name, data):
    thing = bpy.data.objects.new(name, data)
    bpy.context.collection.objects.link(thing)
    return thing


def part_made(part):
    """One part as an object, before the subject is scaled and turned."""
    return MAKERS[part["form"]](part)


def shaped(part, add, **how):
    """A primitive of half extent one, brought to the part's size, turn and place."""
    add(**how)
    thing = bpy.context.object
    thing.scale = part["size"]
    thing.rotation_euler = Euler([math.radians(a) for a in part["turn_deg"]])
    thing.location = part["at"]
    return thing


def bevelled(thing, width):
    modifier = thing.modifiers.new("worn", "BEVEL")
    modifier.width, modifier.segments, modifier.limit_method = width, 2, "ANGLE"
    return thing


def make_ball(part):
    return shaped(part, bpy.ops.mesh.primitive_uv_sphere_add, segments=48, ring_count=24, radius=1)


def make_box(part):
    thing = shaped(part, bpy.ops.mesh.primitive_cube_add, size=2)
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    return bevelled(thing, part["bevel"])


def make_tube(part):
    thing = shaped(part, bpy.ops.mesh.primitive_cylinder_add, vertices=48, radius=1, depth=2)
    bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
    return bevelled(thing, part["bevel"])


def make_ring(part):
    how = {"major_radius": part["across"], "minor_radius": part["thick"]}
    return shaped(
        part, bpy.ops.mesh.primitive_torus_add, major_segments=64, minor_segments=24, **how
    )


def make_monkey(part):
    thing = shaped(part, bpy.ops.mesh.primitive_monkey_add, size=2)
    smooth = thing.modifiers.new("smooth", "SUBSURF")
    smooth.levels = smooth.render_levels = 2
    return thing


def make_limb(part):
    """A cone with a ball at either end."""
    start, end = Vector(part["at"]), Vector(part["end"])
    along = end - start
    bpy.ops.mesh.primitive_cone_add(
        vertices=24, radius1=part["thick"], radius2=part["thin"], depth=along.length
    )
    rod = bpy.context.object
    rod.rotation_euler = along.to_track_quat("Z", "Y").to_euler()
    rod.location = (start + end) / 2
    ends = [rod]
    for place, radius in ((start, part["thick"]), (end, part["thin"])):
        bpy.ops.mesh.primitive_uv_sphere_add(
            segments=24, ring_count=12, radius=radius, location=place
        )
        ends.append(bpy.context.object)
    return joined(ends)


def from_grid(name, places, closed):
    """A mesh over a table of places (rows, columns, 3); columns may close on themselves."""
    rows, columns = places.shape[:2]
    at = np.arange(rows * columns).reshape(rows, columns)
    if closed:
        at = np.concatenate([at, at[:, :1]], axis=1)
    quads = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]], axis=-1)
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(places.reshape(-1, 3).tolist(), [], quads.reshape(-1, 4).tolist())
    return linked(name, mesh)


def make_lathe(part):
    outline = np.array(part["outline"])
    along = np.linspace(0, len(outline) - 1, 6 * len(outline))
    radius, height = (np.interp(along, range(len(outline)), outline[:, n]) for n in (0, 1))
    turn = np.linspace(0, math.tau, 64, endpoint=False)
    x, y = np.outer(radius, np.cos(turn)), np.outer(radius, np.sin(turn))
    thing = from_grid(
        "lathe", np.stack([x, y, np.broadcast_to(height[:, None], x.shape)], -1), True
    )
    thing.location = part["at"]
    return thing


def make_sheet(part):
    u, v = np.meshgrid(np.linspace(-1, 1, 48), np.linspace(-1, 1, 48))
    wide, long, thick = part["size"]
    z = part["bend"] * wide * u**2 + part["waves"] * np.sin(7 * u + 2 * np.sin(2 * v))
    thing = from_grid("sheet", np.stack([wide * u, long * v, z], axis=-1), closed=False)
    thing.rotation_euler = Euler([math.radians(a) for a in part["turn_deg"]])
    thing.location = part["at"]
    solid = thing.modifiers.new("thick", "SOLIDIFY")
    solid.thickness = thick
    return thing


def make_gear(part):
    turn = np.linspace(0, math.tau, 16 * part["teeth"], endpoint=False)
    rim = 0.85 + 0.15 * np.clip(4 * np.sin(part["teeth"] * turn), -1, 1)
    deep = part["deep"]
    rows = [(0.0, -deep), (0.96, -deep), (1.0, -0.9 * deep), (1.0, 0.9 * deep), (0.96, deep)]
    rows += [(0.6, deep), (0.55, 0.6 * deep), (0.25, 0.6 * deep), (0.2, deep), (0.0, deep)]
    table = []
    for share, height in rows:
        radius = share * (rim if share > 0.9 else 1.0)
        table.append(
            np.stack([radius * np.cos(turn), radius * np.sin(turn), np.full_like(turn, height)], -1)
        )
    thing = from_grid("gear", np.array(table), closed=True)
    thing.scale = part["size"]
    thing.rotation_euler = Euler([math.radians(a) for a in part["turn_deg"]])
    thing.location = part["at"]
    return thing


MAKERS = {
    name.removeprefix("make_"): make
    for name, make in list(globals().items())
    if name.startswith("make_")
}


def joined(things):
    """Several objects as one, their modifiers applied."""
    bpy.ops.object.select_all(action="DESELECT")
    for thing in things:
        thing.select_set(True)
    bpy.context.view_layer.objects.active = things[0]
    bpy.ops.object.convert(target="MESH")
    if len(things) > 1:
        bpy.ops.object.join()
    bpy.ops.object.transform_apply(location=True, rotation=True, scale=True)
    return bpy.context.view_layer.objects.active


def melted(thing):
    """Overlapping parts grown together, as a body is."""
    size = max(thing.dimensions)
    remesh = thing.modifiers.new("grown", "REMESH")
    remesh.mode, remesh.voxel_size = "VOXEL", VOXEL_SHARE * size
    smooth = thing.modifiers.new("soft", "SMOOTH")
    smooth.factor, smooth.iterations = 0.5, 6
    return joined([thing])


def smooth_shaded(thing):
    """Smooth but where an edge is sharp, in every Blender."""
    thing.data.polygons.foreach_set("use_smooth", [True] * len(thing.data.polygons))
    thing.data.set_sharp_from_angle(angle=math.radians(40))
