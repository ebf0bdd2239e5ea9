# SPDX-License-Identifier: GPL-3.0-or-later
"""An object's mesh as Blender shows it, modifiers and all, for a light that rides its surface."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.sound_part import SoundPart
from scene_stager.moks.mesh_files.read import mesh_of_host
from scene_stager.moks.mesh_files.write import ply_of

from .remark import is_the_users
from .target import metres_per_unit

SOLID = ("MESH", "CURVE", "SURFACE", "META", "FONT")


def has_a_surface(group: bpy.types.PropertyGroup, thing: bpy.types.Object) -> bool:
    """Objects of the user's that have faces, or may have."""
    return thing.type in SOLID and is_the_users(group, thing)


def evaluated_mesh(thing: bpy.types.Object, scene: bpy.types.Scene) -> SoundPart:
    """What of an object's mesh can be used on the frame that is shown: where it stands, in metres.

    Its facings are Blender's own. Raises InputError for an object without faces.
    """
    where = f"object {thing.name}"
    if thing.type not in SOLID:
        raise InputError(Mistake(where, thing.type.lower(), "an object with faces"))
    shown = thing.evaluated_get(bpy.context.evaluated_depsgraph_get())
    mesh = shown.to_mesh()
    try:
        stage_from_mesh = np.array(shown.matrix_world)
        stage_from_mesh[:3] *= metres_per_unit(scene)
        return mesh_of_host(
            _numbers(mesh.vertices, "co", 3).reshape(-1, 3),
            _numbers(mesh.loops, "vertex_index", 1).astype(np.intp),
            _numbers(mesh.polygons, "loop_total", 1).astype(np.intp),
            _numbers(mesh.vertices, "normal", 3).reshape(-1, 3),
            stage_from_mesh,
            where,
        )
    finally:
        shown.to_mesh_clear()


def evaluated_mesh_bytes(thing: bpy.types.Object, scene: bpy.types.Scene) -> bytes:
    """The same as the bytes of a file, whose sha256 a plan can name. Raises InputError."""
    return ply_of(evaluated_mesh(thing, scene).mesh)


def _numbers(rows: Any, name: str, width: int) -> Floats:
    """One property of all rows, in single precision as Blender has it."""
    kind = np.int32 if width == 1 else np.float32
    found = np.zeros(len(rows) * width, dtype=kind)
    rows.foreach_get(name, found)
    return found.astype(np.float64)
