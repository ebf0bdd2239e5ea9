# SPDX-License-Identifier: Apache-2.0
"""Light from all round, in nine spherical harmonics, and how much of it each vertex receives."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.preview.area_light import rising
from scene_stager.preview.own_shadow import seen_past_itself
from scene_stager.preview.shadow import Ball, casters, seen_share
from scene_stager.preview.shapes import Solid
from scene_stager.preview.surface_net import mesh_of
from scene_stager.preview.vectors import Reals, Vec, Vec3, dot, pick
from scene_stager.shot.stand_ins import StandIn, sculpture

# House defaults, not measured.
RINGS = 6  # directions from nadir to zenith,
SPOKES = 12  # and round: left and right alike
FAR = 100.0  # in subject heights: as good as the sky
CONE = 0.26  # sine of the half angle that each direction stands for
FLOOR_CELLS = 48  # along each side of the patch of floor that the subject may darken
FLOOR_REACH = 3.0  # half its side, in the subject's own largest extent
LIFT = 1e-3  # in subject heights: a point lies this far off its own surface

# Cosine lobe, band by band, over pi: what a card receives of a sky of pi times radiance.
# Source: Ramamoorthi and Hanrahan 2001, equations 8 and 9.
LOBE = (1.0, 2 / 3, 2 / 3, 2 / 3, 1 / 4, 1 / 4, 1 / 4, 1 / 4, 1 / 4)


@dataclass(frozen=True, slots=True, eq=False)
class AmbientTransfer:
    """What the subject's shape does to light from all round; heights of one.

    shapes   sky (v, 9): weight of each harmonic at each vertex, shadowed by the subject itself;
             open (v,): share of the half sphere that is free; floor (n, n): the same on the floor
    """

    sky: Floats
    open_share: Floats
    floor: Floats
    floor_half_m: float
    middle: Vec3


def directions(rings: int = RINGS, spokes: int = SPOKES) -> tuple[Floats, Floats]:
    """Unit vectors all round and the solid angle each stands for: exact for smooth light.

    shapes   (rings * spokes, 3) and (rings * spokes,)
    """
    nodes, weights = np.polynomial.legendre.leggauss(rings)
    turn = (np.arange(spokes) + 0.5) * (2 * math.pi / spokes)
    level = np.sqrt(1.0 - nodes * nodes)[:, None]
    x, y = level * np.cos(turn), level * np.sin(turn)
    z = np.broadcast_to(nodes[:, None], x.shape)
    solid_angle = np.repeat(weights, spokes) * (2 * math.pi / spokes)
    return np.stack([x.ravel(), y.ravel(), z.ravel()], axis=-1), solid_angle


def straight(up: float) -> Floats:
    """How a card that faces straight up (1) or down (-1) weighs harmonics; shape (9,)."""
    way = (np.zeros(1), np.zeros(1), np.full(1, up))
    weights: Floats = np.concatenate(harmonics(way)) * np.array(LOBE)
    return weights


@lru_cache(maxsize=4)
def upper_half() -> Floats:
    """Harmonics of a sky -> harmonics of it with nothing below the horizon; shape (9, 9)."""
    ways, weights = directions(32, 16)
    table = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1)
    above = (weights * (ways[:, 2] > 0))[:, None]
    return (table * above).T @ table


@lru_cache(maxsize=16)
def transfer_of(shape: StandIn) -> AmbientTransfer:
    """How each vertex, and the floor around, sees the sky past the subject; at height one."""
    mesh, blobs = mesh_of(shape), shape.blobs
    found = casters(Solid(blobs, 1.0))
    facing = np.ascontiguousarray(mesh.facings.T, dtype=np.float32)
    place = np.ascontiguousarray(mesh.places_m.T, dtype=np.float32) + LIFT * facing
    at = (place[0], place[1], place[2])

    def past_itself(some: Indices, way: Vec3) -> Reals:
        if not shape.sculpture:
            return seen_share(found, pick(at, some), _far(way), skin=True)
        towards, wide = np.tile(way, (len(some), 1)).T, np.full(len(some), CONE)
        x, y, z = towards
        return seen_past_itself(sculpture(shape.sculpture), some, (x, y, z), wide)

    lost = _hidden((facing[0], facing[1], facing[2]), past_itself)
    lobe = np.stack(harmonics((facing[0], facing[1], facing[2])), axis=-1) * np.array(LOBE)
    open_share = 1.0 - lost[:, 0] * (2 * math.sqrt(math.pi))

    low, high = Solid(blobs, 1.0).bounds_m
    middle = ((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, 0.0)
    half = FLOOR_REACH / 2 * max(b - a for a, b in zip(low, high, strict=True))
    line = np.linspace(-half, half, FLOOR_CELLS, dtype=np.float32)
    x, y = (a.ravel() for a in np.meshgrid(line + middle[0], line + middle[1]))
    nought = np.zeros_like(x)

    def past_it(some: Indices, way: Vec3) -> Reals:
        return seen_share(found, pick((x, y, nought), some), _far(way), skin=False)

    shade = _hidden((nought, nought, nought + 1.0), past_it)[:, 0]
    floor = 1.0 - shade * (2 * math.sqrt(math.pi))
    return AmbientTransfer(
        lobe - lost, open_share, floor.reshape(FLOOR_CELLS, FLOOR_CELLS), half, middle
    )


def _far(way: Vec3) -> Ball:
    return Ball((FAR * way[0], FAR * way[1], FAR * way[2]), FAR * CONE)


def _hidden(facing: Vec, seen_by: Callable[[Indices, Vec3], Reals]) -> Floats:
    """What the subject keeps of each harmonic from reaching points; shape (n, 9).

    `seen_by` tells what share of a far cone of light some of the points see past the subject.
    """
    lost = np.zeros((len(facing[0]), 9))
    cone = np.full_like(facing[0], CONE)
    ways, weights = directions()
    table = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1)
    for way, weight, harmonic in zip(ways.tolist(), weights.tolist(), table, strict=True):
        cosine, _ = rising(dot(facing, (way[0], way[1], way[2])), cone)
        some = np.flatnonzero(cosine > 0)
        seen = seen_by(some, (way[0], way[1], way[2]))
        lost[some] += (cosine[some] * (1.0 - seen) * (weight / math.pi))[:, None] * harmonic
    return lost
