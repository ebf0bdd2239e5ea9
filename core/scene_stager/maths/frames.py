# SPDX-License-Identifier: Apache-2.0
"""Rotations, and which way things face. The only file that spells out quaternion algebra."""

import numpy as np

from scene_stager.maths.arrays import Floats


def multiply_wxyz(a_wxyz: Floats, b_wxyz: Floats) -> Floats:
    """The rotation that does `b` first and `a` after it.

    shapes   a_wxyz, b_wxyz (..., 4) -> (..., 4)
    units    none: unit quaternions
    frame    a_from_b times b_from_c is a_from_c
    source   Hamilton's product, i j = k
    """
    aw, ax, ay, az = _parts(a_wxyz)
    bw, bx, by, bz = _parts(b_wxyz)
    return np.stack(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ],
        axis=-1,
    )


def conjugate_wxyz(a_from_b_wxyz: Floats) -> Floats:
    """The rotation that undoes this one.

    shapes   (..., 4) -> (..., 4)
    units    none: unit quaternions
    frame    a_from_b becomes b_from_a
    source   the conjugate of a unit quaternion is its inverse
    """
    w, x, y, z = _parts(a_from_b_wxyz)
    return np.stack([w, -x, -y, -z], axis=-1)


def rotate_wxyz(a_from_b_wxyz: Floats, vector: Floats) -> Floats:
    """Turn a vector given in frame b into frame a.

    shapes   a_from_b_wxyz (..., 4), vector (..., 3) -> (..., 3)
    units    of the vector
    frame    b in, a out
    source   v + 2 w (u x v) + 2 u x (u x v), for the quaternion (w, u)
    """
    w, x, y, z = _parts(a_from_b_wxyz)
    vx, vy, vz = vector[..., 0], vector[..., 1], vector[..., 2]
    tx = 2.0 * (y * vz - z * vy)
    ty = 2.0 * (z * vx - x * vz)
    tz = 2.0 * (x * vy - y * vx)
    return np.stack(
        [
            vx + w * tx + y * tz - z * ty,
            vy + w * ty + z * tx - x * tz,
            vz + w * tz + x * ty - y * tx,
        ],
        axis=-1,
    )


def matrix_from_wxyz(a_from_b_wxyz: Floats) -> Floats:
    """The same rotation as a matrix, whose columns are b's axes seen from a.

    shapes   (..., 4) -> (..., 3, 3)
    units    none: unit quaternions
    frame    a_from_b, acting on column vectors
    source   rotate_wxyz applied to the three axes
    """
    w, x, y, z = _parts(a_from_b_wxyz)
    rows = [
        [1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y - w * z), 2.0 * (x * z + w * y)],
        [2.0 * (x * y + w * z), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z - w * x)],
        [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def wxyz_from_pan_tilt_roll(pan_deg: Floats, tilt_deg: Floats, roll_deg: Floats) -> Floats:
    """How a camera head stands, from its three angles.

    A pan that runs on past 180 degrees gives a quaternion that never changes sign on the way,
    without a look at its neighbours.

    shapes   pan_deg, tilt_deg, roll_deg (...) -> (..., 4)
    units    degrees in
    frame    stage_from_camera; pan 0 looks along +y and grows to the left, tilt grows upwards,
             roll grows clockwise as seen from behind the camera
    source   Rz(pan) Rx(90 + tilt) Rz(-roll), multiplied out in half angles
    """
    pan = np.radians(pan_deg) / 2.0
    tilt = np.radians(tilt_deg + 90.0) / 2.0
    roll = np.radians(roll_deg) / -2.0
    cp, sp, ct, st = np.cos(pan), np.sin(pan), np.cos(tilt), np.sin(tilt)
    cr, sr = np.cos(roll), np.sin(roll)
    w, x, y, z = cp * ct, cp * st, sp * st, sp * ct
    return np.stack([w * cr - z * sr, x * cr + y * sr, y * cr - x * sr, z * cr + w * sr], axis=-1)


def yaw_wxyz(yaw_deg: Floats) -> Floats:
    """A turn about the vertical.

    shapes   yaw_deg (...) -> (..., 4)
    units    degrees in
    frame    any with z up; +90 turns +x to +y, and -y to +x
    source   half the angle about z
    """
    half = np.radians(yaw_deg) / 2.0
    none = np.zeros_like(half)
    return np.stack([np.cos(half), none, none, np.sin(half)], axis=-1)


def turn_camera_wxyz(
    stage_from_camera_wxyz: Floats, pan_deg: Floats, tilt_deg: Floats, roll_deg: Floats
) -> Floats:
    """Turn a camera a little more, about its own axes: the way a shake adds to an aim.

    shapes   stage_from_camera_wxyz (..., 4), angles (...) -> (..., 4)
    units    degrees in
    frame    camera: pan turns it to its own left, tilt to its own up, roll clockwise from behind
    source   stage_from_camera Ry(pan) Rx(tilt) Rz(-roll)
    """
    pan, tilt, roll = (np.radians(a) / 2.0 for a in (pan_deg, tilt_deg, -roll_deg))
    cp, sp, ct, st = np.cos(pan), np.sin(pan), np.cos(tilt), np.sin(tilt)
    cr, sr = np.cos(roll), np.sin(roll)
    w, x, y, z = cp * ct, cp * st, sp * ct, -sp * st
    turn = np.stack([w * cr - z * sr, x * cr + y * sr, y * cr - x * sr, z * cr + w * sr], axis=-1)
    return multiply_wxyz(stage_from_camera_wxyz, turn)


def direction_from_heading(heading_deg: Floats, elevation_deg: Floats) -> Floats:
    """Unit vector from the target toward where something stands around it.

    shapes   heading_deg, elevation_deg (...) -> (..., 3)
    units    degrees in; the result has none
    frame    stage; heading 0 is -y (in front of the subject), +90 is +x, elevation +90 is overhead
    source   spherical coordinates about the target
    """
    heading, elevation = np.radians(heading_deg), np.radians(elevation_deg)
    level = np.cos(elevation)
    across, away = np.sin(heading) * level, -np.cos(heading) * level
    return np.stack(np.broadcast_arrays(across, away, np.sin(elevation)), axis=-1)


def heading_from_direction(direction: Floats) -> tuple[Floats, Floats]:
    """Heading and elevation of where something stands around the target, from a vector toward it.

    shapes   direction (..., 3), of any length -> two of (...)
    units    degrees out, heading in -180..180
    frame    stage, as direction_from_heading
    valid    straight above or below, heading is 0 or 180
    source   spherical coordinates about the target
    """
    x, y, z = direction[..., 0], direction[..., 1], direction[..., 2]
    return np.degrees(np.arctan2(x, -y)), np.degrees(np.arctan2(z, np.hypot(x, y)))


def pan_tilt_toward(direction: Floats) -> tuple[Floats, Floats]:
    """The pan and tilt with which a head looks straight along a vector.

    shapes   direction (..., 3), of any length -> two of (...)
    units    degrees out, pan in -180..180
    frame    stage; pan 0 is +y and grows to the left: a camera that stands at heading h pans to h
    valid    straight up or down, pan is 0 or 180
    source   spherical coordinates about the camera
    """
    return heading_from_direction(-direction)[0], heading_from_direction(direction)[1]


def near_deg(angle_deg: Floats, reference_deg: Floats) -> Floats:
    """The same angle, whole turns added until it is within half a turn of the reference.

    shapes   angle_deg, reference_deg (...) -> (...)
    units    degrees
    source   angle - 360 round((angle - reference) / 360)
    """
    return angle_deg - 360.0 * np.round((angle_deg - reference_deg) / 360.0)


def _parts(wxyz: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The four parts, each (...)."""
    return wxyz[..., 0], wxyz[..., 1], wxyz[..., 2], wxyz[..., 3]
