# SPDX-License-Identifier: Apache-2.0
"""How far the Betti signature tells machined from organic surfaces, and what may follow from it.

The idea: panels and threads break a highlight into many pieces without holes (β₀ large, β₁ near
none), membranes into one net with many holes (β₀ = 1, β₁ large). The gate is as strong as the
evidence: a logistic of log β₀ and log β₁ was fitted to rendered surfaces, and its verdict is
shrunk towards "undecided" by the skill that it showed on kinds that were left out of the fit.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.topology.betti import BettiSignature

UNDECIDED = 0.5
WIDEST_OCTAVES, NARROWEST_OCTAVES = 4.0, 1.0  # house default, not measured


@dataclass(frozen=True, slots=True)
class GateFit:
    """The fitted logistic and where it comes from.

    units    log-odds of "machined" = bias + per_log_beta_0 * log2(1 + β₀)
             + per_log_beta_1 * log2(1 + β₁); skill from 0 (no better than a coin) to 1
    """

    version: int
    measured_on: str
    surfaces: int
    bias_gain: float
    log_beta_0_gain: float
    log_beta_1_gain: float
    skill_share: float


# By tools/measure_gate.py; the confusion table is in docs/topology.md. On kinds of surface that it
# had not seen the verdict was no better than a coin: so the gate stays in the middle.
FIT = GateFit(
    version=1,
    measured_on="2026-11-25",
    surfaces=54,
    bias_gain=0.639,
    log_beta_0_gain=-0.22,
    log_beta_1_gain=0.25,
    skill_share=0.0,
)


def machined_share(signature: BettiSignature, fit: GateFit = FIT) -> float:
    """H_spec, the gate: 1 is surely machined, 0 surely organic, 0.5 undecided.

    shapes   plain numbers
    units    a share, from 0.5 - skill / 2 to 0.5 + skill / 2; smooth in the counts
    valid    a signature without highlights is undecided
    source   logistic regression on rendered surfaces, see docs/topology.md
    """
    if signature.failure is not None:
        return UNDECIDED
    verdict = machined_probability(*signature.typical(), fit)
    return UNDECIDED + fit.skill_share * (verdict - UNDECIDED)


def machined_probability(beta_0: float, beta_1: float, fit: GateFit = FIT) -> float:
    """What the logistic alone says, before it is shrunk.

    shapes   plain numbers
    units    mean counts in, a share out
    valid    counts >= 0
    source   as `machined_share`
    """
    odds = fit.bias_gain + fit.log_beta_0_gain * np.log2(1.0 + beta_0)
    odds += fit.log_beta_1_gain * np.log2(1.0 + beta_1)
    return float(0.5 * (1.0 + np.tanh(0.5 * odds)))


def hardness_octaves(share: float) -> float:
    """How far the hardness of a highlight may stray from what was read: tight where machined.

    shapes   plain numbers
    units    octaves, to each side together: 4 at share 0, 2 at 0.5, 1 at share 1
    valid    0 <= share <= 1
    source   house default: geometric between the two ends
    """
    return float(WIDEST_OCTAVES * (NARROWEST_OCTAVES / WIDEST_OCTAVES) ** share)
