# SPDX-License-Identifier: Apache-2.0
"""The camera of a Take as compositing programs want it: +y up, looking along -z, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import List, Tuple

from scene_stager.errors import HostError, InputError, Mistake
from scene_stager.hosts.euler import Matrix, Vector
from scene_stager.hosts.maya.axes import Axes
from scene_stager.moks.clock import Clock
from scene_stager.moks.entities import CameraFacts
from scene_stager.moks.take import Take

LEAST_UNITS_PER_M, MOST_UNITS_PER_M = 1e-3, 1e6
Y_UP = Axes("y")
NEEDED = ("translate_m", "rotate_wxyz", "focal_length_mm", "focus_distance_m", "f_number")
SHIFTS = ("shift_x_mm", "shift_y_mm")  # of a lens that stays in the middle there are none


@dataclass(frozen=True)
class CameraTrack:
    """One camera over a shot, in a right-handed frame with +y up.

    units    places, focus and clipping planes in units of the program, of which a metre has
             `units_per_m`; focal lengths, the picture area and how far the lens is moved over
             it in millimetres
    frame    `turns` are from the camera, which looks along -z with +y up, to the world: of the
             stage's (x, y, z) they see (x, z, -y); a lens is moved to the right and up, and then
             shows more of that side
    """

    title: str
    clock: Clock
    units_per_m: float
    places: List[Vector]
    turns: List[Matrix]
    focals_mm: List[float]
    focuses: List[float]
    f_numbers: List[float]
    sensor_mm: Tuple[float, float]
    clipping: Tuple[float, float]
    shifts_mm: Tuple[List[float], List[float]]

    @property
    def frames(self) -> range:
        """The numbers of its frames."""
        return range(self.clock.start_frame, self.clock.start_frame + self.clock.frame_count)

    @property
    def is_shifted(self) -> bool:
        """True when the lens does not stay in the middle of the picture area."""
        return any(map(any, self.shifts_mm))


def camera_track(take: Take, units_per_m: float) -> CameraTrack:
    """The camera of a Take. Raises HostError when it has none, InputError on a wrong scale.

    valid    units_per_m from 0.001 to 1000000
    """
    if not (isfinite(units_per_m) and LEAST_UNITS_PER_M <= units_per_m <= MOST_UNITS_PER_M):
        expected = f"{LEAST_UNITS_PER_M:g} to {MOST_UNITS_PER_M:g}"
        raise InputError(Mistake("--units-per-m", f"{units_per_m:g}", expected))
    found = [(one.id, one.facts) for one in take.entities if isinstance(one.facts, CameraFacts)]
    if not found:
        raise HostError(f"{take.title}: no camera in this Take")
    camera, facts = found[0]
    names = {quantity: f"{camera}.{quantity}" for quantity in NEEDED}
    if missing := [name for name in names.values() if not take.has(name)]:
        raise HostError(f"{take.title}: the camera has no {', '.join(missing)}")
    rows = {quantity: list(take.channel(name).rows()) for quantity, name in names.items()}
    scale = units_per_m
    right_mm, up_mm = (_shift_mm(take, f"{camera}.{quantity}") for quantity in SHIFTS)
    return CameraTrack(
        title=take.title,
        clock=take.clock,
        units_per_m=scale,
        places=[Y_UP.vector([scale * one for one in row]) for row in rows["translate_m"]],
        turns=[Y_UP.turn(wxyz, looks=True) for wxyz in rows["rotate_wxyz"]],
        focals_mm=[focal for (focal,) in rows["focal_length_mm"]],
        focuses=[focus * scale for (focus,) in rows["focus_distance_m"]],
        f_numbers=[stop for (stop,) in rows["f_number"]],
        sensor_mm=(facts.sensor_width_mm, facts.sensor_height_mm),
        clipping=(facts.near_m * scale, facts.far_m * scale),
        shifts_mm=(right_mm, up_mm),
    )


def _shift_mm(take: Take, name: str) -> List[float]:
    if not take.has(name):
        return [0.0] * take.frame_count
    return [shift for (shift,) in take.channel(name).rows()]


def number(value: float) -> str:
    """A number as every program reads it: a point, no exponent, nine decimals at most.

    Nine are the Take's own; minus nought is nought.
    """
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
