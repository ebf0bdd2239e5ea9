# SPDX-License-Identifier: Apache-2.0
"""Solving once more from somewhere else: near a match of before, or where an inspector points.

Neither writes a number: both only say where to begin. What they lead to is ranked with what was
found already, and the nearest wins.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.calibrate import calibrate
from scene_stager.inverse.least_squares.problem import Guess, Prior, Problem
from scene_stager.inverse.least_squares.ranking import Calibration, rank
from scene_stager.inverse.solve.prior_offsets import PriorOffsets
from scene_stager.inverse.solve.solve_still import ASKED, LEAST_DECREASE, MOST_STEPS, SETTLED
from scene_stager.inverse.solve.still_problem import problem_of
from scene_stager.inverse.solve.vouched import vouched
from scene_stager.inverse.still.still import FINE_PX, Still
from scene_stager.maths.arrays import Floats

REMEMBERED = ("key_azimuth_deg", "key_elevation_deg", "camera_dip_deg", "camera_focal_mm")


def answer_of(calibration: Calibration[StillModel]) -> dict[str, float]:
    """What the library keeps of a match: where the key and the camera were found."""
    guess = calibration.best.guess
    pose = guess.problem.model.named(guess.pose)
    return {name: pose[name] for name in REMEMBERED if name in pose}


def solve_near(
    still: Still, found: Calibration[StillModel], answer: Mapping[str, float]
) -> Calibration[StillModel]:
    """Solve from where a similar still's answer was, and rank it with what was found.

    answer: as `answer_of` gives it; a number that is missing is taken from the best found
    """
    best = answer_of(found)
    start = {name: float(answer.get(name, best[name])) for name in best}
    view = found.best.guess.problem.model.view
    if not view.sure:
        focal_mm, dip_deg = start["camera_focal_mm"], start["camera_dip_deg"]
        view = replace(view, focal_mm=focal_mm, dip_deg=dip_deg)
    points = still.points(FINE_PX)
    points = points if view.ground else points.subject_alone()
    problem = problem_of(
        points, still.shape, view, found.best.guess.problem.model.lamps_at_usual_height()
    )
    more = _solve(problem, problem.model.pose())
    return _with(found, more)


def solve_nudged(found: Calibration[StillModel], offsets: PriorOffsets) -> Calibration[StillModel]:
    """Solve from the best guess moved by an inspector's offsets, with the priors moved alike; then
    settle without them, and rank it with what was found.

    The last step is what makes the ranking fair: an inspector can lead the solver somewhere else,
    but not make it like what it finds there.
    """
    guess = found.best.guess
    shifts = {
        "key_azimuth_deg": offsets.key_azimuth_deg,
        "key_elevation_deg": offsets.key_elevation_deg,
    }
    factors = {
        "key_softness_deg": math.exp(offsets.log_softness),
        "haze_per_m": math.exp(offsets.log_haze),
    }
    pose = guess.pose.copy()
    for place, name in enumerate(guess.problem.model.knob_names):
        pose[place] = pose[place] * factors.get(name, 1.0) + shifts.get(name, 0.0)
    leant = _solve(_leaning(guess, factors), pose).best.guess
    more = _solve(guess.problem, leant.pose)
    return _with(found, more)


def _with(found: Calibration[StillModel], more: Calibration[StillModel]) -> Calibration[StillModel]:
    """All of both, ranked: the nearer of the two answers is the answer, and what vouched for the
    first answer has to vouch for it."""
    answer = min((found.best, more.best), key=lambda one: one.guess.cost)
    return vouched(rank([*found.solutions, *more.solutions], answer), found.read)


def _leaning(guess: Guess[StillModel], factors: Mapping[str, float]) -> Problem[StillModel]:
    """The problem with the priors' means moved; their deviations, and so their weight, stay."""
    priors = {
        name: Prior(prior.mean * factors.get(name, 1.0), prior.deviation)
        for name, prior in guess.problem.priors.items()
    }
    return replace(guess.problem, priors=priors)


def _solve(problem: Problem[StillModel], pose: Floats) -> Calibration[StillModel]:
    return calibrate(
        problem,
        [pose],
        descents=1,
        most_steps=MOST_STEPS,
        tolerance=SETTLED,
        least_decrease=LEAST_DECREASE,
        asked=ASKED,
    )
