# SPDX-License-Identifier: Apache-2.0
"""A floor in tiles of a round number of metres, so that any viewer shows scale and movement."""

from __future__ import annotations

import math

import numpy as np
from pxr import Sdf, Vt

from scene_stager.hosts._usd.materials import bind, colour_faces
from scene_stager.hosts._usd.meshes import write_facings, write_polygons
from scene_stager.hosts._usd.places import place_still
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, Types
from scene_stager.hosts._usd.tracks import find_rows, to_cm
from scene_stager.maths.surface.mesh import polygon_mesh
from scene_stager.moks.entities import stands_at_m
from scene_stager.moks.take import Take

TILES = 20  # along each side
FINISHES = (("plain", "floor"), ("marks", "floor_mark"))  # of every other tile, and the rest
NEAREST_EDGE_M = 10.0  # these three: house defaults, not measured
BEYOND = 2.5  # how far the floor reaches, in the camera's largest distance from the middle


def write_ground(sheet: Sheet, take: Take, path: str) -> Sdf.PrimSpec:
    """The floor under the subject, round all that moves: a chequerboard."""
    middle_m, reach_m = _whereabouts(take)
    tile_m = round_length_m(2.0 * max(NEAREST_EDGE_M, BEYOND * reach_m) / TILES)
    prim = sheet.prim(path, "Xform")
    prim.SetInfo("kind", "component")
    x_cm, y_cm = (to_cm(tile_m * round(place / tile_m)) for place in middle_m)
    place_still(sheet, prim, at=(x_cm, y_cm, to_cm(stands_at_m(take.proxies)[2])))
    sheet.say(prim, f"{NAMESPACE}:tile_m", Types.Double, tile_m)
    _write_tiles(sheet, sheet.prim(f"{path}/tiles", "Mesh"), to_cm(tile_m))
    return prim


def _write_tiles(sheet: Sheet, prim: Sdf.PrimSpec, tile_cm: float) -> None:
    """One mesh, of which every other tile is a subset with a finish of its own."""
    half, corners = TILES // 2, TILES + 1
    line = [tile_cm * (step - half) for step in range(corners)]
    firsts = [row * corners + column for row in range(TILES) for column in range(TILES)]
    colours = [(n // TILES + n % TILES) % 2 for n in range(TILES * TILES)]
    around = [[first + step for step in (0, 1, corners + 1, corners)] for first in firsts]
    board = polygon_mesh([(x, y, 0.0) for y in line for x in line], around)
    write_polygons(sheet, prim, board)
    write_facings(sheet, prim, board)
    sheet.say(prim, "doubleSided", Types.Bool, True)
    sheet.say(prim, "subsetFamily:materialBind:familyType", Types.Token, "partition")
    for colour, (name, finish) in enumerate(FINISHES):
        part = sheet.prim(f"{prim.path}/{name}", "GeomSubset")
        sheet.say(part, "elementType", Types.Token, "face")
        sheet.say(part, "familyName", Types.Token, "materialBind")
        mine = [face for face, own in enumerate(colours) if own == colour]
        sheet.say(part, "indices", Types.IntArray, Vt.IntArray(mine))
        bind(sheet, part, finish)
    colour_faces(sheet, prim, [finish for _, finish in FINISHES], colours)


def round_length_m(length_m: float) -> float:
    """The next of 1, 2, 5, 10, 20 ... metres that is not shorter."""
    power = 10.0 ** math.floor(math.log10(length_m))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= length_m * 0.999)


def _whereabouts(take: Take) -> tuple[tuple[float, float], float]:
    """The middle of where the subject goes, and how far from it the camera ever is."""
    path = find_rows(take, "subject.translate_m", 3)
    if path is None:
        path = find_rows(take, "target.translate_m", 3)
    middle = np.zeros(2) if path is None else (path.min(axis=0) + path.max(axis=0))[:2] / 2.0
    reach_m = 0.0
    for name in ("subject.translate_m", "camera.translate_m"):
        rows = find_rows(take, name, 3)
        if rows is not None:
            reach_m = max(reach_m, float(np.hypot(*(rows[:, :2] - middle).T).max()))
    return (float(middle[0]), float(middle[1])), reach_m
