# SPDX-License-Identifier: Apache-2.0
"""Light as a meter reads it: candela, lumen, nit and lux, for each shape a lamp can have."""

import numpy as np

from scene_stager.maths.arrays import Floats


def spot_candela(
    axis_cd: Floats, off_axis_deg: Floats, cone_deg: Floats, softness: Floats
) -> Floats:
    """Intensity of a spot in a direction off its axis: even inside, none outside, smooth between.

    shapes   axis_cd, off_axis_deg, cone_deg, softness (...) -> (...)
    units    candela and degrees in (cone_deg is the full angle); candela out
    valid    softness 0 (hard edge) to 1 (fades from the axis on); it is a share of the half angle
    source   cubic smooth step; house default, not measured
    """
    half_deg = cone_deg / 2.0
    fade_deg = np.maximum(half_deg * softness, 1e-9)
    inside = np.clip((half_deg - off_axis_deg) / fade_deg, 0.0, 1.0)
    return axis_cd * inside * inside * (3.0 - 2.0 * inside)


def rect_lux(
    luminance_nit: Floats, width_m: Floats, height_m: Floats, distance_m: Floats
) -> Floats:
    """Illuminance on the axis of a glowing rectangle, plane and rectangle face to face.

    shapes   luminance_nit, width_m, height_m, distance_m (...) -> (...)
    units    nits and metres in; lux out
    valid    distance_m > 0
    source   Siegel and Howell, Thermal Radiation Heat Transfer, view factor of a plane element
             to a rectangle above one corner, taken four times
    """
    across = width_m / (2.0 * distance_m)
    upward = height_m / (2.0 * distance_m)
    reach_across = np.sqrt(1.0 + across * across)
    reach_upward = np.sqrt(1.0 + upward * upward)
    corner = across / reach_across * np.arctan(upward / reach_across)
    corner = corner + upward / reach_upward * np.arctan(across / reach_upward)
    return 2.0 * luminance_nit * corner


def lux_per_candela(shape: str, width_m: float, height_m: float, distance_m: Floats) -> Floats:
    """Illuminance that one candela straight ahead makes, on a plane that faces the lamp.

    A soft source falls off more slowly than the inverse square, as its closed form says; a small or
    far one is the inverse square itself.

    shapes   distance_m (...) -> (...)
    units    metres in; lux per candela out
    valid    shape is point, spot, sphere, disk or rect; distance_m > 0, or >= 0 for a disk; width_m
             is the diameter of round shapes, and a point has none
    source   disk_lux, rect_lux and sphere_lux over candela_from_nits
    """
    if shape == "disk":
        return 1.0 / (distance_m * distance_m + width_m * width_m / 4.0)
    if shape == "rect":
        one_candela_nit = np.full_like(distance_m, 1.0 / (width_m * height_m))
        wide_m, high_m = np.full_like(distance_m, width_m), np.full_like(distance_m, height_m)
        return rect_lux(one_candela_nit, wide_m, high_m, distance_m)
    outside_m = np.maximum(distance_m, width_m / 2.0)
    return 1.0 / (outside_m * outside_m)
