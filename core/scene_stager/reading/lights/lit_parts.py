# SPDX-License-Identifier: Apache-2.0
"""What lamps from many directions would show, and how any choice of them explains what is seen."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.reading.lights.directions import spread_directions
from scene_stager.reading.lights.irradiance import GroundCaster, ground_light, subject_light
from scene_stager.reading.lights.lambert import RESPONSES, grazing_weights
from scene_stager.reading.lights.mixing import NONE, Mixes, mix_chosen
from scene_stager.reading.lights.problem import LightProblem, ground_weight, level_samples
from scene_stager.reading.lights.stage import LightStage, ground_samples
from scene_stager.shot.lighting.usual_set import LAMP_HALF_EXTENTS

# House defaults, tried on drawn stills and on photographs of 48 known lamps.
DIRECTIONS, LOWEST_DEG, WIDEST_DEG = 110, -20.0, 160.0
RELIEFS, RELIEF_SPREAD = (0.6, 1.0, 1.6), 0.6  # of the balloon, and of their logarithm
LAMP_SIZE_DEG = 8.0
GROUND_SAMPLES = 160
WEIGHT = 10.0  # independent samples that the subject counts as, and the ground
LEAST_MISFIT = 1e-3


@dataclass(frozen=True, eq=False)
class Fits:
    """Log likelihood (c,) and amounts (c, m) of hypotheses of up to m lamps each."""

    likelihood: Floats
    amounts: Floats


@dataclass(frozen=True, eq=False)
class LitPart:
    """What each direction's lamp, and an even light, would show (n, k + 1), and what is seen (n,).

    `strain` is what the assumed shape costs; `power` of the light was taken before the fit.
    """

    columns: Floats
    shown: Floats
    weight: Floats
    strain: float = 0.0
    power: float = 1.0

    def fits(self, choice: Indices) -> Fits:
        """How lamps explain it, by numbers of directions (c, m), NONE for no lamp."""
        mixes = self.mixes(choice)
        likelihood = -0.5 * WEIGHT * np.log(mixes.misfit + LEAST_MISFIT) - self.strain
        return Fits(likelihood, mixes.amounts[:, :-1] ** (1.0 / self.power))

    def mixes(self, choice: Indices) -> Mixes:
        """What lamps (c, m) leave, and amounts (c, m + 1): theirs and the even light's."""
        even = np.full((len(choice), 1), self.columns.shape[1] - 1)
        every = np.concatenate([choice, even], axis=1)
        return mix_chosen(self.columns, every, self.shown, self.weight)


@cache
def directions_tried() -> tuple[Floats, Indices]:
    """The directions (k, 3), and the lamps of every hypothesis (c, 2); NONE for no second one."""
    ways = spread_directions(DIRECTIONS, LOWEST_DEG, WIDEST_DEG)
    each = np.arange(ways.shape[0])
    ones = np.stack([each, np.full(each.size, NONE)], axis=1)
    twos = np.stack(np.triu_indices(each.size, 1), axis=1)
    return ways, np.concatenate([ones, twos])


def lit_subject(problem: LightProblem, stage: LightStage) -> list[LitPart]:
    """The subject's shading under the directions that are tried, for every relief and response."""
    ways = directions_tried()[0]
    plain = [lit_subject_once(problem, stage, ways, relief) for relief in RELIEFS]
    return [
        replace(part, shown=part.shown**power, power=power) for part in plain for power in RESPONSES
    ]


def lit_subject_once(
    problem: LightProblem, stage: LightStage, ways: Floats, relief: float = 1.0
) -> LitPart:
    """The subject's shading under lamps (k, 3), on a balloon that deep (see `level_samples`)."""
    normals, points = level_samples(problem, stage, relief)
    lit = subject_light(normals, points, ways, LAMP_HALF_EXTENTS)
    weight = np.sqrt(grazing_weights(problem.normals))
    strain = 0.5 * (np.log(relief) / RELIEF_SPREAD) ** 2
    return LitPart(np.column_stack([lit, np.ones(len(lit))]), problem.subject, weight, strain)


def lit_ground(
    problem: LightProblem,
    stage: LightStage,
    caster: GroundCaster,
    ways: Floats,
    most: int = GROUND_SAMPLES,
) -> LitPart | None:
    """The ground's light under lamps (k, 3) and a shadow on it; None where no ground shows."""
    places, pixels = ground_samples(stage, problem.free, most)
    if not pixels.size:
        return None
    shown = problem.light[pixels]
    lit = ground_light(places, ways, LAMP_HALF_EXTENTS, caster, LAMP_SIZE_DEG)
    return LitPart(np.column_stack([lit, np.ones(len(lit))]), shown, ground_weight(shown))
