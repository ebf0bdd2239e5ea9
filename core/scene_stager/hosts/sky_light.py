# SPDX-License-Identifier: Apache-2.0
"""A clear sky and its ground, way by way, for hosts without numpy.

shot/lighting/sun_sky.py is the master; a test holds the two together.
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
