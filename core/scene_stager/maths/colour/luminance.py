# SPDX-License-Identifier: Apache-2.0
"""How bright a colour is, and how many stops that is from middle grey."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.matrices import XYZ_FROM_SRGB

MIDDLE_GREY = 0.18  # linear reflectance of the grey card that exposure is judged by
BLACK_FLOOR = 1e-6  # keeps the logarithm finite on true black

REC_709 = (0.2126, 0.7152, 0.0722)  # the weights of red, green and blue as ITU-R BT.709 rounds them
R_WEIGHT, G_WEIGHT, B_WEIGHT = (float(weight) for weight in XYZ_FROM_SRGB[1])


def luminance(linear_rgb: Floats) -> Floats:
    """Relative luminance of linear sRGB.

    shapes   linear_rgb (..., 3) -> (...)
    units    1 is white
    source   second row of the sRGB to XYZ matrix, IEC 61966-2-1:1999
    """
    r, g, b = linear_rgb[..., 0], linear_rgb[..., 1], linear_rgb[..., 2]
    return np.asarray(R_WEIGHT * r + G_WEIGHT * g + B_WEIGHT * b, dtype=np.float64)


def stops_from_grey(light: Floats) -> Floats:
    """Stops above (+) or below (-) middle grey.

    shapes   any -> same
    units    linear light in, stops out
    valid    light under 1e-6 counts as 1e-6
    source   definition: one stop is a factor of two
    """
    return np.asarray(np.log2(np.maximum(light, BLACK_FLOOR) / MIDDLE_GREY), dtype=np.float64)
