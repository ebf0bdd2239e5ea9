# SPDX-License-Identifier: Apache-2.0
"""Light that the air throws into the lens: scattered once, with the subject's shadow in it."""

import math

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.phase_function import henyey_greenstein
from scene_stager.preview.area_light import LONGEST_DEPTH, above_floor, arrival, as_ball
from scene_stager.preview.fog import HIGHEST, LOWEST, depth_to
from scene_stager.preview.scene import PreviewFog, PreviewLight
from scene_stager.preview.shadow import Caster, seen_share
from scene_stager.preview.vectors import Reals, Vec, Vec3, along, dot

# House defaults, not measured.
STEPS = 5  # points along each ray, crowded where the light is near
NODES, WEIGHTS = np.polynomial.legendre.leggauss(STEPS)
CASTERS = 6  # blobs that throw shafts of shadow, largest first


def veil(
    light: PreviewLight,
    fog: PreviewFog,
    eye: Vec3,
    way: Vec,
    range_m: Reals,
    blobs: tuple[Caster, ...],
    floor_m: float,
) -> Reals:
    """One light's glow in the air between the lens and what each ray meets.

    shapes   way three arrays (n,), range_m (n,); result (n,)
    units    the unit of the light's illuminance; radiance times pi
    source   single scattering; equiangular steps after Kulla and Fajardo 2012, section 4
    """
    range_m, step_m = _steps(light, eye, way, range_m)
    shape = range_m.shape
    path = (np.tile(way[0], STEPS), np.tile(way[1], STEPS), np.tile(way[2], STEPS))
    range_m, dtype = range_m.ravel().astype(way[0].dtype), way[0].dtype
    place = along(eye, path, range_m)
    came = arrival(light, fog, place)
    turn = dot(path, came.towards).astype(np.float64)
    thrown = henyey_greenstein(turn, np.asarray(fog.g)).astype(dtype) * came.strength
    passed = np.exp(-np.clip(depth_to(fog, place, eye, range_m), None, LONGEST_DEPTH))
    seen = seen_share(blobs[:CASTERS], place, as_ball(light), skin=False)
    lit = (thrown * passed * seen * _thinning(fog, place[2])).reshape(shape)
    scale = math.pi * fog.per_m * above_floor(light, floor_m)
    total: Reals = np.add.reduce(lit * step_m.astype(dtype), axis=0) * scale
    return total


def _steps(light: PreviewLight, eye: Vec3, way: Vec, range_m: Reals) -> tuple[Floats, Floats]:
    """How far along each ray to look, and the length that each look stands for.

    shapes   both (STEPS, n), float64: seen from afar the light's own angle is very small
    """
    x, y, z = (c - e for c, e in zip(light.position_m, eye, strict=True))
    nearest_m = way[0].astype(np.float64) * x + way[1] * y + way[2] * z
    square = (x * x + y * y + z * z) - nearest_m * nearest_m
    aside_m = np.sqrt(np.clip(square, 0.0, None) + light.radius_m**2 + 1e-6)
    start = np.arctan(-nearest_m / aside_m)
    turn = np.arctan((range_m - nearest_m) / aside_m) - start
    lean = np.tan(start + turn * (NODES[:, None] + 1.0) / 2.0)
    found = np.clip(nearest_m + aside_m * lean, 0.0, None)
    return found, aside_m * (1.0 + lean * lean) * turn * (WEIGHTS[:, None] / 2.0)


def _thinning(fog: PreviewFog, height_m: Reals) -> Reals | float:
    if fog.scale_height_m <= 0:
        return 1.0
    thinner: Reals = np.exp(-np.clip(height_m / fog.scale_height_m, LOWEST, HIGHEST))
    return thinner
