# SPDX-License-Identifier: Apache-2.0
"""Chromatic adaptation: what a surface's colour becomes when the light changes."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.matrices import (
    BRADFORD_FROM_XYZ,
    D65_XY,
    SRGB_FROM_XYZ,
    XYZ_FROM_BRADFORD,
    XYZ_FROM_SRGB,
    xyz_from_xy,
)
from scene_stager.maths.colour.temperature import xy_from_kelvin


def bradford_matrix(from_white_xy: Floats, to_white_xy: Floats) -> Floats:
    """The XYZ matrix that carries colours seen under one white to another.

    shapes   from_white_xy, to_white_xy (2,) -> (3, 3)
    units    CIE 1931 xy in
    frame    the result takes XYZ under from_white to XYZ under to_white
    source   Lam 1985 (Bradford), linear form as in ICC.1:2022, annex E
    """
    before = BRADFORD_FROM_XYZ @ xyz_from_xy(from_white_xy)
    after = BRADFORD_FROM_XYZ @ xyz_from_xy(to_white_xy)
    return np.asarray(
        XYZ_FROM_BRADFORD @ np.diag(after / before) @ BRADFORD_FROM_XYZ, dtype=np.float64
    )


def light_srgb_matrix(kelvin: float) -> Floats:
    """The linear sRGB matrix that reads (1, 1, 1) as light of this colour temperature.

    shapes   -> (3, 3)
    units    kelvin in; linear sRGB to linear sRGB
    frame    (1, 1, 1) in becomes the colour of light at `kelvin` out, at luminance 1
    valid    1000 to 25000 K
    source   Bradford adaptation from the sRGB white, IEC 61966-2-1:1999
    """
    turn = bradford_matrix(D65_XY, xy_from_kelvin(np.asarray(kelvin)))
    return np.asarray(SRGB_FROM_XYZ @ turn @ XYZ_FROM_SRGB, dtype=np.float64)
