# SPDX-License-Identifier: Apache-2.0
"""One still, solved: begun where the reading of light points, then stepped from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.calibrate import certificate_of, descend_from
from scene_stager.inverse.least_squares.levenberg_marquardt import Descent
from scene_stager.inverse.least_squares.problem import Guess, Problem, evaluate, residual_of
from scene_stager.inverse.least_squares.ranking import (
    Calibration,
    Solution,
    rank,
)
from scene_stager.inverse.solve.starts import Start, pose_of, read_coarsely
from scene_stager.inverse.solve.still_problem import problem_of
from scene_stager.inverse.solve.vouched import vouched
from scene_stager.inverse.still.points import StillPoints
from scene_stager.inverse.still.still import FINE_PX, Still

# House defaults, tried on the development stills, from here on.
MOST_STEPS = 8
SETTLED = 0.1  # of what matters: a degree of the key
LEAST_DECREASE = 0.02  # of the cost: a step that gains less is the last
ASKED = ("key_azimuth_deg", "key_elevation_deg", "haze_per_m")
DESCENTS = 2
TRIED, ROUGH_STEPS = 4, 1  # guesses that are tried on few points, and how far
# A residual under which the nearest arrangement is the answer. Over it the balloon, not the lamps,
# is what is off, and a lower misfit elsewhere is no evidence: of 7 drawn stills over it where the
# nearest was not the reading's own, that was further off in 6.
EXPLAINED = 0.15

StillGuess = Guess[StillModel]
Tried = tuple[Start, Descent[StillGuess]]


def solve_still(still: Still, *, descents: int = DESCENTS) -> tuple[Calibration[StillModel], int]:
    """Every arrangement that explains a still, ranked, and how many guesses were drawn.

    Where none explains it, the answer is the one that the reading of light points at. Where no
    floor under lamps explains what lies round the subject, the subject alone is judged.
    """
    coarse, fine = still.coarse_points(), still.points(FINE_PX)
    begun = read_coarsely(still, coarse, TRIED)
    if not begun.grounded:
        coarse, fine = coarse.subject_alone(), fine.subject_alone()
    rough, explains = _in_order(_tried(still, coarse, begun.starts))
    found = []
    for start, before in rough[:descents]:
        fine_problem = _problem(still, fine, start)
        after = _descend(evaluate(fine_problem, before.iterates[-1].pose), MOST_STEPS)
        found.append(_joined(before, after))
    steps = sum(len(one.iterates) + one.rejected for _, one in rough)
    steps += sum(one.steps + one.descent.rejected for one in found)
    ranked = rank(found, None if explains else found[0])
    return vouched(ranked, begun.key), len(begun.starts) + steps


def _tried(still: Still, points: StillPoints, begun: Sequence[Start]) -> list[Tried]:
    """Guesses, each a little improved on few points."""
    return [(start, _descend(_first(still, points, start), ROUGH_STEPS)) for start in begun]


def _in_order(tried: Sequence[Tried]) -> tuple[list[Tried], bool]:
    """Guesses nearest first, and whether the nearest explains the still; where it does not, the
    first, which is the reading's own, stays first."""
    nearest = sorted(tried, key=_misfit)
    if residual_of(nearest[0][1].iterates[-1]) <= EXPLAINED:
        return nearest, True
    return [tried[0], *(one for one in nearest if one is not tried[0])], False


def _misfit(one: Tried) -> float:
    return one[1].iterates[-1].cost


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
