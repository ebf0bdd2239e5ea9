# SPDX-License-Identifier: Apache-2.0
"""Lens: the glass, the picture area behind it, the stop, the shutter, and where it is focused."""

from dataclasses import dataclass

from scene_stager.script.field import number, word

RECALLED = "camera gates, recalled"
CROPPED = f"{RECALLED}; cropped to 16:9, which is what most deliverables are"
ALEXA_LF = "ARRI and Netflix, ALEXA LF & Anamorphic Lenses, by newsshooter.com, 31 July 2018"
ALEXA_35 = "M. Shipman-Mueller of ARRI, forum.arri.com, on the 3:2 sensor of the ALEXA 35"
NUKE = "The Foundry, Nuke's camera presets: Film/35mm/4 perf 2.40 Anamorphic Projection"


@dataclass(frozen=True, slots=True)
class Gate:
    """Width and height of a picture area in millimetres, and who says so."""

    width_mm: float
    height_mm: float
    source: str


GATES = {
    "super35": Gate(24.89, 14.00, CROPPED),
    "full_frame": Gate(36.00, 20.25, CROPPED),
    "academy": Gate(21.95, 16.00, RECALLED),
    "super16": Gate(12.52, 7.04, CROPPED),
    "imax65": Gate(70.41, 52.63, RECALLED),
    "red_vv": Gate(40.96, 21.60, f"{ALEXA_LF}: RED 8K VV"),
    "alexa_lf": Gate(36.70, 25.54, f"{ALEXA_LF}: LF Open Gate"),
    "alexa_lf_scope": Gate(36.70, 15.31, f"{ALEXA_LF}: LF 2.39:1"),
    "alexa_35": Gate(27.99, 19.22, f"{ALEXA_35}: Open Gate"),
    "anamorphic35": Gate(20.96, 17.53, NUKE),
}
FORMATS = tuple(GATES)
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

    squeeze: float = number(
        1.0, 1, 2, "how far an anamorphic lens squeezes the picture sideways", later=True
    )
    frame_aspect: float | None = number(
        None, 0.2, 5, "how many times as wide as high the picture is once unsqueezed", later=True
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
        """Width and height of what is shown of the picture area, unsqueezed.

        A frame of another shape is cut out of the area: as wide as it, or as high.
        """
        gate = GATES[self.format]
        width_mm, height_mm = gate.width_mm * self.squeeze, gate.height_mm
        if self.frame_aspect is None:
            return width_mm, height_mm
        if self.frame_aspect * height_mm > width_mm:
            return width_mm, round(width_mm / self.frame_aspect, 6)
        return round(height_mm * self.frame_aspect, 6), height_mm
