# SPDX-License-Identifier: Apache-2.0
"""A clear sky and its ground, or nine harmonics, way by way, for hosts without numpy.

shot/lighting/sun_sky.py and maths/radiance/harmonics.py are the masters; tests hold them together.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import Tuple

from scene_stager.hosts.bare_numbers import LUMA
from scene_stager.hosts.kelvin import Colour, correlated, linear_srgb
from scene_stager.maths.radiance.clear_sky import clear_sky
from scene_stager.moks.entities import DomeFacts, SkyFacts

Way = Tuple[float, float, float]

WARMEST_SKY_K, COOLEST_SKY_K = 2000.0, 12000.0
MEAN_BAND = 0.28209479177387814  # the constant harmonic, the root of 1 / 4 pi
# The others of degree 1 and 2, as maths.radiance.harmonics has them.
BAND_1, BAND_2 = 0.488602511902920, 1.092548430592079
BAND_2_ZONAL, BAND_2_SQUARES = 0.315391565252520, 0.546274215296040
MEAN, RISE = 0, 2  # the rows of a dome that only grows brighter or darker with height
NEAR_NOTHING = 1e-6  # of the largest coefficient: rounding


def mean_nit(dome: DomeFacts) -> float:
    """Mean luminance all round.

    units    nits
    source   the constant band of spherical harmonics
    """
    return MEAN_BAND * sum(share * float(value) for share, value in zip(LUMA, dome.sh_nit[0]))


def sky_light(sky: SkyFacts, way: Way) -> Colour:
    """What comes from a way, the sun's disc left out.

    units    nits of linear red, green and blue
    frame    stage; a unit vector toward where the light comes from
    source   as shot.lighting.sun_sky.sky_rgb above the horizon; the ground's one colour below
    """
    x, y, z = way
    if z <= 0.0:
        return sky.ground_nit
    heading = radians(sky.sun_heading_deg)
    towards = x * sin(heading) - y * cos(heading)
    beside = sqrt(max(1.0 - z * z - towards * towards, 0.0))
    bright, cx, cy = clear_sky(sky.turbidity, sky.sun_elevation_deg, (towards, beside, z))
    kelvin = min(max(correlated(cx, cy), WARMEST_SKY_K), COOLEST_SKY_K)
    red, green, blue = (max(one, 0.0) * bright * sky.zenith_nit for one in linear_srgb(kelvin))
    return red, green, blue


def is_in_two_tones(dome: DomeFacts) -> bool:
    """Whether surroundings are of one colour that only grows brighter or darker with height."""
    size = max(abs(float(one)) for row in dome.sh_nit for one in row)
    least = NEAR_NOTHING * size
    others = (row for place, row in enumerate(dome.sh_nit) if place not in (MEAN, RISE))
    if any(abs(float(one)) > least for row in others for one in row):
        return False
    mean, rise = dome.sh_nit[MEAN], dome.sh_nit[RISE]
    pairs = ((a, b) for a in range(3) for b in range(a))
    return all(abs(mean[a] * rise[b] - mean[b] * rise[a]) <= least * size for a, b in pairs)


def dome_light(dome: DomeFacts, way: Way) -> Colour:
    """What comes from a way by nine harmonics; nothing where they add up to less than no light.

    units    nits of linear red, green and blue
    frame    stage; a unit vector toward where the light comes from
    source   as maths.radiance.harmonics.radiance
    """
    x, y, z = way
    harmonics = (
        MEAN_BAND,
        BAND_1 * y,
        BAND_1 * z,
        BAND_1 * x,
        BAND_2 * x * y,
        BAND_2 * y * z,
        BAND_2_ZONAL * (3.0 * z * z - 1.0),
        BAND_2 * x * z,
        BAND_2_SQUARES * (x * x - y * y),
    )
    red, green, blue = (
        max(sum(one * float(row[c]) for one, row in zip(harmonics, dome.sh_nit)), 0.0)
        for c in range(3)
    )
    return red, green, blue
