# SPDX-License-Identifier: Apache-2.0
"""Non-negative amounts of light: many small least-squares problems at once, or a single one."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from scene_stager.maths.arrays import Floats, Indices

# House defaults, not measured.
SWEEPS = 15  # of coordinate descent; a handful of columns settles well before
STEADY = 1e-7  # ridge on the normal matrix


@dataclass(frozen=True, eq=False)
class Mixes:
    """Every combination of one column from each block, with its misfit and its amounts.

    `choice` (c, blocks) holds column numbers, -1 where the block is left out; `misfit` (c,) is
    the share of the signal's energy that is left; `amounts` (c, blocks + common).
    """

    choice: Indices
    misfit: Floats
    amounts: Floats


def mix_blocks(blocks: list[Floats], common: Floats, signal: Floats, weight: Floats) -> Mixes:
    """Fit a signal by one column of each block and all common ones, for every combination.

    The first block always takes part; a column of another may be left out.

    shapes   blocks (n, k_i), common (n, e), signal (n,), weight (n,)
    units    amounts are signal per column
    valid    n >= 1; an all-zero signal has misfit 0
    source   non-negative least squares by coordinate descent on the normal equations
    """
    columns = np.concatenate([*blocks, common], axis=1) * weight[:, None]
    aimed = signal * weight
    none = columns.shape[1]
    gram, moment = np.zeros((none + 1, none + 1)), np.zeros(none + 1)
    gram[:none, :none], moment[:none] = columns.T @ columns, columns.T @ aimed
    energy = float(aimed @ aimed)

    choice, picked = _combinations([block.shape[1] for block in blocks], common.shape[1], none)
    grams = gram[picked[:, :, None], picked[:, None, :]]
    moments = moment[picked]
    amounts = _descend(grams, moments)
    left = energy - 2.0 * (amounts * moments).sum(axis=1)
    left += np.einsum("ci,cij,cj->c", amounts, grams, amounts)
    return Mixes(choice, np.maximum(left, 0.0) / max(energy, 1e-30), amounts)


def _combinations(sizes: list[int], common: int, none: int) -> tuple[Indices, Indices]:
    ranges = [np.arange(sizes[0]), *(np.arange(-1, size) for size in sizes[1:])]
    choice = np.stack([part.ravel() for part in np.meshgrid(*ranges, indexing="ij")], axis=1)
    starts = np.cumsum([0, *sizes])
    picked = np.where(choice < 0, none, choice + starts[:-1])
    rest = np.broadcast_to(starts[-1] + np.arange(common), (choice.shape[0], common))
    return choice, np.concatenate([picked, rest], axis=1)


def _descend(grams: Floats, moments: Floats) -> Floats:
    amounts = np.zeros_like(moments)
    size = moments.shape[1]
    scale = np.einsum("cii->ci", grams)
    scale = scale + STEADY * scale.max(axis=1, keepdims=True) + 1e-30
    for _ in range(SWEEPS):
        for i in range(size):
            pull = moments[:, i] - (grams[:, i, :] * amounts).sum(axis=1)
            amounts[:, i] = np.maximum(0.0, amounts[:, i] + pull / scale[:, i])
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
