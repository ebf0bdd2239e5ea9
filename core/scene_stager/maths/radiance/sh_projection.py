# SPDX-License-Identifier: Apache-2.0
"""From a picture of all the surroundings to nine spherical harmonics, and back.

An equirectangular map has the zenith along its top edge and the nadir along its bottom one; its
middle looks along +x, the middle of its left half along +y, as a World in Blender has it.
"""

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.maths.radiance.harmonics import (
    BAND_0,
    BAND_1,
    BAND_2,
    BAND_2_SQUARES,
    BAND_2_ZONAL,
    radiance,
)

Light = NDArray[np.floating]


def row_weights(rows: int) -> Floats:
    """The solid angle of each ring of pixels over that of a full turn: what rings weigh.

    shapes   -> (rows,)
    units    steradian per radian of azimuth; the sum is 2
    valid    rows >= 1. Within 1 / rows^2 of cos(top) - cos(bottom), and corrected by that much so
             that polynomials in cos(polar angle) up to degree rows - 1, taken at the middles of
             the rows, come out exactly
    source   Fejer 1933, first rule; by Fourier transform after Waldvogel 2006
    """
    k = np.arange(rows // 2 + 1)
    spectrum = 2.0 / (1.0 - 4.0 * k * k) * np.exp(1j * np.pi * k / rows)
    return np.asarray(np.fft.irfft(spectrum, rows), dtype=np.float64)


def pixel_angles(rows: int, columns: int) -> tuple[Floats, Floats]:
    """Polar angle of each row's middle, and azimuth of each column's.

    shapes   -> (rows,), (columns,)
    units    radians, inside this room only
    frame    0 at the zenith; azimuth from +x to +y, falling from the left edge to the right one
    source   definition of an equirectangular map
    """
    down, across = np.arange(rows, dtype=np.float64), np.arange(columns, dtype=np.float64)
    return (down + 0.5) * (np.pi / rows), np.pi * (1.0 - 2.0 * (across + 0.5) / columns)


def pixel_directions(rows: int, columns: int) -> Floats:
    """Where each pixel looks.

    shapes   -> (rows, columns, 3)
    units    unit vectors
    frame    stage: +z up, the middle of the map along +x
    source   definition of an equirectangular map
    """
    polar, azimuth = pixel_angles(rows, columns)
    level, up = np.sin(polar)[:, None], np.cos(polar)[:, None]
    x, y = level * np.cos(azimuth), level * np.sin(azimuth)
    return np.stack([x, y, np.broadcast_to(up, x.shape)], axis=-1)


def project(light: Light) -> Floats:
    """The nine coefficients of an equirectangular map.

    shapes   light (rows, columns, c) -> (9, c)
    units    of the light, times sqrt(sr)
    frame    stage: +z up, the middle of the map along +x
    valid    5 x 5 pixels and more; exact for light of degree up to rows - 3 and columns - 3
    source   Ramamoorthi and Hanrahan 2001, equation 5, with Fejer's weights over the rows
    """
    rows, columns = light.shape[:2]
    polar, azimuth = pixel_angles(rows, columns)
    # Along the rows first: one pass over the pixels, and five numbers a row remain.
    waves = [np.ones(columns), *(f(n * azimuth) for n in (1, 2) for f in (np.cos, np.sin))]
    along = np.stack(waves).astype(light.dtype)
    rings = np.matmul(along, light).astype(np.float64)
    rings *= (row_weights(rows) * (2.0 * np.pi / columns))[:, None, None]
    even, cos_1, sin_1, cos_2, sin_2 = rings.swapaxes(0, 1)

    up, level = np.cos(polar), np.sin(polar)
    return np.stack(
        [
            BAND_0 * even.sum(axis=0),
            BAND_1 * (level @ sin_1),
            BAND_1 * (up @ even),
            BAND_1 * (level @ cos_1),
            BAND_2 / 2.0 * (level * level @ sin_2),
            BAND_2 * (level * up @ sin_1),
            BAND_2_ZONAL * ((3.0 * up * up - 1.0) @ even),
            BAND_2 * (level * up @ cos_1),
            BAND_2_SQUARES * (level * level @ cos_2),
        ]
    )


def reconstruct(coefficients: Floats, rows: int, columns: int) -> Floats:
    """An equirectangular map of the light that nine coefficients hold.

    shapes   coefficients (9, c) -> (rows, columns, c)
    units    of the light
    frame    stage: +z up, the middle of the map along +x
    valid    below zero where nine numbers are too few
    source   definition: the sum of coefficients times harmonics
    """
    return radiance(coefficients, pixel_directions(rows, columns))


def shrink(light: Light, rows: int, columns: int) -> Floats:
    """A smaller map of the same light: each new pixel is the mean of those it covers.

    shapes   light (h, w, c) -> (at most rows, at most columns, c)
    units    kept
    source   box filter, each row weighed by its solid angle
    """
    height, width = light.shape[:2]
    across = np.linspace(0, width, min(columns, width) + 1).astype(int)[:-1]
    down = np.linspace(0, height, min(rows, height) + 1).astype(int)[:-1]
    counts = np.diff([*across, width])[:, None]
    weights = row_weights(height)[:, None, None]
    narrow = np.add.reduceat(light, across, axis=1).astype(np.float64) / counts
    whole = np.add.reduceat(weights, down, axis=0)
    return np.asarray(np.add.reduceat(narrow * weights, down, axis=0) / whole, dtype=np.float64)


def gather_irradiance(light: Light, normal: Floats) -> Floats:
    """Light that falls on surfaces, summed pixel by pixel: what nine coefficients stand in for.

    shapes   light (rows, columns, c), normal (n, 3) unit -> (n, c)
    units    of the light, times steradian
    frame    stage: +z up, the middle of the map along +x
    valid    costs rows * columns * n; shrink the map first
    source   definition: the integral of light times the cosine over the half sphere
    """
    rows, columns = light.shape[:2]
    ways = pixel_directions(rows, columns).reshape(-1, 3)
    weights = np.repeat(row_weights(rows) * (2.0 * np.pi / columns), columns)
    cosines = np.maximum(normal @ ways.T, 0.0)
    return np.asarray(cosines @ (weights[:, None] * light.reshape(len(ways), -1)))


def even_directions(count: int) -> Floats:
    """Directions spread evenly over the sphere, the same ones every time.

    shapes   -> (count, 3)
    units    unit vectors
    source   Swinbank and Purser 2006, "Fibonacci grids"
    """
    index = np.arange(count) + 0.5
    up = 1.0 - 2.0 * index / count
    turn = np.pi * (1.0 + np.sqrt(5.0)) * index
    level = np.sqrt(1.0 - up * up)
    return np.stack([level * np.cos(turn), level * np.sin(turn), up], axis=-1)
