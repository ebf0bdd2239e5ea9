# SPDX-License-Identifier: Apache-2.0
"""Directions as the product speaks of them: azimuth from the camera's side, elevation from level.

The *level* frame stands at the subject: +x camera right, +y up, +z level towards the camera's
side. The *camera* frame has +x right, +y up in the picture, +z towards the lens.
"""

from functools import cache

import numpy as np

from scene_stager.maths.arrays import Floats


def direction_from_angles(azimuth_deg: Floats | float, elevation_deg: Floats | float) -> Floats:
    """Unit vectors towards lights.

    shapes   azimuth_deg and elevation_deg broadcast; result (..., 3)
    units    degrees
    frame    level; azimuth 0 is the camera's side, + is camera right
    source   spherical coordinates
    """
    azimuth, elevation = np.radians(azimuth_deg), np.radians(elevation_deg)
    level = np.cos(elevation)
    parts = (np.sin(azimuth) * level, np.sin(elevation) + 0.0 * azimuth, np.cos(azimuth) * level)
    return np.stack(np.broadcast_arrays(*parts), axis=-1)


def angles_from_direction(direction: Floats) -> tuple[float, float]:
    """Azimuth and elevation, in degrees, of one vector (3,) in the level frame."""
    x, y, z = (float(part) for part in direction)
    return float(np.degrees(np.arctan2(x, z))), float(np.degrees(np.arctan2(y, np.hypot(x, z))))


def level_from_camera(camera_elevation_deg: float) -> Floats:
    """The rotation from the camera frame to the level frame.

    shapes   -> (3, 3), acting on column vectors
    units    degrees: how far above the subject's horizon the camera stands
    frame    level_from_camera
    source   rotation about the common x axis
    """
    tilt = np.radians(camera_elevation_deg)
    cosine, sine = np.cos(tilt), np.sin(tilt)
    return np.array([[1.0, 0.0, 0.0], [0.0, cosine, sine], [0.0, -sine, cosine]])


def angle_between_deg(a: Floats, b: Floats) -> float:
    """The angle between two vectors (3,), in degrees."""
    cosine = float(a @ b) / float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def turned_away(way: Floats, axis: Floats, angle_deg: float) -> Floats:
    """A direction turned further off an axis, in the plane of both.

    shapes   way and axis (3,), unit vectors -> (3,)
    units    degrees
    frame    any
    valid    as it is where it lies along the axis; no further than straight away from it
    source   the parts along and across the axis
    """
    aside = way - float(way @ axis) * axis
    length = float(np.linalg.norm(aside))
    if length < 1e-9:
        return way
    off = min(np.radians(angle_between_deg(way, axis) + angle_deg), np.pi)
    return np.asarray(np.cos(off) * axis + np.sin(off) * aside / length)


@cache
def spread_directions(count: int, lowest_deg: float, widest_deg: float) -> Floats:
    """Directions spread evenly over a part of the sphere (k, 3), k < 2 count.

    shapes   -> (k, 3) unit vectors
    units    degrees; `lowest_deg` bounds the elevation, `widest_deg` the azimuth to either side
    frame    level
    source   Vogel's spiral on the sphere: equal areas, turned by the golden angle
    """
    number = np.arange(2 * count) + 0.5
    up = 1.0 - number / count
    turn = np.pi * (1.0 + np.sqrt(5.0)) * number
    level = np.sqrt(1.0 - up**2)
    way = np.stack([level * np.sin(turn), up, level * np.cos(turn)], axis=1)
    azimuth = np.degrees(np.arctan2(way[:, 0], way[:, 2]))
    kept = (up > np.sin(np.radians(lowest_deg))) & (np.abs(azimuth) <= widest_deg)
    return np.asarray(way[kept])


def flattened(normals: Floats, relief: float) -> Floats:
    """Normals of a surface whose depth is divided by `relief`; shapes (n, 3) -> (n, 3)."""
    bent = normals * np.array([1.0, 1.0, relief])
    return np.asarray(bent / np.maximum(np.linalg.norm(bent, axis=1, keepdims=True), 1e-9))
