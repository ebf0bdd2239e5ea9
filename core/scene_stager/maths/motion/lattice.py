# SPDX-License-Identifier: Apache-2.0
"""Lattice noise: smooth randomness that is the same for the same key and time, everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats

Words = NDArray[np.uint64]

TOP_HZ = 10.8  # 0.45 x 24 fps: nothing that moves may live above it, or 24 fps would alias

# Mean square of the gradient kernel d (1 - fade|d|) over its support [-1, 1], and the mean square
# of a gradient drawn evenly from [-1, 1]: together they make one octave of unit RMS.
KERNEL_POWER = 535.0 / 9009.0
GRADIENT_POWER = 1.0 / 3.0
UNIT_RMS = (KERNEL_POWER * GRADIENT_POWER) ** -0.5

# Where a channel's octave starts inside its lattice cell: kept to the middle half, so that frames
# locked to the lattice rate never sit on the lattice's zeros.
NEAREST_TO_ZERO = 0.25

GOLDEN = 0x9E3779B97F4A7C15
MIX_A, MIX_B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
WORD = (1 << 64) - 1

# fmt: off
PERMUTATION = (
    151, 160, 137, 91, 90, 15, 131, 13, 201, 95, 96, 53, 194, 233, 7, 225, 140, 36, 103, 30, 69,
    142, 8, 99, 37, 240, 21, 10, 23, 190, 6, 148, 247, 120, 234, 75, 0, 26, 197, 62, 94, 252, 219,
    203, 117, 35, 11, 32, 57, 177, 33, 88, 237, 149, 56, 87, 174, 20, 125, 136, 171, 168, 68, 175,
    74, 165, 71, 134, 139, 48, 27, 166, 77, 146, 158, 231, 83, 111, 229, 122, 60, 211, 133, 230,
    220, 105, 92, 41, 55, 46, 245, 40, 244, 102, 143, 54, 65, 25, 63, 161, 1, 216, 80, 73, 209, 76,
    132, 187, 208, 89, 18, 169, 200, 196, 135, 130, 116, 188, 159, 86, 164, 100, 109, 198, 173,
    186, 3, 64, 52, 217, 226, 250, 124, 123, 5, 202, 38, 147, 118, 126, 255, 82, 85, 212, 207, 206,
    59, 227, 47, 16, 58, 17, 182, 189, 28, 42, 223, 183, 170, 213, 119, 248, 152, 2, 44, 154, 163,
    70, 221, 153, 101, 155, 167, 43, 172, 9, 129, 22, 39, 253, 19, 98, 108, 110, 79, 113, 224, 232,
    178, 185, 112, 104, 218, 246, 97, 228, 251, 34, 242, 193, 238, 210, 144, 12, 191, 179, 162,
    241, 81, 51, 145, 235, 249, 14, 239, 107, 49, 192, 214, 31, 181, 199, 106, 157, 184, 84, 204,
    176, 115, 121, 50, 45, 127, 4, 150, 254, 138, 236, 205, 93, 222, 114, 67, 29, 24, 72, 243, 141,
    128, 195, 78, 66, 215, 61, 156, 180,
)
# fmt: on
TABLE = np.tile(np.array(PERMUTATION, dtype=np.int64), 2)


def channel_key(seed: int, name: str) -> int:
    """The 64-bit key under which one named channel draws its randomness."""
    digest = sha256(f"{seed}\n{name}".encode()).digest()
    return int.from_bytes(digest[:8], "little")


def uniforms(key: int, count: int) -> Floats:
    """So many numbers drawn evenly from [0, 1), fixed for ever by the key.

    shapes   result (count,)
    units    none
    source   splitmix64, from Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
             generators"
    """
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GOLDEN)
    return _fractions(_mixed(steps + np.uint64(key & WORD)))


def normals(key: int, count: int) -> Floats:
    """So many draws from the unit normal distribution, fixed for ever by the key.

    shapes   result (count,)
    units    none; mean 0, RMS 1 in expectation
    source   Box and Muller 1958, "A note on the generation of random normal deviates"
    """
    drawn = uniforms(key, 2 * count)
    radius = np.sqrt(-2.0 * np.log1p(-drawn[:count]))
    return np.asarray(radius * np.cos(2.0 * np.pi * drawn[count:]), dtype=np.float64)


def lattice_noise(t_s: Floats, key: int, rate_hz: float) -> Floats:
    """One octave of gradient noise in time.

    shapes   t_s (n,) -> (n,)
    units    seconds in; none out: mean 0, RMS 1 in expectation
    valid    any time, also before zero; 95 % of the power lies below 0.89 rate_hz, 99.99 % below
             2 rate_hz, so keep rate_hz at 5.4 or less where nothing may live above 10.8 Hz
    source   Perlin 2002, "Improving Noise" (gradients at lattice points, quintic fade), in one
             dimension, with gradients from a 64-bit hash in place of the permutation table
    """
    offset, salt = _octave(key)
    place = t_s * rate_hz
    place += offset
    cell = np.floor(place)
    place -= cell

    index = cell.astype(np.int64).view(np.uint64)
    word = index * np.uint64(GOLDEN)
    word += salt
    before = _gradients(word.copy())
    word += np.uint64(GOLDEN)
    after = _gradients(word)

    # Each gradient is a slope through zero at its own lattice point.
    before *= place
    place_after = place - 1.0
    after *= place_after
    after -= before
    after *= _fade(place)
    after += before
    after *= UNIT_RMS
    return after


def octave_sum(t_s: Floats, key: int, rates_hz: Sequence[float], gains: Sequence[float]) -> Floats:
    """Octaves of lattice noise, each at its own rate and with its own RMS.

    shapes   t_s (n,), rates_hz and gains of one length -> (n,)
    units    seconds in; the unit of the gains out: mean 0, RMS sqrt(sum of gains squared)
    valid    as lattice_noise; an octave with gain 0 costs nothing
    source   the octaves are independent, so their powers add
    """
    total = np.zeros_like(t_s)
    for index, (rate_hz, gain) in enumerate(zip(rates_hz, gains, strict=True)):
        if gain != 0.0:
            total += gain * lattice_noise(t_s, _salted(key, index), rate_hz)
    return total


def fbm(t_s: Floats, key: int, lowest_hz: float, octaves: int, gain: float) -> Floats:
    """Fractal noise: each octave twice as fast as the one below and `gain` times as large.

    shapes   t_s (n,) -> (n,)
    units    seconds in; none out: mean 0, RMS 1 in expectation
    valid    gain > 0; power falls as f^-(1 + 2H) with gain = 2^-H (0.42 gives f^-3.46); the top
             rate is lowest_hz 2^(octaves - 1): see lattice_noise for what that lets through
    source   Musgrave 1993, "Methods for Realistic Landscape Imaging": fractional Brownian motion as
             a sum of octaves
    """
    gains = gain ** np.arange(octaves)
    gains /= np.sqrt(np.sum(gains * gains))
    return octave_sum(t_s, key, tuple(lowest_hz * 2.0**k for k in range(octaves)), tuple(gains))


def perlin3(x: Floats, y: Floats, z: Floats) -> Floats:
    """Improved Perlin noise in three dimensions, as published.

    shapes   x, y, z of one shape (...) -> (...)
    units    none; zero at every lattice point, within about [-1, 1]
    valid    repeats every 256 cells; for signals in time use lattice_noise, which does not
    source   Perlin 2002, "Improving Noise", and the permutation of its reference implementation
    """
    corners = tuple(np.floor(value) for value in (x, y, z))
    xi, yi, zi = (corner.astype(np.int64) & 255 for corner in corners)
    xf, yf, zf = x - corners[0], y - corners[1], z - corners[2]
    u, v, w = _fade(xf), _fade(yf), _fade(zf)

    layers = []
    for dz in (0, 1):
        rows = []
        for dy in (0, 1):
            ends = []
            for dx in (0, 1):
                lot = TABLE[TABLE[TABLE[xi + dx] + yi + dy] + zi + dz]
                ends.append(_slope(lot, xf - dx, yf - dy, zf - dz))
            rows.append(ends[0] + u * (ends[1] - ends[0]))
        layers.append(rows[0] + v * (rows[1] - rows[0]))
    return np.asarray(layers[0] + w * (layers[1] - layers[0]), dtype=np.float64)


def _slope(lot: NDArray[np.int64], x: Floats, y: Floats, z: Floats) -> Floats:
    """The dot product of (x, y, z) with the edge direction that `lot` picks out of twelve."""
    low = lot & 15
    first = np.where(low < 8, x, y)
    second = np.where(low < 4, y, np.where((low == 12) | (low == 14), x, z))
    return np.where(low & 1, -first, first) + np.where(low & 2, -second, second)


def _fade(place: Floats) -> Floats:
    """The quintic 6 p^5 - 15 p^4 + 10 p^3: level, and level in slope, at both ends."""
    faded = place * 6.0
    faded -= 15.0
    faded *= place
    faded += 10.0
    faded *= place
    faded *= place
    faded *= place
    return np.asarray(faded, dtype=np.float64)


def _octave(key: int) -> tuple[float, np.uint64]:
    """Where the octave of this key starts inside its cell, and what salts its gradients."""
    drawn = uniforms(_salted(key, 1), 1)[0]
    return float(NEAREST_TO_ZERO + (1.0 - 2.0 * NEAREST_TO_ZERO) * drawn), np.uint64(key & WORD)


def _salted(key: int, index: int) -> int:
    """A key of its own for each part of a channel."""
    mixed = _mixed(np.array([(key + (index + 1) * GOLDEN) & WORD], dtype=np.uint64))
    return int(mixed[0])


def _gradients(words: Words) -> Floats:
    """Slopes drawn evenly from [-1, 1), one for each word; uses up its argument."""
    slopes = _fractions(_mixed(words))
    slopes *= 2.0
    slopes -= 1.0
    return slopes


def _fractions(words: Words) -> Floats:
    """The top 53 bits of each word as a number in [0, 1); uses up its argument."""
    words >>= np.uint64(11)
    fractions = words.astype(np.float64)
    fractions *= 2.0**-53
    return fractions


def _mixed(words: Words) -> Words:
    """The splitmix64 finaliser: every bit of the answer hangs on every bit asked; in place."""
    words ^= words >> np.uint64(30)
    words *= MIX_A
    words ^= words >> np.uint64(27)
    words *= MIX_B
    words ^= words >> np.uint64(31)
    return words
