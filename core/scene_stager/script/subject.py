# SPDX-License-Identifier: Apache-2.0
"""Subject: who or what the shot is about, how tall it stands, and where it goes."""

from dataclasses import dataclass, replace

import numpy as np

from scene_stager.maths.motion.through_samples import through_samples
from scene_stager.script.field import number, rows, text, word

KINDS = ("person", "bust", "product", "vehicle", "building", "venue")
MOTIONS = ("still", "walk", "run", "drive")

# House defaults, not measured: a person of middling height, everything else of a handy size.
USUAL_HEIGHT_M = {
    "person": 1.75,
    "bust": 0.6,
    "product": 0.25,
    "vehicle": 1.5,
    "building": 12.0,
    "venue": 20.0,
}
USUAL_FOCUS_HEIGHT_M = {
    "person": 1.63,
    "bust": 0.38,
    "product": 0.14,
    "vehicle": 0.8,
    "building": 6.0,
    "venue": 2.0,
}
# Largest dimension of what is longer than high, in its own heights.
SPAN_HEIGHTS = {"vehicle": 3.0}
USUAL_SPEED_M_S = {"still": 0.0, "walk": 1.4, "run": 3.0, "drive": 8.0}

FARTHEST_M = 100000.0  # house default, not measured: what nine decimals of a double still tell

LONGEST_S = 86_400.0  # house default, not measured: a day
SHORTEST_STEP_S = 1e-6  # house default, not measured
MOST_ROWS = 4096

SELECTOR = r"(name|tag|role|collection):[^\x00-\x1f\x7f]{1,120}"


@dataclass(frozen=True, slots=True)
class Subject:
    """It stands at its place at time zero, feet on the ground, and the set is staged round it."""

    kind: str = word("person", KINDS, "what it is; sets its size and its stand-in")
    selector: str = text(
        "role:hero",
        128,
        "which object of the host scene it is",
        pattern=SELECTOR,
        example="name:, tag:, role: or collection: and a name, such as role:hero or name:Maana*",
    )
    height_m: float | None = number(None, 0.01, 1000, "how tall it stands")
    focus_height_m: float | None = number(
        None, 0.0, 1000, "how high the focal target is: the eyes of a person"
    )
    motion: str = word("still", MOTIONS, "how it moves, at a steady pace from the first frame")
    speed_m_s: float | None = number(None, 0.001, 100, "how fast it moves")
    heading_deg: float = number(
        0.0, -180, 180, "where it goes: 0 is where it faces, positive to camera right"
    )
    place_x_m: float = number(0.0, -FARTHEST_M, FARTHEST_M, "where its feet are, x", later=True)
    place_y_m: float = number(0.0, -FARTHEST_M, FARTHEST_M, "where its feet are, y", later=True)
    place_z_m: float = number(
        0.0, -FARTHEST_M, FARTHEST_M, "where its feet are, z: the ground there", later=True
    )
    facing_deg: float = number(
        0.0, -180, 180, "where it faces: 0 is -y, 90 is +x; the set turns with it", later=True
    )

    path: tuple[tuple[float, ...], ...] = rows(
        4, MOST_ROWS, "where its feet are when, in place of a motion: seconds, then x, y and z"
    )
    mesh: str = text(
        "",
        64,
        "which mesh the target travels over, as it lies on the stage: the sha256 of its file",
        pattern=r"([0-9a-f]{64})?",
        example="64 hexadecimal digits in small letters, or nothing",
        later=True,
    )

    @property
    def moves(self) -> bool:
        """True when it goes anywhere."""
        return self.motion != "still" or bool(self.path)

    @property
    def place_m(self) -> tuple[float, float, float]:
        """Where its feet are at time zero."""
        if self.path:
            table = np.array(self.path)
            x, y, z = through_samples(np.zeros(1), table[:, 0], table[:, 1:])[0]
            return round(float(x), 9), round(float(y), 9), round(float(z), 9)
        return self.place_x_m, self.place_y_m, self.place_z_m

    @property
    def actual_height_m(self) -> float:
        """The height that was asked for, or the usual one of its kind."""
        return USUAL_HEIGHT_M[self.kind] if self.height_m is None else self.height_m

    @property
    def span_m(self) -> float:
        """Its largest dimension, whichever way that runs."""
        return SPAN_HEIGHTS.get(self.kind, 1.0) * self.actual_height_m

    @property
    def actual_focus_height_m(self) -> float:
        """The focal height that was asked for, or the usual one, scaled to how tall it stands."""
        if self.focus_height_m is not None:
            return self.focus_height_m
        grown = self.actual_height_m / USUAL_HEIGHT_M[self.kind]
        return USUAL_FOCUS_HEIGHT_M[self.kind] * grown

    @property
    def actual_speed_m_s(self) -> float:
        """The speed that was asked for, or the usual one of its motion; none when still."""
        if self.motion == "still" or self.speed_m_s is None:
            return USUAL_SPEED_M_S[self.motion]
        return self.speed_m_s


def led(subject: Subject, path: tuple[tuple[float, ...], ...]) -> Subject:
    """The subject on a path, which says alone where it is and where it goes."""
    still = replace(subject, motion="still", speed_m_s=None, heading_deg=0.0)
    return replace(still, place_x_m=0.0, place_y_m=0.0, place_z_m=0.0, path=path)
