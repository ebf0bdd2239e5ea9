# SPDX-License-Identifier: Apache-2.0
"""How unlike usual sets and lenses a hypothesis of a still's light is.

Each strain is how far something is past where it begins to be unusual, over how far past that is
one unit of strain. House defaults, tried on the development stills; what is shared with other
rooms stands in `usual_set.py`.
"""

import numpy as np

from scene_stager.reading.lights.problem import LightGuess, LightProblem, usual_fill_deg
from scene_stager.shot.lighting.usual_set import LAMP_HALF_EXTENTS

WEIGHT = 0.1  # of the strains, squared and summed, in the score

LOWEST_KEY_DEG, LOWEST_KEY_SOFT_DEG = 3.0, 6.0  # elevation: level light is rare indoors
HIGHEST_KEY_DEG, HIGHEST_KEY_SOFT_DEG = 75.0, 10.0  # nearly overhead
FURTHEST_KEY_DEG, FURTHEST_KEY_SOFT_DEG = 112.0, 12.0  # azimuth: behind the subject it is a rim
LOWEST_CAMERA_DEG, LOWEST_CAMERA_SOFT_DEG = -3.0, 4.0  # it looks level or down
HIGHEST_CAMERA_DEG, HIGHEST_CAMERA_SOFT_DEG = 30.0, 8.0  # tilted down
USUAL_FOCAL_MM, FOCAL_LOG_SOFT = 42.0, 0.6  # and its natural logarithm
DISTANCE_SPREAD = 0.35  # of the natural logarithm of the distance of the lamps
HOVER_SOFT, SUNK_SOFT = 0.12, 0.06  # half extents above and below the floor
FILL_SOFT_DEG = 30.0  # from where a fill usually stands
BESIDE_KEY_SOFT_DEG = 15.0  # of a fill on the key's own side,
KEY_HAS_A_SIDE_DEG = 10.0  # of a key that is further to a side than this
HORIZON_PX, HORIZON_SOFT_PX = 1.0, 4.0  # the floor's edge lies under the horizon,
LEAST_DEPTH, DEPTH_SOFT = 5.0, 2.0  # and so many half extents behind the subject
LIGHTLY = 0.3  # the weight of a strain that only leans, in both directions


def prior_cost(problem: LightProblem, guess: LightGuess) -> float:
    """How unlike usual sets and lenses a hypothesis is, in units of the score.

    A key stands from a little above level to nearly overhead and not behind; the fill stands on
    the other side; the camera looks level or down; the floor's edge lies under the horizon and
    well behind the subject.
    """
    azimuth, elevation = guess.azimuth_deg, guess.elevation_deg
    focal, tilt = guess.stage.focal_mm, guess.stage.camera_elevation_deg
    side = np.sign(azimuth) if abs(azimuth) > KEY_HAS_A_SIDE_DEG else 0.0
    strains = [
        max(0.0, LOWEST_KEY_DEG - elevation) / LOWEST_KEY_SOFT_DEG,
        max(0.0, elevation - HIGHEST_KEY_DEG) / HIGHEST_KEY_SOFT_DEG,
        max(0.0, abs(azimuth) - FURTHEST_KEY_DEG) / FURTHEST_KEY_SOFT_DEG,
        max(0.0, LOWEST_CAMERA_DEG - tilt) / LOWEST_CAMERA_SOFT_DEG,
        max(0.0, tilt - HIGHEST_CAMERA_DEG) / HIGHEST_CAMERA_SOFT_DEG,
        LIGHTLY * float(np.log(focal / USUAL_FOCAL_MM)) / FOCAL_LOG_SOFT,
        LIGHTLY * guess.stage.hover / HOVER_SOFT,
        float(np.log(guess.distance / LAMP_HALF_EXTENTS)) / DISTANCE_SPREAD,
        max(0.0, -guess.stage.hover) / SUNK_SOFT,
        LIGHTLY * (guess.fill_azimuth_deg - usual_fill_deg(azimuth)) / FILL_SOFT_DEG,
        max(0.0, float(guess.fill_azimuth_deg * side)) / BESIDE_KEY_SOFT_DEG,
    ]
    if problem.floor_edge is not None:
        stage = problem.stage(guess.stage)
        over = stage.horizon_row() - problem.floor_edge - HORIZON_PX
        near = LEAST_DEPTH - stage.ground_behind(problem.floor_edge)
        strains += [max(0.0, over) / HORIZON_SOFT_PX, max(0.0, near) / DEPTH_SOFT]
    return WEIGHT * float(np.square(strains).sum())
