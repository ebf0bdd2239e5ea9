# SPDX-License-Identifier: Apache-2.0
"""The way of a subject whose path is told in places and seconds, seen from where it begins."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.sampled_way import SampledWay, thinned_rows
from scene_stager.script.subject import Subject

LOOK_EVERY_S, NUDGE_S = 0.02, 0.002  # house defaults, not measured
NEAR_M = 0.0005  # half a millimetre: what is left out of a path; house default, not measured
DECIMALS = 6  # of seconds and metres


def way_of(subject: Subject) -> SampledWay | None:
    """Where its feet go, about where they are at time zero, in the axes that it faces; or None."""
    if not subject.path:
        return None
    table = np.array(subject.path, dtype=np.float64)
    away_m = table[:, 1:] - np.array(subject.place_m)
    back = np.radians(-subject.facing_deg)
    c, s = np.cos(back), np.sin(back)
    x, y = away_m[:, 0], away_m[:, 1]
    turned = np.stack([c * x - s * y, s * x + c * y, away_m[:, 2]], axis=-1)
    return SampledWay(table[:, 0], np.round(turned, 9))


@dataclass(frozen=True, slots=True, eq=False)
class Raised:
    """A way as high above the feet as the focal target is."""

    way: SampledWay
    up_m: float

    def at(self, t_s: Floats, half_time_s: float = 0.0) -> Floats:
        """Where the target is, or is believed to be; as `SampledWay.at`.

        shapes   t_s (n,); result (n, 3)
        units    seconds in; metres out
        source   the way, raised
        """
        return np.asarray(self.way.at(t_s, half_time_s) + np.array([0.0, 0.0, self.up_m]))


def fastest_m_s(way: SampledWay, shot_s: float, half_time_s: float) -> float:
    """How fast along the floor an operator goes who follows a way through the shot."""
    t_s = np.linspace(0.0, shot_s, max(int(shot_s / LOOK_EVERY_S), 1) + 1)
    before, after = (way.at(t_s + off, half_time_s)[:, :2] for off in (-NUDGE_S, NUDGE_S))
    speeds = np.sqrt(np.sum((after - before) ** 2, axis=1)) / (2.0 * NUDGE_S)
    return round(float(speeds.max()), 6)


def path_rows(times_s: Floats, positions_m: Floats) -> tuple[tuple[float, ...], ...]:
    """Samples as the script has them: only as many as lead within half a millimetre of all."""
    kept = thinned_rows(times_s, positions_m, NEAR_M)
    table = np.column_stack([times_s, positions_m])[kept]
    return tuple(map(tuple, np.round(table, DECIMALS).tolist()))
