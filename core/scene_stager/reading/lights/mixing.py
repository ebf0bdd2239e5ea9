# SPDX-License-Identifier: Apache-2.0
"""Non-negative amounts of light: many small least-squares problems at once, or a single one."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from scene_stager.maths.arrays import Floats, Indices

# House defaults, not measured.
SWEEPS = 12  # of coordinate descent; a handful of columns settles well before
STEADY = 1e-6  # ridge on the normal matrix
NONE = -1  # in a choice: no column


@dataclass(frozen=True, eq=False)
class Mixes:
    """How well chosen columns explain a signal, and the amounts that do it.

    `misfit` (c,) is the share left of the signal's variation about an even tone, and over 1 where
    an even tone explains more; `amounts` (c, m) belong to the columns in the order of the choice.
    """

    misfit: Floats
    amounts: Floats


def mix_chosen(columns: Floats, choice: Indices, signal: Floats, weight: Floats) -> Mixes:
    """Fit a signal by some of the columns, for each choice of them.

    shapes   columns (n, k), choice (c, m) of column numbers, NONE for none, signal and weight (n,)
    units    amounts are signal per column
    valid    n >= 1; a signal that does not vary has misfit 0 where it is met
    source   non-negative least squares by coordinate descent on the normal equations
    """
    weighed, aimed = columns * weight[:, None], signal * weight
    none = columns.shape[1]
    gram, moment = np.zeros((none + 1, none + 1)), np.zeros(none + 1)
    gram[:none, :none], moment[:none] = weighed.T @ weighed, weighed.T @ aimed
    picked = np.where(choice == NONE, none, choice).T
    grams, moments = _chosen_of(gram, picked), moment[picked]
    amounts = _descend(grams, moments)
    left = float(aimed @ aimed) - 2.0 * (amounts * moments).sum(axis=0)
    left += _energies(grams, amounts)
    even = float(aimed @ weight) / max(float(weight @ weight), 1e-30)
    spread = float(np.square(aimed - even * weight).sum())
    return Mixes(np.maximum(left, 0.0) / max(spread, 1e-30), amounts.T)


def _chosen_of(gram: Floats, picked: Indices) -> Floats:
    """The chosen columns' own grams (m, m, c), of a symmetric one (k, k) and their numbers (m, c).

    Taken flat and clipped, which is ten times as fast as by pairs of numbers.
    """
    grams = np.empty((len(picked), *picked.shape))
    for a, one in enumerate(picked):
        row = one * len(gram)
        for b in range(a + 1):
            grams[b, a] = np.take(gram, row + picked[b], out=grams[a, b], mode="clip")
    return grams


def _energies(grams: Floats, amounts: Floats) -> Floats:
    """The energy (c,) of each mix's own light."""
    total = np.zeros(amounts.shape[1])
    for row, one in zip(grams, amounts, strict=True):
        for gram, other in zip(row, amounts, strict=True):
            total += one * gram * other
    return total


def _descend(grams: Floats, moments: Floats) -> Floats:
    """Amounts (m, c) for grams (m, m, c) and moments (m, c)."""
    amounts = np.zeros_like(moments)
    size = moments.shape[0]
    scale = np.stack([grams[a, a] for a in range(size)])
    scale = scale + STEADY * scale.max(axis=0) + 1e-30
    pull, each = np.empty_like(moments[0]), np.empty_like(moments[0])
    for _ in range(SWEEPS):
        for a in range(size):
            np.multiply(grams[a, 0], amounts[0], out=pull)
            for b in range(1, size):
                pull += np.multiply(grams[a, b], amounts[b], out=each)
            np.subtract(moments[a], pull, out=pull)
            pull /= scale[a]
            pull += amounts[a]
            np.maximum(0.0, pull, out=amounts[a])
    return amounts


def mix(columns: Floats, signal: Floats) -> tuple[Floats, float]:
    """Non-negative amounts of a few columns, and the share of the signal's energy that is left.

    shapes   columns (n, k), signal (n,) -> (k,), share
    units    amounts are signal per column
    source   Lawson, Hanson 1974, chapter 23
    """
    amounts, left = nnls(columns, signal)
    energy = float(signal @ signal)
    return np.asarray(amounts), float(left**2) / max(energy, 1e-30)
