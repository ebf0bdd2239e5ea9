# SPDX-License-Identifier: Apache-2.0
"""A critically damped spring, stepped exactly: any time step gives the same path."""

import numpy as np

from scene_stager.maths.arrays import Floats

# Released from rest, a critically damped spring still has (1 + u) exp(-u) of its
# distance to go, where u = rate * time. This is the u at which that is exactly one half.
HALFWAY = 1.6783469900166605


def step_spring(
    place: Floats, speed: Floats, goal: Floats, half_time_s: float, dt_s: float
) -> tuple[Floats, Floats]:
    """Advance a spring by one step toward a goal that stands still; return its new (place, speed).

    shapes   place, speed, goal (..., d); both results (..., d)
    units    place in any unit; speed in that unit per second
    frame    any: every axis obeys the same law
    valid    half_time_s > 0, dt_s >= 0
    source   closed form of x'' + 2 r x' + r^2 (x - goal) = 0, with r = HALFWAY / half_time_s
    """
    rate_per_s = HALFWAY / half_time_s
    gap = place - goal
    drift = speed + rate_per_s * gap
    fade = np.exp(-rate_per_s * dt_s)

    new_place = goal + fade * (gap + drift * dt_s)
    new_speed = fade * (speed - rate_per_s * drift * dt_s)
    return new_place, new_speed


def step_spring_toward(
    place: Floats, speed: Floats, goal: Floats, goal_speed: Floats, half_time_s: float, dt_s: float
) -> tuple[Floats, Floats]:
    """Advance a spring by one step toward a goal that moves steadily; return (place, speed).

    `goal` is where the goal is as the step begins. Two short steps make one long one.

    shapes   place, speed, goal, goal_speed (..., d); both results (..., d)
    units    place and goal in any unit; speeds in that unit per second
    frame    any: every axis obeys the same law
    valid    half_time_s > 0, dt_s >= 0
    source   as step_spring, about the steady solution goal + goal_speed (t - 2 / r)
    """
    rate_per_s = HALFWAY / half_time_s
    trail = goal - 2.0 * goal_speed / rate_per_s
    new_place, extra_speed = step_spring(place, speed - goal_speed, trail, half_time_s, dt_s)
    return new_place + goal_speed * dt_s, extra_speed + goal_speed
