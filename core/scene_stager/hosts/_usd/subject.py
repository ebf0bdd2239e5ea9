# SPDX-License-Identifier: Apache-2.0
"""What is filmed: a stand-in at its real height, so that any viewer shows something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pxr import Gf, Sdf, Vt

from scene_stager.hosts._usd.guides import extent_of
from scene_stager.hosts._usd.materials import cover
from scene_stager.hosts._usd.places import place_still
from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.stand_ins import Piece, Three, pieces_of
from scene_stager.hosts._usd.tracks import to_cm

USUAL_HEIGHT_M = 1.75


def write_stand_in(sheet: Sheet, path: str, settings: Mapping[str, Any]) -> None:
    """A stand-in with its feet at its parent's origin, turned the way the subject faces."""
    prim = sheet.prim(path, "Xform", "Stand-in")
    height_cm = to_cm(float(settings.get("height_m", USUAL_HEIGHT_M)))
    facing_deg = float(settings.get("facing_deg", 0.0))
    place_still(sheet, prim, turn_deg=(0.0, 0.0, facing_deg), scale=(height_cm,) * 3)
    for piece in pieces_of(str(settings.get("shape"))):
        cover(sheet, _write_piece(sheet, f"{path}/{piece.name}", piece), piece.finish)


def _write_piece(sheet: Sheet, path: str, piece: Piece) -> Sdf.PrimSpec:
    """One piece. Balls, boxes and drums keep the size that USD gives them, which is 2 across."""
    prim = sheet.prim(path, piece.form)
    if piece.outline:
        _write_hull(sheet, prim, piece.outline)
    else:
        place_still(sheet, prim, at=piece.centre, turn_deg=piece.turn_deg, scale=piece.size)
    return prim


def _write_hull(sheet: Sheet, prim: Sdf.PrimSpec, outline: tuple[Three, ...]) -> None:
    """An outline and its mirror image, with a band of quads between them."""
    count = len(outline)
    points = [Gf.Vec3f(side * x, y, z) for side in (1, -1) for x, y, z in outline]
    counts = [count, count] + [4] * count
    around = [*range(count), *range(2 * count - 1, count - 1, -1)]
    for here in range(count):
        after = (here + 1) % count
        around += [here, here + count, after + count, after]
    sheet.say(prim, "points", Types.Point3fArray, Vt.Vec3fArray(points))
    sheet.say(prim, "extent", Types.Float3Array, extent_of(points))
    sheet.say(prim, "faceVertexCounts", Types.IntArray, Vt.IntArray(counts))
    sheet.say(prim, "faceVertexIndices", Types.IntArray, Vt.IntArray(around))
    sheet.say(prim, "subdivisionScheme", Types.Token, "none")
