# SPDX-License-Identifier: Apache-2.0
"""Whether colours are those that a rule is about: in Oklch, with the grey and the dark left out."""

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.oklab import oklch_from_linear_srgb
from scene_stager.maths.colour.srgb import bytes_from_srgb, encode_srgb
from scene_stager.provenance.law.document import ColourLimits

Light = NDArray[np.floating]
STRIP = 2**17  # colours at a time; bounds memory, changes no answer


def is_of(limits: ColourLimits, linear_rgb: Light) -> Bools:
    """Which of some colours (..., 3) a rule is about; the display's white is 1. What is no number
    is of no colour."""
    flat = linear_rgb.reshape(-1, 3)
    found = np.zeros(len(flat), dtype=np.bool_)
    for start in range(0, len(flat), STRIP):
        strip = slice(start, start + STRIP)
        found[strip] = _is_of(limits, flat[strip].astype(np.float64))
    return found.reshape(linear_rgb.shape[:-1])


def _is_of(limits: ColourLimits, linear_rgb: Floats) -> Bools:
    known: Bools = np.asarray(np.isfinite(linear_rgb).all(axis=-1))
    shown = np.clip(np.where(known[:, None], linear_rgb, 0.0), 0.0, 1.0)
    lightness, chroma, hue_deg = np.moveaxis(oklch_from_linear_srgb(shown), -1, 0)
    into_deg = (hue_deg - limits.hue_from_deg) % 360.0
    in_arc = into_deg <= (limits.hue_to_deg - limits.hue_from_deg) % 360.0
    is_strong = (chroma >= limits.chroma) & (lightness >= limits.darkest)
    return np.asarray(in_arc & is_strong & known, dtype=np.bool_)


def brightest_as_white(linear_rgb: Floats) -> Floats:
    """The colour of light (..., 3), however bright: its largest channel becomes 1."""
    peak = np.max(linear_rgb, axis=-1, keepdims=True)
    scaled: Floats = np.clip(linear_rgb, 0.0, None) / np.where(peak > 0.0, peak, 1.0)
    return scaled


def hex_of(linear_rgb: Floats) -> str:
    """A colour as #rrggbb, for people."""
    codes = bytes_from_srgb(encode_srgb(np.clip(linear_rgb, 0.0, 1.0)))
    return "#" + "".join(f"{int(code):02x}" for code in codes)
