# SPDX-License-Identifier: Apache-2.0
"""The 3 by 3 matrices of colour, where they come from, and how they are applied."""

import numpy as np

from scene_stager.maths.arrays import Floats

# Corners of the sRGB triangle and its white, CIE 1931 xy. Source: IEC 61966-2-1:1999, table 1.
SRGB_PRIMARIES_XY = np.array([[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]])
D65_XY = np.array([0.3127, 0.3290])

# Sharpened cone responses. Source: Lam 1985 (Bradford), as given by ICC.1:2022, annex E.
BRADFORD_FROM_XYZ = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
XYZ_FROM_BRADFORD: Floats = np.asarray(np.linalg.inv(BRADFORD_FROM_XYZ), dtype=np.float64)


def xyz_from_xy(xy: Floats) -> Floats:
    """Tristimulus values of a chromaticity, at luminance 1.

    shapes   xy (..., 2) -> (..., 3)
    units    none
    valid    y > 0
    source   definition: x = X / (X + Y + Z), y = Y / (X + Y + Z)
    """
    x, y = xy[..., 0], xy[..., 1]
    return np.stack([x / y, np.ones_like(y), (1.0 - x - y) / y], axis=-1)


def xyz_from_rgb_matrix(primaries_xy: Floats, white_xy: Floats) -> Floats:
    """The matrix from linear RGB to XYZ for three primaries that add up to a white of Y = 1.

    shapes   primaries_xy (3, 2), white_xy (2,) -> (3, 3)
    units    none
    valid    corners that span a triangle, white inside it with y > 0
    source   SMPTE RP 177:1993, section 3
    """
    x, y = primaries_xy[:, 0], primaries_xy[:, 1]
    on_the_line = bool((y == 0.0).any())  # a corner without luminance, as two of XYZ's own are
    columns = np.stack([x, y, 1.0 - x - y]) if on_the_line else xyz_from_xy(primaries_xy).T
    amounts = np.linalg.solve(columns, xyz_from_xy(white_xy))
    return np.asarray(columns * amounts, dtype=np.float64)


def apply_matrix(matrix: Floats, colour: Floats) -> Floats:
    """Multiply every colour by a matrix, written out so that a crop agrees with the whole.

    shapes   matrix (3, 3), colour (..., 3) -> (..., 3)
    units    of the matrix times those of the colour
    source   the definition of a matrix product
    """
    r, g, b = colour[..., 0], colour[..., 1], colour[..., 2]
    return np.stack([row[0] * r + row[1] * g + row[2] * b for row in matrix], axis=-1)


XYZ_FROM_SRGB = xyz_from_rgb_matrix(SRGB_PRIMARIES_XY, D65_XY)
SRGB_FROM_XYZ: Floats = np.asarray(np.linalg.inv(XYZ_FROM_SRGB), dtype=np.float64)
