# SPDX-License-Identifier: Apache-2.0
"""The steps from scene light to display light, one plane per layer."""

from functools import lru_cache

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.adaptation import light_srgb_matrix
from scene_stager.maths.colour.luminance import MIDDLE_GREY
from scene_stager.maths.colour.spectra import Band, response_matrix
from scene_stager.maths.colour.srgb import LINEAR_KNEE
from scene_stager.maths.colour.temperature import SRGB_WHITE_K, linear_srgb_from_kelvin
from scene_stager.shot.stocks._grain import Granularity, density_share
from scene_stager.shot.stocks._halation import Halation, halate, soften
from scene_stager.shot.stocks._print import Triple, Viewing
from scene_stager.shot.stocks._tables import Table, read

DARKEST = 2.0**-15  # of a grey card; keeps the logarithm finite
INTERLAYER_REACH_STOPS = 3.0  # beyond this, layers stop pushing each other further; house default


@lru_cache(maxsize=256)
def light_matrix(
    bands: tuple[Band, ...], balance_k: float, scene_white_k: float
) -> tuple[tuple[float, ...], ...]:
    """Layer exposures, 1 for the grey card, from linear sRGB that calls scene_white_k white.

    shapes   k bands -> (k, 3)
    units    kelvin in; exposure relative to a grey card out
    source   response_matrix of the bands at the balance temperature, over 0.18
    """
    white = linear_srgb_from_kelvin(np.asarray(balance_k))
    answer = response_matrix(bands, balance_k, white)
    if scene_white_k != SRGB_WHITE_K:
        answer = answer @ light_srgb_matrix(scene_white_k)
    return tuple(tuple(float(share) for share in row) for row in answer / MIDDLE_GREY)


def expose(
    matrix: tuple[tuple[float, ...], ...], linear_rgb: Floats, exposure_stops: float
) -> list[Floats]:
    """One plane of exposure per layer, 1 being the grey card.

    shapes   linear_rgb (..., 3) -> k planes of (...)
    units    linear sRGB in, relative exposure out
    source   a matrix, written out so that a crop agrees with the whole
    """
    r, g, b = (np.array(linear_rgb[..., k], dtype=np.float64, order="C") for k in range(3))
    gain = 2.0**exposure_stops
    return [(row[0] * gain) * r + (row[1] * gain) * g + (row[2] * gain) * b for row in matrix]


def spread(
    planes: list[Floats],
    mtf50_per_mm: tuple[float, ...],
    halation: Halation,
    strength: float,
    pixel_um: float,
) -> list[Floats]:
    """The layers' own blur, and then the light that comes back from the base.

    shapes   k planes (rows, columns) -> same
    units    of the exposure
    source   soften and halate
    """
    blurred = []
    for plane, mtf50, share in zip(planes, mtf50_per_mm, halation.strength, strict=True):
        soft = soften(plane, mtf50, pixel_um)
        blurred.append(halate(soft, min(share * strength, 1.0), halation.reach_um, pixel_um))
    return blurred


def stops_after_interlayer(planes: list[Floats], interlayer: tuple[Triple, ...]) -> list[Floats]:
    """Stops from the grey card, after the layers have held each other back.

    shapes   k planes -> same
    units    relative exposure in, stops out
    valid    exposures below 2^-15 of the grey card count as that; neutrals are left alone
    source   inhibition by differences of log exposure that level off: house default, not measured
    """
    stops = [np.log2(np.maximum(plane, DARKEST)) for plane in planes]
    if not interlayer:
        return stops
    r, g, b = (each / np.sqrt(1.0 + (each / INTERLAYER_REACH_STOPS) ** 2) for each in stops)
    return [
        stops[0] + interlayer[0][1] * (r - g) + interlayer[0][2] * (r - b),
        stops[1] + interlayer[1][0] * (g - r) + interlayer[1][2] * (g - b),
        stops[2] + interlayer[2][0] * (b - r) + interlayer[2][1] * (b - g),
    ]


def with_grain(
    density: Floats, base_density: float, granularity: Granularity, noise: Floats, gain: float
) -> Floats:
    """One layer's density in the camera film, with grain in it.

    shapes   density and noise (rows, columns) -> same
    units    density
    source   noise at density 1 above base, scaled by density_share
    """
    share = density_share(granularity, density - base_density)
    share *= noise
    share *= gain
    share += density
    return share


def read_all(drawn: Table, planes: list[Floats]) -> list[Floats]:
    """Every layer's curve on its own plane.

    shapes   k planes -> same
    units    of the curve
    source   linear interpolation
    """
    return [read(drawn, layer, plane) for layer, plane in enumerate(planes)]


def show(viewing: Viewing, neutral: list[Floats], encoded: bool) -> Floats:
    """Light on the display for neutral densities on the screen.

    shapes   k planes of (...) -> (..., 3)
    units    density above the base in; sRGB out, encoded or linear
    source   Beer and Lambert with side absorptions; IEC 61966-2-1:1999 for the encoding
    """
    shown = np.empty((*neutral[0].shape, 3))
    power = -float(np.log(10.0)) * viewing.surround_exponent
    if len(neutral) == 1:
        shown[...] = _light(power * neutral[0], encoded)[..., None]
        return shown
    c, m, y = neutral
    for k, row in enumerate(viewing.side_absorption):
        mixed = (power * row[0]) * c + (power * row[1]) * m + (power * row[2]) * y
        shown[..., k] = _light(mixed, encoded)
    return shown


def _light(log_light: Floats, encoded: bool) -> Floats:
    """exp, or sRGB of exp: the power law of sRGB is a shorter exponential."""
    linear = np.exp(log_light)
    if not encoded:
        return linear
    curved = 1.055 * np.exp(log_light / 2.4) - 0.055
    return np.where(linear <= LINEAR_KNEE, 12.92 * linear, curved)
