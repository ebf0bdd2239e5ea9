# SPDX-License-Identifier: Apache-2.0
"""The colour of a still's light, from the pixels that say it best."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.matrices import XYZ_FROM_SRGB
from scene_stager.maths.colour.temperature import (
    COOLEST_K,
    WARMEST_K,
    kelvin_from_mired,
    mired_from_kelvin,
    xy_from_kelvin,
)
from scene_stager.reading.evidence import Evidence

# Of the shades-of-grey mean, between the mean (1) and the brightest pixel (infinity).
# Source: Finlayson and Trezzi 2004.
NORM = 6.0
CLIP_SHARE = 0.98  # of the largest channel in the picture: above this, hue may be lost
STEPS = 481  # along the locus, even in mired


def light_colour(evidence: Evidence) -> Floats:
    """Linear sRGB of the light (3,), up to its amount: shades of grey over unclipped pixels.

    Source: Finlayson, Trezzi 2004, "Shades of Gray and Colour Constancy".
    """
    rgb = evidence.grids.coarse_rgb
    largest = rgb.max(axis=-1)
    kept = ~evidence.clipped & (largest <= CLIP_SHARE * float(largest.max()))
    chosen = rgb[kept] if kept.any() else rgb.reshape(-1, 3)
    scale = max(float(chosen.max()), 1e-12)
    return np.asarray(np.mean((chosen / scale) ** NORM, axis=0) ** (1.0 / NORM))


def uv_from_xy(xy: Floats) -> Floats:
    """CIE 1960 chromaticity (..., 2): the plane in which colour temperature is defined."""
    x, y = xy[..., 0], xy[..., 1]
    scale = -2.0 * x + 12.0 * y + 3.0
    return np.stack([4.0 * x / scale, 6.0 * y / scale], axis=-1)


def kelvin_and_duv(rgb: Floats) -> tuple[float, float]:
    """Correlated colour temperature, and distance from the locus, + towards green.

    shapes   rgb (3,)
    units    kelvin; Duv in CIE 1960 units
    valid    1000 to 25000 K; black counts as white
    source   ANSI C78.377: nearest point of the locus in CIE 1960 uv
    """
    xyz = XYZ_FROM_SRGB @ (rgb if float(rgb.sum()) > 0.0 else np.ones(3))
    at = uv_from_xy(xyz[:2] / xyz.sum())
    ends = mired_from_kelvin(np.array([WARMEST_K, COOLEST_K]))
    mireds = np.linspace(float(ends[0]), float(ends[1]), STEPS)
    locus = uv_from_xy(xy_from_kelvin(kelvin_from_mired(mireds)))
    steps = np.diff(locus, axis=0)
    share = ((at - locus[:-1]) * steps).sum(axis=1) / (steps**2).sum(axis=1)
    feet = locus[:-1] + np.clip(share, 0.0, 1.0)[:, None] * steps
    apart = np.linalg.norm(at - feet, axis=1)
    i = int(np.argmin(apart))
    mired = float(np.interp(i + np.clip(share[i], 0.0, 1.0), np.arange(STEPS), mireds))
    side = np.sign(at[1] - feet[i, 1]) or 1.0
    return 1e6 / mired, float(side * apart[i])
