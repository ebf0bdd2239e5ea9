# SPDX-License-Identifier: Apache-2.0
"""Shadows of all lights at every point that a picture needs, in as few passes as will do."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.preview.area_light import as_ball, way_to
from scene_stager.preview.bounce import Bounce, bounce_of
from scene_stager.preview.geometry import Geometry
from scene_stager.preview.own_shadow import lift, seen_over, seen_past_itself
from scene_stager.preview.scene import PreviewLight
from scene_stager.preview.shadow import Ball, casters, hidden_share, hull, seen_shares
from scene_stager.preview.surface import blend
from scene_stager.preview.vectors import Reals, Vec, dot, pick
from scene_stager.shot.stand_ins import sculpture

# House defaults, not measured.
BOUNCE_GRAIN = 0.03  # in subject heights: the bounce's points are this coarse
UNEVEN = 0.04  # points whose vertices' shadows differ by more than this are looked at themselves


@dataclass(frozen=True, slots=True, eq=False)
class Shadows:
    """The share of one light that is not hidden by the subject.

    shapes   subject (n,) and backdrop (m,) by the picture's points; bounce (k,) by the bounce's
    """

    subject: Reals
    backdrop: Reals
    bounce: Reals


def shadows_of(drawn: Geometry, lights: Sequence[PreviewLight]) -> list[Shadows]:
    """Each light's shadows."""
    bounce = bounce_of(drawn.shape, drawn.solid.height_m, drawn.view.floor_m)
    coarse_m = BOUNCE_GRAIN * drawn.solid.height_m
    asked = [(bounce.place, as_ball(light, coarse_m)) for light in lights]
    if drawn.shape.sculpture:
        on_bounce = seen_shares(casters(drawn.solid), asked, skin=True)
        on_subject = [
            _past_itself(drawn, bounce, *every) for every in zip(lights, on_bounce, strict=True)
        ]
    else:
        on_bounce, on_subject = _past_blobs(drawn, lights, asked)
    on_backdrop = _on_backdrop(drawn, lights)
    return [Shadows(*every) for every in zip(on_subject, on_backdrop, on_bounce, strict=True)]


def _past_itself(drawn: Geometry, bounce: Bounce, light: PreviewLight, on_bounce: Reals) -> Reals:
    """What a sculpture's horizons leave of a light on its points; on the bounce's patches too."""
    shape, seen, first = sculpture(drawn.shape.sculpture), drawn.seen, bounce.floor_points
    patch = (bounce.place[0][first:], bounce.place[1][first:], bounce.place[2][first:])
    towards, _, half_angle = way_to(light, patch)
    on_bounce[first:] = seen_past_itself(shape, bounce.patches, towards, half_angle)
    table = np.zeros(drawn.vertex_count)
    towards, _, _ = way_to(light, drawn.vertex_place)
    table[drawn.vertices] = lift(shape, drawn.vertices, towards)
    (lifted,) = blend([table], seen.corners, seen.shares)
    towards, _, half_angle = way_to(light, drawn.points.place)
    cosine = dot(drawn.points.facing, towards)
    return seen_over(cosine, lifted, half_angle).astype(seen.weight.dtype)


def _past_blobs(
    drawn: Geometry, lights: Sequence[PreviewLight], asked: Sequence[tuple[Vec, Ball]]
) -> tuple[list[Reals], list[Reals]]:
    """What blobs leave of each light on the points asked for, and on the subject's."""
    facing = [_facing(drawn, light) for light in lights]
    on_vertices = [
        (pick(drawn.vertex_place, some), as_ball(light, drawn.pixel_m / 2.0))
        for some, light in zip(facing, lights, strict=True)
    ]
    found = seen_shares(casters(drawn.solid), [*asked, *on_vertices], skin=True)
    return found[: len(lights)], _on_subject(drawn, lights, facing, found[len(lights) :])


def _facing(drawn: Geometry, light: PreviewLight) -> NDArray[np.intp]:
    """The vertices that a light can reach at all."""
    way, _, half_angle = way_to(light, drawn.vertex_place)
    return np.flatnonzero(dot(drawn.vertex_facing, way) > -half_angle)


def _on_subject(
    drawn: Geometry,
    lights: Sequence[PreviewLight],
    facing: Sequence[NDArray[np.intp]],
    on_vertices: Sequence[Reals],
) -> list[Reals]:
    """Blend the vertices' shadows; where a point's vertices disagree, look at the point itself."""
    seen, points = drawn.seen, drawn.points
    (a, b, c), (u, v, w) = seen.corners, seen.shares
    shares, uneven = [], []
    for light, some, values in zip(lights, facing, on_vertices, strict=True):
        table = np.ones(drawn.vertex_count)
        table[drawn.vertices[some]] = values
        i, j, k = table[a], table[b], table[c]
        shares.append((i * u + j * v + k * w).astype(seen.weight.dtype))
        way, _, half_angle = way_to(light, points.place)
        apart = np.maximum(np.maximum(i, j), k) - np.minimum(np.minimum(i, j), k) > UNEVEN
        uneven.append(np.flatnonzero(apart & (dot(points.facing, way) > -half_angle)))
    asked = [
        (pick(points.place, some), as_ball(light, drawn.pixel_m / 2.0))
        for some, light in zip(uneven, lights, strict=True)
    ]
    exact = seen_shares(casters(drawn.solid), asked, skin=True)
    for share, some, values in zip(shares, uneven, exact, strict=True):
        share[some] = values
    return shares


def _on_backdrop(drawn: Geometry, lights: Sequence[PreviewLight]) -> list[Reals]:
    """Shadows on the floor and the wall: only where the subject's box could cast any."""
    place, box = drawn.back_points.place, hull(drawn.solid)
    balls = [as_ball(light, drawn.pixel_m / 2.0 * drawn.back.step) for light in lights]
    shaded = [np.flatnonzero(hidden_share(box, place, ball)) for ball in balls]
    asked = [(pick(place, some), ball) for some, ball in zip(shaded, balls, strict=True)]
    shares = [np.ones_like(place[0]) for _ in lights]
    found = seen_shares(casters(drawn.solid), asked, skin=False)
    for share, some, values in zip(shares, shaded, found, strict=True):
        share[some] = values
    return shares
