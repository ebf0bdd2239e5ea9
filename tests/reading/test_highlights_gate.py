"""How far highlights are believed: less on a pattern, as ever where the gate knows nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scene_stager.maths.topology.gate import UNDECIDED, PatternGate
from scene_stager.pictures.read import read_picture
from scene_stager.reading.grid import make_grids
from scene_stager.reading.highlights_gate import gate_of, highlight_trust
from scene_stager.reading.inflate import inflated_normals
from scene_stager.reading.lights import geometric
from scene_stager.reading.lights.geometric import trusting
from scene_stager.reading.lights.problem import highlight_direction, highlight_gain, pose_problem
from scene_stager.reading.lights.stage import StageGuess
from scene_stager.reading.mask import mask_from_coverage
from scene_stager.reading.signature import read_signature

BODIES = Path(__file__).parents[1] / "golden" / "gate_bodies"


def said(share, outside=()):
    return PatternGate(share, outside, "")


@pytest.fixture(scope="module")
def honeycomb():
    return read_picture(BODIES / "honeycomb.png")


def posed(picture):
    grids = make_grids(picture.rgb.astype(np.float64))
    mask = mask_from_coverage(picture.alpha.astype(np.float64), grids, "alpha")
    return grids, mask, inflated_normals(mask.inside)


def test_a_machined_highlight_weighs_more_than_a_grown_one_and_none_more_than_usual():
    grown, undecided, machined = (highlight_trust(said(share)) for share in (0.0, 0.5, 1.0))
    assert 0 < grown < undecided < machined < 1


def test_outside_of_what_was_measured_a_highlight_weighs_what_it_did():
    assert highlight_trust(said(UNDECIDED, ("size_px",))) == 1.0


def test_the_gate_reads_the_fine_grid_and_knows_the_body(honeycomb):
    grids, mask, normals = posed(honeycomb)
    found = gate_of(grids, mask.inside, normals)
    assert found.outside == ()
    assert found.machined_share > 0.6


def test_the_search_gains_by_a_highlight_what_the_trust_leaves_of_it(honeycomb):
    grids, mask, normals = posed(honeycomb)
    problem = pose_problem(grids, mask.inside, normals)
    assert problem.highlight is not None
    stage = problem.stage(StageGuess(50.0, 10.0, 0.0))
    keys = np.stack([highlight_direction(problem, stage), (0.0, 0.0, -1.0)])
    whole = highlight_gain(problem, stage, keys)
    assert whole[0] > 0
    assert highlight_gain(trusting(problem, 0.25), stage, keys) == pytest.approx(0.25 * whole)
    assert (highlight_gain(trusting(problem, 0.0), stage, keys) == 0).all()
    assert trusting(replace(problem, highlight=None), 0.25).highlight is None


def test_a_reading_weighs_its_highlight_by_its_gate(honeycomb, monkeypatch):
    asked = []
    monkeypatch.setattr(geometric, "trusting", lambda p, s: asked.append(s) or trusting(p, s))
    read = read_signature(honeycomb)
    assert asked == [highlight_trust(read.lights.pattern)]
    assert asked[0] < 0.5


def test_the_quick_look_asks_no_gate(honeycomb):
    read = read_signature(honeycomb, mode="heuristic")
    assert read.lights is not None
    assert read.lights.pattern is None
