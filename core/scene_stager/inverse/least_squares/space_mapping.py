# SPDX-License-Identifier: Apache-2.0
"""Space mapping: a real renderer has the last word, by pictures; the quick model keeps the slopes.

What the renderer draws otherwise than the quick model is taken off the still, one picture a round.
Where the two agree on the picture, the quick model's answer is the slow one's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic

import numpy as np

from scene_stager.inverse.least_squares.calibrate import calibrate
from scene_stager.inverse.least_squares.problem import Guess, M_co, Problem
from scene_stager.inverse.least_squares.ranking import Solution, apart_deg, leading_way
from scene_stager.maths.arrays import Floats

# House defaults, not measured, but where a line says otherwise.
CLOSE_DEG = 0.15  # a round that turns the leading light by less is the last: house default
LEAST_WEIGHT = 1e-12  # of the greatest: keeps quotients of weights finite; house default


@dataclass(frozen=True, slots=True, eq=False)
class SpaceMapping(Generic[M_co]):
    """The solution after each round, how far each turned the leading light, and what differed.

    shapes   offset (n, 3): the fine model's picture less the quick one's, at the last guess drawn
    """

    solutions: tuple[Solution[M_co], ...]
    moved_deg: tuple[float, ...]
    offset: Floats

    @property
    def solution(self) -> Solution[M_co]:
        """The solution after the last round."""
        return self.solutions[-1]

    @property
    def renders(self) -> int:
        """How many pictures the fine model was asked for."""
        return len(self.moved_deg)


def output_space_mapping(
    problem: Problem[M_co],
    solution: Solution[M_co],
    fine_model: Callable[[Guess[M_co]], Floats],
    *,
    rounds: int = 3,
    close_deg: float = CLOSE_DEG,
    tolerance: float = 1e-3,
) -> SpaceMapping[M_co]:
    """Output space mapping: correct a solution by a fine model's own pictures.

    With c(p) the coarse picture, f(p) the fine one and y the still, a round solves
    min |c(p) - (y - (f(p_k) - c(p_k)))| for p_(k+1); at its fixed point f itself is nearest to y.

    valid    at least one round
    shapes   `fine_model` gives a guess's whole picture at the problem's points, (n, 3)
    source   Bandler et al. 2004, "Space mapping: the state of the art", IEEE Transactions on
             Microwave Theory and Techniques 52, 337, with an additive output map
    """
    moved: list[float] = []
    found: list[Solution[M_co]] = []
    offset: Floats = np.zeros_like(problem.observed)
    for _ in range(rounds):
        guess = solution.guess
        offset = fine_model(guess) - guess.picture
        before = leading_way(guess)
        corrected = _corrected(problem, offset)
        solution = calibrate(corrected, [guess.pose], descents=1, tolerance=tolerance).best
        found.append(solution)
        moved.append(apart_deg(before, leading_way(solution.guess)))
        if moved[-1] < close_deg:
            break
    return SpaceMapping(tuple(found), tuple(moved), offset)


def _corrected(problem: Problem[M_co], offset: Floats) -> Problem[M_co]:
    """The problem less an offset, by the weights of the still itself.

    Weights are relative to brightness; what is left may be near black, or under it, where the still
    is not.
    """
    changed = replace(problem, observed=problem.observed - offset)
    wanted, found = problem.weights(), changed.weights()
    least = LEAST_WEIGHT * float(found.max(initial=1.0))
    sample_weights = problem.sample_weights * wanted / np.maximum(found, least)
    return replace(changed, sample_weights=sample_weights)
