# SPDX-License-Identifier: Apache-2.0
"""Where the rim stands, as the camera sees it. It stays there while the camera moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class RimStation:
    """A place behind the subject: azimuth from the camera's side, positive to camera right."""

    azimuth_deg: float
    elevation_deg: float
    softness_deg: float
    distance_factor: float
    source: str


SET_PRACTICE = "set practice, recalled; angles are house defaults, not measured"

RIM_MODES: Mapping[str, RimStation | None] = MappingProxyType(
    {
        "none": None,
        "rim_left": RimStation(-145.0, 35.0, 8.0, 1.2, SET_PRACTICE),
        "rim_right": RimStation(145.0, 35.0, 8.0, 1.2, SET_PRACTICE),
        # A kicker rakes the cheek from low behind; a rim comes over the shoulder.
        "kicker_left": RimStation(-120.0, 5.0, 6.0, 1.2, SET_PRACTICE),
        "kicker_right": RimStation(120.0, 5.0, 6.0, 1.2, SET_PRACTICE),
        "backlight": RimStation(180.0, 35.0, 8.0, 1.3, SET_PRACTICE),
        # The subject hides the lamp: a soft source straight behind, wrapping the whole outline.
        "halo": RimStation(180.0, 4.0, 30.0, 1.0, SET_PRACTICE),
    }
)
