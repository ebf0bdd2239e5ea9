# SPDX-License-Identifier: Apache-2.0
"""One round lamp falling on a sight: what the base gets, what the coat sends, what the air adds.

The formulas are the preview's own, on plain arrays or on dual numbers alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scene_stager.inverse.forward.dual import Dual, largest, through
from scene_stager.inverse.forward.sight import Prepared
from scene_stager.preview.area_light import SMALLEST_SINE, rising
from scene_stager.preview.shading import GRAZING, Plastic, coat
from scene_stager.preview.vectors import TINY, Vec, dot

Number = Any  # an array, or a Dual of one

# House defaults, not measured.
HARDEST = 0.012  # least sine of half a lamp's angle, in shadows: about a pixel's own blur
NEAR = 0.02  # least share of the way to a lamp that a hiding ball is taken to stand at
STEPS = 5  # points along each ray through the air
NODES, WEIGHTS = np.polynomial.legendre.leggauss(STEPS)


@dataclass(frozen=True, slots=True, eq=False)
class Lamp:
    """A disk that shines at the target, giving one there; each number an array (1,) or a Dual."""

    x_m: Number
    y_m: Number
    z_m: Number
    radius_m: Number


@dataclass(frozen=True, slots=True, eq=False)
class EvenAir:
    """Air that scatters evenly: how much, and which way."""

    per_m: Number
    g: float


@dataclass(frozen=True, slots=True, eq=False)
class Lit:
    """What one lamp does to each point of a sight.

    shapes   each (n,)
    units    radiance times pi for a base of albedo one, for the coat, and from the air
    """

    base: Number
    coat: Number
    air: Number


@dataclass(frozen=True, slots=True, eq=False)
class _Towards:
    """The way from points to a lamp."""

    way: tuple[Number, Number, Number]
    distance_m: Number
    strength: Number
    half_angle: Number


def light_up(prepared: Prepared, lamp: Lamp, air: EvenAir) -> Lit:
    """What one lamp adds to every point, at unit illuminance on the target.

    shapes   each (n,); derivatives ride along wherever the lamp or the air holds a Dual
    units    0.18 is a grey card at the target that faces the lamp
    source   the preview's shading; one bounce off the floor; single scattering in the air
    """
    sight, n = prepared.sight, prepared.sight.size
    seen_by = _towards(prepared, lamp, air)
    shown = 1.0 - _hidden(prepared, seen_by, lamp)
    cosine = dot(prepared.facing, seen_by.way)
    mean, part = rising(cosine, seen_by.half_angle)
    lit = seen_by.strength * shown * mean
    base = lit[:n] + _grey(sight.floor) * through(prepared.returned, lit[n:])
    half = np.sqrt(np.clip(0.5 + 0.5 * dot(_first(seen_by.way, n), sight.to_eye), 1e-4, 1.0))
    to_eye = np.clip(dot(sight.facing, sight.to_eye), GRAZING, 1.0)
    steep = np.maximum(cosine, mean)[:n]
    gloss = np.where(
        sight.on_subject,
        coat(sight.subject, steep, to_eye, half, seen_by.half_angle[:n]),
        coat(sight.floor, steep, to_eye, half, seen_by.half_angle[:n]),
    )
    gloss = (seen_by.strength * shown * part)[:n] * gloss
    solid = 1.0 - sight.on_sky
    passed = np.exp(-air.per_m * sight.range_m) * solid
    return Lit(base * prepared.matt * passed, gloss * passed, _veil(prepared, lamp, air))


def _towards(prepared: Prepared, lamp: Lamp, air: EvenAir) -> _Towards:
    """The way to a lamp from every point, and what a card facing it gets there."""
    target = prepared.sight.target_m
    where = (lamp.x_m, lamp.y_m, lamp.z_m)
    offset = tuple(t - p for t, p in zip(target, where, strict=True))
    reach2 = offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]
    reach = np.sqrt(reach2)
    aim = tuple(o / reach for o in offset)
    rays = tuple(p - q for p, q in zip(where, prepared.place, strict=True))
    square = rays[0] * rays[0] + rays[1] * rays[1] + rays[2] * rays[2] + TINY
    distance = np.sqrt(square)
    way = (rays[0] / distance, rays[1] / distance, rays[2] / distance)
    cosine = np.clip(-(way[0] * aim[0] + way[1] * aim[1] + way[2] * aim[2]), 0.0, None)
    round2 = lamp.radius_m * lamp.radius_m
    spread = np.maximum(
        square + round2 * np.clip(2.0 * cosine * cosine - 1.0, -0.5, None), 0.25 * (square + round2)
    )
    strength = (reach2 + round2) * cosine / spread * np.exp(air.per_m * (reach - distance))
    half_angle = np.clip(lamp.radius_m / distance, SMALLEST_SINE, 1.0)
    return _Towards(way, distance, strength, half_angle)


def _hidden(prepared: Prepared, seen_by: _Towards, lamp: Lamp) -> Number:
    """The share of the lamp that the subject's balls hide from each point."""
    balls = prepared.sight.balls
    if not len(balls.radius_m):
        return 0.0
    radius = balls.radius_m[:, None]
    ahead: Any = 0.0
    for k in range(3):
        ahead = ahead + (balls.centre_m[:, k, None] - prepared.place[k]) * seen_by.way[k]
    miss = np.sqrt(np.clip(prepared.away2 - ahead * ahead, 0.0, None) + 1e-9)
    share = np.clip(ahead / seen_by.distance_m, NEAR, 1.0)
    width = np.maximum(lamp.radius_m, HARDEST * seen_by.distance_m) * share
    covered = _beside((radius - miss) / width) - _beside((-radius - miss) / width)
    before = np.clip(ahead * (4.0 / radius), 0.0, 1.0) * prepared.off_skin
    hidden = covered * before
    return largest(hidden) if isinstance(hidden, Dual) else hidden.max(axis=0)


def _beside(edge: Number) -> Number:
    """Part of a disk of radius one below a straight edge at this height, as in the preview."""
    y = np.clip(edge, -1.0, 1.0)
    square = y * y
    return 0.5 + y * (0.6366 - square * (0.0232 + 0.1134 * square))


def _veil(prepared: Prepared, lamp: Lamp, air: EvenAir) -> Number:
    """What the lit air between the lens and each point sends to the lens.

    source   single scattering; equiangular steps after Kulla and Fajardo 2012, section 4;
             Henyey and Greenstein 1941
    """
    sight = prepared.sight
    if not isinstance(air.per_m, Dual) and float(np.max(air.per_m)) <= 0.0:
        return np.zeros(sight.size)
    ray = tuple(-e for e in sight.to_eye)
    offset = tuple(p - e for p, e in zip((lamp.x_m, lamp.y_m, lamp.z_m), sight.eye_m, strict=True))
    nearest = offset[0] * ray[0] + offset[1] * ray[1] + offset[2] * ray[2]
    square = offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]
    aside = np.sqrt(
        np.clip(square - nearest * nearest, 0.0, None) + lamp.radius_m * lamp.radius_m + 1e-6
    )
    start = np.arctan(-nearest / aside)
    turn = np.arctan((sight.range_m - nearest) / aside) - start
    target = sight.target_m
    aim = [t - p for t, p in zip(target, (lamp.x_m, lamp.y_m, lamp.z_m), strict=True)]
    reach2 = aim[0] * aim[0] + aim[1] * aim[1] + aim[2] * aim[2]
    reach, total = np.sqrt(reach2), 0.0
    power = (reach2 + lamp.radius_m * lamp.radius_m) * np.exp(air.per_m * reach)
    for node, weight in zip(NODES, WEIGHTS, strict=True):
        lean = np.tan(start + turn * ((node + 1.0) / 2.0))
        far = np.clip(nearest + aside * lean, 0.0, None)
        step = aside * (1.0 + lean * lean) * turn * (weight / 2.0)
        away = [o - r * far for o, r in zip(offset, ray, strict=True)]
        apart2 = away[0] * away[0] + away[1] * away[1] + away[2] * away[2] + TINY
        apart = np.sqrt(apart2)
        facing = -(away[0] * aim[0] + away[1] * aim[1] + away[2] * aim[2]) / (apart * reach)
        along = (away[0] * ray[0] + away[1] * ray[1] + away[2] * ray[2]) / apart
        spread = 1.0 + air.g * air.g - 2.0 * air.g * along
        thrown = (1.0 - air.g * air.g) / (4.0 * np.pi * spread * np.sqrt(spread))
        shone = np.clip(facing, 0.0, None) / (apart2 + lamp.radius_m * lamp.radius_m)
        total = total + thrown * shone * np.exp(-air.per_m * (far + apart)) * step
    return total * power * air.per_m * np.pi


def _first(three: tuple[Number, Number, Number], n: int) -> tuple[Number, Number, Number]:
    return (three[0][:n], three[1][:n], three[2][:n])


def _grey(plastic: Plastic) -> float:
    return sum(plastic.albedo_rgb) / 3.0


__all__ = ["EvenAir", "Lamp", "Lit", "Vec", "light_up"]
