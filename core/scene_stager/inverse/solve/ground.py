# SPDX-License-Identifier: Apache-2.0
"""Whether what lies round a subject is a floor; where it is not, the subject alone is judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scene_stager.inverse.least_squares.model import ForwardModel
from scene_stager.inverse.least_squares.problem import LUMINANCE, Guess
from scene_stager.inverse.still.points import CameraGuess, StillPoints

# House defaults, not measured, but where a line says otherwise.
EXPLAINED = 0.35  # of its variation; drawn floors are at 0.53 and over, most rooms under 0.3
LEAST_POINTS = 12  # of ground that may be judged: house default
EVEN_STOPS = 0.05  # a ground whose light varies less tells nothing: house default
ALONE = CameraGuess(50.0, 0.0, sure=True, ground=False)  # level and of usual length: house default


def ground_explained(guess: Guess[ForwardModel]) -> float:
    """The share of the ground's variation of light, in stops, that a guess's floor explains.

    A floor under lamps falls off and bears a shadow, and a model of it says how; a backdrop, a
    room or a crowd does not follow. Under 0 where a guess is worse than one even tone; 0 where too
    little ground shows, or where it is as good as even.

    source   coefficient of determination
    """
    problem = guess.problem
    ground = problem.blocks.get("floor")
    if ground is None:
        return 0.0
    used = ground & (problem.sample_weights > 0)
    if np.count_nonzero(used) < LEAST_POINTS:
        return 0.0
    level = problem.observed @ LUMINANCE
    dark = problem.noise.dark * float(np.mean(level[problem.sample_weights > 0])) + 1e-9
    seen = np.log2(level[used] + dark)
    drawn = np.log2(np.maximum(guess.picture[used] @ LUMINANCE, 0.0) + dark)
    if float(seen.std()) < EVEN_STOPS:
        return 0.0
    left = float(((seen - drawn) ** 2).sum())
    return 1.0 - left / float(((seen - seen.mean()) ** 2).sum())


def is_floor(guess: Guess[ForwardModel]) -> bool:
    """Whether the ground is as good as explained by a floor under the guess's lights."""
    return ground_explained(guess) >= EXPLAINED


def without_ground(points: StillPoints) -> StillPoints:
    """The same points with only the subject's compared."""
    nothing = np.zeros_like(points.sky)
    return replace(points, weights=points.weights * points.subject, sky=nothing)
