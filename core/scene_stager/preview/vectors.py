# SPDX-License-Identifier: Apache-2.0
"""Three arrays side by side, and the few vector sums that the preview needs of them."""

from types import EllipsisType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Reals: TypeAlias = NDArray[np.floating]  # float32 or float64: what the rays were made of
Vec: TypeAlias = tuple[Reals, Reals, Reals]
Vec3: TypeAlias = tuple[float, float, float]
Turn: TypeAlias = tuple[Vec3, Vec3, Vec3]  # a rotation, row by row
Window: TypeAlias = tuple[slice, ...]

# House defaults, not measured.
TINY = 1e-12  # keeps a division finite; far under anything a picture shows


def dot(a: Vec, b: Vec | Vec3) -> Reals:
    """Inner product of arrays of vectors."""
    total: Reals = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return total


def along(start: Vec | Vec3, way: Vec, steps: Reals) -> Vec:
    """The points `steps` along `way` from `start`."""
    return (start[0] + way[0] * steps, start[1] + way[1] * steps, start[2] + way[2] * steps)


def minus(a: Vec, b: Vec | Vec3) -> Vec:
    """From b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scaled(a: Vec, by: Reals) -> Vec:
    """Each vector times its own number."""
    return (a[0] * by, a[1] * by, a[2] * by)


def unit(a: Vec) -> Vec:
    """Each vector at length one; a null vector stays null."""
    return scaled(a, 1.0 / np.sqrt(dot(a, a) + TINY))


def turned(turn: Turn, a: Vec) -> Vec:
    """Each vector through one rotation."""
    return (
        turn[0][0] * a[0] + turn[0][1] * a[1] + turn[0][2] * a[2],
        turn[1][0] * a[0] + turn[1][1] * a[1] + turn[1][2] * a[2],
        turn[2][0] * a[0] + turn[2][1] * a[1] + turn[2][2] * a[2],
    )


def pick(a: Vec, which: NDArray[np.intp] | Window | EllipsisType) -> Vec:
    """The chosen ones of an array of vectors."""
    return (a[0][which], a[1][which], a[2][which])
