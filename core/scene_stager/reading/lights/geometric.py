# SPDX-License-Identifier: Apache-2.0
"""The geometric reading: lights fitted to the subject's shading, ground and shadow."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.reading.grid import Grids
from scene_stager.reading.highlights_gate import gate_of, highlight_trust
from scene_stager.reading.lights.directions import (
    angle_between_deg,
    angles_from_direction,
    direction_from_angles,
)
from scene_stager.reading.lights.irradiance import ground_light
from scene_stager.reading.lights.mixing import mix
from scene_stager.reading.lights.plan import LightPlan, Vote
from scene_stager.reading.lights.problem import (
    FILL_ELEVATION_DEG,
    GROUND_SAMPLES,
    LAMP_SIZE_DEG,
    RIM_AZIMUTHS_DEG,
    LightFit,
    LightGuess,
    LightProblem,
    ground_weight,
    pose_problem,
    rim_directions,
    try_guess,
)
from scene_stager.reading.lights.refine import refine
from scene_stager.reading.lights.search import Candidate, search
from scene_stager.reading.lights.stage import ground_samples
from scene_stager.reading.lights.votes import gather_votes
from scene_stager.reading.mask import SubjectMask
from scene_stager.shot.lighting.usual_set import RIM_DISTANCE_SHARE

# Widths of a lamp that are tried: house default.
LAMP_SIZES_DEG = (1.0, 2.0, 4.0, 8.0, 14.0, 24.0, 40.0)
WEAKEST_STOPS = 5.0  # a rim or ambient light further down cannot be told from none
WEAKEST_FILL_STOPS = 4.2  # a fill further down cannot be told from ambient light
LEAST_RIM_GAIN = 0.18  # how much lower the score must be for a rim to be believed
NO_GROUND_FILL_STOPS = 3.0  # what is said when nothing shows the fill: house default
WITHIN_DEG = 5.7  # holds in two of three of 46 rendered stills with subjects of many kinds


def read_lights_geometric(grids: Grids, mask: SubjectMask, normals: Floats) -> LightPlan:
    """Fit key, fill, rim, ambient light and the stage to one still."""
    pattern = gate_of(grids, mask.inside, normals)
    turned = trusting(pose_problem(grids, mask.inside, normals), highlight_trust(pattern))
    problems = (turned, replace(turned, turned=False))
    found = [refine(*each) for each in zip(problems, search(problems), strict=True)]
    settled = [
        replace(one, guess=settle_rim(each, one.guess))
        for each, one in zip(problems, found, strict=True)
    ]
    stops = [key_fill_stops(*each) for each in zip(problems, settled, strict=True)]
    problem, best, apart_deg = agree(problems, settled)
    guess = best.guess
    fit = try_guess(problem, guess)
    votes = gather_votes(problem, guess)
    key, _, rim, ambient = _amounts(fit, guess)
    misfit = fit.subject_misfit if fit.ground is None else fit.ground_misfit + fit.subject_misfit
    return LightPlan(
        mode="geometric",
        key_azimuth_deg=guess.azimuth_deg,
        key_elevation_deg=guess.elevation_deg,
        key_within_deg=within_deg(apart_deg, misfit, votes, guess),
        softness_deg=_softness_deg(problem, guess),
        key_fill_stops=float(np.mean(stops)),
        fill_azimuth_deg=guess.fill_azimuth_deg,
        rim_stops=None if guess.rim < 0 else -_over(key, rim),
        rim_azimuth_deg=None if guess.rim < 0 else RIM_AZIMUTHS_DEG[guess.rim],
        ambient_stops=-_over(key, ambient),
        stage=guess.stage,
        lamp_distance=guess.distance,
        misfit=float(np.clip(misfit, 0.0, 1.0)),
        certainty=float(mask.confidence * np.exp(-4.0 * misfit)),
        votes=votes,
        pattern=pattern,
    )


def trusting(problem: LightProblem, share: float) -> LightProblem:
    """The same problem, its highlight weighing that share of what it would."""
    spot = problem.highlight
    if spot is None:
        return problem
    return replace(problem, highlight=replace(spot, share=share * spot.share))


def agree(
    problems: Sequence[LightProblem], found: Sequence[Candidate]
) -> tuple[LightProblem, Candidate, float]:
    """The problem that explains its still best, its answer with the mean key, and their spread.

    What throws the shadow is a guess, and a key follows the guess's errors; the mean of two keys
    from two guesses follows them less. A rim that only one of them needs is not believed. The
    spread is how far the keys lie from the mean, degrees.
    """
    best = min(range(len(found)), key=lambda number: found[number].score)
    keys = [direction_from_angles(one.guess.azimuth_deg, one.guess.elevation_deg) for one in found]
    mean = np.sum(keys, axis=0)
    azimuth_deg, elevation_deg = angles_from_direction(mean)
    guess = replace(found[best].guess, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg)
    if any(one.guess.rim < 0 for one in found):
        guess = replace(guess, rim=-1)
    apart_deg = max(angle_between_deg(key, mean) for key in keys)
    return problems[best], replace(found[best], guess=guess), apart_deg


def within_deg(apart_deg: float, misfit: float, votes: Sequence[Vote], guess: LightGuess) -> float:
    """How far off the key may be: not further than this in two stills of three, degrees.

    It grows with how far the two shadows' answers lie apart, with what is left unexplained, and
    with how far each kind of evidence, alone, would have put the key elsewhere.

    source   exponents fitted in logarithms to 111 rendered stills; checked in docs/light.md
    """
    key = direction_from_angles(guess.azimuth_deg, guess.elevation_deg)
    elsewhere_deg = sum(
        vote.share
        * angle_between_deg(direction_from_angles(vote.azimuth_deg, vote.elevation_deg), key)
        for vote in votes
        if vote.azimuth_deg is not None and vote.elevation_deg is not None
    )
    spread = (apart_deg + 1.0) ** 0.14 * (misfit + 0.01) ** 0.3 * (elsewhere_deg + 3.0) ** 0.54
    return float(np.clip(WITHIN_DEG * spread, 1.0, 90.0))


def key_fill_stops(problem: LightProblem, found: Candidate) -> float:
    """Stops of the key over the fill that one answer gives, bounded to what can be told."""
    fit = try_guess(problem, found.guess)
    if not _ground_shows_key(fit):
        return NO_GROUND_FILL_STOPS
    key, fill, _, _ = _amounts(fit, found.guess)
    return min(_over(key, fill), WEAKEST_FILL_STOPS)


def settle_rim(problem: LightProblem, guess: LightGuess) -> LightGuess:
    """Choose again which rim there is, now that key and stage are known; none if none is needed."""
    tries = [replace(guess, rim=rim) for rim in range(-1, len(RIM_AZIMUTHS_DEG))]
    scores = [try_guess(problem, one).score for one in tries]
    best = int(np.argmin(scores))
    return tries[best] if scores[best] < scores[0] - LEAST_RIM_GAIN else tries[0]


def _amounts(fit: LightFit, guess: LightGuess) -> tuple[float, float, float, float]:
    """Key, fill, rim and ambient, as irradiances relative to each other."""
    if fit.ground is not None and _ground_shows_key(fit):
        key, fill = float(fit.ground[0]), float(fit.ground[1])
        rim = float(fit.ground[2]) if guess.rim >= 0 else 0.0
        return key, fill, rim, float(fit.ground[-1])
    key = float(fit.subject[0])
    rim = float(fit.subject[1]) if guess.rim >= 0 else 0.0
    return key, key * 2.0**-NO_GROUND_FILL_STOPS, rim, float(fit.subject[-2])


def _ground_shows_key(fit: LightFit) -> bool:
    """Whether there is ground, and the key is seen on it: an evenly lit floor tells no ratios."""
    if fit.ground is None:
        return False
    return bool(fit.ground[0] > 2.0**-WEAKEST_STOPS * fit.ground.sum())


def _over(strong: float, weak: float) -> float:
    """Stops of one light over another, bounded to where the difference can be seen."""
    ratio = np.log2(max(strong, 1e-9) / max(weak, 1e-9))
    return float(np.clip(ratio, -WEAKEST_STOPS, WEAKEST_STOPS))


def _softness_deg(problem: LightProblem, guess: LightGuess) -> float:
    """The width of the key that explains the edge of its shadow best, degrees."""
    stage = problem.stage(guess.stage)
    places, pixels = ground_samples(stage, problem.free, 4 * GROUND_SAMPLES)
    if not pixels.size:
        return LAMP_SIZE_DEG
    caster = problem.caster(stage)
    key = direction_from_angles(guess.azimuth_deg, guess.elevation_deg)[None]
    fill = direction_from_angles(guess.fill_azimuth_deg, FILL_ELEVATION_DEG)[None]
    rims = rim_directions()[[guess.rim]] if guess.rim >= 0 else np.zeros((0, 3))
    shown = problem.light[pixels]
    weight = ground_weight(shown)
    rest = np.concatenate(
        [
            ground_light(places, fill, guess.distance, caster, LAMP_SIZE_DEG),
            ground_light(places, rims, RIM_DISTANCE_SHARE * guess.distance, caster, LAMP_SIZE_DEG),
            np.ones((pixels.size, 1)),
        ],
        axis=1,
    )
    misfits = []
    for size_deg in LAMP_SIZES_DEG:
        lit = ground_light(places, key, guess.distance, caster, size_deg)
        columns = np.concatenate([lit, rest], axis=1) * weight[:, None]
        misfits.append(mix(columns, shown * weight)[1])
    return _parabola_foot(np.log2(LAMP_SIZES_DEG), np.log(np.array(misfits) + 1e-6))


def _parabola_foot(log_sizes: Floats, misfits: Floats) -> float:
    """The size at the foot of the parabola through the three lowest neighbouring misfits."""
    at = int(np.clip(np.argmin(misfits), 1, misfits.size - 2))
    a, b, _ = np.polyfit(log_sizes[at - 1 : at + 2], misfits[at - 1 : at + 2], 2)
    foot = -b / (2.0 * a) if a > 1e-9 else log_sizes[int(np.argmin(misfits))]
    return float(2.0 ** np.clip(foot, log_sizes[0], log_sizes[-1]))
