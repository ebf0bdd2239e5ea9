# SPDX-License-Identifier: Apache-2.0
"""The first bounce: light that the floor, and the subject itself, throw back at the subject."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.harmonics import harmonics
from scene_stager.maths.surface.mesh import Mesh, face_areas_m2
from scene_stager.preview.ambient import AmbientTransfer, directions, straight, transfer_of
from scene_stager.preview.area_light import above_floor, arrival, rising
from scene_stager.preview.scene import PreviewFog, PreviewLight
from scene_stager.preview.shapes import Solid
from scene_stager.preview.surface_net import mesh_of
from scene_stager.preview.vectors import Reals, Vec, dot
from scene_stager.shot.stand_ins import StandIn

# House defaults, not measured.
RINGS = 8  # of which the lower half looks at the floor
SPOKES = 12  # directions in each ring
LOWEST = 0.02  # of the subject's height: a probe stands at least this far above the floor
PATCHES = 96  # points on the subject that stand for all of it when it lights itself
NEAREST = 0.05  # in subject heights: patches nearer than this do not grow brighter
# Probes in the subject's box: its middle and four sides, low, half way up and on top.
PROBES = tuple(
    (x, y, z)
    for (x, y), z in product(((0.5, 0.5), (0, 0.5), (1, 0.5), (0.5, 0), (0.5, 1)), (0.1, 0.5, 1))
)


@dataclass(frozen=True, slots=True, eq=False)
class Bounce:
    """Where the first bounce starts from, and how it spreads over the mesh.

    shapes   place, facing three arrays (n,): the floor's points, then the subject's patches;
             sent (d, 9): what each direction of the floor adds to the harmonics; fit (4, p);
             patches (k,) vertices; patch_weights (v, k); places_m (v, 3)
    """

    place: Vec
    facing: Vec
    floor_points: int
    sent: Floats
    fit: Floats
    patches: NDArray[np.intp]
    patch_weights: Floats
    transfer: AmbientTransfer
    places_m: Reals


@dataclass(frozen=True, slots=True, eq=False)
class Returned:
    """What comes back to each vertex from a white floor and a white subject under one light.

    shapes   each (v,)
    """

    from_floor: Floats
    floor_below: Floats
    from_subject: Floats


@lru_cache(maxsize=16)
def bounce_of(shape: StandIn, height_m: float, floor_m: float) -> Bounce:
    """Everything about the first bounce that does not depend on the light."""
    solid, mesh, transfer = Solid(shape.blobs, height_m), mesh_of(shape), transfer_of(shape)
    floor, sent, fit = _floor(solid, floor_m)
    chosen = _patches(shape)
    patches = mesh.places_m[chosen] * solid.height_m + 1e-3 * solid.height_m * mesh.facings[chosen]
    place = np.concatenate([floor, patches]).T.astype(np.float32)
    facing = np.concatenate([np.tile((0.0, 0.0, 1.0), (len(floor), 1)), mesh.facings[chosen]])
    facing = np.ascontiguousarray(facing.T, dtype=np.float32)
    return Bounce(
        (place[0], place[1], place[2]),
        (facing[0], facing[1], facing[2]),
        len(floor),
        sent,
        fit,
        chosen,
        _patch_weights(shape),
        transfer,
        mesh.places_m * solid.height_m,
    )


def lit_points(
    bounce: Bounce, light: PreviewLight, fog: PreviewFog, seen: Reals, floor_m: float
) -> Floats:
    """What arrives at the points that the bounce starts from; `seen` is the light's share there."""
    came = arrival(light, fog, bounce.place)
    cosine, _ = rising(dot(bounce.facing, came.towards), came.half_angle)
    lit: Floats = (came.strength * cosine * seen).astype(np.float64)
    return lit * above_floor(light, floor_m)


def returned(bounce: Bounce, lit: Floats, floor_share: float, own_share: float) -> Returned:
    """The first bounce of one light, per vertex, before any surface's own colour.

    The subject's own light holds what the floor sent it, and bounces once more between its parts.

    shapes   lit (n,), what arrives at the bounce's points
    units    the unit of the light's illuminance; the shares are of light thrown back, grey
    """
    first, patches = bounce.floor_points, bounce.patches
    glow = bounce.fit @ (lit[:first].reshape(len(PROBES), -1) @ bounce.sent)
    here = glow[0] + bounce.places_m @ glow[1:]
    caught = np.maximum(np.einsum("vh,vh->v", here, bounce.transfer.sky), 0.0)
    below = np.maximum(here @ straight(-1.0), 0.0)
    source = lit[first:] + floor_share * caught[patches]
    between = bounce.patch_weights[patches] @ source
    own = bounce.patch_weights @ (source + own_share * between)
    return Returned(caught, below, own)


def even_floor() -> Floats:
    """Harmonics of a floor that glows evenly at one, dark above the horizon; shape (9,)."""
    ways, weights = directions(32, 16)
    table = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1)
    below: Floats = (table * (weights * (ways[:, 2] < 0))[:, None]).sum(axis=0)
    return below


def _floor(solid: Solid, floor_m: float) -> tuple[Floats, Floats, Floats]:
    """Points of the floor seen from the probes, what each sends up, and a linear fit in place."""
    ways, weights = directions(RINGS, SPOKES)
    down = ways[:, 2] < 0
    ways, weights = ways[down], weights[down]
    sent = np.stack(harmonics((ways[:, 0], ways[:, 1], ways[:, 2])), axis=-1) * weights[:, None]
    low, high = (np.array(corner) for corner in solid.bounds_m)
    places = low + np.array(PROBES) * (high - low)
    places[:, 2] = np.maximum(places[:, 2], floor_m + LOWEST * solid.height_m)
    reach = (places[:, 2, None] - floor_m) / -ways[:, 2]
    floor = places[:, None, :] + ways * reach[:, :, None]
    terms = np.concatenate([np.ones((len(places), 1)), places], axis=1)
    return floor.reshape(-1, 3), sent, np.linalg.pinv(terms)


def _patches(shape: StandIn) -> NDArray[np.intp]:
    """Vertices spread evenly over the subject, each with the one across its middle plane."""
    mesh = mesh_of(shape)
    places = np.round(mesh.places_m, 6)
    aside = np.flatnonzero(places[:, 0])
    x, y, z = places[aside].T
    in_pairs = aside[np.lexsort((x, np.abs(x), y, z))]
    chosen = np.linspace(0, len(in_pairs) // 2 - 1, PATCHES // 2).astype(np.intp)
    if shape.sculpture:
        # Nets have cells of one size, but a sculpture most of its vertices on the face.
        area = np.cumsum(_areas(mesh)[in_pairs[::2]])
        chosen = np.searchsorted(area, area[-1] * (np.arange(PATCHES // 2) + 0.5) / (PATCHES // 2))
    first = 2 * chosen
    return np.concatenate([in_pairs[first], in_pairs[first + 1]])


def _areas(mesh: Mesh) -> Floats:
    """How much of the surface is nearest to each vertex, three times over; shape (v,)."""
    each = np.repeat(np.linalg.norm(face_areas_m2(mesh), axis=1), 3)
    corners, count = mesh.triangles.ravel(), len(mesh.places_m)
    areas: Floats = np.bincount(corners, each, count).astype(np.float64)
    return areas


@lru_cache(maxsize=16)
def _patch_weights(shape: StandIn) -> Floats:
    """How much of each vertex's half sphere each patch fills; shape (v, k).

    source   form factors of small patches, scaled so that each row fills what the subject hides
    """
    mesh, transfer = mesh_of(shape), transfer_of(shape)
    chosen = _patches(shape)
    away = mesh.places_m[chosen][None, :, :] - mesh.places_m[:, None, :]
    square = np.einsum("vkc,vkc->vk", away, away) + NEAREST**2
    out = np.einsum("vkc,vc->vk", away, mesh.facings)
    back = -np.einsum("vkc,kc->vk", away, mesh.facings[chosen])
    factor = np.maximum(out, 0.0) * np.maximum(back, 0.0) / (square * square)
    hidden = np.clip(1.0 - transfer.open_share, 0.0, 1.0)
    total = factor.sum(axis=1)
    weights: Floats = factor * (hidden / np.maximum(total, 1e-9))[:, None]
    return weights
