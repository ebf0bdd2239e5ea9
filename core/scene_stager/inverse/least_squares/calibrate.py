# SPDX-License-Identifier: Apache-2.0
"""Turn the lights until the guess looks like the still: strengths solved, poses stepped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scene_stager.inverse.least_squares.certificate import Certificate, certify
from scene_stager.inverse.least_squares.levenberg_marquardt import (
    Bounds,
    Descent,
    levenberg_marquardt,
)
from scene_stager.inverse.least_squares.model import ForwardModel, Knob
from scene_stager.inverse.least_squares.problem import (
    LUMINANCE,
    Guess,
    M_co,
    Problem,
    evaluate,
    residual_of,
    reweighted,
)
from scene_stager.inverse.least_squares.ranking import FAR, Calibration, Solution, rank
from scene_stager.inverse.least_squares.transform_tree import pull_back
from scene_stager.maths.arrays import Floats

# House defaults, not measured, but where a line says otherwise.
LEAST_TOLD = 0.02  # of the brightest light: a darker one is judged as if so bright; house default
LEAST_OFF = 0.03  # relative residual that no model is thought to stay under: house default
OTHER_START = 1.5  # scales: poses further apart begin descents of their own; house default
STOPS = (-12.0, 12.0, 1.0)  # bounds and scale of a light's strength: house default


def calibrate(
    problem: Problem[M_co],
    starts: Sequence[Floats],
    *,
    most_steps: int = 20,
    descents: int = 3,
    tolerance: float = 0.02,
    least_decrease: float = 0.0,
    asked: Sequence[str] | None = None,
) -> Calibration[M_co]:
    """Multi-start: descend from the best few of several starts, and rank what they lead to.

    `asked` names the numbers whose settling ends the steps, all when absent; a step that lowers the
    cost by less than the share `least_decrease` is the last.

    shapes   each start (k,), in the order of the model's knobs
    """
    bounds = _bounds(problem.model.knobs, asked)
    poses = (np.clip(start, bounds.low, bounds.high) for start in starts)
    firsts = [reweighted(evaluate(problem, pose)) for pose in poses]
    firsts.sort(key=lambda guess: guess.cost)
    found = [
        descend_from(
            first,
            most_steps=most_steps,
            tolerance=tolerance,
            least_decrease=least_decrease,
            asked=asked,
        )
        for first in _apart(firsts, bounds.scale)[:descents]
    ]
    return rank([Solution(one, certificate_of(one.iterates[-1])) for one in found])


def descend_from(
    first: Guess[M_co],
    *,
    most_steps: int = 20,
    tolerance: float = 0.02,
    least_decrease: float = 0.0,
    asked: Sequence[str] | None = None,
) -> Descent[Guess[M_co]]:
    """Levenberg-Marquardt with IRLS from one guess, as `calibrate` takes the steps."""
    return levenberg_marquardt(
        reweighted(first),
        lambda pose, before: evaluate(first.problem, pose, before.weights),
        _bounds(first.problem.model.knobs, asked),
        reweight=reweighted,
        most_steps=most_steps,
        tolerance=tolerance,
        least_decrease=least_decrease,
    )


def certificate_of(guess: Guess[ForwardModel]) -> Certificate:
    """Posterior covariance without the priors: what the still itself tells of each number.

    With J the Jacobian of the picture in (pose, strengths), W the weights, and each light's three
    strengths turned by one number of stops s:

        x_lc = 2^s x_lc  ->  T = diag(1, ..., x_lc ln 2);  H = T^T (J^T W J) T
        D = diag(scale);  error_k = sigma sqrt(((D H D)^-1)_kk), in scales of the number
        sigma = residual / noise.error, for W counts points as if they were off by noise.error
        observability = 1 / (1 + error^2);  condition = the Jacobian's, of what is observable

    A light too dark to tell is judged at the least brightness that would. Beyond `FAR` errors are
    not independent any more, and sigma grows with the square of how far.
    """
    bare = replace(guess, problem=replace(guess.problem, priors={}, linear_priors=None))
    to_levels, knobs = _in_stops(guess)
    metric = to_levels.T @ pull_back(bare.tree()).metric @ to_levels
    noise = guess.problem.noise
    residual = residual_of(guess)
    far = max(residual / max(FAR, noise.error), 1.0) ** 2
    believed = frozenset(guess.problem.priors)
    sigma = max(residual, LEAST_OFF) / noise.error * far
    return certify(metric, knobs, sigma, residual, believed)


def _in_stops(guess: Guess[ForwardModel]) -> tuple[Floats, list[Knob]]:
    """From pose and stops to pose and strengths, and what those numbers are; (k + 3 l, k + l)."""
    poses, lights = len(guess.pose), guess.problem.model.lights
    to_levels = np.zeros((poses + 3 * len(lights), poses + len(lights)))
    to_levels[:poses, :poses] = np.eye(poses)
    levels = guess.intensities @ LUMINANCE
    least = LEAST_TOLD * float(levels.max(initial=1e-9))
    knobs = list(guess.problem.model.knobs)
    for k, name in enumerate(lights):
        colour = guess.intensities[k] if levels[k] > least else np.full(3, least)
        to_levels[poses + 3 * k : poses + 3 * k + 3, poses + k] = colour * np.log(2.0)
        knobs.append(Knob(f"{name}_stops", "stops", *STOPS))
    return to_levels, knobs


def _bounds(knobs: Sequence[Knob], asked: Sequence[str] | None) -> Bounds:
    low, high, scale = (
        np.array([getattr(knob, side) for knob in knobs]) for side in ("low", "high", "scale")
    )
    wanted = np.array([asked is None or knob.name in asked for knob in knobs], dtype=bool)
    return Bounds(low, high, scale, wanted)


def _apart(guesses: Sequence[Guess[M_co]], scale: Floats) -> list[Guess[M_co]]:
    """The nearest guess of every neighbourhood, nearest first."""
    kept: list[Guess[M_co]] = []
    for guess in guesses:
        far = (np.abs((guess.pose - one.pose) / scale).max(initial=0.0) for one in kept)
        if all(share > OTHER_START for share in far):
            kept.append(guess)
    return kept
