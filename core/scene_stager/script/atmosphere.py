# SPDX-License-Identifier: Apache-2.0
"""Atmosphere: the air between the camera and the subject, and one slider for all of it."""

from dataclasses import dataclass

from scene_stager.script.field import number, switch, word
from scene_stager.script.vocabulary import WEATHERS


@dataclass(frozen=True, slots=True)
class Atmosphere:
    """A weather word, and the phase that runs from nothing of it (0) to all of it (1)."""

    weather: str = word("clear", WEATHERS, "what is in the air")
    phase: float | None = number(None, 0, 1, "how much of the weather there is")
    to_phase: float | None = number(None, 0, 1, "how much there is by the end of the shot")
    visibility_m: float | None = number(None, 1, 100000, "how far one sees")
    wind_m_s: float | None = number(None, 0, 60, "how fast the wind blows")
    wind_heading_deg: float = number(
        0.0, -180, 180, "where the wind goes; 0 toward the camera's side, positive to camera right"
    )
    readability: float = number(
        0.0, 0, 1, "the contrast the subject keeps through the air; 0 leaves the air alone"
    )
    flicker: bool = switch(True, "whether practical lights flicker")
