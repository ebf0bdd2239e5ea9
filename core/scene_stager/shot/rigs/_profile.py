# SPDX-License-Identifier: Apache-2.0
"""What every camera rig has to say about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from scene_stager.maths.arrays import Floats


@dataclass(frozen=True, slots=True)
class Limit:
    """How fast one axis may go: as it is worked, what it must never exceed, and who says so."""

    working: float
    hard: float
    source: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One degree of freedom with its three limits, in `unit` (m or deg) per s, s2 and s3."""

    name: str
    unit: str
    speed: Limit
    acceleration: Limit
    jerk: Limit


def _nothing() -> Floats:
    """An empty array: the planner had nothing to say about this."""
    return np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """What the operator asked of the rig, at the times that are wanted: imperfections listen to it.

    shapes   t_s, progress, progress_rate_per_s (n,); position_m, velocity_m_s and
             acceleration_m_s2 (n, 3)
    frame    rig frame: x along the direction of travel (or camera forward when the rig stands
             still), y to its left, z up; position_m is measured from where the move began
    note     the arrays are what the operator's lag left of the move; the exact S-curve before that
             lag is in `breaks_s` (8,) and `jerk_m_s3` (7,), along the path, for signatures that
             need closed forms (they put the lag of `operator_half_time_s` back in themselves);
             `reach_m` (n,) is the arm length where there is one
    optional `reach_at_breaks_m` (8,), the arm length at each break, whatever frames are asked;
             `direction` (n, 3) and `direction_at_breaks` (8, 3), the unit direction of travel in
             the rig frame (of the path, so it is there at rest too). Empty means a constant arm,
             and a move wholly along x
    """

    t_s: Floats
    progress: Floats
    progress_rate_per_s: Floats
    position_m: Floats
    velocity_m_s: Floats
    acceleration_m_s2: Floats
    breaks_s: Floats
    jerk_m_s3: Floats
    reach_m: Floats
    reach_at_breaks_m: Floats = field(default_factory=_nothing)
    direction: Floats = field(default_factory=_nothing)
    direction_at_breaks: Floats = field(default_factory=_nothing)
    operator_half_time_s: float = 0.0


Signature = Callable[[Motion, int, Mapping[str, str | float]], Floats]
"""(motion, seed, settings) -> (n, 6): x y z in metres in the rig frame, then pan tilt roll in
degrees, at imperfection 1.0. Pure, elementwise in time, band-limited to 10.8 Hz."""


@dataclass(frozen=True, slots=True)
class RigProfile:
    """A camera support as data, plus the one function that says how it is imperfect.

    `above_band_share` is how much of the unrest's power may lie above the band of a 24 fps shot:
    what rings when it is struck fades above its pitch but never stops short.
    """

    title: str
    axes: tuple[Axis, ...]
    kinematics: str
    moves: tuple[str, ...]
    operator_half_time_s: float
    focus_half_time_s: float
    signature: Signature
    settings: Mapping[str, str | float]
    notes: str
    source: str
    freedoms: tuple[str, ...] = ()
    above_band_share: float = 1e-4  # house default, not measured

    def axis(self, name: str) -> Axis:
        """The axis of that name."""
        return next(axis for axis in self.axes if axis.name == name)
