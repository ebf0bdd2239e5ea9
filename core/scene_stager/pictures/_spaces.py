# SPDX-License-Identifier: Apache-2.0
"""Matrices from other people's primaries to linear Rec.709."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.adaptation import bradford_matrix
from scene_stager.maths.colour.matrices import D65_XY, SRGB_FROM_XYZ, xyz_from_rgb_matrix

Light = NDArray[np.float32]

ICC_WHITE_XYZ = np.array(
    [0.9642, 1.0, 0.8249]
)  # D50 as profiles have it; source: ICC.1:2022, 7.2.16
ICC_WHITE_XY = ICC_WHITE_XYZ[:2] / ICC_WHITE_XYZ.sum()
# What corners may be: those of every known space and of XYZ itself are far inside. House defaults.
FARTHEST, SMALLEST_TRIANGLE, DARKEST_WHITE_Y = 1.2, 1e-3, 0.05
SAME_COLOUR = 2e-3  # matrices this near to the identity are rounding of sRGB's own primaries


def are_sound(primaries_xy: Sequence[float]) -> bool:
    """Whether eight numbers are corners of a triangle, and a white that is no darkness."""
    corners = np.asarray(primaries_xy, dtype=np.float64)
    if corners.shape != (8,) or not (np.isfinite(corners) & (np.abs(corners) < FARTHEST)).all():
        return False
    (rx, ry), (gx, gy), (bx, by), (_, white_y) = corners.reshape(4, 2)
    area = (gx - rx) * (by - ry) - (bx - rx) * (gy - ry)
    return bool(abs(area) > SMALLEST_TRIANGLE and white_y > DARKEST_WHITE_Y)


def rec709_from_primaries(primaries_xy: Sequence[float]) -> Floats:
    """The matrix from linear RGB with these corners (red, green, blue, white; x then y)."""
    corners = np.asarray(primaries_xy, dtype=np.float64).reshape(4, 2)
    turn = bradford_matrix(corners[3], D65_XY)
    return np.asarray(SRGB_FROM_XYZ @ turn @ xyz_from_rgb_matrix(corners[:3], corners[3]))


def rec709_from_profile_xyz(colorants: Floats) -> Floats:
    """The matrix from linear RGB whose colorants (columns, 3 x 3) a profile gives, under D50."""
    return np.asarray(SRGB_FROM_XYZ @ bradford_matrix(ICC_WHITE_XY, D65_XY) @ colorants)


def in_rec709(rgb: Light, matrix: Floats) -> Light:
    """Light (h, w, 3) times a matrix; left alone where the matrix changes nothing."""
    if np.abs(matrix - np.eye(3)).max() < SAME_COLOUR:
        return rgb
    return np.asarray(rgb @ matrix.T.astype(np.float32), dtype=np.float32)
