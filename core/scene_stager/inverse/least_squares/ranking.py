# SPDX-License-Identifier: Apache-2.0
"""Solutions ranked: which are of one kind, which rival the best, and what to think of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np

from scene_stager.inverse.least_squares.certificate import Certificate
from scene_stager.inverse.least_squares.key_read import KeyRead
from scene_stager.inverse.least_squares.levenberg_marquardt import Descent, Ended
from scene_stager.inverse.least_squares.model import ForwardModel
from scene_stager.inverse.least_squares.outcome import Outcome
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess, M_co
from scene_stager.maths.arrays import Floats

# House defaults, not measured, but where a line says otherwise.
SAME_DEG = 8.0  # leading lights nearer than this make one solution: house default
FAR = 0.18  # relative residual beyond which the model does not explain the still: house default
RIVAL = 1.35  # a cost within this factor of the best one's is a rival's: house default
TWIN_LEVEL, TWIN_DEG = 0.25, 20.0  # of the leading light, and from it: a twin; house defaults


@dataclass(frozen=True, slots=True, eq=False)
class Solution(Generic[M_co]):
    """One arrangement of the lights that explains the still, and the way to it."""

    descent: Descent[Guess[M_co]]
    certificate: Certificate

    @property
    def guess(self) -> Guess[M_co]:
        """The last and nearest guess."""
        return self.descent.iterates[-1]

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.descent.iterates) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Calibration(Generic[M_co]):
    """Every arrangement that was found, the answer first, then the nearest; and what is to be
    thought of the answer. `read` is the key that another reading had, None where none was asked.
    """

    solutions: tuple[Solution[M_co], ...]
    outcome: Outcome
    role_swap: bool
    read: KeyRead | None = None

    @property
    def best(self) -> Solution[M_co]:
        """The answer."""
        return self.solutions[0]

    @property
    def rivals(self) -> tuple[Solution[M_co], ...]:
        """The others that explain the still about as well as the answer, or better."""
        most = RIVAL * self.best.guess.cost
        return tuple(one for one in self.solutions[1:] if one.guess.cost <= most)


def rank(
    found: Sequence[Solution[M_co]], answer: Solution[M_co] | None = None
) -> Calibration[M_co]:
    """Solutions nearest first, each of its own kind, and what is to be thought of the first.

    Where other evidence has named the `answer`, the nearest of its kind is the first, whatever
    others cost: those that cost less are its rivals.
    """
    nearest = sorted(found, key=lambda solution: solution.guess.cost)
    if answer is not None:
        first = next(one for one in nearest if _alike(one, answer))
        nearest = [first, *(one for one in nearest if one is not first)]
    kept = _different(nearest)
    swap = roles_could_swap(kept)
    return Calibration(tuple(kept), _outcome(kept, swap), swap)


def roles_could_swap(solutions: Sequence[Solution[M_co]]) -> bool:
    """Whether a rival gives the leading part to another light, or two lights stand in one place."""
    best = solutions[0].guess
    ways, leading = _ways(best), best.problem.model.leading
    if leading not in ways:
        return False
    levels = _levels(best)
    for name, way in ways.items():
        strong = name != leading and levels[name] > TWIN_LEVEL * levels[leading]
        if strong and apart_deg(ways[leading], way) < TWIN_DEG:
            return True
    for other in solutions[1:]:
        rival = other.guess.cost <= RIVAL * best.cost
        if rival and _strongest(other.guess) != _strongest(best):
            return True
    return False


def leading_way(guess: Guess[ForwardModel]) -> Floats:
    """The unit vector to the light that names a solution, from the target; shape (3,)."""
    return _ways(guess)[guess.problem.model.leading]


def apart_deg(one: Floats, other: Floats) -> float:
    """The angle between two directions, in degrees; shapes (3,)."""
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(one, other)), one @ other)))


def _ways(guess: Guess[ForwardModel]) -> Mapping[str, Floats]:
    return guess.problem.model.ways(guess.pose)


def _levels(guess: Guess[ForwardModel]) -> dict[str, float]:
    """How strong each light is."""
    levels = (guess.intensities @ LUMINANCE).tolist()
    return dict(zip(guess.problem.model.lights, levels, strict=True))


def _strongest(guess: Guess[ForwardModel]) -> str:
    """The strongest of the lights that stand somewhere."""
    levels = _levels(guess)
    return max(_ways(guess), key=lambda name: levels[name])


def _different(found: Sequence[Solution[M_co]]) -> list[Solution[M_co]]:
    kept: list[Solution[M_co]] = []
    for one in found:
        if not any(_alike(one, other) for other in kept):
            kept.append(one)
    return kept


def _alike(one: Solution[M_co], other: Solution[M_co]) -> bool:
    return apart_deg(leading_way(one.guess), leading_way(other.guess)) <= SAME_DEG


def _outcome(solutions: Sequence[Solution[M_co]], swap: bool) -> Outcome:
    best = solutions[0]
    if best.certificate.residual > FAR:
        return Outcome.UNEXPLAINED
    if best.certificate.ill_posed:
        return Outcome.ILL_POSED
    if swap or any(one.guess.cost <= RIVAL * best.guess.cost for one in solutions[1:]):
        return Outcome.AMBIGUOUS
    if best.descent.ended is Ended.UNFINISHED:
        return Outcome.UNFINISHED
    return Outcome.MATCHED
