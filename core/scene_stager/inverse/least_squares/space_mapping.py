# SPDX-License-Identifier: Apache-2.0
"""A real renderer has the last word: what it draws otherwise than we do is taken off the still.

The quick model keeps the slopes; the slow one is asked for one picture a round. Where the two
agree on the picture, the quick model's answer is the slow one's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from scene_stager.inverse.least_squares.calibrate import (
    Guess,
    Problem,
    Solution,
    apart_deg,
    calibrate,
    key_way,
)
from scene_stager.maths.arrays import Floats

CLOSE_DEG = 0.15  # a round that moves the key less than this is the last


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """The solution after each round, how far each moved the key, and what differed.

    shapes   offset (n, 3): the renderer's picture less the quick model's, at the last guess drawn
    """

    solutions: tuple[Solution, ...]
    moved_deg: tuple[float, ...]
    offset: Floats

    @property
    def solution(self) -> Solution:
        """The solution after the last round."""
        return self.solutions[-1]

    @property
    def renders(self) -> int:
        """How many pictures the renderer was asked for."""
        return len(self.moved_deg)


def refine(
    problem: Problem,
    solution: Solution,
    draw: Callable[[Guess], Floats],
    *,
    rounds: int = 3,
    close_deg: float = CLOSE_DEG,
    tolerance: float = 1e-3,
) -> Refined:
    """Correct a solution by a renderer's own pictures.

    valid    at least one round
    shapes   `draw` gives a guess's whole picture at the problem's points, (n, 3), linear light
    source   space mapping: Bandler et al. 2004, "Space mapping: the state of the art", IEEE
             Transactions on Microwave Theory and Techniques 52, 337, with an additive output map
    """
    moved: list[float] = []
    found: list[Solution] = []
    offset: Floats = np.zeros_like(problem.observed)
    for _ in range(rounds):
        guess = solution.guess
        offset = draw(guess) - guess.picture
        nearer = _nearer(problem, offset)
        before = key_way(guess)
        solution = calibrate(nearer, [guess.pose], descents=1, tolerance=tolerance).best
        found.append(solution)
        moved.append(apart_deg(before, key_way(solution.guess)))
        if moved[-1] < close_deg:
            break
    return Refined(tuple(found), tuple(moved), offset)


def _nearer(problem: Problem, offset: Floats) -> Problem:
    """The problem less an offset, by the ruler of the still itself.

    A ruler is relative to brightness; what is left may be near black, or under it, where the still
    is not.
    """
    changed = replace(problem, observed=problem.observed - offset)
    wanted, found = problem.ruler(), changed.ruler()
    least = 1e-12 * float(found.max(initial=1.0))
    weights = problem.weights * wanted / np.maximum(found, least)
    return replace(changed, weights=weights)
