# SPDX-License-Identifier: Apache-2.0
"""Where the lamps of a take stand at one frame, as a gaffer says it: seen from the subject."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scene_stager.moks.entities import LampFacts
from scene_stager.moks.take import Take
from scene_stager.preview.numbers import lights, values

SUN = "distant"  # the shape of a lamp that has a direction and no place


@dataclass(frozen=True, slots=True)
class LampPlace:
    """A lamp about the focal target. A sun has no distance: `distance_m` is None."""

    azimuth_deg: float
    elevation_deg: float
    distance_m: float | None


def lamp_places(take: Take, index: int) -> dict[str, LampPlace]:
    """Every lamp of a take at one frame, by its id; surroundings are no lamp.

    shapes   index into the frames of the take
    units    degrees and metres
    frame    azimuth 0 is the camera's side of the focal target, +90 camera right; elevation 0 is
             level, +90 overhead
    source   the lights' and the camera's channels
    """
    camera_m = values(take, "camera.translate_m")[index]
    target_m = values(take, "target.translate_m")[index]
    near_x, near_y, _ = (float(v) for v in camera_m - target_m)
    found = {}
    for light, known in lights(take).items():
        if not isinstance(known, LampFacts):
            continue
        x, y, z = (float(v) for v in values(take, f"{light}.translate_m")[index] - target_m)
        # +90 is camera right, which is a quarter turn counter-clockwise from above.
        azimuth = math.atan2(near_x * y - near_y * x, near_x * x + near_y * y)
        elevation = math.atan2(z, math.hypot(x, y))
        away_m = None if known.shape == SUN else math.hypot(x, y, z)
        found[light] = LampPlace(math.degrees(azimuth), math.degrees(elevation), away_m)
    return found
