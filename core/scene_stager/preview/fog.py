# SPDX-License-Identifier: Apache-2.0
"""Air that scatters: what it takes away, and the light it throws into the lens on the way."""

import math

import numpy as np

from scene_stager.preview.scene import PreviewFog
from scene_stager.preview.vectors import Reals, Vec, Vec3

# House defaults, not measured.
LEVEL = 1e-4  # rays that rise less than this, in scale heights, count as level
LOWEST, HIGHEST = -5.0, 50.0  # scale heights between which the air changes at all


def depth_to(fog: PreviewFog, place: Vec, end_m: Vec3, distance_m: Reals) -> Reals:
    """Optical depth of the air between points and one place.

    shapes   place three arrays (n,), distance_m (n,); result (n,)
    source   integral of an exponential atmosphere along a straight line, in closed form
    """
    if fog.scale_height_m <= 0:
        return fog.per_m * distance_m
    scale = 1.0 / fog.scale_height_m
    return fog.per_m * distance_m * mean_density(place[2] * scale, end_m[2] * scale)


def mean_density(start: Reals, end: Reals | float) -> Reals:
    """Mean of exp(-height) over a straight line between two heights, both in scale heights."""
    rise = np.abs(end - start)
    level = rise < LEVEL
    thinned = -np.expm1(-rise) / np.where(level, 1.0, rise)
    low = np.clip(np.minimum(start, end), LOWEST, HIGHEST)
    mean: Reals = np.exp(-low) * np.where(level, 1.0 - 0.5 * rise, thinned)
    return mean


def depth_between(fog: PreviewFog, start_m: Vec3, end_m: Vec3) -> float:
    """Optical depth of the air between two places."""
    distance = np.array([math.dist(start_m, end_m)])
    place = (np.array([start_m[0]]), np.array([start_m[1]]), np.array([start_m[2]]))
    return float(depth_to(fog, place, end_m, distance)[0])
