# SPDX-License-Identifier: Apache-2.0
"""A real renderer has the last word: what it draws otherwise than we do is taken off the still.

The quick model keeps the slopes; the slow one is asked for one picture a round. Where the two
agree on the picture, the quick model's answer is the slow one's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scene_stager.inverse.calibrate import Guess, Problem, Solution, apart_deg, calibrate, key_way

Floats = NDArray[np.float64]

CLOSE_DEG = 0.15  # a round that moves the key less than this is the last


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """The solution after the last round, how far each round moved the key, and what differed.

    shapes   offset (n, 3): the renderer's picture less the quick model's, at the last guess
    """

    solution: Solution
    moved_deg: tuple[float, ...]
    offset: Floats

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
) -> Refined:
    """Correct a solution by a renderer's own pictures.

    shapes   `draw` gives a guess's whole picture at the problem's points, (n, 3), linear light
    source   space mapping: Bandler et al. 2004, "Space mapping: the state of the art", IEEE
             Transactions on Microwave Theory and Techniques 52, 337, with an additive output map
    """
    moved: list[float] = []
    offset: Floats = np.zeros_like(problem.observed)
    for _ in range(rounds):
        guess = solution.guess
        offset = draw(guess) - guess.picture
        nearer = replace(problem, observed=problem.observed - offset)
        before = key_way(guess)
        solution = calibrate(nearer, [guess.pose], descents=1, tolerance=1e-3).best
        moved.append(apart_deg(before, key_way(solution.guess)))
        if moved[-1] < close_deg:
            break
    return Refined(solution, tuple(moved), offset)
