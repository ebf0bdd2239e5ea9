# SPDX-License-Identifier: Apache-2.0
"""How air takes light away with distance, and what that does to contrast."""

import numpy as np

from scene_stager.maths.arrays import Floats

# A dark thing against the sky is lost when its contrast is down to 2 percent (Koschmieder 1924);
# meteorologists' optical range counts 5 percent. Minus the logarithms of both, as commonly rounded.
KOSCHMIEDER = 3.912
OPTICAL_RANGE = 2.996


def extinction_per_m(visibility_m: Floats) -> Floats:
    """Extinction of air in which one sees this far.

    shapes   visibility_m (...) -> (...)
    units    metres in; 1/metre out
    valid    visibility_m > 0; infinite visibility is clear air, 0
    source   Koschmieder 1924: contrast exp(-beta V) = 2 percent, so beta = 3.912 / V
    """
    return KOSCHMIEDER / visibility_m


def visibility_m(fog_per_m: Floats) -> Floats:
    """How far one sees in air of this extinction.

    shapes   fog_per_m (...) -> (...)
    units    1/metre in; metres out
    valid    fog_per_m >= 0; in clear air it is infinite
    source   Koschmieder 1924, V = 3.912 / beta
    """
    foggy = fog_per_m > 0.0
    seen_m: Floats = np.where(foggy, KOSCHMIEDER / np.where(foggy, fog_per_m, 1.0), np.inf)
    return seen_m


def transmission(optical_depth: Floats) -> Floats:
    """Share of the light that passes, after this much extinction times distance.

    shapes   optical_depth (...) -> (...)
    units    none
    valid    optical_depth >= 0
    source   Bouguer, Lambert and Beer: T = exp(-integral of beta ds)
    """
    return np.exp(-optical_depth)


def contrast(fog_per_m: Floats, distance_m: Floats) -> Floats:
    """What is left of a subject's contrast against the haze behind it.

    shapes   fog_per_m, distance_m (...) -> (...)
    units    1/metre and metres in; 1 is full contrast
    valid    both >= 0; evenly lit, even air
    source   Koschmieder 1924: C = C0 exp(-beta d)
    """
    return np.exp(-fog_per_m * distance_m)


def height_fog_depth(
    ground_per_m: Floats, scale_m: float, from_z_m: Floats, to_z_m: Floats, distance_m: Floats
) -> Floats:
    """Optical depth along a straight ray through fog that thins exponentially with height.

    shapes   ground_per_m, from_z_m, to_z_m, distance_m (...) -> (...)
    units    1/metre at z = 0, and metres, in; none out
    frame    stage: z up; either end may come first
    valid    scale_m > 0
    source   integral of beta exp(-z / scale) along the ray, in closed form
    """
    low, high = from_z_m / scale_m, to_z_m / scale_m
    rise = high - low
    level = np.abs(rise) < 1e-6
    # Mean of exp(-z) over the ray; on a level ray its own limit, to second order in the rise.
    slope = -np.expm1(-rise) / np.where(level, 1.0, rise)
    mean: Floats = np.exp(-low) * np.where(level, 1.0 - rise / 2.0, slope)
    return ground_per_m * distance_m * mean
