# SPDX-License-Identifier: Apache-2.0
"""Fields of a script as a panel calls them, for whoever does not write scripts."""

from __future__ import annotations

import re

from scene_stager.errors import Mistake
from scene_stager.script.scene_script import SLOTS
from scene_stager.shot.rigs import rigs

DISTANCE = "distance_m"  # how far off the camera is at the end of the move that is framed
NAMES = {
    DISTANCE: "Distance",
    "seed": "Seed",
    "frame_count": "Frames of the shot",
    "subject.motion": "How the subject moves",
    "subject.height_m": "Height",
    "framing.size": "Shot Size",
    "framing.elevation_deg": "Camera's elevation",
    "rig.rig": "Rig",
    "rig.move": "Move",
    "rig.pace": "Pace",
    "rig.from_distance_m": "Distance where the move begins",
    "rig.to_distance_m": "Distance where the move ends",
    "rig.from_height_m": "Camera height where the move begins",
    "rig.to_height_m": "Camera height where the move ends",
    "rig.orbit_deg": "Way round the subject",
    "rig.travel_m": "Way of the camera",
    "rig.pan_deg": "First look to the side",
    "rig.tilt_deg": "First look up or down",
    "rig.start_s": "Start of the move",
    "rig.duration_s": "Duration",
    "rig.speed_m_s": "Speed",
    "rig.preset": "Way of carrying",
    "rig.pass_number": "Pass",
    "rig.imperfection": "Shake",
    "lens.focal_length_mm": "Focal Length",
    "lens.to_focal_length_mm": "End of the zoom",
    "lens.focus_m": "Focus",
    "lens.to_focus_m": "End of the rack focus",
    "lens.shift_mm": "Shift",
    "lens.rise_mm": "Rise",
    "lens.verticals": "Verticals",
    "lens.zoom": "Zoom",
    "lighting.key_stops": "Key Level",
    "lighting.ratio_stops": "Key to Fill",
    "lighting.rim_mode": "Rim",
    "lighting.rim_stops": "Rim to Key",
    "lighting.ambient_stops": "Ambient to Key",
    "lighting.receptor": "Hold Meter",
    "lighting.key_azimuth_deg": "Key Azimuth",
    "lighting.key_elevation_deg": "Key Elevation",
    "atmosphere.phase": "Mist",
    "stock.stock": "Stock",
}
UNITS = {
    "m_s": "m/s",
    "per_m": "/m",
    "mm": "mm",
    "m": "m",
    "s": "s",
    "deg": "°",
    "stops": "stops",
    "k": "K",
}
UNIT = re.compile(rf"_({'|'.join(UNITS)})$")
PATH = re.compile(rf"\b(?:{'|'.join(SLOTS)})\.[a-z_]+\b|\bframe_count\b|\bstart_frame\b")


def is_field(where: str) -> bool:
    """True for what is a field of a script, and not a file or an option."""
    return where in NAMES or PATH.fullmatch(where) is not None


def name_of(path: str) -> str:
    """What people call a field: "Shot Size" for framing.size."""
    return NAMES.get(path) or UNIT.sub("", path.rpartition(".")[2]).replace("_", " ").capitalize()


def value_of(path: str, value: object) -> str:
    """A value of a field, with its unit: "2.4 m", "medium close up", "Locked tripod"."""
    if path == "rig.rig":
        return rigs()[str(value)].title
    if isinstance(value, str | bool):
        return _spoken(str(value))
    unit = UNIT.search(path)
    shown = _figures(value) if isinstance(value, float) else str(value)
    if unit is None:
        return shown
    return f"{shown}{'' if unit[1] == 'deg' else ' '}{UNITS[unit[1]]}"


def _figures(value: float) -> str:
    """A number to three figures, and never with an exponent that nobody says aloud."""
    return f"{value:.0f}" if abs(value) >= 1000.0 else f"{value:.3g}"


def in_plain_words(mistake: Mistake) -> str:
    """A mistake without the name of a field in it."""
    found = _spoken(mistake.found)
    line = f"{name_of(mistake.where)}: {found}; it would take {_spoken(mistake.expected)}"
    advice = _spoken(mistake.advice)
    return f"{line}. {advice}" if advice else line


def _spoken(text: str) -> str:
    """Fields by their names, and identifiers as words."""
    named = PATH.sub(lambda found: name_of(found[0]), text)
    return re.sub(r"(?<=[a-z0-9])_(?=[a-z0-9])", " ", named)
