# SPDX-License-Identifier: Apache-2.0
"""Which evidence the key rests on: what each would have said alone, and how much it weighed."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.reading.lights.directions import angles_from_direction
from scene_stager.reading.lights.irradiance import GroundCaster
from scene_stager.reading.lights.lit_parts import (
    Fits,
    directions_tried,
    lit_ground,
    lit_subject,
)
from scene_stager.reading.lights.plan import Vote
from scene_stager.reading.lights.problem import LightProblem, highlight_gain
from scene_stager.reading.lights.stage import LightStage


def gather_votes(problem: LightProblem, stage: LightStage, key: Floats) -> tuple[Vote, ...]:
    """Shares of shading, of the light's fall over the ground, of cast shadow and of highlight.

    A kind of evidence weighs as much as it makes the key's direction likelier than a middling one,
    in logarithms; the shadow weighs what the ground's evidence gains by it.

    shapes   key (3,), level frame
    """
    caster = problem.caster(stage)
    ways, choice = directions_tried()
    at = int(np.argmax(ways @ key))
    none = np.zeros(len(ways))
    shading = none
    if problem.mirror is None:
        parts = lit_subject(problem, stage)
        shading = np.max([_of_each(part.fits(choice)) for part in parts], axis=0)
    bare = _of_ground(problem, stage, caster.gone(), none)
    shaded = _of_ground(problem, stage, caster, none)
    shine = highlight_gain(problem, stage, ways)
    fall = _rise(bare, at)
    rises = [_rise(shading, at), fall, max(0.0, _rise(shaded, at) - fall), _rise(shine, at)]
    names = ("shading", "ground falloff", "cast shadow", "highlight")
    total = sum(rises)
    return tuple(
        _vote(name, rise / total if total > 0.0 else 0.0, field, ways)
        for name, rise, field in zip(names, rises, (shading, bare, shaded, shine), strict=True)
    )


def _of_ground(
    problem: LightProblem, stage: LightStage, caster: GroundCaster, none: Floats
) -> Floats:
    ways, choice = directions_tried()
    part = lit_ground(problem, stage, caster, ways)
    return none if part is None else _of_each(part.fits(choice))


def _of_each(fits: Fits) -> Floats:
    """The best likelihood of each direction (k,), alone or with any other."""
    ways, choice = directions_tried()
    best = np.full(len(ways) + 1, -np.inf)
    for column in choice.T:
        np.maximum.at(best, column, fits.likelihood)
    return best[:-1]


def _rise(likelihood: Floats, at: int) -> float:
    return max(0.0, float(likelihood[at] - np.median(likelihood)))


def _vote(name: str, share: float, field: Floats, ways: Floats) -> Vote:
    if float(np.ptp(field)) < 1e-9:
        return Vote(name, share, None, None)
    azimuth, elevation = angles_from_direction(ways[int(np.argmax(field))])
    return Vote(name, share, azimuth, elevation)
