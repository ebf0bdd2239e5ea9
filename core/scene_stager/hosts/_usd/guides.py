# SPDX-License-Identifier: Apache-2.0
"""Lines that show where something is and are never rendered: crosses and boxes."""

from __future__ import annotations

from itertools import product

from pxr import Gf, Sdf, Vt

from scene_stager.hosts._usd.sheet import Sheet, Types
from scene_stager.hosts._usd.tracks import CM_PER_M

Point = tuple[float, float, float]
Line = tuple[Point, Point]

WIDTH_CM = 0.5  # of a line; house default, not measured
AMBER = (1.0, 0.6, 0.1)


def cross(size_m: float) -> list[Line]:
    """Three lines through the origin."""
    half = size_m / 2.0
    ends = [(half, 0.0, 0.0), (0.0, half, 0.0), (0.0, 0.0, half)]
    return [((-x, -y, -z), (x, y, z)) for x, y, z in ends]


def box(width_m: float, height_m: float) -> list[Line]:
    """The twelve edges of a box that stands on the origin."""
    half = width_m / 2.0
    corners = list(product((-half, half), (-half, half), (0.0, height_m)))
    return [
        (a, b)
        for index, a in enumerate(corners)
        for b in corners[index + 1 :]
        if sum(p != q for p, q in zip(a, b, strict=True)) == 1
    ]


def draw_guide(sheet: Sheet, path: str, lines: list[Line]) -> Sdf.PrimSpec:
    """Lines in metres, drawn in the stage's centimetres."""
    points = [Gf.Vec3f(*(CM_PER_M * x for x in point)) for line in lines for point in line]
    prim = sheet.prim(path, "BasisCurves")
    sheet.say(prim, "purpose", Types.Token, "guide")
    sheet.say(prim, "type", Types.Token, "linear")
    sheet.say(prim, "curveVertexCounts", Types.IntArray, Vt.IntArray([2] * len(lines)))
    sheet.say(prim, "points", Types.Point3fArray, Vt.Vec3fArray(points))
    sheet.say(prim, "extent", Types.Float3Array, extent_of(points, WIDTH_CM / 2.0))
    widths = sheet.say(prim, "widths", Types.FloatArray, Vt.FloatArray([WIDTH_CM]))
    widths.SetInfo("interpolation", "constant")
    colour = Vt.Vec3fArray([Gf.Vec3f(*AMBER)])
    sheet.say(prim, "primvars:displayColor", Types.Color3fArray, colour)
    return prim


def extent_of(points: list[Gf.Vec3f], around: float = 0.0) -> Vt.Vec3fArray:
    """The lowest and highest corner of points, and a little around them."""
    low = [min(point[axis] for point in points) - around for axis in range(3)]
    high = [max(point[axis] for point in points) + around for axis in range(3)]
    return Vt.Vec3fArray([Gf.Vec3f(*low), Gf.Vec3f(*high)])
