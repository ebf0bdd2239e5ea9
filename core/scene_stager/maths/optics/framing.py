# SPDX-License-Identifier: Apache-2.0
"""Where things land in the picture, and where a camera must look to put them there."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import conjugate_wxyz, rotate_wxyz
from scene_stager.maths.optics.lens import distance_for_frame_m

# How many subject heights fill the height of the picture; house defaults, not measured.
SHOT_SIZES: dict[str, float] = {
    "extreme_wide": 6.0,
    "wide": 2.0,
    "full": 1.2,
    "medium_full": 0.75,
    "medium": 0.52,
    "medium_close_up": 0.36,
    "close_up": 0.24,
    "extreme_close_up": 0.11,
    "insert": 0.07,
}

# Where the focal target sits, from the middle: picture widths to the right, picture heights up.
PLACEMENTS: dict[str, tuple[float, float]] = {
    "center": (0.0, 0.0),
    "left_third": (-1.0 / 6.0, 0.0),
    "right_third": (1.0 / 6.0, 0.0),
    "upper_third": (0.0, 1.0 / 6.0),
    "lower_third": (0.0, -1.0 / 6.0),
    "upper_left": (-1.0 / 6.0, 1.0 / 6.0),
    "upper_right": (1.0 / 6.0, 1.0 / 6.0),
    "lower_left": (-1.0 / 6.0, -1.0 / 6.0),
    "lower_right": (1.0 / 6.0, -1.0 / 6.0),
}

HEADROOM = 0.07  # of the picture's height, above the subject; house default, not measured


class Aim(NamedTuple):
    """Head angles, and whether they really put the target where it was wanted."""

    pan_deg: Floats
    tilt_deg: Floats
    reached: NDArray[np.bool_]


def distance_for_size_m(
    size: str, subject_height_m: float, focal_mm: float, height_mm: float
) -> float:
    """How far from the subject a camera must stand for a shot size.

    shapes   numbers
    units    metres and millimetres in, height_mm the sensor's; metres out
    valid    size is a key of SHOT_SIZES
    source   similar triangles on SHOT_SIZES: house defaults, not measured
    """
    return distance_for_frame_m(SHOT_SIZES[size] * subject_height_m, focal_mm, height_mm)


def eye_line(frame_m: float, subject_height_m: float, focus_height_m: float) -> float:
    """How far above the middle of the picture the focal target sits when the shot is well framed.

    A picture that is `frame_m` high where the subject stands leaves a little air over the head; one
    too tight for that is about the target itself, and one much wider puts the middle of the subject
    in the middle.

    shapes   numbers
    units    metres in; picture heights out, up is positive
    valid    frame_m > 0; a level camera
    source   HEADROOM: house default, not measured
    """
    below_top_m = subject_height_m - (0.5 - HEADROOM) * frame_m
    is_wide = below_top_m < subject_height_m / 2.0
    middle_m = subject_height_m / 2.0 if is_wide else min(below_top_m, focus_height_m)
    return (focus_height_m - middle_m) / frame_m


def solve_pan_tilt(
    toward_pan_deg: Floats, toward_tilt_deg: Floats, x: Floats, y: Floats, roll_deg: Floats
) -> Aim:
    """The pan and tilt that put a target at a chosen place in the picture, horizon and all.

    shapes   all (n,) or numbers -> (n,) each
    units    degrees; x and y are tangents: picture offset over focal length
    frame    toward_* are the pan and tilt that look straight at the target; x right and y up in
             the picture; pan grows to the left, roll clockwise from behind the camera
    valid    where no tilt will do (a target overhead, wanted far off to the side) the tilt stops at
             the nearest it can do and `reached` is False there
    source   Rx(90 + tilt) Rz(-roll) (x, y, -1) set equal to the direction of the target
    """
    roll, high = np.radians(roll_deg), np.radians(toward_tilt_deg)
    right = x * np.cos(roll) + y * np.sin(roll)
    up = y * np.cos(roll) - x * np.sin(roll)

    # Tilt alone sets how high the target stands; pan then brings it round.
    rise = np.sqrt((1.0 + right * right + up * up) / (1.0 + up * up)) * np.sin(high)
    reached = np.abs(rise) <= 1.0
    tilt = np.arcsin(np.clip(rise, -1.0, 1.0)) - np.arctan(up)
    across = np.arctan2(right, np.cos(tilt) - up * np.sin(tilt))
    return Aim(toward_pan_deg + np.degrees(across), np.degrees(tilt), reached)


def solve_level(
    toward_pan_deg: Floats, toward_tilt_deg: Floats, x: Floats
) -> tuple[Floats, Floats]:
    """The pan of a level head that puts a target at a place across, and how high it then stands.

    A lens that is raised by that height, less where the target is wanted, does what a tilt would
    do, and leaves upright lines upright.

    shapes   all (n,) or numbers -> (n,) each
    units    degrees and tangents in; degrees, and a tangent: height over the lens axis over focal
             length
    frame    toward_* are the pan and tilt that look straight at the target; x right and the height
             up in the picture; pan grows to the left
    valid    a target that is not straight above or below
    source   Rx(90) (x, y, -1) turned about the vertical, set equal to the direction of the target
    """
    high = np.tan(np.radians(toward_tilt_deg)) * np.sqrt(1.0 + x * x)
    return toward_pan_deg + np.degrees(np.arctan(x)), high


def project(
    point_m: Floats, camera_m: Floats, stage_from_camera_wxyz: Floats
) -> tuple[Floats, Floats, Floats]:
    """Where points land in the picture of a camera, and how far in front of it they are.

    shapes   point_m, camera_m (..., 3), stage_from_camera_wxyz (..., 4) -> x, y, depth_m (...)
    units    metres in; x and y are tangents (times focal length over sensor size: picture widths
             and heights from the middle), depth in metres along the lens axis
    frame    stage in; x right, y up in the picture
    valid    depth_m > 0; behind the camera x and y are mirrored, at depth 0 not finite
    source   the pinhole
    """
    seen = rotate_wxyz(conjugate_wxyz(stage_from_camera_wxyz), point_m - camera_m)
    depth_m = -seen[..., 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return seen[..., 0] / depth_m, seen[..., 1] / depth_m, depth_m
