"""Lines of curvature of a mesh, spread evenly over it; they end where it says there are none."""

import math

import numpy as np

from scene_stager.maths.surface.shape_operator import shape_of_vertices
from scene_stager.maths.surface.tracing import Anchor, WayEnd, corners_at, places_of, straight_way

STEP = 0.25  # of the distance between lines: how far a line goes before it looks again
CLOSE = 0.55  # of that distance: nearer to another a line ends
MOST_STEPS, RECENT = 600, 8


def lines_of_curvature(surface, apart_m, larger=True, seed=18, shape=None):
    """Lines along the larger curvature, or the smaller, about so far apart: each (n, 3), metres."""
    field = direction_field(surface.mesh, shape or shape_of_vertices(surface.mesh))
    order = np.random.default_rng(seed).permutation(len(surface.flat_m))
    drawn, found = np.zeros((0, 3)), []
    for face in order:
        start = Anchor(int(face))
        (here_m,) = places_of(surface.mesh, np.array([face]), np.array([start.shares]))
        if _near(here_m, drawn, apart_m):
            continue
        ahead = _traced(surface, field, start, larger, drawn, apart_m)
        behind = _traced(surface, field, start, larger, drawn, apart_m, ahead)
        line = np.array([*behind[::-1], here_m, *ahead])
        if len(line) > 1.0 / STEP:
            found.append(line)
            drawn = np.concatenate([drawn, line])
    return found


def direction_field(mesh, shape):
    """What of the bend has a direction, at every vertex, as a matrix of space; null where none."""
    gap = np.diff(shape.curvatures_per_m()[:, ::-1], axis=1)[:, 0] / 2.0
    first, second = (shape.directions()[:, k] for k in (0, 1))
    outer = first[:, :, None] * first[:, None] - second[:, :, None] * second[:, None]
    return np.where(shape.umbilic, 0.0, gap)[:, None, None] * outer


def _traced(surface, field, start, larger, drawn, apart_m, ahead=None):
    """One half of a line, from a place on; the other way than `ahead`, where that is told."""
    anchor, places = start, []
    heading = _heading(surface, field, anchor, larger)
    if heading is not None and ahead is not None:
        heading += math.pi
    while heading is not None and len(places) < MOST_STEPS:
        way, came = straight_way(surface, anchor, heading, STEP * apart_m)
        anchor = way.anchor
        (here_m,) = places_of(surface.mesh, way.faces[-1:], way.exits[-1:])
        # Its own last few places are near, of course; farther back it has come round.
        own = [*(ahead or [])[RECENT:], *places[:-RECENT]]
        if _near(here_m, drawn, CLOSE * apart_m) or _near(here_m, own, CLOSE * apart_m / 2):
            break
        places.append(here_m)
        found = _heading(surface, field, anchor, larger)
        if way.end is not WayEnd.ARRIVED or found is None:
            break
        heading = found + math.pi * round((came - found) / math.pi)
    return places


def direction_at(surface, field, anchor):
    """The direction of the larger curvature at a place, of space; None where there is none."""
    heading = _heading(surface, field, anchor, True)
    if heading is None:
        return None
    along, across = surface.along[anchor.face], surface.across[anchor.face]
    return math.cos(heading) * along + math.sin(heading) * across


def _heading(surface, field, anchor, larger):
    """The direction in a triangle's basis, from its first side on; None where there is none."""
    (corners,) = corners_at(surface.mesh, np.array([anchor.face]))
    matrix = np.einsum("k,kxy->xy", anchor.shares, field[corners])
    a, b = surface.along[anchor.face], surface.across[anchor.face]
    part = complex(a @ matrix @ a - b @ matrix @ b, 2.0 * (a @ matrix @ b))
    if not all(field[corners].any(axis=(1, 2))):
        return None
    return math.atan2(part.imag, part.real) / 2.0 + (0.0 if larger else math.pi / 2.0)


def _near(here_m, places, reach_m):
    if not len(places):
        return False
    return bool((((np.asarray(places) - here_m) ** 2).sum(axis=1) < reach_m**2).any())
