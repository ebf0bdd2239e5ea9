# SPDX-License-Identifier: Apache-2.0
"""A mesh in a drawing: its facets from one side, shaded, those behind first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.mesh import Mesh, unit_vectors
from scene_stager.preview.sketch import Point, Sketch

# House defaults, not measured.
MOST_FACETS = 1400  # more is ink without information, and a page that is slow to open
FINEST, COARSER = 48, 0.8  # cells along the longest side to begin with, and the next try's share
LIT_FROM = (-0.48, 0.40, 0.78)  # to the viewer's left, up, and toward the viewer
DARKEST, BRIGHTEST = 0.10, 0.62  # of the way from one ink to the other


def facets_in(mesh: Mesh, low_m: Floats, high_m: Floats) -> Floats:
    """Triangles of a mesh that reach into a box, made coarser where they are too many to draw.

    shapes   low_m, high_m (3,) -> (t, 3, 3), metres
    source   vertices of one cell drawn as their mean: Rossignac and Borrel 1993
    """
    corners_m = mesh.places_m[mesh.triangles]
    inside = (corners_m.max(axis=1) >= low_m) & (corners_m.min(axis=1) <= high_m)
    triangles = mesh.triangles[inside.all(axis=1)]
    if len(triangles) <= MOST_FACETS:
        return np.asarray(mesh.places_m[triangles])
    used, triangles = np.unique(triangles, return_inverse=True)
    places_m, triangles = mesh.places_m[used], triangles.reshape(-1, 3)
    longest_m, cells = float(np.ptp(places_m, axis=0).max()), float(FINEST)
    while True:
        found = _clustered(places_m, triangles, longest_m / cells)
        if len(found) <= MOST_FACETS:
            return found
        cells *= COARSER


def _clustered(places_m: Floats, triangles: np.ndarray, cell_m: float) -> Floats:
    cells = np.floor(places_m / cell_m).astype(np.int64)
    _, owner = np.unique(cells, axis=0, return_inverse=True)
    owner = owner.reshape(-1)
    count = np.bincount(owner)
    mean_m = np.stack([np.bincount(owner, places_m[:, k]) / count for k in range(3)], axis=-1)
    kept = owner[triangles]
    apart = (kept != np.roll(kept, 1, axis=1)).all(axis=1)
    _, first = np.unique(np.sort(kept[apart], axis=1), axis=0, return_index=True)
    return np.asarray(mean_m[kept[apart][first]])


def draw_facets(
    sketch: Sketch,
    facets_m: Floats,
    view: Floats,
    place: Callable[[Floats], Point],
    inks: tuple[str, str],
) -> None:
    """Fill every facet that has room on the page, the far ones first.

    shapes   facets_m (t, 3, 3); view (3, 3), rows to the right, up, and toward the viewer
    """
    if not len(facets_m):
        return
    a, b, c = (facets_m[:, k] for k in range(3))
    facing = unit_vectors(np.cross(b - a, c - a)) @ view.T
    facing *= np.where(facing[:, 2:] < 0.0, -1.0, 1.0)
    light = np.clip(facing @ (np.array(LIT_FROM) / np.linalg.norm(LIT_FROM)), 0.0, 1.0)
    shares = DARKEST + (BRIGHTEST - DARKEST) * light
    for k in np.argsort(facets_m.mean(axis=1) @ view[2], kind="stable"):
        points = [_on_page(sketch, place(corner)) for corner in facets_m[k]]
        if len(set(points)) == 3:
            ink = mixed(*inks, float(shares[k]))
            sketch.line([*points, points[0]], ink, 0.6, fill=ink)


def _on_page(sketch: Sketch, point: Point) -> Point:
    """The point of the page nearest to one: a facet that sticks out ends at the edge."""
    x, y = point
    return min(max(x, 0.0), float(sketch.width_px)), min(max(y, 0.0), float(sketch.height_px))


def mixed(one: str, other: str, share: float) -> str:
    """An ink so far from one toward another; of a page's own inks, as the page mixes them."""
    if not (one.startswith("#") and other.startswith("#")):
        return f"color-mix(in srgb, {other} {100.0 * share:.0f}%, {one})"
    pairs = [(int(one[k : k + 2], 16), int(other[k : k + 2], 16)) for k in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
