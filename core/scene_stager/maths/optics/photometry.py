# SPDX-License-Identifier: Apache-2.0
"""Light as a meter reads it: candela, lumen, nit and lux, for each shape a lamp can have."""

import numpy as np

from scene_stager.maths.arrays import Floats

LUX_PER_FOOTCANDLE = 1.0 / 0.3048**2  # a lumen per square foot; the foot is 0.3048 m exactly
FULL_SPHERE_SR = 4.0 * np.pi


def lux_from_footcandles(illuminance_fc: Floats) -> Floats:
    """Illuminance in lux of an illuminance in foot-candles.

    shapes   illuminance_fc (...) -> (...)
    units    foot-candles in; lux out
    source   1 fc = 1 lm/ft^2 and 1 ft = 0.3048 m, both by definition
    """
    return illuminance_fc * LUX_PER_FOOTCANDLE


def footcandles_from_lux(illuminance_lx: Floats) -> Floats:
    """Illuminance in foot-candles of an illuminance in lux.

    shapes   illuminance_lx (...) -> (...)
    units    lux in; foot-candles out
    source   1 fc = 1 lm/ft^2 and 1 ft = 0.3048 m, both by definition
    """
    return illuminance_lx / LUX_PER_FOOTCANDLE


def cone_solid_angle_sr(cone_deg: Floats) -> Floats:
    """Solid angle of a round cone, from its full opening angle.

    shapes   cone_deg (...) -> (...)
    units    degrees in; steradians out
    valid    0 to 360 degrees; 360 is the whole sphere
    source   area of a spherical cap, 2 pi (1 - cos(half angle)), written without cancellation
    """
    return FULL_SPHERE_SR * np.sin(np.radians(cone_deg) / 4.0) ** 2


def lumens_from_candela(intensity_cd: Floats, solid_angle_sr: Floats) -> Floats:
    """Flux of a lamp that shines evenly into a solid angle: 4 pi for a bare point, less for a spot.

    shapes   intensity_cd, solid_angle_sr (...) -> (...)
    units    candela and steradians in; lumens out
    source   definition of the candela, 1 cd = 1 lm/sr
    """
    return intensity_cd * solid_angle_sr


def candela_from_lumens(flux_lm: Floats, solid_angle_sr: Floats) -> Floats:
    """Intensity of a lamp that spreads its flux evenly over a solid angle.

    shapes   flux_lm, solid_angle_sr (...) -> (...)
    units    lumens and steradians in; candela out
    valid    solid_angle_sr > 0
    source   definition of the candela, 1 cd = 1 lm/sr
    """
    return flux_lm / solid_angle_sr


def lumens_from_flat_candela(axis_cd: Floats) -> Floats:
    """Flux of a flat, one-sided, matt source such as a softbox, from its intensity straight ahead.

    shapes   axis_cd (...) -> (...)
    units    candela in; lumens out
    source   Lambert's law integrated over the half sphere: pi times the intensity on the axis
    """
    return np.pi * axis_cd


def disk_area_m2(radius_m: Floats) -> Floats:
    """What a disk, or a sphere seen from outside, shows of itself.

    shapes   radius_m (...) -> (...)
    units    metres in; square metres out
    source   area of a circle
    """
    return np.pi * radius_m * radius_m


def nits_from_candela(intensity_cd: Floats, seen_area_m2: Floats) -> Floats:
    """Luminance of a source, from its intensity toward us and the area we see of it.

    shapes   intensity_cd, seen_area_m2 (...) -> (...)
    units    candela and square metres in; nits (candela per square metre) out
    valid    seen_area_m2 > 0
    source   definition of luminance; the seen area of a sphere is that of a disk of its radius
    """
    return intensity_cd / seen_area_m2


def candela_from_nits(luminance_nit: Floats, seen_area_m2: Floats) -> Floats:
    """Intensity of a source toward us, from its luminance and the area we see of it.

    shapes   luminance_nit, seen_area_m2 (...) -> (...)
    units    nits and square metres in; candela out
    source   definition of luminance
    """
    return luminance_nit * seen_area_m2


def point_lux(intensity_cd: Floats, distance_m: Floats, cos_incidence: Floats) -> Floats:
    """Illuminance from a point or spot: inverse square times the cosine to the receiving plane.

    shapes   intensity_cd, distance_m, cos_incidence (...) -> (...)
    units    candela and metres in; lux out
    frame    cos_incidence is +1 when the plane faces the lamp; behind the plane counts as no light
    valid    distance_m > 0
    source   inverse square law and Lambert's cosine law
    """
    return intensity_cd * np.maximum(cos_incidence, 0.0) / (distance_m * distance_m)


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


def sphere_lux(luminance_nit: Floats, radius_m: Floats, distance_m: Floats) -> Floats:
    """Illuminance on a plane that faces a glowing ball, from any distance to its centre.

    shapes   luminance_nit, radius_m, distance_m (...) -> (...)
    units    nits and metres in; lux out
    valid    distance_m >= radius_m; inside the ball it stays at the value on its skin, pi L
    source   E = pi L sin^2(half angle), with sin(half angle) = radius / distance
    """
    sine = radius_m / np.maximum(distance_m, radius_m)
    return np.pi * luminance_nit * sine * sine


def disk_lux(luminance_nit: Floats, radius_m: Floats, distance_m: Floats) -> Floats:
    """Illuminance on the axis of a glowing disk, plane and disk face to face.

    shapes   luminance_nit, radius_m, distance_m (...) -> (...)
    units    nits and metres in; lux out
    valid    radius_m > 0, distance_m >= 0; touching the disk it is pi L
    source   E = pi L sin^2(half angle), with tan(half angle) = radius / distance
    """
    square_m2 = radius_m * radius_m
    return np.pi * luminance_nit * square_m2 / (distance_m * distance_m + square_m2)


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


def distant_lux(luminance_nit: Floats, angle_deg: Floats) -> Floats:
    """Illuminance from a far round source such as the sun, plane facing it.

    shapes   luminance_nit, angle_deg (...) -> (...)
    units    nits, and degrees across, in; lux out
    valid    0 < angle_deg <= 180
    source   E = pi L sin^2(half angle)
    """
    sine = np.sin(np.radians(angle_deg) / 2.0)
    return np.pi * luminance_nit * sine * sine


def dome_lux(luminance_nit: Floats) -> Floats:
    """Illuminance on any plane inside an even dome that surrounds it.

    shapes   luminance_nit (...) -> (...)
    units    nits in; lux out
    source   Lambert's cosine law integrated over the half sphere: pi L
    """
    return np.pi * luminance_nit


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
