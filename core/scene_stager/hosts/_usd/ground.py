# SPDX-License-Identifier: Apache-2.0
"""A floor in tiles of a round number of metres, so that any viewer shows scale and movement."""

from __future__ import annotations

import math

import numpy as np
from pxr import Gf, Sdf, Vt

from scene_stager.hosts._usd.guides import extent_of
from scene_stager.hosts._usd.places import place_still
from scene_stager.hosts._usd.sheet import NAMESPACE, Sheet, Types
from scene_stager.hosts._usd.tracks import CM_PER_M, find_rows, to_cm
from scene_stager.moks.take import Take

TILES = 20  # along each side
NEAREST_EDGE_M = 10.0  # these three: house defaults, not measured
BEYOND = 2.5  # how far the floor reaches, in the camera's largest distance from the middle
DARK, LIGHT = (0.17, 0.17, 0.175), (0.21, 0.21, 0.215)


def write_ground(sheet: Sheet, take: Take, path: str) -> Sdf.PrimSpec:
    """The floor at z = 0, round whatever the shot goes round."""
    middle_m, reach_m = _whereabouts(take)
    tile_m = round_length_m(2.0 * max(NEAREST_EDGE_M, BEYOND * reach_m) / TILES)
    prim = sheet.prim(path, "Mesh")
    prim.SetInfo("kind", "component")
    # On a corner of the grid that the stage's origin belongs to.
    x_m, y_m = (tile_m * round(x / tile_m) for x in middle_m)
    place_still(sheet, prim, at=(to_cm(x_m), to_cm(y_m), 0.0))

    half = TILES // 2
    line = [CM_PER_M * tile_m * (step - half) for step in range(TILES + 1)]
    points = [Gf.Vec3f(x, y, 0.0) for y in line for x in line]
    corners = [(row * (TILES + 1) + column) for row in range(TILES) for column in range(TILES)]
    around = [c + step for c in corners for step in (0, 1, TILES + 2, TILES + 1)]
    tiles = [LIGHT if (n % TILES + n // TILES) % 2 else DARK for n in range(TILES * TILES)]

    sheet.say(prim, "points", Types.Point3fArray, Vt.Vec3fArray(points))
    sheet.say(prim, "extent", Types.Float3Array, extent_of(points))
    sheet.say(prim, "faceVertexCounts", Types.IntArray, Vt.IntArray([4] * len(corners)))
    sheet.say(prim, "faceVertexIndices", Types.IntArray, Vt.IntArray(around))
    sheet.say(prim, "subdivisionScheme", Types.Token, "none")
    sheet.say(prim, "doubleSided", Types.Bool, True)
    colours = Vt.Vec3fArray([Gf.Vec3f(*rgb) for rgb in tiles])
    spec = sheet.say(prim, "primvars:displayColor", Types.Color3fArray, colours)
    spec.SetInfo("interpolation", "uniform")
    sheet.say(prim, f"{NAMESPACE}:tile_m", Types.Double, tile_m)
    return prim


def round_length_m(length_m: float) -> float:
    """The next of 1, 2, 5, 10, 20 ... metres that is not shorter."""
    power = 10.0 ** math.floor(math.log10(length_m))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= length_m * 0.999)


def _whereabouts(take: Take) -> tuple[tuple[float, float], float]:
    """The middle of where the subject goes, and how far from it the camera ever is."""
    path = find_rows(take, "subject.translate_m")
    if path is None:
        path = find_rows(take, "target.translate_m")
    middle = np.zeros(2) if path is None else (path.min(axis=0) + path.max(axis=0))[:2] / 2.0
    reach_m = 0.0
    for name in ("subject.translate_m", "camera.translate_m"):
        rows = find_rows(take, name)
        if rows is not None:
            reach_m = max(reach_m, float(np.hypot(*(rows[:, :2] - middle).T).max()))
    return (float(middle[0]), float(middle[1])), reach_m
