# SPDX-License-Identifier: Apache-2.0
"""The nine real spherical harmonics of degree 0 to 2, and what a cosine makes of them.

Coefficients are (9, 3) everywhere: degree l, order m from -l to l, in the order 1; y, z, x; xy, yz,
3z^2 - 1, xz, x^2 - y^2; orthonormal over the sphere, without the Condon-Shortley sign, +z up;
columns are red, green and blue.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats

Real = TypeVar("Real", bound=np.floating)

COEFFICIENTS = 9  # of degrees 0, 1 and 2
DEGREE = np.array([0, 1, 1, 1, 2, 2, 2, 2, 2])
# Normalisations: sqrt(1/4π), sqrt(3/4π), sqrt(15/4π), sqrt(5/16π), sqrt(15/16π).
BAND_0, BAND_1 = 0.282094791773878, 0.488602511902920
BAND_2, BAND_2_ZONAL, BAND_2_SQUARES = 1.092548430592079, 0.315391565252520, 0.546274215296040

# What turns radiance into irradiance, degree by degree.
COSINE_LOBE = np.array([np.pi, 2.0 * np.pi / 3.0, np.pi / 4.0])[DEGREE]


def harmonics(way: tuple[NDArray[Real], NDArray[Real], NDArray[Real]]) -> list[NDArray[Real]]:
    """The first nine real spherical harmonics.

    shapes   way three arrays (...), unit vectors; nine results (...)
    units    1 / sqrt(sr)
    frame    any right-handed one; in ours +z is up
    source   Ramamoorthi and Hanrahan 2001, "An Efficient Representation for Irradiance
             Environment Maps", equation 3
    """
    x, y, z = way
    return [
        np.full_like(x, BAND_0),
        BAND_1 * y,
        BAND_1 * z,
        BAND_1 * x,
        BAND_2 * (x * y),
        BAND_2 * (y * z),
        BAND_2_ZONAL * (3.0 * (z * z) - 1.0),
        BAND_2 * (x * z),
        BAND_2_SQUARES * (x * x - y * y),
    ]


def radiance(coefficients: Floats, direction: Floats) -> Floats:
    """Light that comes from a direction.

    shapes   coefficients (9, c), direction (..., 3) unit -> (..., c)
    units    of the light that was projected
    frame    the direction points to where the light comes from
    valid    below zero where nine numbers are too few; see sh_algebra.least
    source   definition: the sum of coefficients times harmonics
    """
    x, y, z = direction[..., 0], direction[..., 1], direction[..., 2]
    return np.asarray(np.stack(harmonics((x, y, z)), axis=-1) @ coefficients, dtype=np.float64)


def irradiance(coefficients: Floats, normal: Floats) -> Floats:
    """Light that falls on a surface, from all of the half sphere that it faces.

    shapes   coefficients (9, c), normal (..., 3) unit -> (..., c)
    units    those of the light times steradian; a white matt surface shows 1 / pi of it
    frame    the normal points away from the surface
    source   Ramamoorthi and Hanrahan 2001, equations 8 and 9: pi, 2 pi / 3 and pi / 4
    """
    return radiance(coefficients * COSINE_LOBE[:, None], normal)


def lamp_coefficients(direction: Floats, card: Floats) -> Floats:
    """The nine coefficients of a small lamp that is far away.

    shapes   direction (3,) unit, card (c,) -> (9, c)
    units    `card` is what a white matt card shows that faces the lamp, and the result radiance in
             the same light: an irradiance of pi on the card, for one
    frame    the direction points to the lamp
    source   definition: all of the irradiance, pi times the card, comes from one direction
    """
    x, y, z = (np.asarray(one, dtype=np.float64) for one in direction)
    return np.asarray(np.pi * np.outer(np.stack(harmonics((x, y, z))), card), dtype=np.float64)
