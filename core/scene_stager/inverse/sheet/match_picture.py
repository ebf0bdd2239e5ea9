# SPDX-License-Identifier: Apache-2.0
"""The pictures of a match: the still on its grid, what each guess looked like, how they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.inverse.answer.match_file import Match
from scene_stager.inverse.forward.still_model import StillModel
from scene_stager.inverse.least_squares.problem import Guess
from scene_stager.inverse.still.points import DARK_SHARE
from scene_stager.inverse.still.still import Still
from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import luminance


@dataclass(frozen=True, eq=False)
class DrawnGuess:
    """A guess as a picture. `cost` is what the match brings down; `final` marks the answer.

    shapes   rgb (h, w, 3) linear Rec.709, on the grid of the still
    """

    rgb: Floats
    cost: float
    final: bool = False


def reference_of(match: Match) -> Floats:
    """The still as it was compared, shape (h, w, 3) linear light. Raises InputError without one."""
    return _still(match).rgb


def frames_of(match: Match, most: int = 8) -> tuple[DrawnGuess, ...]:
    """What the guesses looked like, first to last, evenly picked when there are more than `most`.

    Every guess is drawn anew on every pixel of the still's grid; the solver itself compares the
    middles of blocks only.
    """
    still = _still(match)
    guesses = () if match.calibration is None else match.calibration.best.descent.iterates
    last = len(guesses) - 1
    # From the last back, so that one frame is the answer.
    picked = np.unique(np.linspace(last, 0, min(most, len(guesses))).round().astype(int))
    return tuple(
        DrawnGuess(draw_guess(still, guesses[k]), guesses[k].cost, k == last) for k in picked
    )


def draw_guess(still: Still, guess: Guess[StillModel]) -> Floats:
    """A guess on every pixel of the still's grid, shape (h, w, 3) linear light.

    Surroundings that were not compared are the still's own.
    """
    model = guess.problem.model
    whole = replace(model, points=still.points(1))
    light = np.einsum("lnc,lc->nc", whole.draw(guess.pose), guess.intensities)
    picture = np.asarray(light.reshape(still.rgb.shape))
    if model.view.ground:
        return picture
    return np.where(still.shape.inside[..., None], picture, still.rgb)


def difference_stops(reference: Floats, preview: Floats) -> Floats:
    """How many stops the preview lies over the reference, shape (h, w); negative is darker."""
    least = DARK_SHARE * float(np.mean(luminance(reference))) + 1e-9
    over = (luminance(preview) + least) / (luminance(reference) + least)
    return np.asarray(np.log2(np.maximum(over, 1e-9)))


def _still(match: Match) -> Still:
    if match.still is None:
        raise InputError(Mistake(match.image, f"a match that is {match.outcome}", "a subject"))
    return match.still
