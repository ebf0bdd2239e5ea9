# SPDX-License-Identifier: Apache-2.0
"""Focal length, sensor and distance: how much of the world a lens takes in."""

from typing import TypeVar

import numpy as np

from scene_stager.maths.arrays import Floats

Numbers = TypeVar("Numbers", float, Floats)  # one number, or an array of them

REPORT_WIDTH_PX = 4096  # imperfections are told in pixels of a 4K picture
PICTURE_WIDTH_PAN_S = 7.0  # one picture width should take no less than this to pan past


def fov_deg(focal_mm: Numbers, size_mm: float) -> Numbers:
    """Angle of view across a sensor dimension, focused far away.

    shapes   focal_mm (...) -> (...)
    units    millimetres in; degrees out
    valid    focal_mm > 0
    source   2 atan(size / 2 f), the pinhole
    """
    angle_deg: Numbers = np.degrees(2.0 * np.arctan(size_mm / (2.0 * focal_mm)))
    return angle_deg


def focal_for_fov_mm(angle_deg: Numbers, size_mm: float) -> Numbers:
    """The focal length that takes in an angle of view across a sensor dimension.

    shapes   angle_deg (...) -> (...)
    units    degrees and millimetres in; millimetres out
    valid    0 < angle_deg < 180
    source   fov_deg turned round
    """
    focal_mm: Numbers = size_mm / (2.0 * np.tan(np.radians(angle_deg) / 2.0))
    return focal_mm


def frame_size_m(distance_m: Numbers, focal_mm: Numbers, size_mm: float) -> Numbers:
    """How much of a wall at some distance fills the picture.

    shapes   distance_m, focal_mm (...) -> (...)
    units    metres and millimetres in; metres out
    frame    distance along the lens axis
    source   similar triangles
    """
    return distance_m * size_mm / focal_mm


def distance_for_frame_m(frame_m: Numbers, focal_mm: Numbers, size_mm: float) -> Numbers:
    """How far away a wall must be for so much of it to fill the picture.

    shapes   frame_m, focal_mm (...) -> (...)
    units    metres and millimetres in; metres out
    frame    distance along the lens axis
    source   frame_size_m turned round
    """
    return frame_m * focal_mm / size_mm


def pixel_angle_deg(
    focal_mm: Numbers, width_mm: float, width_px: float = REPORT_WIDTH_PX
) -> Numbers:
    """The angle that moves the middle of the picture by one pixel.

    shapes   focal_mm (...) -> (...)
    units    millimetres in; degrees out
    valid    near the middle of the picture; pixels at its edge see a little less
    source   one pixel's width over the focal length
    """
    angle_deg: Numbers = np.degrees(width_mm / (width_px * focal_mm))
    return angle_deg


def judder_limit_deg_s(focal_mm: Numbers, width_mm: float) -> Numbers:
    """The fastest pan that does not judder at 24 frames per second.

    shapes   focal_mm (...) -> (...)
    units    millimetres in; degrees per second out
    valid    a rule of thumb: warn by it, do not clamp to it
    source   one picture width in seven seconds; RED and Sony pan guides, read
    """
    return fov_deg(focal_mm, width_mm) / PICTURE_WIDTH_PAN_S


def dolly_zoom_focal_mm(
    start_focal_mm: float, start_distance_m: float, distance_m: Numbers
) -> Numbers:
    """The focal length that keeps the subject's size while the distance changes.

    shapes   distance_m (n,) -> (n,)
    units    metres and millimetres in; millimetres out
    frame    distances along the lens axis
    source   f2 / f1 = d2 / d1
    """
    return start_focal_mm * distance_m / start_distance_m
