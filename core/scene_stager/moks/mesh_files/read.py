# SPDX-License-Identifier: Apache-2.0
"""The door for strangers' meshes: any of four formats in, what of it can be used out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.surface.fitted_facings import with_fitted_facings
from scene_stager.maths.surface.mesh import Mesh, lost, unit_vectors
from scene_stager.maths.surface.sound_part import SoundPart, sound_part
from scene_stager.moks.json_document import wrong
from scene_stager.moks.mesh_files._gltf import MAGIC, read_gltf
from scene_stager.moks.mesh_files._obj import read_obj
from scene_stager.moks.mesh_files._ply import OURS, read_ply
from scene_stager.moks.mesh_files._polygons import MOST_BYTES, MOST_TEXT_BYTES, Polygons, moved
from scene_stager.moks.mesh_files._usd import CRATE, TEXT, read_usd
from scene_stager.moks.mesh_files.frame import FileFrame
from scene_stager.plain_file import too_large

MOST_START_BYTES = 512
EXPECTED = "a mesh as OBJ, PLY, glTF (.glb) or USD"
ZIPPED = b"PK\x03\x04"
SPACE = b" \t\r\n\xef\xbb\xbf"

ROUNDING = 1e-12  # of a unit vector; house default

Reading = Callable[[bytes, str], Polygons]


def read_mesh(data: bytes, where: str = "mesh", frame: FileFrame | None = None) -> SoundPart:
    """What of a mesh can be used, and by name what not. Raises InputError for what is no mesh.

    Metres and +z up are taken from the file where it says them, as `tells_frame` has it; of another
    they are told by `frame`, or else assumed. A mesh that brings no facings gets fitted ones.
    """
    reading, most_bytes = _reader_of(data, where)
    if len(data) > most_bytes:
        raise too_large(where, len(data), most_bytes)
    found = reading(data, where)
    if frame is None:
        return _judged(found, where)
    if tells_frame(data, where):
        expected = "neither --up nor --unit, for this file says both"
        raise wrong(where, f"a frame of its own, and {frame} beside it", expected)
    return _judged(moved(found, frame.stage_from_file()), where)


def tells_frame(data: bytes, where: str = "mesh") -> bool:
    """Whether a file itself says which way is up and how long its unit is. Raises InputError."""
    reading, _ = _reader_of(data, where)
    return reading is not read_obj and (reading is not read_ply or OURS in data[:MOST_START_BYTES])


def mesh_of_host(
    places: Floats,
    corners: Indices,
    counts: Indices,
    facings: Floats,
    stage_from_mesh: Floats,
    where: str,
) -> SoundPart:
    """The same of what a host holds in memory, put where it stands. Raises InputError.

    shapes   places, facings (v, 3); corners (c,); counts (f,); stage_from_mesh (4, 4), on columns
    units    those of the host in, metres out
    """
    part = Polygons(places, corners, counts, facings)
    return _judged(moved(part, stage_from_mesh), where)


def _judged(found: Polygons, where: str) -> SoundPart:
    sound = sound_part(found.places_m, found.corners, found.counts)
    if not len(sound.mesh.counts):
        left_out = "; ".join(str(one) for one in sound.left_out)
        raise wrong(where, f"no face that can be used: {left_out or 'it has none'}", "one or more")
    if found.facings is None:
        return replace(sound, mesh=with_fitted_facings(sound.mesh))
    return replace(sound, mesh=_faced(sound.mesh, found.facings[sound.vertices]))


def _reader_of(data: bytes, where: str) -> tuple[Reading, int]:
    """Who reads such bytes, and how many at most."""
    start = data[:MOST_START_BYTES].lstrip(SPACE)
    if start.startswith(b"ply") and start[3:4] in b"\r\n":
        return read_ply, MOST_BYTES
    if start.startswith(MAGIC):
        return read_gltf, MOST_BYTES
    if start.startswith(CRATE) or start.startswith(TEXT):
        return read_usd, MOST_BYTES
    if start.startswith(ZIPPED):
        advice = "Take the .usdc or .usda out of it."
        raise wrong(where, "a zip archive", EXPECTED, advice)
    if start.startswith(b"{"):
        return read_gltf, MOST_TEXT_BYTES
    if not start or b"\0" in data[:MOST_START_BYTES]:
        raise wrong(where, "something else" if start else "an empty file", EXPECTED)
    return read_obj, MOST_TEXT_BYTES


def _faced(mesh: Mesh, facings: Floats) -> Mesh:
    """The mesh with the facings that it came with, but for those that say nothing."""
    sane = np.where(lost(facings)[:, None], 0.0, facings)
    length = np.linalg.norm(sane, axis=1, keepdims=True)
    # What is a unit vector already stays as it is, to the last bit.
    told = np.where(np.abs(length - 1.0) < ROUNDING, sane, unit_vectors(sane))
    told = np.where(told.any(axis=1, keepdims=True), told, mesh.facings)
    return Mesh(mesh.places_m, mesh.corners, mesh.counts, told)
