# SPDX-License-Identifier: Apache-2.0
"""Oklab: a space where equal distances look about equally far apart."""

import numpy as np

from scene_stager.maths.arrays import Floats

CONES_FROM_SRGB = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
LAB_FROM_CONES = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def oklab_from_linear_srgb(linear_rgb: Floats) -> Floats:
    """Lightness, and how far from green to red and from blue to yellow.

    shapes   linear_rgb (..., 3) -> (..., 3)
    units    linear light, 1 is display white; lightness 0 to 1
    valid    any finite colour; the cube root keeps its sign outside the gamut
    source   Ottosson 2020, "A perceptual color space for image processing"
    """
    cones = np.cbrt(np.asarray(linear_rgb, dtype=np.float64) @ CONES_FROM_SRGB.T)
    return np.asarray(cones @ LAB_FROM_CONES.T)


def oklch_from_linear_srgb(linear_rgb: Floats) -> Floats:
    """Lightness, chroma, and hue as an angle: red is near 29, green near 142, blue near 264.

    shapes   linear_rgb (..., 3) -> (..., 3)
    units    linear light, 1 is display white; lightness 0 to 1; hue in degrees, 0 up to 360
    valid    as `oklab_from_linear_srgb`; the hue of a grey is an accident of rounding
    source   CSS Color Module Level 4, section "Oklab and Oklch"
    """
    lab = oklab_from_linear_srgb(linear_rgb)
    hue_deg = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360.0
    return np.stack([lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]), hue_deg], axis=-1)


def delta_e_ok(one_linear_rgb: Floats, other_linear_rgb: Floats) -> Floats:
    """How far apart two colours look, straight through Oklab.

    shapes   both (..., 3) -> (...)
    units    linear light in; 0.02 is about what an eye just sees, black to white is 1
    valid    as `oklab_from_linear_srgb`
    source   CSS Color Module Level 4, section "deltaE OK"
    """
    apart = oklab_from_linear_srgb(one_linear_rgb) - oklab_from_linear_srgb(other_linear_rgb)
    return np.asarray(np.sqrt((apart * apart).sum(axis=-1)))
