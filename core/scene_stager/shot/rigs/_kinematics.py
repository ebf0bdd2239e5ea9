# SPDX-License-Identifier: Apache-2.0
"""The ways a camera point can go: along a line, round a pivot, or at the end of an arm."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats

Triple = tuple[float, float, float]

LENGTH_SAMPLES = 256


@dataclass(frozen=True, slots=True)
class Path:
    """A straight way through a rig's controls, from `start` (u = 0) to `end` (u = 1).

    line     controls x, y, z in metres, from `base_m`, in axes turned by `yaw_deg`
    orbit    controls heading in degrees, radius and height in metres, about the pivot `base_m`
    arm      controls swing and boom in degrees and arm length in metres, about the post `base_m`;
             swing 0 points along +y and grows to the left, boom grows upwards
    frame    `yaw_deg` is the rig's x axis, from +x of the stage to the left; on an orbit it is
             counted from the direction in which the heading grows
    """

    kinematics: str
    start: Triple
    end: Triple
    base_m: Triple
    yaw_deg: float = 0.0
    post_m: Triple | None = None

    @property
    def is_still(self) -> bool:
        """True when it goes nowhere."""
        return self.start == self.end


def place_m(path: Path, u: Floats, order: int = 0) -> Floats:
    """The camera point, or one of its derivatives by u.

    shapes   u (n,) -> (n, 3)
    units    metres
    frame    stage
    valid    any u; between 0 and 1 is the way itself
    source   the rig's forward kinematics, differentiated by hand
    """
    across, away, up = FORWARD[path.kinematics](path, u, order)
    if order:
        return np.stack([across, away, up], axis=-1)
    x, y, z = path.base_m
    return np.stack([x + across, y + away, z + up], axis=-1)


def _line(path: Path, u: Floats, order: int) -> tuple[Floats, Floats, Floats]:
    """Offsets along the stage's axes."""
    x, y, z = (_ramp(path, axis, u, order) for axis in range(3))
    yaw = math.radians(path.yaw_deg)
    c, s = math.cos(yaw), math.sin(yaw)
    return c * x - s * y, s * x + c * y, z


def _orbit(path: Path, u: Floats, order: int) -> tuple[Floats, Floats, Floats]:
    """Radius times sine and minus cosine of the heading; height."""
    radius, heading = (path.start[1], path.end[1]), (path.start[0], path.end[0])
    across = _wave(radius, (heading[0] - 90.0, heading[1] - 90.0), u, order)
    return across, -_wave(radius, heading, u, order), _ramp(path, 2, u, order)


def _arm(path: Path, u: Floats, order: int) -> tuple[Floats, Floats, Floats]:
    """Products of sines and cosines of swing and boom, written as sums."""
    (swing0, boom0, arm0), (swing1, boom1, arm1) = path.start, path.end
    arm = arm0, arm1
    high, low = (swing0 + boom0, swing1 + boom1), (swing0 - boom0, swing1 - boom1)
    away = _wave(arm, high, u, order) + _wave(arm, low, u, order)
    across = _wave(arm, _less_90(high), u, order) + _wave(arm, _less_90(low), u, order)
    return -0.5 * across, 0.5 * away, _wave(arm, _less_90((boom0, boom1)), u, order)


FORWARD: dict[str, Callable[[Path, Floats, int], tuple[Floats, Floats, Floats]]] = {
    "line": _line,
    "orbit": _orbit,
    "arm": _arm,
}


def travelled_m(path: Path, u: Floats) -> Floats:
    """How far it has come, in the rig's own axes: along, to the left, up.

    On an orbit `along` is the arc.

    shapes   u (n,) -> (n, 3)
    units    metres
    frame    rig: x along the direction of travel, y to its left, z up
    source   the controls themselves; the arc is the integral of radius times turn
    """
    if path.kinematics == "line":
        columns = [_ramp(path, axis, u, 0) - path.start[axis] for axis in range(3)]
        return np.stack(columns, axis=-1)
    if path.kinematics == "arm":
        start_m = place_m(path, np.zeros(1))[0]
        return turned(place_m(path, u) - start_m, -path.yaw_deg)
    turn = math.radians(path.end[0] - path.start[0])
    growth_m = path.end[1] - path.start[1]
    arc_m = turn * (path.start[1] * u + 0.5 * growth_m * u * u)
    rise_m = _ramp(path, 2, u, 0) - path.start[2]
    local = np.stack([arc_m, -growth_m * u, rise_m], axis=-1)
    return turned(local, -path.yaw_deg)


def rig_yaw_deg(path: Path, u: Floats) -> Floats:
    """Which way the rig's x axis points.

    shapes   u (n,) -> (n,)
    units    degrees
    frame    stage: from +x, growing to the left
    source   an orbit carries its rig round; any other rig keeps the direction it was laid in
    """
    if path.kinematics == "orbit":
        return path.yaw_deg + _ramp(path, 0, u, 0)
    return np.full_like(u, path.yaw_deg)


def turned(vector: Floats, yaw_deg: Floats | float) -> Floats:
    """Vectors turned about the vertical, to the left.

    shapes   vector (n, 3), yaw_deg (n,) or a number -> (n, 3)
    units    those of the vector; degrees
    frame    any with z up
    source   a rotation about z
    """
    yaw = np.radians(yaw_deg)
    c, s = np.cos(yaw), np.sin(yaw)
    x, y, z = vector[..., 0], vector[..., 1], vector[..., 2]
    return np.stack([c * x - s * y, s * x + c * y, z], axis=-1)


def reach_m(path: Path, u: Floats) -> Floats:
    """How long the arm must be; 0 for a rig without one.

    shapes   u (n,) -> (n,)
    units    metres
    source   the distance from the post
    """
    if path.post_m is None:
        return np.zeros_like(u)
    return norm(place_m(path, u) - np.array(path.post_m))


def length_m(path: Path) -> float:
    """How far the camera point goes in all.

    shapes   a number
    units    metres
    source   speed averaged over the way: exact for lines and arcs, to 1e-5 for the others
    """
    middles = (np.arange(LENGTH_SAMPLES) + 0.5) / LENGTH_SAMPLES
    return float(np.mean(norm(place_m(path, middles, 1))))


def direction(path: Path, u: Floats) -> Floats:
    """The way it is going, in the rig's own axes; 0 for a path that goes nowhere.

    shapes   u (n,) -> (n, 3)
    units    none: unit vectors
    frame    rig
    source   the slope of the path over its length
    """
    slope = turned(place_m(path, u, 1), -rig_yaw_deg(path, u))
    size = norm(slope)[:, None]
    return slope / np.where(size > 0.0, size, 1.0)


def norm(vector: Floats) -> Floats:
    """How long vectors are.

    shapes   (n, 3) -> (n,)
    units    those of the vector
    source   Pythagoras
    """
    x, y, z = vector[..., 0], vector[..., 1], vector[..., 2]
    length: Floats = np.sqrt(x * x + y * y + z * z)
    return length


def _ramp(path: Path, axis: int, u: Floats, order: int) -> Floats:
    """One control on its straight way, or a derivative of it."""
    start, change = path.start[axis], path.end[axis] - path.start[axis]
    if order == 0:
        return start + change * u
    return np.full_like(u, change if order == 1 else 0.0)


def _wave(
    radius_m: tuple[float, float], angle_deg: tuple[float, float], u: Floats, order: int
) -> Floats:
    """Derivative by u of radius times cosine, both ends of each given."""
    growth_m = radius_m[1] - radius_m[0]
    turn = math.radians(angle_deg[1] - angle_deg[0])
    angle = math.radians(angle_deg[0]) + turn * u
    value = turn**order * (radius_m[0] + growth_m * u) * np.cos(angle + order * math.pi / 2)
    if order and growth_m:
        earlier = np.cos(angle + (order - 1) * math.pi / 2)
        value = value + order * turn ** (order - 1) * growth_m * earlier
    return np.asarray(value)


def _less_90(angle_deg: tuple[float, float]) -> tuple[float, float]:
    """A quarter turn back: it makes a sine of a cosine."""
    return angle_deg[0] - 90.0, angle_deg[1] - 90.0
