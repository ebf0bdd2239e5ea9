# SPDX-License-Identifier: Apache-2.0
"""What can be done to nine coefficients without a picture: turn them, soften them, bound them."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.harmonics import (
    BAND_0,
    BAND_1,
    BAND_2,
    BAND_2_SQUARES,
    BAND_2_ZONAL,
    COSINE_LOBE,
    DEGREE,
)

HALVINGS = 100  # of a bracket; more than a float can tell apart
ROUNDING = 1e-5  # of the constant band; a constant map of 32-bit floats leaves 1e-7, measured
NO_GAP = 1e-150  # stands in for zero where it is divided by; its square is a float too
STRONGEST_WINDOW = 1e4  # leaves a ten-thousandth of degree 1 and less of degree 2


def quadratic_form(coefficients: Floats) -> tuple[Floats, Floats, Floats]:
    """The same light as a polynomial: constant + linear . d + d' form d over unit vectors d.

    shapes   coefficients (9, c) -> (c,), (c, 3), (c, 3, 3) symmetric, without trace
    units    of the coefficients
    source   the harmonics of degree 2 written out, with 1 = x^2 + y^2 + z^2
    """
    _, y, z, x, xy, yz, zonal, xz, squares = coefficients
    form = np.empty((coefficients.shape[1], 3, 3))
    form[:, 0, 0] = BAND_2_SQUARES * squares - BAND_2_ZONAL * zonal
    form[:, 1, 1] = -BAND_2_SQUARES * squares - BAND_2_ZONAL * zonal
    form[:, 2, 2] = 2.0 * BAND_2_ZONAL * zonal
    form[:, 0, 1] = form[:, 1, 0] = BAND_2 / 2.0 * xy
    form[:, 1, 2] = form[:, 2, 1] = BAND_2 / 2.0 * yz
    form[:, 0, 2] = form[:, 2, 0] = BAND_2 / 2.0 * xz
    return BAND_0 * coefficients[0], BAND_1 * np.stack([x, y, z], axis=-1), form


def rotate(coefficients: Floats, after_from_before: Floats) -> Floats:
    """The coefficients of light that has been turned.

    shapes   coefficients (9, c), after_from_before (3, 3) a rotation -> (9, c)
    units    kept
    frame    light that came from d comes from after_from_before @ d afterwards
    source   degree 1 is a vector, degree 2 a symmetric matrix without trace; both turn as such
    """
    _, linear, form = quadratic_form(coefficients)
    x, y, z = (linear @ after_from_before.T).T / BAND_1
    turned = after_from_before @ form @ after_from_before.T
    degree_2 = [
        turned[:, 0, 1] * 2.0 / BAND_2,
        turned[:, 1, 2] * 2.0 / BAND_2,
        turned[:, 2, 2] / (2.0 * BAND_2_ZONAL),
        turned[:, 0, 2] * 2.0 / BAND_2,
        (turned[:, 0, 0] - turned[:, 1, 1]) / (2.0 * BAND_2_SQUARES),
    ]
    return np.stack([coefficients[0], y, z, x, *degree_2])


def least(coefficients: Floats) -> Floats:
    """The least value that light of nine coefficients takes over all directions, exactly.

    shapes   coefficients (9, c) -> (c,)
    units    of the light; below zero is no light that can be
    valid    every set of coefficients; times the cosine lobe, the same of irradiance
    source   the least of a quadratic form over the sphere has no duality gap (More and Sorensen
             1983, "Computing a trust region step"); the dual is concave, of one unknown
    """
    size = np.abs(coefficients).max(axis=0)
    constant, linear, form = quadratic_form(coefficients / np.where(size > 0.0, size, 1.0))
    steepness, axes = np.linalg.eigh(form)
    pull = np.einsum("cij,ci->cj", axes, linear) / 2.0
    # The dual's unknown is how far it stays below the least steepness: that keeps its last digits.
    above = steepness - steepness[:, :1]
    low, high = np.zeros(len(form)), np.linalg.norm(pull, axis=-1)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        gap = np.maximum(above + middle[:, None], NO_GAP)
        enough = ((pull / gap) ** 2).sum(axis=-1) <= 1.0
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    gap = np.maximum(above + high[:, None], NO_GAP)
    dual = constant + steepness[:, 0] - high - (pull * pull / gap).sum(axis=-1)
    return np.asarray(size * dual, dtype=np.float64)


def windowed(coefficients: Floats, strength: float) -> Floats:
    """Coefficients whose higher degrees are taken back, so that the light rings less.

    shapes   coefficients (9, c) -> (9, c)
    units    kept; the mean stays as it is
    valid    strength >= 0; 0 changes nothing
    source   Sloan 2008, "Stupid Spherical Harmonics (SH) Tricks": least ringing in the Laplacian,
             1 / (1 + strength l^2 (l + 1)^2)
    """
    rise = (DEGREE * (DEGREE + 1.0)) ** 2
    return coefficients / (1.0 + strength * rise)[:, None]


def window_without_negatives(coefficients: Floats) -> float:
    """The weakest window under which no surface receives less than no light.

    shapes   coefficients (9, c) -> a strength for `windowed`
    units    none; 0 where nothing had to be done
    valid    a mean above zero in every channel; under a channel without light, the strongest
    source   bisection on the exact least irradiance
    """

    def dark(strength: float) -> bool:
        lit = windowed(coefficients, strength) * COSINE_LOBE[:, None]
        return bool((least(lit) < 0.0).any())

    if not dark(0.0):
        return 0.0
    low, high = 0.0, STRONGEST_WINDOW
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if dark(middle) else (low, middle)
    return high


def main_direction(coefficients: Floats, weights: Floats) -> Floats:
    """Where most of the light comes from; zero where it comes from all round alike.

    shapes   coefficients (9, c), weights (c,), such as those of luminance -> (3,)
    units    a unit vector
    frame    points to where the light comes from
    valid    a linear band of less than a hundred-thousandth of the constant one is rounding
    source   Sloan 2008: the direction of the linear band is that of the best single light
    """
    constant, y, z, x = coefficients[:4] @ weights
    way = np.array([x, y, z])
    size = np.linalg.norm(way)
    return way / size if size > ROUNDING * abs(constant) else np.zeros(3)
