# SPDX-License-Identifier: Apache-2.0
"""Where to stand the post of a crane so that its arm reaches the whole move."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import direction_from_heading, near_deg
from scene_stager.shot.rigs._kinematics import Triple, norm

# Taken where the profile's settings are silent.
REACH_MIN_M = 4.6  # 15 ft, read (telescoping crane brochures)
REACH_MAX_M = 30.0  # 100 ft, read (the same)
POST_HEIGHT_M = 1.6  # house default, not measured
BOOM_DOWN_DEG = -30.0  # house default, not measured
BOOM_UP_DEG = 60.0  # house default, not measured

# Behind the camera first, then round to its sides; never between it and its subject.
SIDES_DEG = (0.0, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0)
STEP_M = 0.25


@dataclass(frozen=True, slots=True)
class Build:
    """What an arm can do: how short and long it gets, how far down and up, and where it pivots."""

    reach_m: tuple[float, float]
    boom_deg: tuple[float, float]
    post_height_m: float

    @classmethod
    def of(cls, settings: Mapping[str, str | float]) -> "Build":
        """Read it from a rig's settings."""
        low, high, down, up, post = (
            float(settings.get(name, otherwise))
            for name, otherwise in (
                ("reach_min_m", REACH_MIN_M),
                ("reach_max_m", REACH_MAX_M),
                ("boom_down_deg", BOOM_DOWN_DEG),
                ("boom_up_deg", BOOM_UP_DEG),
                ("post_height_m", POST_HEIGHT_M),
            )
        )
        return cls((low, high), (down, up), post)


def stand_post(way_m: Floats, behind_heading_deg: float, build: Build) -> Triple | None:
    """The nearest place behind the first point from which the arm reaches all of them.

    shapes   way_m (n, 3)
    units    metres; degrees
    frame    stage; the heading is that of the camera as seen from its subject
    valid    None where no place will do
    source   a search outwards, side by side
    """
    for side_deg in SIDES_DEG:
        out = direction_from_heading(np.array(behind_heading_deg + side_deg), np.array(0.0))
        for back_m in np.arange(STEP_M, build.reach_m[1], STEP_M):
            x, y, _ = way_m[0] + back_m * out
            post = _rounded(np.array([x, y, build.post_height_m]))
            if _reaches(way_m - np.array(post), build):
                return post
    return None


def _reaches(arm: Floats, build: Build) -> bool:
    """True when every arm (n, 3) is of a possible length and lean, and on one side of its post."""
    reach = norm(arm)
    lean_deg = np.degrees(np.arcsin(arm[:, 2] / np.maximum(reach, STEP_M)))
    (short, long), (down, up) = build.reach_m, build.boom_deg
    long_enough = short <= reach.min() and reach.max() <= long
    leans_enough = down <= lean_deg.min() and lean_deg.max() <= up
    ahead = arm[:, 0] * arm[0, 0] + arm[:, 1] * arm[0, 1]
    return bool(long_enough and leans_enough and ahead.min() >= 0.0)


def arm_controls(post_m: Triple, point_m: Triple, near_swing_deg: float = 0.0) -> Triple:
    """Swing, boom and arm length that put the camera at a point.

    shapes   three numbers -> three numbers
    units    metres in; degrees, degrees, metres out
    frame    stage; swing 0 points along +y and grows to the left, and is within half a turn of
             near_swing_deg
    source   spherical coordinates about the post
    """
    across, away, up = (p - q for p, q in zip(point_m, post_m, strict=True))
    level = math.hypot(across, away)
    swing = near_deg(np.array(math.degrees(math.atan2(-across, away))), np.array(near_swing_deg))
    boom = math.degrees(math.atan2(up, level))
    return _rounded(np.array([float(swing), boom, math.hypot(level, up)]))


def _rounded(values: Floats) -> Triple:
    """Nine decimals, so that every platform's library plans the same move."""
    x, y, z = (round(float(value), 9) for value in values)
    return x, y, z
