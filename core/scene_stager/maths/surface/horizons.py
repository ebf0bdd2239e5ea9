# SPDX-License-Identifier: Apache-2.0
"""What a vertex sees past the rest of its own surface: a horizon, so many ways round."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats, Indices

UPRIGHT, FORWARD = (0.0, 0.0, 1.0), (0.0, -1.0, 0.0)
STEEP = 0.98  # of a facing's rise: past it forward is the plainer way; house default, not measured


@dataclass(frozen=True, slots=True, eq=False)
class Horizons:
    """How high the surface rises over the plane of each vertex, way by way from `along` on.

    shapes   along, across (v, 3), unit, at right angles to the facing; rise_rad (v, w)
    units    radians
    frame    the mesh's own
    """

    along: Floats
    across: Floats
    rise_rad: Floats


def ways_across(facings: Floats) -> tuple[Floats, Floats]:
    """Two directions across each facing: the first as upright as it can be.

    shapes   facings (v, 3) -> two of (v, 3)
    units    none: unit vectors
    frame    any with +z up; where the facing itself is upright, the first goes toward -y
    source   the projection of the upright into the plane; the second completes a right hand
    """
    upright = np.where(np.abs(facings[:, 2:]) < STEEP, UPRIGHT, FORWARD)
    along = upright - (upright * facings).sum(axis=1, keepdims=True) * facings
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    return along, np.cross(facings, along)


def rise_toward(horizons: Horizons, some: Indices, towards: Floats) -> Floats:
    """How high the horizon of some vertices is in the direction of a light, each its own.

    shapes   some (n,) vertices; towards (n, 3) -> (n,)
    units    radians over the plane of the vertex
    frame    the mesh's own
    source   Max 1988, "Horizon mapping: shadows for bump-mapped surfaces"
    """
    count = horizons.rise_rad.shape[1]
    right = (horizons.along[some] * towards).sum(axis=1)
    ahead = (horizons.across[some] * towards).sum(axis=1)
    turn = np.arctan2(ahead, right) * (count / (2.0 * np.pi))
    before = np.floor(turn)
    share = turn - before
    first = before.astype(np.intp) % count
    low = horizons.rise_rad[some, first]
    high = horizons.rise_rad[some, (first + 1) % count]
    rise: Floats = low + share * (high - low)
    return rise
