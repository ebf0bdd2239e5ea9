# SPDX-License-Identifier: Apache-2.0
"""Brings pictures to the size at which they are looked at, and masks back to theirs."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats

Kind = TypeVar("Kind", bound=np.generic)

GREY, BLACK = 0.18, 0.0014  # middle grey; what lies 7 stops below it is called black
BLOWN_SHARE = 0.98  # of white: what counts as clipped


def step_for(shape: tuple[int, ...], most_px: int) -> int:
    """Side of the squares that bring the longest side to `most_px` or less."""
    return -(-max(shape) // most_px)


def reduced(picture: Floats, step: int) -> Floats:
    """Means of squares of `step` pixels; the last ones are filled up with the border.

    shapes   picture (h, w) -> (ceil(h / step), ceil(w / step))
    units    those of the picture
    source   definition
    """
    h, w = picture.shape
    fits = h % step == 0 and w % step == 0  # then there is no need of a second copy
    full = picture if fits else np.pad(picture, ((0, -h % step), (0, -w % step)), mode="edge")
    squares = full.reshape(full.shape[0] // step, step, full.shape[1] // step, step)
    return np.asarray(squares.mean(axis=(1, 3)))


def enlarged(small: NDArray[Kind], step: int, shape: tuple[int, ...]) -> NDArray[Kind]:
    """Every pixel as a square of `step`, cut to a shape.

    shapes   small (h, w) -> shape
    units    those of `small`
    source   definition
    """
    return small.repeat(step, axis=0).repeat(step, axis=1)[: shape[0], : shape[1]]


def check_luminance(luminance: Floats) -> None:
    """Refuse what is no picture.

    shapes   luminance (h, w)
    units    any
    raises   InputError
    source   house rule
    """
    if luminance.ndim != 2 or luminance.size == 0:
        found = f"shape {luminance.shape}"
        raise InputError(Mistake("luminance", found, "(rows, columns), not empty"))
    if not np.isfinite(luminance).all():
        raise InputError(Mistake("luminance", "NaN or infinity", "finite values"))
