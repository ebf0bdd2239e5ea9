# SPDX-License-Identifier: GPL-3.0-or-later
"""What is at a point of the picture: a surface of the scene, as smooth as it is shaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from scene_stager.maths.arrays import Floats

from . import marks
from .sight import MOST_SHEETS, SKIN_M, graph_of
from .target import metres_per_unit

LEAST_RISE = 1e-12  # of an edge, in scene units to the third: below it an end is the highest


@dataclass(frozen=True, eq=False)
class Pointed:
    """A point that a ray meets: of what, where (metres, stage), which way it faces, from where."""

    name: str
    place_m: Floats
    facing: Floats
    to_eye: Floats


def lens_ray(scene: bpy.types.Scene, x: float, y: float) -> tuple[Vector, Vector]:
    """From the scene's camera through a point, in shares of the picture from the upper left."""
    camera = scene.camera.evaluated_get(graph_of(scene))
    lens: Any = camera.data
    upper_right, _, lower_left, upper_left = lens.view_frame(scene=scene)
    spot = upper_left + (upper_right - upper_left) * x + (lower_left - upper_left) * y
    way = camera.matrix_world.to_3x3() @ spot
    return camera.matrix_world.translation.copy(), way.normalized()


def pointed_at(
    scene: bpy.types.Scene, start: Vector, way: Vector, far: float = 1e6
) -> Pointed | None:
    """The first surface on a ray, in scene units, that no shot has made and that renders."""
    graph, skin, at = graph_of(scene), SKIN_M / metres_per_unit(scene), start
    for _ in range(MOST_SHEETS):
        left = far - (at - start).length
        hit, spot, flat, index, thing, turn = scene.ray_cast(graph, at, way, distance=max(left, 0))
        if not hit or thing is None:
            return None
        if not thing.original.get(marks.OWNER) and not thing.original.hide_render:
            facing = _smooth(thing.evaluated_get(graph), index, spot, turn) or flat
            facing = facing if facing.dot(way) <= 0.0 else -facing
            place_m = np.array(spot) * metres_per_unit(scene)
            return Pointed(thing.original.name, place_m, _unit(facing), -_unit(way))
        at = spot + way * skin
    return None


def tip_from(scene: bpy.types.Scene, things: set[bpy.types.Object], ground_m: Floats) -> Floats:
    """The point of these things' meshes that stands highest as seen from a point; none is NaN.

    shapes   ground_m (3,) -> (3,)
    units    metres
    source   the rise over an edge, z / rho, has one extreme: where its derivative is zero
    """
    ends_m = [edges for one in things if (edges := _edges_m(one, scene)) is not None]
    if not ends_m:
        return np.full(3, np.nan)
    first, last = np.concatenate(ends_m, axis=1) - ground_m
    along = last - first
    a = np.sum(first[:, :2] * along[:, :2], axis=1)
    b = np.sum(along[:, :2] ** 2, axis=1)
    c = np.sum(first[:, :2] ** 2, axis=1)
    below = first[:, 2] * b - along[:, 2] * a
    safe = np.where(np.abs(below) < LEAST_RISE, 1.0, below)
    share = np.clip((along[:, 2] * c - first[:, 2] * a) / safe, 0.0, 1.0)
    places = np.concatenate([first, last, first + share[:, None] * along])
    rise = np.arctan2(places[:, 2], np.hypot(places[:, 0], places[:, 1]))
    return np.asarray(ground_m + places[int(np.argmax(rise))])


def _smooth(thing: bpy.types.Object, index: int, spot: Vector, turn: Matrix) -> Vector | None:
    """The shading normal where a face was met, as renderers interpolate it; None without a face."""
    mesh = thing.to_mesh()
    try:
        if mesh is None or not 0 <= index < len(mesh.polygons):
            return None
        mesh.calc_loop_triangles()
        owners = np.zeros(len(mesh.loop_triangles), dtype=np.int32)
        mesh.loop_triangles.foreach_get("polygon_index", owners)
        place, best = np.array(turn.inverted_safe() @ spot), (-np.inf, Vector())
        for number in np.flatnonzero(owners == index):
            triangle: Any = mesh.loop_triangles[int(number)]
            corners = np.array([mesh.vertices[one].co for one in triangle.vertices])
            shares = _shares(corners, place)
            normals = np.array([mesh.corner_normals[one].vector for one in triangle.loops])
            best = max(best, (float(shares.min()), Vector((shares @ normals).tolist())), key=_first)
        return turn.to_3x3().inverted_safe().transposed() @ best[1]
    finally:
        thing.to_mesh_clear()


def _shares(corners: Floats, place: Floats) -> Floats:
    """How near a point of a triangle is to each of its corners; they sum to one."""
    sides = np.stack([corners[1] - corners[0], corners[2] - corners[0]], axis=1)
    found, *_ = np.linalg.lstsq(sides, place - corners[0], rcond=None)
    return np.array([1.0 - found.sum(), *found])


def _edges_m(thing: bpy.types.Object, scene: bpy.types.Scene) -> Floats | None:
    """Both ends of every edge of a thing as it is shown, (2, edges, 3) in metres of the stage."""
    if thing.type != "MESH" or thing.hide_render:
        return None
    shown = thing.evaluated_get(graph_of(scene))
    mesh = shown.to_mesh()
    try:
        places = np.zeros(len(mesh.vertices) * 3, dtype=np.float32)
        mesh.vertices.foreach_get("co", places)
        ends = np.zeros(len(mesh.edges) * 2, dtype=np.int32)
        mesh.edges.foreach_get("vertices", ends)
    finally:
        shown.to_mesh_clear()
    turn = np.array(shown.matrix_world)
    stage_m = (places.reshape(-1, 3) @ turn[:3, :3].T + turn[:3, 3]) * metres_per_unit(scene)
    return np.asarray(stage_m[ends.reshape(-1, 2)].transpose(1, 0, 2))


def _first(pair: tuple[float, Vector]) -> float:
    return pair[0]


def _unit(way: Vector) -> Floats:
    return np.array(way.normalized())
