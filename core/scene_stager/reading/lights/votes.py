# SPDX-License-Identifier: Apache-2.0
"""Which evidence the key rests on: what each would have said alone, and how much it weighed."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.reading.lights.directions import direction_from_angles
from scene_stager.reading.lights.plan import Vote
from scene_stager.reading.lights.problem import (
    LEAST_MISFIT,
    LightGuess,
    LightProblem,
    highlight_gain,
)
from scene_stager.reading.lights.search import ground_misfits, key_angles, shading_misfits


def gather_votes(problem: LightProblem, guess: LightGuess) -> tuple[Vote, ...]:
    """Shares of shading, of the light's fall over the ground, of cast shadow and of highlight.

    A kind of evidence weighs as much as its misfit at the key lies below its misfit at a middling
    direction, in logarithms; the shadow weighs what the ground's evidence gains by it.
    """
    stage = problem.stage(guess.stage)
    caster = problem.caster(stage)
    nearest = _nearest_key(guess)
    shading = np.log(shading_misfits(problem, stage) + LEAST_MISFIT)
    bare = np.log(ground_misfits(problem, stage, caster.gone())[0] + LEAST_MISFIT)
    shaded = np.log(ground_misfits(problem, stage, caster)[0] + LEAST_MISFIT)
    fall = _drop(bare, nearest)
    towards = direction_from_angles(*key_angles().T)
    shine = -highlight_gain(problem, stage, towards)
    drops = [_drop(shading, nearest), fall, max(0.0, _drop(shaded, nearest) - fall)]
    drops.append(_drop(shine, nearest))
    names = ("shading", "ground falloff", "cast shadow", "highlight")
    fields = (shading, bare, shaded, shine)
    total = sum(drops)
    return tuple(
        _vote(name, drop / total if total > 0.0 else 0.0, field)
        for name, drop, field in zip(names, drops, fields, strict=True)
    )


def _nearest_key(guess: LightGuess) -> int:
    keys = direction_from_angles(*key_angles().T)
    return int(np.argmax(keys @ direction_from_angles(guess.azimuth_deg, guess.elevation_deg)))


def _drop(misfit: Floats, at: int) -> float:
    return max(0.0, float(np.median(misfit) - misfit[at]))


def _vote(name: str, share: float, field: Floats) -> Vote:
    if float(np.ptp(field)) < 1e-9:
        return Vote(name, share, None, None)
    azimuth, elevation = key_angles()[int(np.argmin(field))]
    return Vote(name, share, float(azimuth), float(elevation))
