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
