# SPDX-License-Identifier: Apache-2.0
"""The sRGB transfer curve: linear light to what a display is sent, and back."""

import numpy as np

from scene_stager.maths.arrays import Bytes, Floats

LINEAR_KNEE = 0.0031308
ENCODED_KNEE = 0.04045


def encode_srgb(linear: Floats) -> Floats:
    """Display values for linear light.

    shapes   any -> same
    units    1 is display white, in and out
    valid    all reals: below zero the curve is mirrored, above one it carries on
    source   IEC 61966-2-1:1999, section 5.2
    """
    size = np.abs(linear)
    curved = 1.055 * np.maximum(size, LINEAR_KNEE) ** (1 / 2.4) - 0.055
    return np.copysign(np.where(size <= LINEAR_KNEE, 12.92 * size, curved), linear)


def decode_srgb(encoded: Floats) -> Floats:
    """Linear light for display values.

    shapes   any -> same
    units    1 is display white, in and out
    valid    all reals: below zero the curve is mirrored, above one it carries on
    source   IEC 61966-2-1:1999, section 5.2
    """
    size = np.abs(encoded)
    curved = ((np.maximum(size, ENCODED_KNEE) + 0.055) / 1.055) ** 2.4
    return np.copysign(np.where(size <= ENCODED_KNEE, size / 12.92, curved), encoded)


def bytes_from_srgb(encoded: Floats) -> Bytes:
    """Eight-bit codes for display values, rounded to the nearest.

    shapes   any -> same
    units    1 becomes 255
    valid    values outside 0..1 are clipped
    source   house rule: round half up
    """
    return np.asarray(np.clip(encoded, 0.0, 1.0) * 255.0 + 0.5, dtype=np.uint8)
