# SPDX-License-Identifier: Apache-2.0
"""What a set is taken to be before a still has been looked at: one place for all who guess.

Whose numbers these are: rims stand where the vocabulary puts them (`rim_modes.py`). Nearly all the
rest is the habit of one generator, that which lit the development stills (`tests/reading/stills`):
a subject 1.6 m tall; key and fill disks at 4.0 m, the fill 2.5 m across at 40 degrees on the other
side of the camera and 15 up; rims 0.5 m across at 3.5 m and 35 up; a floor of 0.18; a target at
0.95 m; haze that scatters with g = 0.3. Nobody measured real sets. A set that is lit otherwise is
read less well than those stills: a rim elsewhere or a fill on the key's own side costs most.

The match, the metrics' light reading and the preview's usual values take them from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from scene_stager.shot.lighting.rim_modes import RIM_MODES

# As the generator had them; the fill's angle is 2 atan(1.25 / 4.0).
LAMP_DISTANCE_M, KEY_SOFTNESS_DEG, LARGE_FILL_DEG = 4.0, 11.0, 35.0
TARGET_HEIGHT_M = 0.95
HAZE_G = 0.3
FLOOR_ALBEDO, FLOOR_ROUGHNESS = 0.18, 0.9  # a grey card's, and matt
LAMP_HALF_EXTENTS = 4.6  # the key's distance in half extents of the subject: tried on those stills

# House defaults, not measured.
USUAL_HEIGHT_M = 1.75  # a person: one picture has no scale
SUBJECT_ALBEDO = 0.45
SUBJECT_ROUGHNESS = SPECULAR = 0.5
# Three stops, for the steps of a match: were it more, fill would explain what is shape.
FILL_UNDER_KEY = 0.125


@dataclass(frozen=True, slots=True)
class Usual:
    """What a number mostly is, and how widely it varies about that; degrees here."""

    mean_deg: float
    deviation_deg: float


# Three-point practice puts a key some 45 degrees beside the lens, on either side, and above it;
# day exteriors and effects fill the rest of the sky. So the spread is wide: a house default.
KEY_PRIOR = (Usual(0.0, 100.0), Usual(40.0, 45.0))  # azimuth and elevation
# Key over fill in stops, and its deviation: ratios of 2:1 to 8:1, which film practice names.
# House default.
FILL_UNDER_KEY_STOPS = (2.0, 1.0)
# A lamp behind the subject is called a rim, a kicker or a backlight, whatever it weighs: at so many
# degrees beside the lens half would call it a key. House default.
KEY_IS_FRONT_DEG = Usual(112.0, 7.0)


@dataclass(frozen=True, slots=True)
class LampPose:
    """Where a lamp stands, seen from the target: azimuth from the camera's side, + to its right.

    `softness_deg` is the angle that it fills across, seen from the target.
    """

    azimuth_deg: float
    elevation_deg: float
    distance_m: float = LAMP_DISTANCE_M
    softness_deg: float = KEY_SOFTNESS_DEG


def _rims() -> Mapping[str, LampPose]:
    """The rims that a match tells apart: 3.5 m, and 0.5 m across, for a person of usual height."""
    stations = {name: RIM_MODES[name] for name in ("rim_left", "rim_right", "backlight")}
    return MappingProxyType(
        {
            name: LampPose(one.azimuth_deg, one.elevation_deg, 3.8, one.softness_deg)
            for name, one in stations.items()
            if one is not None
        }
    )


# For a subject of the usual height, so that 4.0 m for 1.6 m become 4.4 m, and the disks stay.
KEY = LampPose(45.0, 35.0, 4.4, KEY_SOFTNESS_DEG)
FILL = LampPose(-40.0, 15.0, 4.4, 32.0)
RIMS = _rims()


def usual_lamps(side: int) -> dict[str, LampPose]:
    """Key, fill and rims with the key on one side (+1 right), for a subject of the usual height."""
    return {
        "key": replace(KEY, azimuth_deg=side * KEY.azimuth_deg),
        "fill": replace(FILL, azimuth_deg=side * FILL.azimuth_deg),
        **RIMS,
    }
