"""The gate: smooth, within its documented range, and no stronger than its evidence."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import measure_gate

from scene_stager.maths.topology.betti import betti_signature
from scene_stager.maths.topology.gate import (
    FIT,
    UNDECIDED,
    GateFit,
    hardness_octaves,
    machined_probability,
    machined_share,
)

counts = st.floats(0, 500)
STRONG = GateFit(0, "drawn", 0, -1.0, 2.0, -3.0, 0.8)


def spotted() -> np.ndarray:
    y, x = np.mgrid[0:96, 0:160]
    return 0.1 * np.where(np.hypot(y % 32 - 16, x % 32 - 16) < 5, 6.0, 1.0)


@given(counts, counts, st.floats(0, 1))
def test_stays_within_what_the_evidence_allows(beta_0, beta_1, skill):
    fit = replace(STRONG, skill_share=skill)
    verdict = machined_probability(beta_0, beta_1, fit)
    share = UNDECIDED + skill * (verdict - UNDECIDED)
    assert abs(share - UNDECIDED) <= skill / 2
    assert 0 <= verdict <= 1


def test_applies_its_fit_and_shrinks_it():
    found = betti_signature(spotted())
    verdict = machined_probability(15, 0, STRONG)
    assert verdict == pytest.approx(1 / (1 + np.exp(1.0 - 2.0 * 4)))
    assert machined_share(found, STRONG) == pytest.approx(0.5 + 0.8 * (verdict - 0.5))


def test_without_evidence_or_highlights_it_is_undecided():
    assert machined_share(betti_signature(spotted()), replace(STRONG, skill_share=0.0)) == 0.5
    assert machined_share(betti_signature(np.full((20, 20), 0.2)), STRONG) == 0.5


@given(counts, counts)
def test_is_smooth(beta_0, beta_1):
    here = machined_probability(beta_0, beta_1, STRONG)
    near = machined_probability(beta_0 + 1e-3, beta_1, STRONG)
    assert here <= near <= here + 1e-3


def test_clamps_the_machined_and_lets_the_organic_stray():
    octaves = [hardness_octaves(share) for share in (0.0, 0.5, 1.0)]
    assert octaves == pytest.approx([4.0, 2.0, 1.0])


def test_says_where_its_numbers_come_from():
    assert 0 <= FIT.skill_share <= 1
    assert FIT.version >= 1


# What tools/measure_gate.py --counts wrote: kind, β₀, β₁ of every surface.
MEASURED = json.loads((Path(__file__).parents[1] / "golden" / "gate_counts.json").read_text())
KINDS = np.array([row[0] for row in MEASURED])
COUNTS = np.array([row[1:] for row in MEASURED])
IS_MACHINED = np.isin(KINDS, measure_gate.MACHINED)


def test_ships_the_numbers_that_were_fitted():
    verdicts = measure_gate.left_out(COUNTS, IS_MACHINED, KINDS)
    refit = measure_gate.fitted(COUNTS, IS_MACHINED)
    assert FIT.surfaces == len(COUNTS)
    assert FIT.skill_share == pytest.approx(measure_gate.skill_of(verdicts, IS_MACHINED), abs=2e-3)
    for name in ("bias_gain", "log_beta_0_gain", "log_beta_1_gain"):
        assert getattr(FIT, name) == pytest.approx(getattr(refit, name), abs=2e-3)


def test_trusts_a_clean_parting_and_no_coin():
    rng = np.random.default_rng(2)
    machined = np.arange(60) % 2 == 0
    groups = np.arange(60)
    clean = np.where(machined[:, None], [40.0, 0.0], [1.0, 30.0]) * rng.uniform(0.5, 2, (60, 1))
    coin = rng.uniform(0, 40, (60, 2))
    for counts, low, high in ((clean, 0.95, 1.0), (coin, 0.0, 0.35)):
        verdicts = measure_gate.left_out(counts, machined, groups)
        assert low <= measure_gate.skill_of(verdicts, machined) <= high
