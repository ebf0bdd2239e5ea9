# SPDX-License-Identifier: Apache-2.0
"""The surroundings as a dome in two tones, sky above and ground below, in spherical harmonics.

Coefficients are (9, 3): real harmonics of degree 0 to 2 in the order 1; y, z, x; xy, yz, 3z^2 - 1,
xz, x^2 - y^2 (degree l, order m from -l to l), orthonormal over the sphere, without the
Condon-Shortley sign, z up; columns are red, green, blue.
"""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import REC_709

COEFFICIENTS = 9
MEAN, RISE = 0, 2  # the rows that a dome of two even halves fills: constant, and z


def dome_nits(illuminance_lx: Floats, ground_share: float) -> tuple[Floats, Floats]:
    """Luminance of sky and ground, for a dome that gives this light on average over all directions.

    shapes   illuminance_lx (...) -> (...) sky, (...) ground
    units    lux in; nits out
    valid    ground_share >= 0: how bright the ground is to the sky; 1 is an even dome
    source   the illuminance of a plane, averaged over all ways it can face, is pi times the mean
             luminance around it
    """
    sky_nit = 2.0 * illuminance_lx / (np.pi * (1.0 + ground_share))
    return sky_nit, ground_share * sky_nit


def levelled_sh(sh: Floats, illuminance_lx: float) -> Floats:
    """Spherical harmonics of the shape and colours that are given, at a level that is asked for.

    shapes   sh (9, 3) -> (9, 3)
    units    sh in any unit; lux in; nits out
    valid    the luminance of the constant row is above 0
    source   as `dome_nits`; the mean luminance is the constant row's over 2 sqrt(pi)
    """
    mean = float(sh[MEAN] @ np.array(REC_709)) / (2.0 * np.sqrt(np.pi))
    return np.asarray(sh * (illuminance_lx / (np.pi * mean)))


def sky_ground_sh(sky_nit_rgb: Floats, ground_nit_rgb: Floats) -> Floats:
    """Spherical harmonics of a dome whose upper half is one colour and whose lower half another.

    shapes   sky_nit_rgb, ground_nit_rgb (..., 3) -> (..., 9, 3)
    units    any unit of luminance, kept
    frame    stage, +z up; order and sign of the harmonics as this file's first lines say
    valid    exact up to degree 2: a two-tone dome has a constant and a linear part, and no degree 2
    source   integrals of Y00 = sqrt(1 / 4 pi) and Y10 = sqrt(3 / 4 pi) z over each half sphere
    """
    coefficients = np.zeros((*sky_nit_rgb.shape[:-1], COEFFICIENTS, 3))
    coefficients[..., MEAN, :] = np.sqrt(np.pi) * (sky_nit_rgb + ground_nit_rgb)
    coefficients[..., RISE, :] = np.sqrt(0.75 * np.pi) * (sky_nit_rgb - ground_nit_rgb)
    return coefficients
