# SPDX-License-Identifier: Apache-2.0
"""The solver asks a model for what the protocol says, and for nothing else."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scene_stager.inverse import least_squares
from scene_stager.inverse.least_squares.calibrate import calibrate
from scene_stager.inverse.least_squares.ranking import leading_way
from scene_stager.shot.lighting.usual_set import usual_lamps
from tests.inverse.recorded import Recorder, played_back
from tests.inverse.stages import lit, model, problem, way

LEVELS = np.array([1.0, 0.25, 0.5, 0.02])
START = np.array([40.0, 30.0])


def test_a_match_on_tape_is_the_match_that_was_recorded():
    drawn_by = model()
    task = problem(drawn_by, lit(drawn_by, np.array([52.0, 31.0]), LEVELS))
    recorder = Recorder(drawn_by)
    live = calibrate(replace(task, model=recorder), [START])
    again = calibrate(replace(task, model=played_back(recorder)), [START])
    np.testing.assert_array_equal(again.best.guess.pose, live.best.guess.pose)
    np.testing.assert_array_equal(again.best.guess.picture, live.best.guess.picture)
    assert again.outcome is live.outcome
    assert again.best.certificate == live.best.certificate


def test_a_tape_invents_nothing():
    recorder = Recorder(model())
    recorder.draw(START)
    with pytest.raises(KeyError):
        played_back(recorder).draw([1.0, 2.0])


@pytest.mark.parametrize("azimuth_deg, elevation_deg", [(0.0, 0.0), (52.0, 31.0), (-170.0, 80.0)])
def test_the_leading_light_stands_where_its_pose_says(azimuth_deg, elevation_deg):
    drawn_by = model()
    task = problem(drawn_by, lit(drawn_by, START, LEVELS))
    recorder = Recorder(drawn_by)
    pose = np.array([azimuth_deg, elevation_deg])
    guess = calibrate(replace(task, model=recorder), [pose], most_steps=0).best.guess
    np.testing.assert_allclose(leading_way(guess), way(azimuth_deg, elevation_deg), atol=1e-12)
    assert set(drawn_by.ways(pose)) == {"key", "fill", "rim"}  # the sky stands nowhere


def words_in(folder):
    """Every piece of text that the files of a folder hold, but for what they say of themselves."""
    for file in Path(folder).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_the_solver_calls_no_light_by_its_name():
    said = set(words_in(least_squares.__path__[0]))
    assert "picture" in "".join(said)
    assert not said & {*usual_lamps(1), "ambient"}
