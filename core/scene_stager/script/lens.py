# SPDX-License-Identifier: Apache-2.0
"""Lens: the glass, the picture area behind it, the stop, the shutter, and where it is focused."""

from dataclasses import dataclass

from scene_stager.script.field import number, word

# Width and height of the picture area in millimetres.
# Super 35 and Super 16 are cropped to 16:9, which is what most deliverables are.
SENSOR_MM = {
    "super35": (24.89, 14.00),
    "full_frame": (36.00, 20.25),
    "academy": (21.95, 16.00),
    "super16": (12.52, 7.04),
    "imax65": (70.41, 52.63),
}
FORMATS = tuple(SENSOR_MM)
ZOOMS = ("none", "zoom", "dolly_zoom")
FOCUSES = ("follow", "fixed", "rack")

VERTICALS = ("as_aimed", "upright")

IN_FRONT = "Did you mean the distance in front of the camera?"


@dataclass(frozen=True, slots=True)
class Lens:
    """What is on the camera. A dolly zoom derives its far end from the move's two distances.

    A lens that is moved over the picture area sees more of the side it is moved to, and the head
    aims so that the subject stays where the framing has it.
    """

    focal_length_mm: float = number(35.0, 4, 1200, "the focal length, or where a zoom begins")
    to_focal_length_mm: float | None = number(None, 4, 1200, "where a zoom ends")
    zoom: str = word("none", ZOOMS, "whether the focal length changes with the move")
    format: str = word("super35", FORMATS, "the picture area")
    f_number: float = number(2.8, 0.7, 64, "the stop")
    shutter_deg: float = number(180.0, 1, 360, "the shutter angle")
    focus: str = word("follow", FOCUSES, "follow the subject, stay, or go from one to another")
    focus_m: float | None = number(
        None, 0, 10000, "where a fixed focus is, or a rack begins", above=True, advice=IN_FRONT
    )
    to_focus_m: float | None = number(
        None, 0, 10000, "where a rack ends", above=True, advice=IN_FRONT
    )
    shift_mm: float = number(
        0.0, -50, 50, "how far the lens is moved sideways; positive to camera right", later=True
    )
    rise_mm: float = number(
        0.0, -50, 50, "how far the lens is raised; negative lets it fall", later=True
    )
    verticals: str = word(
        "as_aimed",
        VERTICALS,
        "upright keeps the head level and raises or lowers the lens in place of a tilt",
        later=True,
    )

    @property
    def is_shifted(self) -> bool:
        """True when the lens does not stand in the middle of the picture area."""
        return self.is_upright or self.shift_mm != 0.0 or self.rise_mm != 0.0

    @property
    def is_upright(self) -> bool:
        """True when the head stays level, so that what is upright is so in the picture."""
        return self.verticals == "upright"

    @property
    def sensor_mm(self) -> tuple[float, float]:
        """Width and height of the picture area."""
        return SENSOR_MM[self.format]
