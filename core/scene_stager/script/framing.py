# SPDX-License-Identifier: Apache-2.0
"""Framing: how large the subject is in the picture, from which side, and where in the frame."""

from dataclasses import dataclass

from scene_stager.script.field import number, word

SIZES = (
    "extreme_wide",
    "wide",
    "full",
    "medium_full",
    "medium",
    "medium_close_up",
    "close_up",
    "extreme_close_up",
    "insert",
)
# Where the camera stands above (+) or below (-) the level of the focal target, in degrees.
# House defaults, not measured. Straight down is a pole, where pan means nothing: hence 80.
ELEVATION_DEG = {
    "eye_level": 0.0,
    "low": -12.0,
    "high": 30.0,
    "overhead": 80.0,
    "worms_eye": -35.0,
}
# Where the camera stands about the subject; positive sees the subject's left side, which then
# faces picture left.
AZIMUTH_DEG = {
    "front": 0.0,
    "three_quarter_left": 45.0,
    "three_quarter_right": -45.0,
    "profile_left": 90.0,
    "profile_right": -90.0,
    "back": 180.0,
}
PLACEMENTS = (
    "center",
    "left_third",
    "right_third",
    "upper_third",
    "lower_third",
    "upper_left",
    "upper_right",
    "lower_left",
    "lower_right",
)
ANGLES = tuple(ELEVATION_DEG)
VIEWS = tuple(AZIMUTH_DEG)


@dataclass(frozen=True, slots=True)
class Framing:
    """The composition. It holds where a move is anchored: at the end of a push in or a reveal."""

    size: str | None = word(None, SIZES, "how much of the subject fills the picture's height")
    angle: str = word("eye_level", ANGLES, "how high the camera stands")
    elevation_deg: float | None = number(
        None, -89, 89, "how high the camera stands above the focal target, in place of a word"
    )
    view: str = word("front", VIEWS, "from which side of the subject")
    azimuth_deg: float | None = number(
        None, -180, 180, "where the camera stands about the subject, in place of a word"
    )
    placement: str = word("center", PLACEMENTS, "where in the picture the subject is held")
    roll_deg: float = number(
        0.0, -180, 180, "a tilted horizon; positive turns the camera clockwise"
    )

    @property
    def actual_elevation_deg(self) -> float:
        """The elevation that was asked for, in degrees or as a word."""
        return ELEVATION_DEG[self.angle] if self.elevation_deg is None else self.elevation_deg

    @property
    def actual_azimuth_deg(self) -> float:
        """The side that was asked for, in degrees or as a word."""
        return AZIMUTH_DEG[self.view] if self.azimuth_deg is None else self.azimuth_deg
