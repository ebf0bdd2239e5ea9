# SPDX-License-Identifier: Apache-2.0
"""A second renderer corrects the first: here one whose floor is brighter and whose coat differs."""

from dataclasses import replace

import numpy as np

from scene_stager.inverse.forward.analytic import AnalyticModel
from scene_stager.inverse.least_squares.calibrate import calibrate
from scene_stager.inverse.least_squares.problem import evaluate
from scene_stager.inverse.least_squares.ranking import apart_deg, leading_way
from scene_stager.inverse.least_squares.space_mapping import output_space_mapping
from scene_stager.preview.shading import Plastic
from tests.inverse.stages import DIRECTION, LAMPS, ball, model, problem

TRUTH = np.array([50.0, 33.0])
LEVELS = np.array([1.0, 0.25, 0.5, 0.02])


def other_renderer():
    sight = ball()
    sight = replace(
        sight, subject=Plastic((0.5, 0.46, 0.42), 0.3, 0.9), floor=Plastic((0.3,) * 3, 0.6, 0.5)
    )
    return AnalyticModel(sight, LAMPS, DIRECTION)


def test_the_other_renderer_s_answer_is_found_by_its_pictures_alone():
    theirs, ours = other_renderer(), model()
    observed = np.einsum("l,lnc->nc", LEVELS, theirs.draw(TRUTH))
    task = problem(ours, observed)
    quick = calibrate(task, [np.array([30.0, 45.0])]).best
    asked = []

    def draw(guess):
        asked.append(guess)
        return np.einsum("lc,lnc->nc", guess.intensities, theirs.draw(guess.pose))

    refined = output_space_mapping(task, quick, draw, rounds=6, close_deg=0.01)
    truth = leading_way(evaluate(task, TRUTH))
    before, after = (apart_deg(leading_way(s.guess), truth) for s in (quick, refined.solution))
    assert before > 1.0
    assert after < 0.1 * before
    assert refined.renders == len(asked)
    assert np.all(np.diff(refined.moved_deg) < 0)
