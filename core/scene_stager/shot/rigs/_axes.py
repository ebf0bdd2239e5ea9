# SPDX-License-Identifier: Apache-2.0
"""Short ways to write down what one axis of a rig may do."""

from scene_stager.shot.rigs._profile import Axis, Limit

ESTIMATE = "house default, not measured"

Pair = tuple[float, float]


def metres(name: str, speed: Pair, acceleration: Pair, jerk: Pair, source: str = ESTIMATE) -> Axis:
    """An axis in metres; each pair is what it is worked at and what it must never exceed."""
    return Axis(name, "m", *(Limit(*pair, source) for pair in (speed, acceleration, jerk)))


def degrees(name: str, speed: Pair, acceleration: Pair, jerk: Pair, source: str = ESTIMATE) -> Axis:
    """An axis in degrees; each pair is what it is worked at and what it must never exceed."""
    return Axis(name, "deg", *(Limit(*pair, source) for pair in (speed, acceleration, jerk)))
