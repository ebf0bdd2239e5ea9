# SPDX-License-Identifier: Apache-2.0
"""Grain: noise in density, a pure function of seed, frame and place on the film."""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from math import pi
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats

Singles = NDArray[np.float32]

APERTURE_UM = 48.0  # diameter of the circular aperture that RMS granularity is read through
APERTURE_AREA_UM2 = pi * APERTURE_UM**2 / 4.0
REFERENCE_DENSITY = 1.0  # the density above base at which it is read
SMALLEST_TAP = 1e-5
BISECTIONS = 40
SLICES = 4096

# A finalising mix of 64 bits. Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom
# number generators", OOPSLA (splitmix64).
MIX_A = np.uint64(0xBF58476D1CE4E5B9)
MIX_B = np.uint64(0x94D049BB133111EB)
COLUMN_STRIDE = np.uint64(0x9E3779B97F4A7C15)
ROW_STRIDE = np.uint64(0xD1B54A32D192ED03)


@dataclass(frozen=True)
class Granularity:
    """How much grain, how big, and at which densities.

    `rms` is the standard deviation of density, times 1000, of each layer through a 48 micrometre
    aperture at density 1 above base. `clump_um` is the standard deviation of the Gaussian grain
    cloud of each layer: the grain's power spectrum falls as exp(-(2 pi clump f)^2). `silver`
    grain keeps growing with density; dye clouds (not silver) run into each other and grow quiet
    again towards `full_density`.
    """

    rms: tuple[float, ...]
    clump_um: tuple[float, ...]
    silver: bool
    full_density: float
    source: str


def density_share(granularity: Granularity, above_base: Floats) -> Floats:
    """Grain at a density, relative to grain at density 1 above base.

    shapes   above_base any -> same
    units    density above base in; a factor out
    valid    below base counts as base, where a little is left
    source   silver: Nutting 1913, Phil. Mag. 26, 423 (square root of density); dye clouds: binomial
             overlap, Picinbono 1955. The remainder on clear base is a house default, not measured
    """
    floor = 0.04
    thick = np.maximum(above_base, 0.0) + floor
    if granularity.silver:
        return np.sqrt(thick / (REFERENCE_DENSITY + floor))
    full = granularity.full_density + 2.0 * floor
    cover = np.clip(thick / full, 0.0, 1.0 - floor / full)
    at_reference = (REFERENCE_DENSITY + floor) / full
    return np.sqrt(cover * (1.0 - cover) / (at_reference * (1.0 - at_reference)))


@lru_cache(maxsize=64)
def aperture_share(clump_um: float) -> float:
    """How much of the grain's variance the 48 micrometre aperture still sees, for grain of a size.

    shapes   -> one number, 1 for grain without size
    units    micrometres in
    valid    clump_um >= 0
    source   overlap of two discs, averaged over the grain cloud's own correlation (a Gaussian)
    """
    if clump_um <= 0.0:
        return 1.0
    reach = clump_um * np.sqrt(2.0)
    apart = (np.arange(SLICES) + 0.5) / SLICES  # in diameters of the aperture
    overlap = 2.0 / pi * (np.arccos(apart) - apart * np.sqrt(1.0 - apart * apart))
    away_um = apart * APERTURE_UM
    chance = away_um / reach**2 * np.exp(-0.5 * (away_um / reach) ** 2)
    return float(np.sum(overlap * chance) * APERTURE_UM / SLICES)


def white_field_rms(granularity: Granularity, layer: int, pixel_um: float) -> float:
    """Standard deviation of density of one pixel before the grain is given its size.

    shapes   -> one number
    units    micrometres in; density out
    valid    pixel_um > 0; once the field has its size, the 48 micrometre aperture reads the RMS
    source   Selwyn 1935, Photogr. J. 75, 571: RMS times the root of the area is constant
    """
    in_aperture = (
        granularity.rms[layer] / 1000.0 / np.sqrt(aperture_share(granularity.clump_um[layer]))
    )
    return float(in_aperture * np.sqrt(APERTURE_AREA_UM2) / pixel_um)


def grain_field(
    granularity: Granularity,
    shape_px: tuple[int, int],
    pixel_um: float,
    *,
    seed: int,
    frame_index: int,
    origin_px: tuple[int, int] = (0, 0),
) -> Floats:
    """Density noise at density 1 above base, one plane per layer.

    shapes   shape_px (rows, columns) -> (layers, rows, columns)
    units    micrometres in; density out
    frame    origin_px (row, column) is where the window's corner lies on the whole frame: a crop
             agrees with the whole, bit by bit
    valid    pixel_um > 0; up to four layers
    source   Gaussian white noise by hashed position, shaped by the grain cloud, scaled after Selwyn
    """
    layers = len(granularity.rms)
    taps = [cloud_taps(granularity.clump_um[layer] / pixel_um) for layer in range(layers)]
    margin = max(len(tap) - 1 for tap in taps)
    noise = _white(shape_px, margin, origin_px, _key(seed, frame_index))

    planes = []
    for layer, tap in enumerate(taps):
        spare = margin - (len(tap) - 1)
        plane = noise[spare : noise.shape[0] - spare, spare : noise.shape[1] - spare, layer]
        amount = white_field_rms(granularity, layer, pixel_um)
        planes.append(_smear(_smear(plane, tap, 0), tap, 1) * amount)
    return np.stack(planes).astype(np.float64)


@lru_cache(maxsize=256)
def cloud_taps(reach_px: float) -> tuple[float, ...]:
    """Half of a Gaussian in whole pixels, centre first, that adds up to 1 over both halves.

    shapes   -> (k,)
    units    pixels in
    valid    reach_px >= 0; its standard deviation is reach_px also where that is a small part of
             a pixel, so that a finer and a coarser picture of the same film agree
    source   the Gaussian sampled at whole pixels, with the width that gives the variance asked for
    """
    if 0.5 * reach_px * reach_px < SMALLEST_TAP:
        return (1.0,)
    narrow, wide = 0.1, reach_px + 0.5
    for _ in range(BISECTIONS):
        middle = 0.5 * (narrow + wide)
        half = _sampled(middle)
        variance = 2.0 * float(np.sum(half * np.arange(len(half)) ** 2))
        narrow, wide = (middle, wide) if variance < reach_px * reach_px else (narrow, middle)
    half = _sampled(wide)
    half = half[half > SMALLEST_TAP * half[0]]
    return tuple(float(tap) for tap in half / (2.0 * half.sum() - half[0]))


def _sampled(width_px: float) -> Floats:
    """Half of a sampled Gaussian, normalised over both halves."""
    half = np.exp(-0.5 * (np.arange(int(6.0 * width_px) + 2) / width_px) ** 2)
    return np.asarray(half / (2.0 * half.sum() - half[0]), dtype=np.float64)


def _smear(plane: Singles, taps: tuple[float, ...], axis: int) -> Singles:
    """Symmetric filter along one axis, keeping only where all taps fall inside."""
    reach = len(taps) - 1
    size = plane.shape[axis] - 2 * reach

    def window(start: int) -> Singles:
        return plane[start : start + size] if axis == 0 else plane[:, start : start + size]

    total = taps[0] * window(reach)
    for away, tap in enumerate(taps[1:], start=1):
        total = total + tap * (window(reach - away) + window(reach + away))
    return total


def _key(seed: int, frame_index: int) -> np.uint64:
    """One 64-bit key for this seed and frame."""
    words = hashlib.sha256(f"grain:{seed}:{frame_index}".encode()).digest()
    return np.uint64(int.from_bytes(words[:8], "little"))


def _white(
    shape_px: tuple[int, int], margin: int, origin_px: tuple[int, int], key: np.uint64
) -> Singles:
    """Four independent unit-variance normals for every pixel: (rows, columns, 4)."""
    rows = np.arange(-margin, shape_px[0] + margin, dtype=np.int64) + origin_px[0]
    columns = np.arange(-margin, shape_px[1] + margin, dtype=np.int64) + origin_px[1]
    down = rows.astype(np.uint64) * ROW_STRIDE
    across = columns.astype(np.uint64) * COLUMN_STRIDE
    state = (down[:, None] + across) ^ key
    for shift, factor in ((30, MIX_A), (27, MIX_B)):
        state ^= state >> np.uint64(shift)
        state *= factor
    state ^= state >> np.uint64(31)
    words = state.astype("<u8").view("<u2").reshape(*state.shape, 4)
    return np.asarray(_quantiles().take(words), dtype=np.float32)


@cache
def _quantiles() -> Singles:
    """The normal value of each 16-bit word, scaled to a variance of exactly 1."""
    normal = NormalDist()
    upper = np.array([normal.inv_cdf((k + 0.5) / 65536.0) for k in range(32768, 65536)])
    table = np.concatenate([-upper[::-1], upper])
    return np.asarray(table / np.sqrt(np.mean(table * table)), dtype=np.float32)
