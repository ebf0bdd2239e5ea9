# SPDX-License-Identifier: Apache-2.0
"""The key brought nearer on a finer net of directions, once the other lamps are known."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.reading.lights.directions import spread_directions
from scene_stager.reading.lights.posterior import lit_ground, lit_subject_once
from scene_stager.reading.lights.problem import LightProblem
from scene_stager.reading.lights.roles import LampSet
from scene_stager.reading.lights.stage import LightStage

# House defaults, tried on drawn stills.
FINE, REACH_DEG = (
    1500,
    15.0,
)  # directions on the whole sphere, 4 degrees apart; how far from the key
SHARPER = 3.0  # times the samples that the wide search counts: the lamps beside it are known now


def sharpened(problem: LightProblem, stage: LightStage, key: Floats, lamps: LampSet) -> Floats:
    """The mean direction (3,) near a key, weighed by what each explains beside the other lamps."""
    every = spread_directions(FINE, -90.0, 180.0)
    near = np.concatenate([key[None], every[every @ key > np.cos(np.radians(REACH_DEG))]])
    ways = np.concatenate([near, lamps.towards[1:]])
    others = np.arange(len(near), len(ways))
    choice = np.column_stack(
        [np.arange(len(near)), np.broadcast_to(others, (len(near), others.size))]
    )
    likelihood = lit_subject_once(problem, stage, ways).fits(choice).likelihood
    ground = lit_ground(problem, stage, problem.caster(stage), ways)
    if ground is not None:
        likelihood = likelihood + ground.fits(choice).likelihood
    weights = np.exp(likelihood - likelihood.max())
    mean = weights @ near
    return np.asarray(mean / np.linalg.norm(mean))
