# SPDX-License-Identifier: Apache-2.0
"""What the camera sees of a subject and its floor, as points that stay while the lights change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.preview.ambient import directions
from scene_stager.preview.shading import GRAZING, Plastic, coat_albedo
from scene_stager.preview.vectors import Vec, Vec3, dot

# House defaults, not measured, but where a line says otherwise.
RINGS_M = np.geomspace(0.15, 6.0, 9)  # the floor's patches: rings, in subject heights,
SPOKES = 16  # and round
SKY_WAYS = (6, 12)  # rings and spokes of the directions in which the sky is looked for
SKIN = 0.5  # of a ball's radius: nearer than this to its surface, a point belongs to it
PASSES = 1.21  # radii from a ball's middle: a way that far off is free, see `_open`
SKY_M = 60.0  # how far the air goes on behind everything


@dataclass(frozen=True, slots=True, eq=False)
class Balls:
    """The subject as what casts shadows: balls that together fill it.

    shapes   centre_m (b, 3), radius_m (b,)
    """

    centre_m: Floats
    radius_m: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """Points on the subject, on the floor and in the sky behind, seen through one lens.

    shapes   place, facing, to_eye three arrays (n,); range_m (n,), metres from the lens;
             on_subject, on_sky (n,): the rest is floor
    frame    stage, the camera's side at azimuth 0; `target_m` is what lights point at
    """

    place: Vec
    facing: Vec
    to_eye: Vec
    range_m: Floats
    on_subject: Bools
    on_sky: Bools
    balls: Balls
    target_m: Vec3
    eye_m: Vec3
    height_m: float
    subject: Plastic
    floor: Plastic
    floor_m: float = 0.0

    @property
    def size(self) -> int:
        """How many points there are."""
        return len(self.range_m)

    @property
    def on_floor(self) -> Bools:
        """Which points are floor."""
        return ~(self.on_subject | self.on_sky)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A sight, and all of it that no light changes; the floor's patches come after its points.

    shapes   place, facing, to_eye three arrays (n + p,); away2, off_skin (b, n + p);
             returned (n, p): what each patch of floor sends to each point of the subject;
             matt (n,), coat_share (n,); sky (n, 9): weight of each harmonic of a sky's radiance
    """

    sight: Sight
    place: Vec
    facing: Vec
    away2: Floats
    off_skin: Floats
    returned: Floats
    matt: Floats
    sky_matt: Floats
    sky_coat: Floats


def prepare(sight: Sight) -> Prepared:
    """Work out once what every guess of the lights shares."""
    patches, facing, areas = _patches(sight)
    place = _joined(sight.place, patches)
    away2, near = _distances(sight, place)
    matt, kept = _coats(sight)
    returned = _returned(sight, patches, areas)
    sky_matt, sky_coat = _sky(sight, returned, patches, kept)
    return Prepared(
        sight, place, _joined(sight.facing, facing), away2, near, returned, matt, sky_matt, sky_coat
    )


def _patches(sight: Sight) -> tuple[Vec, Vec, Floats]:
    """Patches of floor round the subject's foot, and how large each is."""
    edges = RINGS_M * sight.height_m
    middles = np.sqrt(edges[:-1] * edges[1:])
    turn = (np.arange(SPOKES) + 0.5) * (2 * np.pi / SPOKES)
    x = sight.target_m[0] + np.outer(middles, np.sin(turn)).ravel()
    y = sight.target_m[1] - np.outer(middles, np.cos(turn)).ravel()
    area = np.repeat(np.pi * (edges[1:] ** 2 - edges[:-1] ** 2) / SPOKES, SPOKES)
    nought = np.zeros_like(x)
    return (x, y, nought + sight.floor_m), (nought, nought, nought + 1.0), area


def _joined(a: Vec, b: Vec) -> Vec:
    x, y, z = (np.concatenate([one, other]) for one, other in zip(a, b, strict=True))
    return (x, y, z)


def _distances(sight: Sight, place: Vec) -> tuple[Floats, Floats]:
    """Squared distance of every point from every ball, and whether it is off that ball's skin."""
    centre, radius = sight.balls.centre_m, sight.balls.radius_m
    square = sum((centre[:, k, None] - place[k]) ** 2 for k in range(3))
    away2: Floats = np.asarray(square, dtype=np.float64)
    depth = (np.sqrt(away2) - radius[:, None]) / (SKIN * radius[:, None])
    out = np.clip(depth, 0.0, 1.0)
    out = out * out * (3.0 - 2.0 * out)
    out[:, sight.size :] = 1.0
    out[:, : sight.size][:, ~sight.on_subject] = 1.0
    return away2, out


def _coats(sight: Sight) -> tuple[Floats, Floats]:
    """What share of light the coat leaves to the base, and what it keeps, per point."""
    cosine = np.clip(dot(sight.facing, sight.to_eye), GRAZING, 1.0)
    kept = np.where(
        sight.on_subject, coat_albedo(sight.subject, cosine), coat_albedo(sight.floor, cosine)
    )
    kept = np.where(sight.on_sky, 0.0, kept)
    return np.where(sight.on_sky, 0.0, 1.0 - kept), kept


def _returned(sight: Sight, patches: Vec, areas: Floats) -> Floats:
    """Form factors from the floor's patches to the points on the subject; none elsewhere.

    source   a small patch seen from a point: cosine times cosine times area over pi distance^2
    """
    ours = sight.on_subject
    away = [p[None, :] - q[ours, None] for p, q in zip(patches, sight.place, strict=True)]
    square = sum(a * a for a in away) + areas / np.pi
    out = sum(a * f[ours, None] for a, f in zip(away, sight.facing, strict=True))
    factor = np.clip(out, 0.0, None) * np.clip(-away[2], 0.0, None) * areas / (np.pi * square**2)
    found: Floats = np.zeros((sight.size, len(areas)))
    found[ours] = factor
    return found


def _sky(sight: Sight, returned: Floats, patches: Vec, kept: Floats) -> tuple[Floats, Floats]:
    """What the base receives of each harmonic of the sky, and what the coat mirrors of it."""
    ways, weights = directions(*SKY_WAYS)
    up = ways[:, 2] > 0
    ways, weights = ways[up], weights[up]
    table = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1)
    shown = _open(sight.balls, sight.place, ways, sight.on_subject)
    cosine = np.clip(sum(ways[:, k] * sight.facing[k][:, None] for k in range(3)), 0.0, None)
    received = (cosine * shown * weights / np.pi) @ table
    on_floor = _open(sight.balls, patches, ways, np.zeros(len(patches[0]), dtype=bool))
    patch = (ways[:, 2] * on_floor * weights / np.pi) @ table
    received += _grey(sight.floor) * (returned @ patch)

    to_eye = dot(sight.facing, sight.to_eye)
    mirror = [2.0 * to_eye * f - e for f, e in zip(sight.facing, sight.to_eye, strict=True)]
    level = np.clip(0.5 + 4.0 * mirror[2], 0.0, 1.0)[:, None]
    above = np.stack(harmonics((mirror[0], mirror[1], mirror[2])), axis=-1)
    below = _grey(sight.floor) * patch.mean(axis=0)
    mirrored = (kept * shown.mean(axis=1))[:, None] * (level * above + (1.0 - level) * below)
    behind = np.stack(harmonics((-sight.to_eye[0], -sight.to_eye[1], -sight.to_eye[2])), axis=-1)
    received[sight.on_sky], mirrored[sight.on_sky] = 0.0, behind[sight.on_sky]
    return received, mirrored


def _open(balls: Balls, place: Vec, ways: Floats, own: Bools) -> Floats:
    """Whether each way is free of balls, seen from each point; shape (n, d).

    A point on a ball is not hidden by that ball: its own facing sees to that.
    """
    shown = np.ones(len(place[0]) * len(ways))
    for centre, radius in zip(balls.centre_m, balls.radius_m, strict=True):
        away = np.stack([c - p for c, p in zip(centre, place, strict=True)], axis=1)
        square = (away * away).sum(axis=1)
        ahead = away @ ways.T
        # Most ways pass a ball by: what is worked out in full is those that come near it.
        least = np.sqrt(np.maximum(square - (PASSES * radius) ** 2, 0.0))
        where = np.flatnonzero((ahead >= least[:, None]) & (ahead > 0))
        near, at = ahead.ravel()[where], where // len(ways)
        miss = np.sqrt(np.clip(square[at] - near * near, 0.0, None))
        hidden = np.clip((radius - miss) / (0.4 * radius) + 0.5, 0.0, 1.0)
        off = np.clip((np.sqrt(square) / radius - 1.0) / SKIN, 0.0, 1.0)
        left = 1.0 - hidden * np.where(own, off, 1.0)[at]
        shown[where] = np.minimum(shown[where], left)
    return shown.reshape(-1, len(ways))


def columns_of(table: Floats) -> tuple[Floats, Floats, Floats]:
    """A table of points (n, 3) as three arrays side by side."""
    x, y, z = np.ascontiguousarray(table.T)
    return x, y, z


def _grey(plastic: Plastic) -> float:
    return sum(plastic.albedo_rgb) / 3.0
