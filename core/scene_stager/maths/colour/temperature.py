# SPDX-License-Identifier: Apache-2.0
"""What colour a temperature is: glowing bodies, daylight, mireds."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.matrices import SRGB_FROM_XYZ, apply_matrix, xyz_from_xy

COOLEST_K = 1000.0  # where the Planckian fit begins
WARMEST_K = 25000.0  # where the daylight fit ends
SRGB_WHITE_K = 6504.0  # D65 on today's value of the second radiation constant
PLANCK_ENDS_K = 4000.0  # below this, light is a glowing body
DAYLIGHT_BEGINS_K = (
    5000.0  # above this, light is daylight; in between, a smooth passage (house default)
)


def mired_from_kelvin(kelvin: Floats) -> Floats:
    """Micro reciprocal degrees, in which equal steps look about equal.

    shapes   any -> same
    units    kelvin in, mired out
    valid    kelvin > 0
    source   definition: 1e6 / T
    """
    return np.asarray(1e6 / np.asarray(kelvin, dtype=np.float64), dtype=np.float64)


def kelvin_from_mired(mired: Floats) -> Floats:
    """Temperature for micro reciprocal degrees.

    shapes   any -> same
    units    mired in, kelvin out
    valid    mired > 0
    source   definition: 1e6 / T
    """
    return np.asarray(1e6 / np.asarray(mired, dtype=np.float64), dtype=np.float64)


def planck_xy(kelvin: Floats) -> Floats:
    """Chromaticity of a glowing body.

    shapes   kelvin (...) -> (..., 2)
    units    kelvin in; CIE 1931 xy out
    valid    1000 to 15000; within 0.0005 of the true locus in x and y
    source   Krystek 1985, "An algorithm to calculate correlated colour temperature",
             Color Research and Application 10(1), 38-40
    """
    t = np.asarray(kelvin, dtype=np.float64)
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (
        1.0 + 8.42420235e-4 * t + 7.08145163e-7 * t * t
    )
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (
        1.0 - 2.89741816e-5 * t + 1.61456053e-7 * t * t
    )
    scale = 2.0 * u - 8.0 * v + 4.0
    return np.stack([3.0 * u / scale, 2.0 * v / scale], axis=-1)


def daylight_xy(kelvin: Floats) -> Floats:
    """Chromaticity of a phase of daylight.

    shapes   kelvin (...) -> (..., 2)
    units    kelvin in; CIE 1931 xy out
    valid    4000 to 25000
    source   CIE 015:2018, Colorimetry, section 4.1.2 (Judd, MacAdam and Wyszecki 1964)
    """
    t = np.asarray(kelvin, dtype=np.float64)
    early = 0.244063 + 0.09911e3 / t + 2.9678e6 / t**2 - 4.6070e9 / t**3
    late = 0.237040 + 0.24748e3 / t + 1.9018e6 / t**2 - 2.0064e9 / t**3
    x = np.where(t <= 7000.0, early, late)
    return np.stack([x, -3.0 * x * x + 2.870 * x - 0.275], axis=-1)


def xy_from_kelvin(kelvin: Floats) -> Floats:
    """Chromaticity of a light said to have this colour temperature.

    shapes   kelvin (...) -> (..., 2)
    units    kelvin in; CIE 1931 xy out
    valid    1000 to 25000, clipped outside
    source   glowing body to 4000 K, CIE daylight from 5000 K, a smooth passage in mired
             between them: house default, not measured
    """
    t = np.clip(np.asarray(kelvin, dtype=np.float64), COOLEST_K, WARMEST_K)
    hot, cold = 1e6 / DAYLIGHT_BEGINS_K, 1e6 / PLANCK_ENDS_K
    way = np.clip((cold - 1e6 / t) / (cold - hot), 0.0, 1.0)
    share = (way * way * (3.0 - 2.0 * way))[..., None]
    glow = planck_xy(np.minimum(t, DAYLIGHT_BEGINS_K))
    sky = daylight_xy(np.maximum(t, PLANCK_ENDS_K))
    return np.asarray((1.0 - share) * glow + share * sky, dtype=np.float64)


def kelvin_from_xy(xy: Floats) -> Floats:
    """Correlated colour temperature of a chromaticity near the locus.

    shapes   xy (..., 2) -> (...)
    units    CIE 1931 xy in; kelvin out
    valid    2000 to 12000 K near the locus: within 1 % from 2856 to 6504 K, 4 % outside
    source   McCamy 1992, Color Research and Application 17(2), 142-144
    """
    n = (xy[..., 0] - 0.3320) / (0.1858 - xy[..., 1])
    return np.asarray(449.0 * n**3 + 3525.0 * n**2 + 6823.3 * n + 5520.33, dtype=np.float64)


def linear_srgb_from_kelvin(kelvin: Floats) -> Floats:
    """Linear sRGB of a light of this colour temperature, at luminance 1.

    shapes   kelvin (...) -> (..., 3)
    units    kelvin in; linear sRGB out, where (1, 1, 1) is light of 6504 K
    valid    1000 to 25000, clipped outside; below about 1900 K blue would be negative
             (outside the sRGB triangle) and is given as it is
    source   the chromaticity above through the sRGB matrix, IEC 61966-2-1:1999
    """
    return apply_matrix(SRGB_FROM_XYZ, xyz_from_xy(xy_from_kelvin(kelvin)))
