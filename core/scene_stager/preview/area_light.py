# SPDX-License-Identifier: Apache-2.0
"""A round area light falling on surfaces: how much arrives, and what the coat makes of it."""

import math
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.optics.photometry import spot_candela
from scene_stager.preview.fog import depth_between, depth_to
from scene_stager.preview.scene import SURE_COSINE, PreviewFog, PreviewLight
from scene_stager.preview.shading import GRAZING, Plastic, coat
from scene_stager.preview.shadow import Ball
from scene_stager.preview.vectors import TINY, Reals, Vec, Vec3, dot

# House defaults, not measured.
SMALLEST_SINE = 2e-3  # no light looks smaller than this: keeps shadow edges finite
LONGEST_DEPTH = 20.0  # optical depths beyond this are as good as opaque


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where on surfaces light is asked for.

    shapes   three arrays (n,) each; `uneven` (n,) or a number: how much the facing varies within
             a pixel, as a mean square slope
    """

    place: Vec
    facing: Vec
    to_eye: Vec
    uneven: Reals | float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Light at points: what way it comes from, and how much.

    shapes   every array (n,)
    units    `strength` is what a card facing the light receives, air included, shadow not
    """

    towards: Vec
    distance_m: Reals
    half_angle: Reals
    strength: Reals


def power(light: PreviewLight, fog: PreviewFog) -> float:
    """What a light must send to give what it promises at its target: illuminance times metres²."""
    offset = [a - b for a, b in zip(light.target_m, light.position_m, strict=True)]
    square_m2 = math.fsum(c * c for c in offset)
    air = depth_between(fog, light.position_m, light.target_m)
    cosine = 1.0
    if not light.omni and light.aim is not None and square_m2 > 0:
        towards = math.fsum(a * o for a, o in zip(light.aim, offset, strict=True))
        cosine = max(towards / math.sqrt(square_m2), SURE_COSINE)
    reach = float(_reach_m2(light, np.array([square_m2]), np.array([cosine]))[0])
    return light.illuminance * reach / cosine * math.exp(min(air, LONGEST_DEPTH))


def _reach_m2(light: PreviewLight, square_m2: Reals, cosine: Reals) -> Reals:
    """The square of the distance, corrected for a light that is not small.

    source   disk: exact on its axis, R^2 / (d^2 + R^2); off it, the second term of the solid
             angle's expansion in Legendre polynomials, rounded. Ball: exact, R^2 / d^2
    """
    round_m2 = light.radius_m * light.radius_m
    if light.omni:
        return np.maximum(square_m2, round_m2 + TINY)
    turned = np.clip(2.0 * cosine * cosine - 1.0, -0.5, None)
    reach: Reals = np.maximum(square_m2 + round_m2 * turned, 0.25 * (square_m2 + round_m2) + TINY)
    return reach


def aim(light: PreviewLight) -> Vec3:
    """The way a light shines."""
    if light.aim is not None:
        return light.aim
    x, y, z = (a - b for a, b in zip(light.target_m, light.position_m, strict=True))
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length) if length > 0 else (0.0, 0.0, -1.0)


def way_to(light: PreviewLight, place: Vec) -> tuple[Vec, Reals, Reals]:
    """The way from points to a light, how far it is, and the sine of half the angle it fills."""
    x, y, z = (c - p for c, p in zip(light.position_m, place, strict=True))
    distance_m = np.sqrt(x * x + y * y + z * z + TINY)
    per_m = 1.0 / distance_m
    half_angle = np.clip(light.radius_m * per_m, SMALLEST_SINE, 1.0)
    return (x * per_m, y * per_m, z * per_m), distance_m, half_angle


def arrival(light: PreviewLight, fog: PreviewFog, place: Vec) -> Arrival:
    """What a light sends to points, before any shadow."""
    towards, distance_m, half_angle = way_to(light, place)
    cosine = np.ones_like(distance_m)
    if not light.omni:
        cosine = np.clip(-dot(towards, aim(light)), 0.0, None)
    strength = power(light, fog) * cosine / _reach_m2(light, distance_m * distance_m, cosine)
    if light.cone is not None:
        strength = strength * _in_cone(light.cone, cosine)
    if fog.per_m > 0:
        air = depth_to(fog, place, light.position_m, distance_m)
        strength = strength * np.exp(-np.clip(air, None, LONGEST_DEPTH))
    return Arrival(towards, distance_m, half_angle, strength)


def _in_cone(cone: tuple[float, float], cosine: Reals) -> Reals:
    """What of a spot's light goes where its axis makes such a cosine; a lens is not a flat source.

    source   spot_candela, over the cosine that a flat source has
    """
    off_deg = np.degrees(np.arccos(np.clip(cosine.astype(np.float64), -1.0, 1.0)))
    cone_deg, softness = (np.full_like(off_deg, part) for part in cone)
    share = spot_candela(np.ones_like(off_deg), off_deg, cone_deg, softness)
    found: Reals = (share / np.maximum(cosine, SURE_COSINE)).astype(cosine.dtype)
    return found


def above_floor(light: PreviewLight, floor_m: float) -> float:
    """Share of a light that stands above the floor, which hides the rest."""
    height = light.position_m[2] - floor_m
    if light.radius_m <= 0:
        return 1.0 if height > 0 else 0.0
    y = min(max(height / light.radius_m, -1.0), 1.0)
    return 0.5 + (y * math.sqrt(1.0 - y * y) + math.asin(y)) / math.pi


def rising(cosine: Reals, half_angle: Reals) -> tuple[Reals, Reals]:
    """Mean cosine over the part of a round light above the horizon, and how large that part is.

    shapes   cosine, half_angle (...); both results (...)
    source   the mean of max(0, cosine) over a disk, in closed form
    """
    y = np.clip(cosine / half_angle, -1.0, 1.0)
    rest = np.sqrt(np.clip(1.0 - y * y, 0.0, None))
    part = 0.5 + (y * rest + np.arcsin(y)) * (1.0 / math.pi)
    return cosine * part + half_angle * (2.0 / (3.0 * math.pi)) * rest * rest * rest, part


def light_up(points: Points, came: Arrival, seen: Reals, plastic: Plastic) -> tuple[Reals, Reals]:
    """What arrives on the surfaces, and what their coat sends to the eye.

    shapes   both results (n,)
    units    both in the unit of the light's illuminance; the second is radiance times pi
    """
    cosine = dot(points.facing, came.towards)
    mean, part = rising(cosine, came.half_angle)
    strength = came.strength * seen
    to_eye = np.clip(dot(points.facing, points.to_eye), GRAZING, 1.0)
    half = np.sqrt(np.clip(0.5 + 0.5 * dot(came.towards, points.to_eye), 1e-4, 1.0))
    gloss = coat(plastic, np.maximum(cosine, mean), to_eye, half, came.half_angle, points.uneven)
    return strength * mean, strength * part * gloss


def as_ball(light: PreviewLight, grain_m: float = 0.0) -> Ball:
    """A light as what casts shadows sees it."""
    return Ball(light.position_m, light.radius_m, grain_m)
