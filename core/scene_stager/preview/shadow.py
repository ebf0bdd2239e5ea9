# SPDX-License-Identifier: Apache-2.0
"""How much of a round light a point sees past the subject's blobs: smooth in everything.

Each blob hides a strip of the light's disk, as wide as the blob looks from the point; blobs hide
independently of one another.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scene_stager.preview.shapes import Solid, local_from_subject
from scene_stager.preview.vectors import Reals, Turn, Vec, Vec3, along, dot, minus
from scene_stager.shot.stand_ins import Blob

# Nearer to a blob than this, a point belongs to it: in subject heights, and of its least radius.
# House defaults, not measured, but where a line says otherwise.
SKIN = 0.035
THINNEST_SKIN = 0.008
SKIN_SHARE = 0.4
SMALLEST = 0.020  # blobs whose largest radius is under this cast no shadow
NEAR = 1e-4  # share of the way to the light: what hides nearer than this is the point itself
LEAST = 1e-30  # what stands for nought beneath a stroke
HARDEST = 2e-3  # sine of the half angle under which a light looks no smaller: finite shadow edges
FLAT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))  # no turn, by definition


@dataclass(frozen=True, slots=True)
class Ball:
    """A round light as a caster of shadows sees it; shadows are drawn no finer than the grain."""

    position_m: Vec3
    radius_m: float
    grain_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Caster:
    """One blob as it stands, in metres; a mirrored blob is two casters."""

    centre_m: Vec3
    local_from_subject: Turn
    size_m: Vec3
    corner_m: float
    skin_m: float


@dataclass(frozen=True, slots=True, eq=False)
class _Soft:
    """How soft shadows are: each point's light, its grain, and whether both sides may show."""

    radius_m: Reals
    grain_m: Reals
    thin: bool

    def width_m(self, share: Reals) -> Reals:
        """The light's radius as the point sees it, that share of the way to the light."""
        return share * self.radius_m + self.grain_m


@lru_cache(maxsize=64)
def casters(solid: Solid) -> tuple[Caster, ...]:
    """The blobs of a subject that cast shadows, largest first."""
    found, scale = [], solid.height_m
    for blob in solid.blobs:
        if blob.carve or max(blob.size) < SMALLEST:
            continue
        for side in (1.0, -1.0) if blob.mirrored else (1.0,):
            x, y, z = (c * scale for c in blob.centre)
            a, b, c = local_from_subject(blob)
            turn = ((side * a[0], *a[1:]), (side * b[0], *b[1:]), (side * c[0], *c[1:]))
            size = (blob.size[0] * scale, blob.size[1] * scale, blob.size[2] * scale)
            corner_m, skin_m = blob.corner * scale, _skin(blob) * scale
            found.append(Caster((side * x, y, z), turn, size, corner_m, skin_m))
    return tuple(sorted(found, key=lambda caster: -math.prod(caster.size_m)))


def _skin(blob: Blob) -> float:
    return min(max(SKIN_SHARE * min(blob.size), THINNEST_SKIN), SKIN)


@lru_cache(maxsize=64)
def hull(solid: Solid) -> Caster:
    """One box that hides at least what the whole subject does."""
    low, high = solid.bounds_m
    x, y, z = ((a + b) / 2 for a, b in zip(low, high, strict=True))
    a, b, c = ((b - a) / 2 for a, b in zip(low, high, strict=True))
    return Caster((x, y, z), FLAT, (a, b, c), 1e-6 * solid.height_m, SKIN * solid.height_m)


def seen_share(blobs: Sequence[Caster], place: Vec, light: Ball, *, skin: bool) -> Reals:
    """The share of one light that points see past the blobs; see `seen_shares`."""
    return seen_shares(blobs, [(place, light)], skin=skin)[0]


def seen_shares(
    blobs: Sequence[Caster], asked: Sequence[tuple[Vec, Ball]], *, skin: bool
) -> list[Reals]:
    """The share of lights that points see past the blobs, for several sets of points at once.

    shapes   asked: three arrays (n,) and a light each; one result (n,) for each
    units    metres
    frame    the subject's own
    valid    with `skin`, a point on a blob is not shaded by that blob: its own facing does that
    source   visible part of a disk beside a straight edge, with a strip for what hides it
    """
    counts = [len(place[0]) for place, _ in asked]
    if not sum(counts):
        return [place[0] for place, _ in asked]
    x, y, z = (np.concatenate([place[axis] for place, _ in asked]) for axis in range(3))
    seen = np.ones_like(x)
    for blob in blobs:
        hidden, depth = _hidden((x, y, z), blob, [light for _, light in asked], counts)
        if skin:
            hidden *= _off_skin(depth)
        seen *= 1.0 - hidden
    return np.split(seen, np.cumsum(counts)[:-1])


def hidden_share(blob: Caster, place: Vec, light: Ball) -> Reals:
    """The share of a light that one blob hides."""
    return _hidden(place, blob, [light], [len(place[0])])[0]


def _hidden(
    place: Vec, blob: Caster, lights: Sequence[Ball], counts: Sequence[int]
) -> tuple[Reals, Reals]:
    """The share of its own light that a blob hides from each point, and how far off it points are.

    units    the second in skins
    """
    box = blob.corner_m > 0
    per_m = (1.0, 1.0, 1.0) if box else tuple(1.0 / s for s in blob.size_m)
    known = {light: _place_in_blob(blob, light.position_m, per_m) for light in set(lights)}
    start, dtype = _in_blob(blob, place, per_m), place[0].dtype
    ends = [known[light] for light in lights]
    x, y, z = (np.repeat(np.array([e[k] for e in ends], dtype), counts) for k in range(3))
    radii = [_radius_m(light, blob) for light in lights]
    soft = _Soft(
        np.repeat(np.array(radii, dtype), counts),
        np.repeat(np.array([light.grain_m for light in lights], dtype), counts),
        max(radii) > 0.5 * min(blob.size_m),
    )
    return (_behind_box if box else _behind_ball)(blob, start, (x, y, z), soft)


def _behind_ball(blob: Caster, start: Vec, end: Vec, soft: _Soft) -> tuple[Reals, Reals]:
    """An ellipsoid, in whose own space the ray passes the centre at `past`; 1 grazes it."""
    ray = minus(end, start)
    square, towards, length = dot(start, start), dot(start, ray), dot(ray, ray)
    # A light may stand in the very point that it lights.
    share = np.clip(-towards / np.maximum(length, LEAST), NEAR, 1.0)
    nearest = along(start, ray, share)
    past = np.sqrt(dot(nearest, nearest) + 1e-6)
    # How steeply `past` changes across the ray: half the strip's width is one over it.
    a, b, c = (1.0 / s for s in blob.size_m)
    steep = (nearest[0] * a, nearest[1] * b, nearest[2] * c)
    strip = past / (np.sqrt(dot(steep, steep) + 1e-12) * soft.width_m(share))
    hidden = _beside(strip * (1.0 - past))
    if soft.thin:
        hidden -= _beside(strip * (-1.0 - past))
    return hidden, (np.sqrt(square) - 1.0) * (min(blob.size_m) / blob.skin_m)


def _behind_box(blob: Caster, start: Vec, end: Vec, soft: _Soft) -> tuple[Reals, Reals]:
    """A rounded box: the widest gap between the ray and the outline that its edges draw."""
    o, ray = start, minus(end, start)
    reach = tuple(np.abs(r) + 1e-6 for r in ray)
    inner = tuple(s - blob.corner_m for s in blob.size_m)
    gap = np.full_like(o[0], -np.inf)
    for j, i in ((1, 2), (2, 0), (0, 1)):
        apart = np.abs(o[j] * end[i] - o[i] * end[j]) - inner[j] * reach[i] - inner[i] * reach[j]
        gap = np.maximum(gap, apart / np.sqrt(reach[j] * reach[j] + reach[i] * reach[i]))
    # Between entering the last slab and leaving the first is where the ray passes the box.
    enter, leave = np.full_like(gap, -np.inf), np.full_like(gap, np.inf)
    for c, r, a, s in zip(o, ray, reach, blob.size_m, strict=True):
        ahead = -c * np.copysign(1.0, r)
        enter, leave = np.maximum(enter, (ahead - s) / a), np.minimum(leave, (ahead + s) / a)
    per_m = 1.0 / soft.width_m(np.clip(0.5 * (enter + leave), NEAR, 1.0))
    hidden = _beside((blob.corner_m - gap) * per_m)
    if soft.thin:
        hidden -= _beside((blob.corner_m - gap - 2.0 * min(blob.size_m)) * per_m)
    x, y, z = (np.abs(c) - s for c, s in zip(o, blob.size_m, strict=True))
    depth = np.maximum(np.maximum(x, y), z) * (1.0 / blob.skin_m)
    return hidden * (leave > 0), depth


def _in_blob(blob: Caster, place: Vec, scale: Sequence[float]) -> Vec:
    """Points in a blob's own axes, its centre at zero, each axis scaled."""
    centred = [p - c for p, c in zip(place, blob.centre_m, strict=True)]
    found = []
    for row, s in zip(blob.local_from_subject, scale, strict=True):
        parts = [(c, m * s) for c, m in zip(centred, row, strict=True) if m]
        total = parts[0][0] * parts[0][1]
        for c, m in parts[1:]:
            total += c * m
        found.append(total)
    return (found[0], found[1], found[2])


def _place_in_blob(blob: Caster, place_m: Vec3, scale: Sequence[float]) -> Vec3:
    x, y, z = (p - c for p, c in zip(place_m, blob.centre_m, strict=True))
    a, b, c = (
        s * (row[0] * x + row[1] * y + row[2] * z)
        for row, s in zip(blob.local_from_subject, scale, strict=True)
    )
    return (a, b, c)


def _radius_m(light: Ball, blob: Caster) -> float:
    return max(light.radius_m, HARDEST * math.dist(light.position_m, blob.centre_m), 1e-9)


def _off_skin(depth: Reals) -> Reals:
    """From 0 on a blob's skin to 1 where a point no longer belongs to it."""
    out = np.clip(depth, 0.0, 1.0)
    return out * out * (3.0 - 2.0 * out)


def _beside(edge: Reals) -> Reals:
    """Part of a disk of radius one below a straight edge at this height, within 0.4 %."""
    y = np.clip(edge, -1.0, 1.0)
    square = y * y
    return 0.5 + y * (0.6366 - square * (0.0232 + 0.1134 * square))
