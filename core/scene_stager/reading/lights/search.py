# SPDX-License-Identifier: Apache-2.0
"""Look everywhere first: every key direction, under a dozen cameras, with every fill and rim."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.reading.lights.directions import direction_from_angles
from scene_stager.reading.lights.irradiance import GroundCaster, ground_light, subject_light
from scene_stager.reading.lights.mixing import mix_blocks
from scene_stager.reading.lights.prior import prior_cost
from scene_stager.reading.lights.problem import (
    FILL_ASIDE_DEG,
    FILL_ELEVATION_DEG,
    GROUND_SAMPLES,
    LAMP_SIZE_DEG,
    LEAST_MISFIT,
    UNSEEN_GROUND,
    LightGuess,
    LightProblem,
    ground_weight,
    highlight_gain,
    level_samples,
    rim_directions,
    usual_fill_deg,
)
from scene_stager.reading.lights.stage import (
    LightStage,
    StageGuess,
    ground_samples,
)
from scene_stager.shot.lighting.usual_set import LAMP_HALF_EXTENTS, RIM_DISTANCE_SHARE

# House defaults, not measured.
RIM_HALF_EXTENTS = RIM_DISTANCE_SHARE * LAMP_HALF_EXTENTS
ELEVATIONS_DEG = (6.0, 20.0, 34.0, 48.0, 62.0, 76.0)  # of a key, that are tried
WIDEST_AZIMUTH_DEG = 120.0  # of a key to either side
FOCALS_MM = (26.0, 40.0, 80.0)  # wide, usual and long
CAMERA_ELEVATIONS_DEG = (0.0, 7.0, 14.0, 21.0)  # from level to a high shot
USUAL_HOVER = 0.04  # half extents between the subject and the floor
KEPT_PER_CAMERA = 4  # best guesses that are refined
FILL_OUTSHINES = 1.5  # factor on the misfit when the fill would be stronger than the key


@dataclass(frozen=True)
class Candidate:
    """A hypothesis and its score; lower is better."""

    score: float
    guess: LightGuess


@cache
def key_angles() -> Floats:
    """Azimuth and elevation of every direction that is tried (k, 2), about 14 degrees apart."""
    rings = []
    for elevation in ELEVATIONS_DEG:
        half = max(1, round(8.5 * float(np.cos(np.radians(elevation)))))
        azimuths = np.linspace(-WIDEST_AZIMUTH_DEG, WIDEST_AZIMUTH_DEG, 2 * half + 1)
        rings.append(np.column_stack([azimuths, np.full(azimuths.size, elevation)]))
    return np.concatenate(rings)


def search(problems: Sequence[LightProblem]) -> list[list[Candidate]]:
    """Candidates from all cameras, best first, for each problem.

    The problems are one still's, and differ only in what throws the shadow.
    """
    found: list[list[Candidate]] = [[] for _ in problems]
    for focal_mm in FOCALS_MM:
        for elevation_deg in CAMERA_ELEVATIONS_DEG:
            guess = StageGuess(focal_mm, elevation_deg, USUAL_HOVER)
            stage = problems[0].stage(guess)
            if hides_floor_edge(problems[0], stage):
                continue
            shading = shading_misfits(problems[0], stage)
            for number, problem in enumerate(problems):
                found[number] += search_camera(problem, stage, shading)
    return [sorted(kept, key=lambda candidate: candidate.score) for kept in found]


def hides_floor_edge(problem: LightProblem, stage: LightStage) -> bool:
    """Whether a camera would have the floor's edge above the horizon."""
    edge = problem.floor_edge
    return edge is not None and stage.horizon_row() > edge + 8


def search_camera(problem: LightProblem, stage: LightStage, shading: Floats) -> list[Candidate]:
    """The best few hypotheses under one camera, given the misfits of the shading (k,)."""
    ground, rims = ground_misfits(problem, stage, problem.caster(stage))
    score = np.log(shading + LEAST_MISFIT) + np.log(ground + LEAST_MISFIT)
    score -= highlight_gain(problem, stage, direction_from_angles(*key_angles().T))
    out = []
    for number in np.argsort(score, kind="stable")[:KEPT_PER_CAMERA]:
        azimuth, elevation = (float(angle) for angle in key_angles()[number])
        rim = int(rims[number])
        whole = LightGuess(azimuth, elevation, usual_fill_deg(azimuth), rim, stage.guess)
        out.append(Candidate(float(score[number]) + prior_cost(problem, whole), whole))
    return out


def shading_misfits(problem: LightProblem, stage: LightStage) -> Floats:
    """What each key direction leaves unexplained on the subject, with its best rim (k,)."""
    normals, points = level_samples(problem, stage)
    keys = direction_from_angles(*key_angles().T)
    common = np.column_stack([np.ones(normals.shape[0]), 0.5 * (1.0 - normals[:, 1])])
    mixes = mix_blocks(
        [
            subject_light(normals, points, keys, LAMP_HALF_EXTENTS),
            subject_light(normals, points, rim_directions(), RIM_HALF_EXTENTS),
        ],
        common,
        problem.subject,
        np.ones(problem.subject.size),
    )
    return _best_per_key(mixes.choice[:, 0], mixes.misfit)[0]


def ground_misfits(
    problem: LightProblem, stage: LightStage, caster: GroundCaster
) -> tuple[Floats, NDArray[np.intp]]:
    """What each key direction leaves unexplained on the ground (k,), and its rim (k,)."""
    count = key_angles().shape[0]
    places, pixels = ground_samples(stage, problem.free, GROUND_SAMPLES)
    none = np.full(count, -1, dtype=np.intp)
    if not pixels.size:
        return np.full(count, UNSEEN_GROUND), none
    keys = direction_from_angles(*key_angles().T)
    sides = np.array([-FILL_ASIDE_DEG, FILL_ASIDE_DEG])
    fills = direction_from_angles(sides, FILL_ELEVATION_DEG)
    shown = problem.light[pixels]
    mixes = mix_blocks(
        [
            ground_light(places, keys, LAMP_HALF_EXTENTS, caster, LAMP_SIZE_DEG),
            ground_light(places, fills, LAMP_HALF_EXTENTS, caster, LAMP_SIZE_DEG),
            ground_light(places, rim_directions(), RIM_HALF_EXTENTS, caster, LAMP_SIZE_DEG),
        ],
        np.ones((pixels.size, 1)),
        shown,
        ground_weight(shown),
    )
    key, fill = mixes.choice[:, 0], mixes.choice[:, 1]
    outshone = mixes.amounts[:, 1] > mixes.amounts[:, 0]
    misfit = np.where(outshone, FILL_OUTSHINES * mixes.misfit, mixes.misfit)
    azimuth = key_angles()[key, 0]
    beside = (fill >= 0) & (sides[fill] * azimuth > 0.0)
    misfit = np.where(beside, np.inf, misfit)
    best, at = _best_per_key(key, misfit)
    return best, mixes.choice[at, 2]


def _best_per_key(key: NDArray[np.intp], misfit: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Least misfit of each key direction, and the combination that has it; keys come sorted."""
    per_key = misfit.reshape(int(key[-1]) + 1, -1)
    at = per_key.argmin(axis=1)
    rows = np.arange(per_key.shape[0])
    return per_key[rows, at], rows * per_key.shape[1] + at
