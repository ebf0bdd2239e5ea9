# SPDX-License-Identifier: Apache-2.0
"""One still, solved: evaluated everywhere coarsely, then stepped from the best guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.calibrate import certificate_of, descend_from
from scene_stager.inverse.least_squares.levenberg_marquardt import Descent
from scene_stager.inverse.least_squares.problem import Guess, Problem, evaluate
from scene_stager.inverse.least_squares.ranking import Calibration, Solution, rank
from scene_stager.inverse.solve.ground import without_ground
from scene_stager.inverse.solve.starts import Start, pose_of, starts
from scene_stager.inverse.solve.still_problem import problem_of
from scene_stager.inverse.still.points import StillPoints
from scene_stager.inverse.still.still import COARSE_PX, FINE_PX, Still

# House defaults, tried on the development stills, from here on.
MOST_STEPS = 8
SETTLED = 0.1  # of what matters: a degree of the key
LEAST_DECREASE = 0.02  # of the cost: a step that gains less is the last
ASKED = ("key_azimuth_deg", "key_elevation_deg", "haze_per_m")
DESCENTS = 2
TRIED, ROUGH_STEPS = 4, 1  # guesses that are tried on few points, and how far

StillGuess = Guess[StillModel]


def solve_still(still: Still, *, descents: int = DESCENTS) -> tuple[Calibration[StillModel], int]:
    """Every arrangement that explains a still, ranked, and how many guesses were drawn.

    Where no floor under lights explains what lies round the subject, the subject alone is judged.
    """
    coarse, fine = still.points(COARSE_PX), still.points(FINE_PX)
    begun, grounded, drawn = starts(still, coarse, TRIED)
    if not grounded:
        coarse, fine = without_ground(coarse), without_ground(fine)
    rough = _tried(still, coarse, begun)
    found = []
    for start, before in rough[:descents]:
        fine_problem = _problem(still, fine, start)
        after = _descend(evaluate(fine_problem, before.iterates[-1].pose), MOST_STEPS)
        found.append(_joined(before, after))
    steps = sum(len(one.iterates) + one.rejected for _, one in rough)
    steps += sum(one.steps + one.descent.rejected for one in found)
    return rank(found), drawn + steps


def _tried(
    still: Still, points: StillPoints, begun: Sequence[Start]
) -> list[tuple[Start, Descent[StillGuess]]]:
    """Guesses, each a little improved on few points, the nearest first."""
    rough = [(start, _descend(_first(still, points, start), ROUGH_STEPS)) for start in begun]
    return sorted(rough, key=lambda pair: pair[1].iterates[-1].cost)


def _joined(first: Descent[StillGuess], then: Descent[StillGuess]) -> Solution[StillModel]:
    """One way from the first coarse guess to the last fine one: all its steps count."""
    iterates = (*(_seen_on(one, then.iterates[0]) for one in first.iterates[:-1]), *then.iterates)
    whole = Descent(
        iterates,
        then.ended,
        first.rejected + then.rejected,
        first.reweightings + then.reweightings,
    )
    return Solution(whole, certificate_of(iterates[-1]))


def _seen_on(coarse: StillGuess, fine: StillGuess) -> StillGuess:
    """A coarse guess, drawn at the fine points."""
    return evaluate(fine.problem, coarse.pose, fine.weights)


def _problem(still: Still, points: StillPoints, start: Start) -> Problem[StillModel]:
    lift_m = start.view.lift_m * still.height_m / start.view.height_m
    view = replace(start.view, height_m=still.height_m, lift_m=lift_m)
    return problem_of(points, still.shape, view, start.lamps)


def _first(still: Still, points: StillPoints, start: Start) -> StillGuess:
    problem = _problem(still, points, start)
    return evaluate(problem, pose_of(start, problem.model))


def _descend(first: StillGuess, steps: int) -> Descent[StillGuess]:
    return descend_from(
        first, most_steps=steps, tolerance=SETTLED, least_decrease=LEAST_DECREASE, asked=ASKED
    )
