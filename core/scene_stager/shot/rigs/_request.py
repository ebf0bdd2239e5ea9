# SPDX-License-Identifier: Apache-2.0
"""What a planner is asked for, and what it answers when the rig cannot."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import direction_from_heading

AimTarget = Callable[[Floats], Floats]
"""Where the aim is at times (n,): points (n, 3), metres, stage."""


@dataclass(frozen=True, slots=True)
class Composition:
    """Where in the picture the head holds its target, and through which lens.

    `right_mm` and `up_mm` are on the sensor, from the lens axis; `focal_mm` knows the lens from the
    time, the progress of the move and the distance of the target in metres, each (n,). A `level`
    head does not tilt: the lens is raised instead.
    """

    right_mm: float
    up_mm: float
    roll_deg: float
    focal_mm: Callable[[Floats, Floats, Floats], Floats]
    level: bool = False


# How much longer than the rig's working pace a move takes; house defaults, not measured.
PACES = {"whip": 1.0, "brisk": 1.0, "normal": 1.25, "slow": 1.8}


@dataclass(frozen=True, slots=True)
class Station:
    """Where a camera stands: heading and level distance from a pivot on the floor, and height."""

    heading_deg: float
    distance_m: float
    height_m: float
    pivot_m: tuple[float, float] = (0.0, 0.0)

    def point_m(self) -> tuple[float, float, float]:
        """The same place in the stage's axes."""
        way = direction_from_heading(np.array(self.heading_deg), np.array(0.0))
        across, away = float(way[0]), float(way[1])
        return (
            round(self.pivot_m[0] + self.distance_m * across, 9),
            round(self.pivot_m[1] + self.distance_m * away, 9),
            round(self.height_m, 9),
        )


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """A wish: from where to where, which way, and how soon.

    shape        "straight", or "orbit": about the pivot of `start`, all the way from its heading
                 to that of `end`, whole turns included
    head_deg     what the head does beyond its aim, (pan, tilt) at the start and at the end
    duration_s   wins over `speed_m_s` where both are given; without either, the rig's working
                 limits and the pace decide
    speed_m_s    how fast the camera point passes the middle of its way
    shot_s       until when the head must be able to follow its target
    """

    start: Station
    end: Station
    shape: str = "straight"
    head_deg: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))
    pace: str = "normal"
    start_s: float = 0.5
    duration_s: float | None = None
    speed_m_s: float | None = None
    shot_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RigRefusal:
    """Why a rig cannot do a move: which axis, what it would need, what it has, and what would do.

    `quantity` is speed, acceleration, jerk, reach or axis (there is none, or it is locked).
    `shortest_s` and `fastest_m_s` are the nearest wishes that it can grant, None where no wish of
    that kind would help.
    """

    axis: str
    quantity: str
    unit: str
    found: float
    limit: float
    shortest_s: float | None = None
    fastest_m_s: float | None = None

    def reason(self) -> str:
        """The refusal in words, to follow the name of the rig."""
        if self.quantity == "axis":
            return f"does not {VERBS.get(self.axis, self.axis)}"
        if self.axis in HEAD and self.found > WHIP * self.limit:
            return "would pass straight over or under its target, where no head can hold it"
        needs = f"would need {self.found:.3g} {self.unit} of {self.axis} {self.quantity}"
        return f"{needs}, and does at most {self.limit:.3g} {self.unit}"


HEAD = ("pan", "tilt")
WHIP = 100.0  # times past its limit: not haste any more, but a pole

VERBS = {
    "travel": "travel",
    "rise": "rise",
    "descend": "come down",
    "telescope": "telescope",
    "pan": "pan",
    "tilt": "tilt",
}
