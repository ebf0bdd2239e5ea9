# SPDX-License-Identifier: Apache-2.0
"""Which place of one surface is that of another, told by places of both that belong together."""

from collections.abc import Sequence

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.following import nearest_anchor
from scene_stager.maths.surface.tracing import Anchor, WalkedSurface, checked_anchor, places_of

LEAST_PAIRS = 3
THIN = 1e-6  # of their extent: landmarks that lie so near to a line say no turn; house default

Pairs = Sequence[tuple[Anchor, Anchor]]


def corresponding_anchor(
    here: WalkedSurface, there: WalkedSurface, pairs: Pairs, at: Anchor
) -> Anchor:
    """The place of another surface that an anchor of this one belongs to.

    Space is turned, scaled and moved as suits the pairs best, then bent so that each meets exactly,
    and as little as that takes; the place is where the other surface is nearest to it then.

    shapes   pairs of anchors: of this surface, and of the other
    units    metres
    frame    each mesh's own
    valid    three pairs or more, that do not lie on a line. A mirrored surface
             is not turned into its twin
    raises   InputError
    source   `bent_as`, then `nearest_anchor`
    """
    if len(pairs) < LEAST_PAIRS:
        expected = f"{LEAST_PAIRS} or more"
        raise InputError(Mistake("pairs", f"{len(pairs)} of anchors", expected))
    marks_m = _places(here, [mine for mine, _ in pairs])
    moved_m = _places(there, [theirs for _, theirs in pairs])
    (place_m,) = bent_as(marks_m, moved_m, _places(here, [at]))
    return nearest_anchor(there.mesh, place_m)


def bent_as(marks_m: Floats, moved_m: Floats, places_m: Floats) -> Floats:
    """Where places go when space is moved so that its marks go where they are told.

    shapes   marks_m, moved_m (k, 3); places_m (n, 3) -> (n, 3)
    units    metres
    valid    marks that are no line
    raises   InputError
    source   Umeyama 1991, "Least-squares estimation of transformation parameters between two point
             patterns"; what is left by the spline |r| of Duchon 1977, whose bending is least
    """
    turn, offset_m = _similarity(marks_m, moved_m)
    left_m = moved_m - (marks_m @ turn.T + offset_m)
    count = len(marks_m)
    system = np.zeros((count + 1, count + 1))
    system[:count, :count] = _apart_m(marks_m, marks_m)
    system[:count, count] = system[count, :count] = 1.0
    # Two marks at one place have no spline through both: then the least squares of them.
    weights, *_ = np.linalg.lstsq(system, np.vstack([left_m, np.zeros(3)]), rcond=None)
    bent = _apart_m(places_m, marks_m) @ weights[:count] + weights[count]
    moved: Floats = places_m @ turn.T + offset_m + bent
    return moved


def _similarity(marks_m: Floats, moved_m: Floats) -> tuple[Floats, Floats]:
    """The turn, times the scale, and the move that bring marks nearest to where they go."""
    middle_m, there_m = marks_m.mean(axis=0), moved_m.mean(axis=0)
    off, to = marks_m - middle_m, moved_m - there_m
    for name, spread in (("of this surface", off), ("of the other", to)):
        _, thin, *_ = sizes = np.linalg.svd(spread, compute_uv=False)
        if thin <= THIN * sizes[0]:
            raise InputError(Mistake("pairs", f"anchors {name} on a line", "some beside it"))
    left, sizes, right = np.linalg.svd(to.T @ off)
    hand = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    turn = (left * hand) @ right
    scale = float((sizes * hand).sum() / (off**2).sum())
    return scale * turn, there_m - scale * turn @ middle_m


def _apart_m(places_m: Floats, others_m: Floats) -> Floats:
    apart: Floats = np.linalg.norm(places_m[:, None] - others_m[None], axis=-1)
    return apart


def _places(surface: WalkedSurface, anchors: Sequence[Anchor]) -> Floats:
    anchors = [checked_anchor(surface, one) for one in anchors]
    faces, shares = np.array([a.face for a in anchors]), np.array([a.shares for a in anchors])
    return places_of(surface.mesh, faces, shares)
