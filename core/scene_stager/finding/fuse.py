# SPDX-License-Identifier: Apache-2.0
"""Several orders of the same things made into one."""

import numpy as np

from scene_stager.maths.arrays import Floats, Indices

RANK_BEFORE = 60.0  # Cormack et al. 2009, who tried it


def ranks_of(scores: Floats, least: float) -> Floats:
    """Ranks from 1, the highest score first; equal scores share the first rank of theirs.

    shapes   scores (n,) -> (n,)
    units    ranks; infinite for a score under `least`
    valid    scores that are no numbers have no rank
    source   competition ranking
    """
    counted = np.where(np.isnan(scores), -np.inf, scores)
    falling = np.sort(counted)[::-1]
    ranks = 1.0 + np.searchsorted(-falling, -counted, side="left")
    return np.where(counted >= least, ranks, np.inf)


def fused(every_rank: list[Floats]) -> Floats:
    """One score of several rankings; what none of them ranks has 0.

    shapes   each (n,) -> (n,)
    units    none; comparable within one query only
    valid    ranks from 1, infinite for none
    source   Cormack, Clarke, Buettcher 2009, "Reciprocal rank fusion", with their k = 60
    """
    total: Floats = np.sum([1.0 / (RANK_BEFORE + ranks) for ranks in every_rank], axis=0)
    return total


def best(scores: Floats, count: int) -> Indices:
    """Where the highest scores above 0 stand, best first; equal ones in the order they stand in.

    shapes   scores (n,) -> (at most count,)
    units    places
    valid    count 0 and more
    source   definition
    """
    there = np.flatnonzero(scores > 0.0)
    if len(there) > count > 0:
        least = np.partition(scores[there], len(there) - count)[len(there) - count]
        there = there[scores[there] >= least]
    order = np.argsort(-scores[there], kind="stable")
    return there[order][:count]
