# SPDX-License-Identifier: Apache-2.0
"""Focal length, sensor and distance: how much of the world a lens takes in."""

from typing import TypeVar

import numpy as np

from scene_stager.maths.arrays import Floats

Numbers = TypeVar("Numbers", float, Floats)  # one number, or an array of them


def fov_deg(focal_mm: Numbers, size_mm: float) -> Numbers:
    """Angle of view across a sensor dimension, focused far away.

    shapes   focal_mm (...) -> (...)
    units    millimetres in; degrees out
    valid    focal_mm > 0
    source   2 atan(size / 2 f), the pinhole
    """
    angle_deg: Numbers = np.degrees(2.0 * np.arctan(size_mm / (2.0 * focal_mm)))
    return angle_deg


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
