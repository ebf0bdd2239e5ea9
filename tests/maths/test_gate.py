"""The gate: it tells kinds that it has not seen, is no stronger than that, and knows its bounds."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import measure_gate
from tools.measure_gate import COLUMNS, COUNTS, PATTERN, Measured

from scene_stager.maths.colour.luminance import luminance
from scene_stager.maths.topology.gate import (
    FIT,
    UNDECIDED,
    GateEvidence,
    gate,
    look,
    machined_probability,
)
from scene_stager.pictures.read import read_picture
from scene_stager.reading.inflate import inflated_normals

GOLDEN = Path(__file__).parents[1] / "golden"
# What tools/measure_gate.py --numbers wrote: kind and numbers of every body, in two sizes.
ROWS = json.loads((GOLDEN / "gate_numbers.json").read_text())
MEASURED = Measured(np.array([row[0] for row in ROWS]), np.array([row[1:] for row in ROWS]))
MIDDLE = GateEvidence(*np.median(MEASURED.numbers, axis=0).tolist())
EVERY = (*PATTERN, *COUNTS)


def verdicts(names):
    return measure_gate.left_out(MEASURED.of(names), MEASURED.machined, MEASURED.kinds)


def test_regularity_tells_kinds_left_out_of_the_fit_and_the_counts_alone_do_not():
    areas = [measure_gate.area_under(verdicts(n), MEASURED.machined) for n in (EVERY, COUNTS)]
    assert areas[0] > 0.8
    assert areas[1] < 0.6
    assert measure_gate.loss_bits(verdicts(EVERY), MEASURED.machined) < 0.75


def test_ships_the_numbers_that_were_fitted():
    skill = measure_gate.skill_of(verdicts(EVERY), MEASURED.machined)
    refit = measure_gate.gate_fit(MEASURED, skill)
    assert FIT.bodies == refit.bodies
    assert FIT.skill_share == pytest.approx(refit.skill_share, abs=2e-3)
    assert FIT.bias_gain == pytest.approx(refit.bias_gain, abs=2e-3)
    assert FIT.gains == pytest.approx(refit.gains, abs=2e-3)
    for name, range_ in refit.measured.items():
        assert FIT.measured[name] == pytest.approx(range_, abs=1e-4)


def verdict_on(kind):
    picture = read_picture(GOLDEN / "gate_bodies" / f"{kind}.png")
    inside = picture.alpha > 0.5
    light = luminance(picture.rgb.astype(np.float64))
    return gate(look(light, inside, inflated_normals(inside)))


def test_rendered_bodies_of_kinds_that_were_kept_back_stand_in_their_order():
    machined, grown = (
        [verdict_on(kind) for kind in kinds] for kinds in (("honeycomb", "weave"), ("coral", "mud"))
    )
    assert all(one.outside == () for one in (*machined, *grown))
    assert min(m.machined_share for m in machined) > max(g.machined_share for g in grown)
    assert "machined" in machined[0].says
    assert "grown" in grown[0].says


def test_what_repeats_more_is_more_surely_machined():
    least, most = FIT.measured["side_peak_share"]
    shares = [
        gate(replace(MIDDLE, side_peak_share=peak)).machined_share
        for peak in np.linspace(least, most, 9)[1:-1]
    ]
    assert (np.diff(shares) > 0).all()
    assert shares[0] < UNDECIDED < shares[-1]


@given(st.sampled_from(COLUMNS), st.booleans(), st.floats(1e-3, 10.0))
def test_outside_of_what_was_measured_it_weighs_nothing_and_says_which_number(name, above, by):
    least, most = FIT.measured[name]
    value = most + by if above or least == 0.0 else least - by
    found = gate(replace(MIDDLE, **{name: value}))
    assert found.machined_share == UNDECIDED
    assert found.outside == (name,)
    assert "unlike anything measured" in found.says


def test_a_small_subject_is_undecided_and_called_so():
    y, x = np.mgrid[-1:1:40j, -1:1:40j]
    inside = x**2 + y**2 < 1
    found = look(0.1 + 0.0 * x, inside, inflated_normals(inside))
    assert found is None
    assert gate(found).machined_share == UNDECIDED
    assert "too small" in gate(found).says


@given(st.floats(0, 1))
def test_stays_within_what_the_skill_allows(skill):
    found = replace(MIDDLE, side_peak_share=0.8)
    share = gate(found, replace(FIT, skill_share=skill)).machined_share
    assert share == pytest.approx(0.5 + skill * (machined_probability(found) - 0.5))
    assert abs(share - 0.5) <= skill / 2


def test_trusts_a_clean_parting_and_no_coin():
    rng = np.random.default_rng(2)
    machined = np.arange(60) % 2 == 0
    clean = np.where(machined[:, None], 0.8, 0.2) + rng.normal(0, 0.05, (60, 2))
    coin = rng.uniform(0, 1, (60, 2))
    for table, low, high in ((clean, 0.95, 1.0), (coin, 0.0, 0.35)):
        told = measure_gate.left_out(table, machined, np.arange(60))
        assert low <= measure_gate.skill_of(told, machined) <= high
