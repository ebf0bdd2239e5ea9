# SPDX-License-Identifier: Apache-2.0
"""The colour of a temperature for hosts without numpy; maths/colour/temperature.py is the master.

A test holds the two together to nine digits.
"""

from __future__ import annotations

from typing import Tuple

Colour = Tuple[float, float, float]

COOLEST_K, WARMEST_K = 1000.0, 25000.0  # where the polynomials hold
PLANCK_ENDS_K, DAYLIGHT_BEGINS_K = 4000.0, 5000.0  # blended in between
DAYLIGHT_LATE_K = 7000.0  # where the daylight locus changes its polynomial

# Linear sRGB from CIE XYZ: the inverse of what the primaries of IEC 61966-2-1 and D65 give.
SRGB_FROM_XYZ = (
    (3.240969941904523, -1.537383177570094, -0.498610760293003),
    (-0.969243636280880, 1.875967501507721, 0.041555057407176),
    (0.055630079696994, -0.203976958888977, 1.056971514242879),
)


def linear_srgb(kelvin: float) -> Colour:
    """Linear sRGB of a light of this colour temperature, at luminance 1.

    units    kelvin in; linear sRGB out, where (1, 1, 1) is light of 6504 K
    valid    1000 to 25000, clipped outside; blue is negative below about 1900 K
    source   as maths.colour.temperature.linear_srgb_from_kelvin
    """
    x, y = chromaticity(kelvin)
    xyz = (x / y, 1.0, (1.0 - x - y) / y)
    r, g, b = (sum(m * c for m, c in zip(row, xyz)) for row in SRGB_FROM_XYZ)
    return r, g, b


def chromaticity(kelvin: float) -> tuple[float, float]:
    """CIE 1931 xy: a glowing body to 4000 K, daylight from 5000 K, smooth in mired between them.

    units    kelvin in; xy out
    valid    1000 to 25000, clipped outside
    source   as maths.colour.temperature.xy_from_kelvin
    """
    t = min(max(kelvin, COOLEST_K), WARMEST_K)
    hot, cold = 1e6 / DAYLIGHT_BEGINS_K, 1e6 / PLANCK_ENDS_K
    way = min(max((cold - 1e6 / t) / (cold - hot), 0.0), 1.0)
    share = way * way * (3.0 - 2.0 * way)
    glow = _planck(min(t, DAYLIGHT_BEGINS_K))
    sky = _daylight(max(t, PLANCK_ENDS_K))
    return (
        (1.0 - share) * glow[0] + share * sky[0],
        (1.0 - share) * glow[1] + share * sky[1],
    )


def correlated(x: float, y: float) -> float:
    """Correlated colour temperature of a chromaticity near the locus.

    units    CIE 1931 xy in; kelvin out
    valid    2000 to 12000 K
    source   as maths.colour.temperature.kelvin_from_xy
    """
    n = (x - 0.3320) / (0.1858 - y)
    return 449.0 * n**3 + 3525.0 * n**2 + 6823.3 * n + 5520.33


def _planck(t: float) -> tuple[float, float]:
    """Krystek 1985, Color Research and Application 10(1), 38-40."""
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (
        1.0 + 8.42420235e-4 * t + 7.08145163e-7 * t * t
    )
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (
        1.0 - 2.89741816e-5 * t + 1.61456053e-7 * t * t
    )
    scale = 2.0 * u - 8.0 * v + 4.0
    return 3.0 * u / scale, 2.0 * v / scale


def _daylight(t: float) -> tuple[float, float]:
    """CIE 015:2018, section 4.1.2."""
    if t <= DAYLIGHT_LATE_K:
        x = 0.244063 + 0.09911e3 / t + 2.9678e6 / t**2 - 4.6070e9 / t**3
    else:
        x = 0.237040 + 0.24748e3 / t + 1.9018e6 / t**2 - 2.0064e9 / t**3
    return x, -3.0 * x * x + 2.870 * x - 0.275
