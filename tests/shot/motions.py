"""Straight moves for the tests of the rigs, built from nothing but an S-curve."""

from dataclasses import fields

import numpy as np

from scene_stager.maths.motion.s_curve import STILL, delay, lagged_rates, plan_s_curve
from scene_stager.shot.rigs._profile import Motion


def straight(
    t_s,
    length_m=0.0,
    speed_m_s=1.0,
    acceleration_m_s2=1.0,
    jerk_m_s3=2.0,
    *,
    start_s=0.5,
    half_time_s=0.0,
    along=(1.0, 0.0, 0.0),
    reach_m=(9.0, 9.0),
):
    """A rest-to-rest move of so many metres; an arm grows in step from one reach to another."""
    limits = np.array([speed_m_s, acceleration_m_s2, jerk_m_s3])
    curve = delay(plan_s_curve(*(limits / length_m)), start_s) if length_m else STILL
    u, rate, push = lagged_rates(curve, t_s, half_time_s)
    at_breaks = lagged_rates(curve, curve.breaks_s, 0.0, 0, 0)[0]
    way = np.array(along)
    first_m, last_m = reach_m
    return Motion(
        t_s=t_s,
        progress=u,
        progress_rate_per_s=rate,
        position_m=length_m * u[:, None] * way,
        velocity_m_s=length_m * rate[:, None] * way,
        acceleration_m_s2=length_m * push[:, None] * way,
        breaks_s=curve.breaks_s,
        jerk_m_s3=length_m * curve.jerks_per_s3,
        reach_m=first_m + (last_m - first_m) * u,
        reach_at_breaks_m=first_m + (last_m - first_m) * at_breaks,
        direction=np.tile(way, (len(t_s), 1)),
        direction_at_breaks=np.tile(way, (8, 1)),
        operator_half_time_s=half_time_s,
    )


def same(one, other):
    """True when two motions hold the same arrays."""
    pairs = ((getattr(one, f.name), getattr(other, f.name)) for f in fields(Motion))
    return all(np.array_equal(a, b) for a, b in pairs)
