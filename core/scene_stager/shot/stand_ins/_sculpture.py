# SPDX-License-Identifier: Apache-2.0
"""A surface that was modelled, not grown from blobs: half a mesh in a file, and its mirror."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.surface.horizons import Horizons, ways_across
from scene_stager.maths.surface.mesh import Mesh, triangle_mesh

# How the file rounds, by definition: heights, facings, and how high a horizon is.
PLACE_STEPS, FACING_STEPS, RISE_STEPS = 32_000, 127, 255
OTHER_SIDE = (-1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Sculpture:
    """A closed mesh at height one, and what each of its vertices sees past the rest of it."""

    mesh: Mesh
    horizons: Horizons


@lru_cache(maxsize=4)
def sculpture(name: str) -> Sculpture:
    """The sculpture in the file of that name beside this one; its left half is what is kept."""
    with np.load(Path(__file__).with_name(f"{name}.npz"), allow_pickle=False) as kept:
        places = kept["places"] / PLACE_STEPS
        facings = kept["facings"] / FACING_STEPS
        triangles = kept["triangles"].astype(np.intp)
        rise = kept["horizons"] * (np.pi / 2 / RISE_STEPS)
    facings /= np.linalg.norm(facings, axis=1, keepdims=True)
    along, across = ways_across(facings)

    # Vertices on the middle plane are shared by the halves, all others have a twin.
    aside = np.flatnonzero(places[:, 0])
    twin = np.arange(len(places))
    twin[aside] = len(places) + np.arange(len(aside))

    def both(rows: Floats) -> Floats:
        return np.concatenate([rows, rows[aside] * OTHER_SIDE])

    corners = np.concatenate([triangles, twin[triangles][:, ::-1]])
    return Sculpture(
        triangle_mesh(both(places), corners, both(facings)),
        Horizons(both(along), both(across), np.concatenate([rise, rise[aside]])),
    )
