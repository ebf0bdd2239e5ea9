# SPDX-License-Identifier: Apache-2.0
"""What is filmed: a stand-in at its real height, so that any viewer shows something."""

from __future__ import annotations

from collections.abc import Iterable

from pxr import Sdf

from scene_stager.hosts._usd.materials import cover
from scene_stager.hosts._usd.meshes import write_facings, write_polygons
from scene_stager.hosts._usd.names import FORMS
from scene_stager.hosts._usd.places import place_still
from scene_stager.hosts._usd.sheet import Sheet
from scene_stager.hosts._usd.tracks import to_cm
from scene_stager.maths.surface.mesh import Mesh
from scene_stager.maths.surface.simple_solids import ball, box, drum, hull
from scene_stager.maths.surface.without_flaps import without_flaps
from scene_stager.moks.entities import SubjectFacts
from scene_stager.registry import entry_named
from scene_stager.shot.stand_ins import Piece, StandIn, sculpture, stand_ins

BODY = "body"


def write_stand_in(sheet: Sheet, path: str, subject: SubjectFacts) -> None:
    """A stand-in with its feet at its parent's origin, turned the way the subject faces."""
    prim = sheet.prim(path, "Xform", "Stand-in")
    height_cm = to_cm(subject.height_m)
    place_still(sheet, prim, turn_deg=(0.0, 0.0, subject.facing_deg), scale=(height_cm,) * 3)
    stand_in = _stand_in(subject.shape)
    for piece in stand_in.every_piece():
        cover(sheet, _write_piece(sheet, f"{path}/{piece.name}", piece), piece.finish)
    if stand_in.sculpture:
        body = sheet.prim(f"{path}/{BODY}", "Mesh")
        _write_solid(sheet, body, without_flaps(sculpture(stand_in.sculpture).mesh))
        cover(sheet, body, "clay")


def write_forms(sheet: Sheet, shapes: Iterable[str]) -> None:
    """The solids that stand-ins are made of, each once, as patterns that are not drawn."""
    wanted = {piece.form for shape in shapes for piece in _stand_in(shape).every_piece()}
    patterns = sheet.prim(FORMS, "Scope")
    patterns.specifier = Sdf.SpecifierClass
    for name, make in (("ball", ball), ("box", box), ("drum", drum)):
        if name in wanted:
            _write_solid(sheet, sheet.prim(f"{FORMS}/{name}", "Mesh"), make())


def _write_piece(sheet: Sheet, path: str, piece: Piece) -> Sdf.PrimSpec:
    """One piece: a solid of its own, or a reference to one in this file."""
    prim = sheet.prim(path, "Mesh")
    if piece.outline:
        _write_solid(sheet, prim, hull(piece.outline))
    else:
        prim.referenceList.prependedItems = [Sdf.Reference("", f"{FORMS}/{piece.form}")]
        place_still(sheet, prim, at=piece.centre, turn_deg=piece.turn_deg, scale=piece.size)
    return prim


def _write_solid(sheet: Sheet, prim: Sdf.PrimSpec, solid: Mesh) -> None:
    write_polygons(sheet, prim, solid)
    write_facings(sheet, prim, solid)


def _stand_in(shape: str) -> StandIn:
    """The stand-in of a shape. Raises InputError when there is none."""
    return entry_named(stand_ins(), shape, "subject.shape")
