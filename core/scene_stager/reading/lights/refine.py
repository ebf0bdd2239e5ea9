# SPDX-License-Identifier: Apache-2.0
"""Then look closely: slide key, fill, camera and hover together until the misfit stops falling."""

from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from scene_stager.maths.arrays import Floats
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    angles_from_direction,
    direction_from_angles,
)
from scene_stager.reading.lights.prior import prior_cost
from scene_stager.reading.lights.problem import LightGuess, LightProblem, try_guess
from scene_stager.reading.lights.search import Candidate
from scene_stager.reading.lights.stage import StageGuess

# First steps: azimuth and elevation, log focal length, tilt, hover, fill azimuth,
# log distance of the lamps.
# House defaults, not measured.
STEPS = np.array([8.0, 8.0, 0.3, 3.0, 0.06, 15.0, 0.2])
SHORTEST_MM, LONGEST_MM = 12.0, 400.0  # lenses that there are
NEAREST, FARTHEST = 2.2, 20.0  # half extents: a lamp clear of the subject; one as good as far
STARTS, APART_DEG = 2, 12.0  # guesses that are refined, and how far apart they begin
# Bounds of a guess: azimuth, elevation, tilt of the camera, hover.
WIDEST_DEG, ELEVATION_DEG = 150.0, (-10.0, 89.0)
TILT_DEG, HOVER = (-30.0, 60.0), (-1.0, 2.0)
FIRST_TRIES, LAST_TRIES = 45, 70  # of the simplex, for each start and for the best
LEAN_SHARE, LEAN_SCALE = (
    0.7,
    0.2,
)  # how much the whole search counts beside its best, and how widely


def refine(problem: LightProblem, candidates: list[Candidate]) -> Candidate:
    """The best hypothesis near the best few candidates, by downhill simplex (Nelder, Mead 1965)."""
    tried = [_slide(problem, start, FIRST_TRIES) for start in _distinct(candidates)]
    best = min(tried, key=lambda candidate: candidate.score)
    return steady(_slide(problem, best, LAST_TRIES), candidates)


def steady(best: Candidate, candidates: list[Candidate]) -> Candidate:
    """The best hypothesis with its key drawn towards where the whole search leans.

    Shapes and shadows are guesses, so that the last slide follows their errors; the mean of all
    candidates, weighted by exp(-score / scale), does not.
    """
    scores = np.array([candidate.score for candidate in candidates])
    weights = np.exp(-(scores - scores.min()) / LEAN_SCALE)
    lean = weights @ np.stack([_towards(candidate) for candidate in candidates])
    lean_length = float(np.linalg.norm(lean))
    if lean_length < 1e-9:
        return best
    blend = _towards(best) + LEAN_SHARE * lean / lean_length
    azimuth_deg, elevation_deg = angles_from_direction(blend)
    guess = replace(best.guess, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg)
    return replace(best, guess=guess)


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """The first few candidates whose keys stand well apart."""
    kept: list[Candidate] = []
    for candidate in candidates:
        towards = _towards(candidate)
        if all(angle_between_deg(towards, _towards(other)) >= APART_DEG for other in kept):
            kept.append(candidate)
        if len(kept) == STARTS:
            break
    return kept


def _towards(candidate: Candidate) -> Floats:
    return direction_from_angles(candidate.guess.azimuth_deg, candidate.guess.elevation_deg)


def _slide(problem: LightProblem, start: Candidate, tries: int) -> Candidate:
    origin = _as_vector(start.guess)

    def cost(steps: Floats) -> float:
        guess = _as_guess(origin + STEPS * steps, start.guess.rim)
        return try_guess(problem, guess).score + prior_cost(problem, guess)

    simplex = np.vstack([np.zeros(STEPS.size), np.eye(STEPS.size)])
    found = minimize(
        cost,
        simplex[0],
        method="Nelder-Mead",
        options={"initial_simplex": simplex, "maxfev": tries, "xatol": 0.02, "fatol": 1e-3},
    )
    return Candidate(float(found.fun), _as_guess(origin + STEPS * found.x, start.guess.rim))


def _as_vector(guess: LightGuess) -> Floats:
    stage = guess.stage
    return np.array(
        [
            guess.azimuth_deg,
            guess.elevation_deg,
            np.log(stage.focal_mm),
            stage.camera_elevation_deg,
            stage.hover,
            guess.fill_azimuth_deg,
            np.log(guess.distance),
        ]
    )


def _as_guess(vector: Floats, rim: int) -> LightGuess:
    azimuth, elevation, log_focal, tilt, hover, fill, log_distance = (
        float(value) for value in vector
    )
    focal_mm = float(np.clip(np.exp(log_focal), SHORTEST_MM, LONGEST_MM))
    stage = StageGuess(focal_mm, float(np.clip(tilt, *TILT_DEG)), float(np.clip(hover, *HOVER)))
    azimuth = float(np.clip(azimuth, -WIDEST_DEG, WIDEST_DEG))
    distance = float(np.clip(np.exp(log_distance), NEAREST, FARTHEST))
    return LightGuess(
        azimuth, float(np.clip(elevation, *ELEVATION_DEG)), fill, rim, stage, distance
    )
