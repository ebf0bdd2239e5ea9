# SPDX-License-Identifier: GPL-3.0-or-later
"""What the target in the scene says of the shot: where it stands, faces and goes, and how tall."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Matrix, Vector

from scene_stager.maths.arrays import Floats
from scene_stager.script.way import path_rows

Path = tuple[tuple[float, ...], ...]

SOLID = ("MESH", "CURVE", "SURFACE", "META", "FONT", "CURVES", "POINTCLOUD", "VOLUME")
LEAST_M = 0.01  # lower than this is no subject; an Empty has no height of its own
STILL_M = 0.001  # who strays less than a millimetre stands
DECIMALS = 6


@dataclass(frozen=True)
class Seen:
    """A target on one frame, in metres of the stage. A thing without a body has no height."""

    place_m: tuple[float, float, float]
    facing_deg: float
    height_m: float | None


def seen(thing: bpy.types.Object, scene: bpy.types.Scene) -> Seen:
    """Where a thing stands now: the middle of it, its base at the ground; where it faces.

    An armature, or what hangs on one, is where its root bone is.
    """
    unit_m = metres_per_unit(scene)
    spot, height = _spot(thing)
    way = thing.matrix_world.to_3x3() @ Vector((0.0, -1.0, 0.0))
    facing = 0.0 if math.hypot(way.x, way.y) < 1e-6 else math.atan2(way.x, -way.y)
    height_m = round(height * unit_m, DECIMALS)
    x, y, z = (round(value * unit_m, DECIMALS) for value in spot)
    return Seen(
        (x, y, z),
        round(math.degrees(facing), DECIMALS),
        height_m if height_m >= LEAST_M else None,
    )


def way_of(
    thing: bpy.types.Object, scene: bpy.types.Scene, first: int, count: int, fps: float
) -> tuple[float, Path | None]:
    """Where it faces on a frame, and where its feet go from there on; no path for what stands.

    The scene is on the frame that it was on when this is done.
    """
    before, before_part = scene.frame_current, scene.frame_subframe
    try:
        scene.frame_set(first)
        facing_deg = seen(thing, scene).facing_deg
        carrier = _carrier(thing)
        about = carrier().inverted_safe() @ Vector(_spot(thing)[0])
        places: list[tuple[float, float, float]] = []
        for frame in range(first, first + count):
            scene.frame_set(frame)
            there = carrier() @ about
            places.append((there.x, there.y, there.z))
    finally:
        scene.frame_set(before, subframe=before_part)
    places_m: Floats = np.array(places, dtype=np.float64) * metres_per_unit(scene)
    if np.ptp(places_m, axis=0).max() < STILL_M:
        return facing_deg, None
    return facing_deg, path_rows(np.arange(count) / fps, places_m)


def may_move(thing: bpy.types.Object) -> bool:
    """True when anything is animated that could carry it: itself, its bones, what it hangs on."""
    for one in _carriers(thing):
        data = one.animation_data
        if data is not None and (data.action or data.drivers or data.nla_tracks):
            return True
        if any(not constraint.mute for constraint in one.constraints):
            return True
        if one.rigid_body is not None:
            return True
    return False


def family(thing: bpy.types.Object) -> set[bpy.types.Object]:
    """A thing with all that hangs on it, and the armature that it hangs on."""
    rig = thing.find_armature()
    of_rig = {rig, *rig.children_recursive} if rig is not None else set()
    return {thing, *thing.children_recursive, *of_rig}


def metres_per_unit(scene: bpy.types.Scene) -> float:
    """How long one unit of the scene is."""
    return scene.unit_settings.scale_length or 1.0


def _carriers(thing: bpy.types.Object) -> Iterator[bpy.types.Object]:
    one: bpy.types.Object | None = thing
    while one is not None:
        yield one
        one = one.parent
    rig = thing.find_armature()
    if rig is not None:
        yield from _carriers(rig)


def _carrier(thing: bpy.types.Object) -> Callable[[], Matrix]:
    """What its place hangs on: its root bone where it has bones, else itself; to be asked anew."""
    rig = thing if thing.type == "ARMATURE" else thing.find_armature()
    bones = [b.name for b in rig.pose.bones if b.parent is None] if rig is not None else []
    if rig is None or not bones:
        return thing.matrix_world.copy
    return lambda: rig.matrix_world @ rig.pose.bones[bones[0]].matrix


def _spot(thing: bpy.types.Object) -> tuple[tuple[float, float, float], float]:
    """The point on the ground in the middle of a thing, and how high it is over that."""
    corners = [corner for one in sorted(family(thing), key=_name) for corner in _corners(one)]
    if not corners:
        corners = list(_bones(thing))
    origin = thing.matrix_world.translation
    x, y, z = origin.x, origin.y, origin.z
    if not corners:
        return (x, y, z), 0.0
    low = [min(corner[axis] for corner in corners) for axis in range(3)]
    high = [max(corner[axis] for corner in corners) for axis in range(3)]
    # An origin that is under the body is the artist's own; one that is beside it is an accident.
    inside = low[0] <= x <= high[0] and low[1] <= y <= high[1]
    if not inside:
        x, y = (low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0
    return (x, y, low[2]), high[2] - low[2]


def _corners(one: bpy.types.Object) -> Iterator[Vector]:
    """The corners of its bounding box in the world, for what has a body."""
    if one.type in SOLID and not one.hide_render:
        yield from (one.matrix_world @ Vector(corner) for corner in one.bound_box)


def _bones(thing: bpy.types.Object) -> Iterator[Vector]:
    if thing.type == "ARMATURE":
        for bone in thing.pose.bones:
            yield thing.matrix_world @ bone.head
            yield thing.matrix_world @ bone.tail


def _name(thing: bpy.types.Object) -> str:
    return thing.name
