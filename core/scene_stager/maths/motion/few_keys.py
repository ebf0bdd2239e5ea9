# SPDX-License-Identifier: Apache-2.0
"""A curve of few keys through many samples: cubics that miss no sample by more than a bound."""

import numpy as np

from scene_stager.maths.arrays import Floats

# Derivatives of five samples in steps of one: at their middle, and at the first two of them.
MIDDLE = np.array([1.0, -8.0, 0.0, 8.0, -1.0]) / 12.0
FIRST = np.array([-25.0, 48.0, -36.0, 16.0, -3.0]) / 12.0
SECOND = np.array([-3.0, -10.0, 18.0, -6.0, 1.0]) / 12.0


def few_keys(values: Floats, within: float) -> list[int]:
    """Which samples to keep as keys, so that cubics between them are `within` a bound at the rest.

    The keys have the slopes of `slopes_of`. Each is as far from the one before as doubling, and
    then halving what was too far, finds it.

    shapes   values (n,) -> up to n numbers of samples, the first and the last among them
    units    any; `within` as the values
    valid    n >= 1
    source   cubic Hermite interpolation
    """
    slopes, keys = slopes_of(values), [0]
    while keys[-1] < len(values) - 1:
        keys.append(_furthest(values, slopes, keys[-1], within))
    return keys


def slopes_of(values: Floats) -> Floats:
    """How steep a curve is at each sample.

    shapes   values (n,) -> (n,)
    units    those of the values, per sample
    valid    n >= 1; below five samples the slopes of straight lines
    source   finite differences of the fourth order: Fornberg 1988, Math. Comp. 51, table 1 and 3
    """
    if len(values) < len(MIDDLE):
        return np.gradient(values) if len(values) > 1 else np.zeros(len(values))
    inside = np.convolve(values, MIDDLE[::-1], mode="valid")
    start, end = values[:5], values[:-6:-1]
    return np.concatenate(
        [[FIRST @ start, SECOND @ start], inside, [-(SECOND @ end), -(FIRST @ end)]]
    )


def _furthest(values: Floats, slopes: Floats, start: int, within: float) -> int:
    """The last sample that one cubic reaches."""

    def reaches(end: int) -> bool:
        share = np.arange(end - start + 1) / (end - start)
        missed = _cubic(values, slopes, start, end, share) - values[start : end + 1]
        return bool(np.abs(missed).max() <= within)

    last, good, step = len(values) - 1, start + 1, 2
    while start + step <= last and reaches(start + step):
        good, step = start + step, 2 * step
    bad = min(start + step, last + 1)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if reaches(middle) else (good, middle)
    return good


def _cubic(values: Floats, slopes: Floats, start: int, end: int, share: Floats) -> Floats:
    rest, long = 1.0 - share, end - start
    found: Floats = (
        (1.0 + 2.0 * share) * rest**2 * values[start]
        + share * rest**2 * long * slopes[start]
        + share**2 * (3.0 - 2.0 * share) * values[end]
        - share**2 * rest * long * slopes[end]
    )
    return found
