# SPDX-License-Identifier: Apache-2.0
"""Maya's own rates and what it calls them; it has no unit for any other.

source   Autodesk, MTime Unit enumeration (kGames, kFilm … k119_88FPS) and the time units of the
         currentUnit command; 24000/1001 is written 23.976fps, and so on
"""

from __future__ import annotations

from fractions import Fraction
from typing import Dict, Tuple

from scene_stager.errors import HostError

Rate = Tuple[int, int]

NAMED: Dict[str, Rate] = {
    "game": (15, 1),
    "film": (24, 1),
    "pal": (25, 1),
    "ntsc": (30, 1),
    "show": (48, 1),
    "palf": (50, 1),
    "ntscf": (60, 1),
    "23.976fps": (24000, 1001),
    "29.97fps": (30000, 1001),
    "47.952fps": (48000, 1001),
    "59.94fps": (60000, 1001),
    "119.88fps": (120000, 1001),
}
WHOLE = (
    *(2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 40, 75, 80, 90, 100, 120, 125, 150, 200, 240, 250, 300),
    *(375, 400, 500, 600, 750, 1200, 1500, 2000, 3000, 6000, 44100, 48000),
)
DROP_FRAME = {"29.97df": (30000, 1001)}  # another name of a rate, for its timecode
UNITS: Dict[str, Rate] = {**NAMED, **{f"{whole}fps": (whole, 1) for whole in WHOLE}}


def time_unit(fps: Rate) -> str:
    """Maya's name for a rate; HostError, with the nearest that it has, when it has none."""
    asked = Fraction(*fps)
    for name, rate in UNITS.items():
        if Fraction(*rate) == asked:
            return name
    near = min(UNITS.values(), key=lambda rate: abs(Fraction(*rate) / asked - 1))
    told = "/".join(str(part) for part in fps if part != 1)
    nearest = "/".join(str(part) for part in near if part != 1)
    raise HostError(
        f"Maya has no time unit of {told} frames per second; bake the shot at another rate "
        f"(the nearest that it has is --fps {nearest})"
    )


def rate_of(unit: str) -> Rate | None:
    """Frames per second of a time unit, as a fraction; None for one that is no rate of Maya's."""
    return {**UNITS, **DROP_FRAME}.get(unit)
