# SPDX-License-Identifier: Apache-2.0
"""Rig: what carries the camera, and the one move it makes."""

from dataclasses import dataclass, replace

from scene_stager.script.field import number, whole, word
from scene_stager.script.moves import MOVES
from scene_stager.shot.rigs import rigs

PACES = ("slow", "normal", "brisk", "whip")
PRESETS = ("braced", "standing", "investigative", "walk", "run", "vehicle")


def rig_names() -> tuple[str, ...]:
    """The vocabulary of rigs is the registry of rigs: the eighth rig is one file."""
    return tuple(rigs())


@dataclass(frozen=True, slots=True)
class Rig:
    """The support and its move, rest to rest. Distances run from the lens to the focal target."""

    rig: str = word("tripod_locked", rig_names, "what carries the camera")
    move: str = word("hold", tuple(MOVES), "what the camera does")
    pace: str = word("normal", PACES, "how hard the rig is worked when no duration is given")
    from_distance_m: float | None = number(None, 0.05, 5000, "how far off the move begins")
    to_distance_m: float | None = number(None, 0.05, 5000, "how far off the move ends")
    from_height_m: float | None = number(None, 0.02, 1000, "how high the lens is where it begins")
    to_height_m: float | None = number(None, 0.02, 1000, "how high the lens is where it ends")
    orbit_deg: float | None = number(
        None, -720, 720, "how far round an orbit goes; positive to camera right"
    )
    travel_m: float | None = number(None, 0, 1000, "how far the camera travels")
    pan_deg: float | None = number(
        None, -180, 180, "how far off the subject it begins to look; positive to the left"
    )
    tilt_deg: float | None = number(
        None, -90, 90, "how far off the subject it begins to look; positive upward"
    )
    start_s: float = number(0.5, 0, 10000, "when the move begins")
    duration_s: float | None = number(None, 0.01, 10000, "how long the move takes")
    speed_m_s: float | None = number(None, 0.001, 100, "how fast the middle of the move is")
    imperfection: float = number(1.0, 0, 4, "how much of the rig's own unrest; 0 is the ideal move")
    preset: str | None = word(None, PRESETS, "how a handheld camera is carried")
    pass_number: int = whole(1, 1, 9999, "which repeat pass of a motion control move")


def on_rig(rig: Rig, name: str) -> Rig:
    """The same move on another rig, without what belongs to the first rig alone."""
    return rig if rig.rig == name else replace(rig, rig=name, preset=None, pass_number=1)
