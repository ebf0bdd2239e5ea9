# SPDX-License-Identifier: Apache-2.0
"""From the stage to Unreal: left-handed, +z up, centimetres, cameras and lights look along +x.

With S = diag(1, -1, 1): a place p becomes 100 S p. A turn R becomes S R S, which is a rotator whose
roll, pitch and yaw are a, -b and -c when R is Rz(c) Ry(b) Rx(a). What looks along its own -z on the
stage, with +y up, is first turned so that it looks along +x with +z up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from scene_stager.hosts.euler import Matrix, Vector, euler_track, matrix_from_wxyz

CM_PER_M = 100.0
STILL_M_S = 1e-9  # a wind slower than this has no direction


@dataclass(frozen=True)
class Rotators:
    """Keys of a rotator: offsets in frames from the first, roll, pitch and yaw in degrees."""

    offsets: array[float]
    roll_deg: array[float]
    pitch_deg: array[float]
    yaw_deg: array[float]


def place_cm(place_m: Sequence[float]) -> Vector:
    """A place on the stage, in Unreal."""
    x, y, z = place_m
    return CM_PER_M * x, -CM_PER_M * y, CM_PER_M * z


def looking_turn(stage_from_thing_wxyz: Sequence[float]) -> Matrix:
    """The stage turn of what looks along +x, for a thing that looks along its own -z."""
    (xx, yx, zx), (xy, yy, zy), (xz, yz, zz) = matrix_from_wxyz(stage_from_thing_wxyz)
    return (-zx, -xx, yx), (-zy, -xy, yy), (-zz, -xz, yz)


def plain_turn(stage_from_thing_wxyz: Sequence[float]) -> Matrix:
    """The stage turn of what has no direction of its own."""
    return matrix_from_wxyz(stage_from_thing_wxyz)


def turn_along(way_m_s: Sequence[float], before: Matrix | None = None) -> Matrix:
    """The stage turn whose +x goes along a way and whose +y stays level; no way keeps the last."""
    x, y, z = way_m_s
    level, whole = hypot(x, y), hypot(hypot(x, y), z)
    if whole < STILL_M_S:
        return before or ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    east, north = (x / level, y / level) if level > STILL_M_S else (1.0, 0.0)
    flat, rise = level / whole, z / whole
    return (
        (east * flat, -north, -east * rise),
        (north * flat, east, -north * rise),
        (rise, 0.0, flat),
    )


def rotators(turns: Iterable[Matrix]) -> Rotators:
    """Continuous rotators for stage turns, one per frame, exact on every frame."""
    track = euler_track(turns, "xyz")
    a, b, c = track.angles_deg
    mirrored = [array("d", [-angle + 0.0 for angle in axis]) for axis in (b, c)]
    return Rotators(track.offsets, a, mirrored[0], mirrored[1])
