# SPDX-License-Identifier: Apache-2.0
"""Simple solids, two across, round the origin: ball, box, drum, and hulls of an outline.

Places and facings are told to six decimals, so that a file of them reads the same everywhere.
"""

import math
from collections.abc import Sequence

import numpy as np

from scene_stager.maths.surface.mesh import Mesh, polygon_mesh

Three = tuple[float, float, float]

SIDES, RINGS = 32, 16  # of a ball: round enough to fill a picture; house default, not measured
SHARP = 0.6  # cosine of a turn at which two faces no longer look like one; house default
DECIMALS = 6


def ball() -> Mesh:
    """A sphere of radius 1, with a pole at each end of z."""
    rings = [_ring(math.pi * ring / RINGS) for ring in range(1, RINGS)]
    places = [(0.0, 0.0, 1.0), *(p for ring in rings for p in ring), (0.0, 0.0, -1.0)]
    south = len(places) - 1
    faces: list[tuple[int, ...]] = [(0, 1 + k, 1 + (k + 1) % SIDES) for k in range(SIDES)]
    for ring in range(RINGS - 2):
        for k in range(SIDES):
            a, b = 1 + ring * SIDES + k, 1 + ring * SIDES + (k + 1) % SIDES
            faces.append((a, a + SIDES, b + SIDES, b))
    last = south - SIDES
    faces += [(last + k, south, last + (k + 1) % SIDES) for k in range(SIDES)]
    return polygon_mesh(places, faces, facings=places)


def drum() -> Mesh:
    """A cylinder of radius 1 along z, from -1 to 1."""
    around = [(x, y) for x, y, _ in _ring(math.pi / 2.0)]
    places = [(x, y, z) for z in (-1.0, 1.0) for x, y in around]
    bands = [(k, (k + 1) % SIDES, (k + 1) % SIDES + SIDES, k + SIDES) for k in range(SIDES)]
    lid, foot = tuple(range(SIDES, 2 * SIDES)), tuple(range(SIDES - 1, -1, -1))
    round_about = [(places[i][0], places[i][1], 0.0) for band in bands for i in band]
    ends = [(0.0, 0.0, 1.0)] * SIDES + [(0.0, 0.0, -1.0)] * SIDES
    return polygon_mesh(places, (*bands, lid, foot), corner_facings=(*round_about, *ends))


def box() -> Mesh:
    """A cube from -1 to 1."""
    square = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
    places, faces = _hull_of([(1.0, y, z) for y, z in square])
    facing = [_across(places, face) for face in faces for _ in face]
    return polygon_mesh(places, faces, corner_facings=facing)


def hull(outline: Sequence[Three]) -> Mesh:
    """An outline at +x and its twin at -x, flat at both, with a band between them.

    The outline is a list of (x, y, z), anticlockwise seen from +x. The band is smooth but where the
    outline turns sharply.
    """
    places, faces = _hull_of(outline)
    count = len(outline)
    away = [_outward(outline[k], outline[(k + 1) % count]) for k in range(count)]
    facing = [(1.0, 0.0, 0.0)] * count + [(-1.0, 0.0, 0.0)] * count
    for k in range(count):
        here, after = _between(away[k], away[k - 1]), _between(away[k], away[(k + 1) % count])
        facing += [here, here, after, after]
    return polygon_mesh(places, faces, corner_facings=facing)


def _hull_of(outline: Sequence[Three]) -> tuple[list[Three], list[tuple[int, ...]]]:
    count = len(outline)
    places = [(side * x, y, z) for side in (1.0, -1.0) for x, y, z in outline]
    bands = [(k, k + count, (k + 1) % count + count, (k + 1) % count) for k in range(count)]
    return places, [tuple(range(count)), tuple(range(2 * count - 1, count - 1, -1)), *bands]


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


def _across(places: Sequence[Three], face: Sequence[int]) -> Three:
    """Which way a flat face faces."""
    a, b, c = (np.array(places[index]) for index in face[:3])
    x, y, z = np.cross(b - a, c - b).tolist()
    length = math.hypot(x, y, z)
    return _tidy((x / length, y / length, z / length))


def _tidy(vector: Three) -> Three:
    x, y, z = (round(part, DECIMALS) + 0.0 for part in vector)
    return (x, y, z)
