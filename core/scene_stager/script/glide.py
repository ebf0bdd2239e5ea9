# SPDX-License-Identifier: Apache-2.0
"""How the subject goes while the camera watches: along a line, at a steady speed."""

from dataclasses import dataclass
from math import atan2, cos, hypot, radians, sin

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.motion.s_curve import (
    STILL,
    SCurve,
    anticipated,
    delay,
    evaluate,
    plan_s_curve,
)
from scene_stager.maths.motion.sampled_way import SampledWay
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.stations import goes_along
from scene_stager.script.way import way_of
from scene_stager.shot.rigs import rigs
from scene_stager.shot.rigs._profile import Axis, RigProfile

Triple = tuple[float, float, float]

# A subject that moves does so before the shot begins and after it ends, so that nothing of its
# starting is seen, nor of the lag it leaves in those who follow it. House defaults, not measured.
RUN_UP_S = 2.0
LEAST_M = 0.01  # who comes back to within a centimetre has gone nowhere
START_M_S2 = 1.0
START_M_S3 = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Glide:
    """How the focal target goes: along a line, by one S-curve that is up to speed all shot long."""

    curve: SCurve
    start_m: Triple
    travel_m: Triple

    def at(self, t_s: Floats, half_time_s: float = 0.0) -> Floats:
        """Where it is, or where somebody who follows it with a lag believes it to be.

        shapes   t_s (n,); result (n, 3)
        units    seconds in; metres out, stage frame
        source   start + travel * u(t)
        """
        gone = anticipated(self.curve, t_s, half_time_s)
        start_m: Floats = np.array(self.start_m)
        travel_m: Floats = np.array(self.travel_m)
        return start_m + gone[:, None] * travel_m


def glide(script: SceneScript) -> Glide:
    """How the focal target goes through the shot: at the origin at time zero, at a steady speed."""
    subject, way = script.subject, way_of(script.subject)
    height_m, speed_m_s = subject.actual_focus_height_m, subject.actual_speed_m_s
    heading = radians(subject.heading_deg)
    if way is not None:
        speed_m_s, heading = _mean(way, script.duration_s) if goes_along(script) else (0.0, 0.0)
    if speed_m_s == 0.0:
        return Glide(STILL, (0.0, 0.0, height_m), (0.0, 0.0, 0.0))
    push, jolt = _start_limits(script)
    curve, way_m = _steady(speed_m_s, script.duration_s, push, jolt)
    ahead = (sin(heading), -cos(heading))
    gone_m = way_m * float(evaluate(curve, np.zeros(1))[0])
    start_m = (round(-gone_m * ahead[0], 9), round(-gone_m * ahead[1], 9), height_m)
    return Glide(curve, start_m, (round(way_m * ahead[0], 9), round(way_m * ahead[1], 9), 0.0))


def _mean(way: SampledWay, shot_s: float) -> tuple[float, float]:
    """The speed and heading that lead straight from where a way is at the start to its end."""
    first, last = way.at(np.array([0.0, shot_s]))
    across, away = last[0] - first[0], last[1] - first[1]
    far_m = round(hypot(across, away), 9)
    if far_m < LEAST_M or shot_s == 0.0:
        return 0.0, 0.0
    return far_m / shot_s, atan2(across, -away)


def _start_limits(script: SceneScript) -> tuple[float, float]:
    """How gently a subject gets going: as gently as the rig that goes along with it."""
    push, jolt = START_M_S2, START_M_S3
    axis = travels_on(rigs()[script.rig.rig]) if goes_along(script) else None
    if axis is not None:
        push, jolt = min(push, axis.acceleration.working), min(jolt, axis.jerk.working)
    return push, jolt


def _steady(speed_m_s: float, shot_s: float, push: float, jolt: float) -> tuple[SCurve, float]:
    """A curve that is at full speed from before the shot begins until after it ends."""
    ramp_s = speed_m_s / push + push / jolt
    if speed_m_s * jolt < push * push:
        ramp_s = 2.0 * (speed_m_s / jolt) ** 0.5
    way_m = speed_m_s * (shot_s + 2.0 * RUN_UP_S + ramp_s)
    curve = plan_s_curve(speed_m_s / way_m, push / way_m, jolt / way_m)
    return delay(curve, -(ramp_s + RUN_UP_S)), way_m


def travels_on(profile: RigProfile) -> Axis | None:
    """The axis that carries a camera along the floor, where the rig has one."""
    return next((axis for axis in profile.axes if axis.name in ("travel", "tip")), None)
