# SPDX-License-Identifier: Apache-2.0
"""Polygons of simple solids, two across, round the origin: ball, box, drum, and hulls.

USD has primitives for these, but some programs import those without their material.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pxr import Gf, Sdf, Vt

from scene_stager.hosts._usd.guides import extent_of
from scene_stager.hosts._usd.sheet import Sheet, Types

Three = tuple[float, float, float]

SIDES, RINGS = 32, 16  # of a ball: round enough to fill a picture
SHARP = 0.6  # cosine of a turn at which two faces no longer look like one
DECIMALS = 6


@dataclass(frozen=True)
class Solid:
    """Faces as lists of points, anticlockwise seen from outside.

    `facing` says which way the surface faces, for every point or for every corner of every face.
    """

    points: tuple[Three, ...]
    faces: tuple[tuple[int, ...], ...]
    facing: tuple[Three, ...]


def ball() -> Solid:
    """A sphere of radius 1, with a pole at each end of z."""
    rings = [_ring(math.pi * ring / RINGS) for ring in range(1, RINGS)]
    points = [(0.0, 0.0, 1.0), *(p for ring in rings for p in ring), (0.0, 0.0, -1.0)]
    south = len(points) - 1
    faces: list[tuple[int, ...]] = [(0, 1 + k, 1 + (k + 1) % SIDES) for k in range(SIDES)]
    for ring in range(RINGS - 2):
        for k in range(SIDES):
            a, b = 1 + ring * SIDES + k, 1 + ring * SIDES + (k + 1) % SIDES
            faces.append((a, a + SIDES, b + SIDES, b))
    last = south - SIDES
    faces += [(last + k, south, last + (k + 1) % SIDES) for k in range(SIDES)]
    return Solid(tuple(points), tuple(faces), facing=tuple(points))


def drum() -> Solid:
    """A cylinder of radius 1 along z, from -1 to 1."""
    around = [(x, y) for x, y, _ in _ring(math.pi / 2.0)]
    points = [(x, y, z) for z in (-1.0, 1.0) for x, y in around]
    bands = [(k, (k + 1) % SIDES, (k + 1) % SIDES + SIDES, k + SIDES) for k in range(SIDES)]
    lid, foot = tuple(range(SIDES, 2 * SIDES)), tuple(range(SIDES - 1, -1, -1))
    round_about = [(points[i][0], points[i][1], 0.0) for band in bands for i in band]
    ends = [(0.0, 0.0, 1.0)] * SIDES + [(0.0, 0.0, -1.0)] * SIDES
    return Solid(tuple(points), (*bands, lid, foot), (*round_about, *ends))


def box() -> Solid:
    """A cube from -1 to 1."""
    square = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
    flat = hull([(1.0, y, z) for y, z in square])
    facing = [_across(flat.points, face) for face in flat.faces for _ in face]
    return Solid(flat.points, flat.faces, tuple(facing))


def hull(outline: Sequence[Three]) -> Solid:
    """An outline at +x and its twin at -x, flat at both, with a band between them.

    The outline is a list of (x, y, z), anticlockwise seen from +x. The band is smooth but where the
    outline turns sharply.
    """
    count = len(outline)
    points = [(side * x, y, z) for side in (1.0, -1.0) for x, y, z in outline]
    bands = [(k, k + count, (k + 1) % count + count, (k + 1) % count) for k in range(count)]
    faces = (tuple(range(count)), tuple(range(2 * count - 1, count - 1, -1)), *bands)

    away = [_outward(outline[k], outline[(k + 1) % count]) for k in range(count)]
    facing = [(1.0, 0.0, 0.0)] * count + [(-1.0, 0.0, 0.0)] * count
    for k in range(count):
        here, after = _between(away[k], away[k - 1]), _between(away[k], away[(k + 1) % count])
        facing += [here, here, after, after]
    return Solid(tuple(points), faces, tuple(facing))


def write_solid(sheet: Sheet, prim: Sdf.PrimSpec, solid: Solid) -> None:
    """Make a prim of type Mesh show a solid."""
    points = _vectors(solid.points)
    sheet.say(prim, "points", Types.Point3fArray, points)
    sheet.say(prim, "extent", Types.Float3Array, extent_of(list(points)))
    counts = Vt.IntArray([len(face) for face in solid.faces])
    sheet.say(prim, "faceVertexCounts", Types.IntArray, counts)
    around = Vt.IntArray([index for face in solid.faces for index in face])
    sheet.say(prim, "faceVertexIndices", Types.IntArray, around)
    facing = sheet.say(prim, "normals", Types.Normal3fArray, _vectors(solid.facing))
    shared = len(solid.facing) == len(solid.points)
    facing.SetInfo("interpolation", "vertex" if shared else "faceVarying")
    sheet.say(prim, "subdivisionScheme", Types.Token, "none")


def _ring(from_pole: float) -> list[Three]:
    """Points round z on a sphere of radius 1, at an angle in radians from its pole."""
    out, up = math.sin(from_pole), math.cos(from_pole)
    turns = [2.0 * math.pi * k / SIDES for k in range(SIDES)]
    return [_tidy((out * math.cos(turn), out * math.sin(turn), up)) for turn in turns]


def _outward(before: Three, after: Three) -> Three:
    """Which way an outline faces between two of its points, seen from +x."""
    dy, dz = after[1] - before[1], after[2] - before[2]
    length = math.hypot(dy, dz)
    return (0.0, dz / length, -dy / length)


def _between(own: Three, neighbour: Three) -> Three:
    """Half way between two ways to face; the own one where they part too far to blend."""
    if own[1] * neighbour[1] + own[2] * neighbour[2] < SHARP:
        return _tidy(own)
    y, z = own[1] + neighbour[1], own[2] + neighbour[2]
    length = math.hypot(y, z)
    return _tidy((0.0, y / length, z / length))


def _across(points: Sequence[Three], face: tuple[int, ...]) -> Three:
    """Which way a flat face faces."""
    a, b, c = (Gf.Vec3d(*points[index]) for index in face[:3])
    x, y, z = Gf.Cross(b - a, c - b).GetNormalized()
    return _tidy((x, y, z))


def _tidy(vector: Three) -> Three:
    x, y, z = (round(part, DECIMALS) + 0.0 for part in vector)
    return (x, y, z)


def _vectors(listed: Iterable[Three]) -> Vt.Vec3fArray:
    return Vt.Vec3fArray([Gf.Vec3f(*one) for one in listed])
