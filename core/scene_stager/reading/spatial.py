# SPDX-License-Identifier: Apache-2.0
"""Where the light sits on the subject: low-order moments of its shading over its normals.

Fifteen numbers that are blind to position cannot place a lamp. These eight can: they are the
subject's light, weighted by polynomials of the normal, over the subject's mean light.
"""

import numpy as np

from scene_stager.maths.arrays import Bools, Floats

MOMENT_NAMES = ("x", "y", "z", "xy", "xz", "yz", "xx_yy", "zz")
# Signs of the moments of a mirrored picture, by definition.
MIRRORED = np.array([-1.0, 1.0, 1.0, -1.0, -1.0, 1.0, 1.0, 1.0])


def normal_polynomials(normals: Floats) -> Floats:
    """First- and second-order harmonics of a direction, up to constants.

    shapes   normals (..., 3) -> (..., 8), in the order of MOMENT_NAMES
    units    none
    frame    camera: +x right, +y up, +z towards the lens
    source   real spherical harmonics of degree 1 and 2
    """
    x, y, z = normals[..., 0], normals[..., 1], normals[..., 2]
    parts = (x, y, z, x * y, x * z, y * z, x * x - y * y, 3.0 * z * z - 1.0)
    return np.stack(parts, axis=-1)


def shading_moments(light: Floats, normals: Floats, inside: Bools) -> Floats:
    """The eight moments of one still.

    shapes   light (h, w), normals (h, w, 3), inside (h, w) -> (8,)
    units    none: relative to the mean light on the subject
    frame    camera
    valid    an empty or black subject gives zeros
    source   sum of L P(n) over sum of L
    """
    shown = light[inside]
    total = float(shown.sum())
    if total <= 0.0:
        return np.zeros(len(MOMENT_NAMES))
    return np.asarray(shown @ normal_polynomials(normals[inside]) / total)
