# SPDX-License-Identifier: Apache-2.0
"""Where the preview looks from: rays through pixels, and points back onto them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from scene_stager.preview.vectors import Reals, Turn, Vec, Vec3, turned, unit

# House defaults, not measured.
NEAREST_M = 1e-4  # nothing nearer than this to the lens is drawn


@dataclass(frozen=True, slots=True)
class PreviewCamera:
    """A camera on the stage: it looks down its own -z, +y is up in the picture.

    The picture's width spans the sensor's width; its height follows from the picture's own shape.
    An f-number of 0 is a pinhole: everything is sharp. A lens that is shifted sees more of the side
    it is shifted to, to the right and up.
    """

    position_m: Vec3
    stage_from_camera: Turn
    focal_length_mm: float = 50.0
    sensor_width_mm: float = 36.0
    focus_distance_m: float = 4.0
    f_number: float = 0.0
    shift_x_mm: float = 0.0
    shift_y_mm: float = 0.0

    @property
    def shift(self) -> tuple[float, float]:
        """How far the middle of the picture is off the lens axis, as tangents: right and up."""
        return self.shift_x_mm / self.focal_length_mm, self.shift_y_mm / self.focal_length_mm


def look_at(position_m: Vec3, target_m: Vec3, roll_deg: float = 0.0) -> Turn:
    """The rotation of a camera that looks from one point at another.

    units    metres; degrees
    frame    stage, +z up; positive roll turns the camera clockwise seen from behind it
    valid    looking straight up or down keeps +y as the picture's up
    """
    away = [a - b for a, b in zip(position_m, target_m, strict=True)]
    length = math.hypot(*away)
    back = [c / length for c in away] if length > 0 else [0.0, -1.0, 0.0]
    level = math.hypot(back[0], back[1])
    right = [-back[1] / level, back[0] / level, 0.0] if level > 0 else [1.0, 0.0, 0.0]
    up = [
        back[1] * right[2] - back[2] * right[1],
        back[2] * right[0] - back[0] * right[2],
        back[0] * right[1] - back[1] * right[0],
    ]
    c, s = math.cos(math.radians(roll_deg)), math.sin(math.radians(roll_deg))
    rows = [(r * c - u * s, r * s + u * c, b) for r, u, b in zip(right, up, back, strict=True)]
    return (rows[0], rows[1], rows[2])


def station(azimuth_deg: float, elevation_deg: float, distance_m: float, target_m: Vec3) -> Vec3:
    """The point at an azimuth, elevation and distance from a target.

    units    degrees; metres
    frame    stage; azimuth 0 is -y of the target, +90 is +x, elevation +90 is overhead
    """
    azimuth, elevation = math.radians(azimuth_deg), math.radians(elevation_deg)
    level = distance_m * math.cos(elevation)
    return (
        target_m[0] + level * math.sin(azimuth),
        target_m[1] - level * math.cos(azimuth),
        target_m[2] + distance_m * math.sin(elevation),
    )


def pixel_slope(camera: PreviewCamera, width: int) -> float:
    """How far apart two neighbouring pixels' rays are, one metre in front of the lens."""
    return camera.sensor_width_mm / (camera.focal_length_mm * width)


def pixel_rays(
    camera: PreviewCamera, width: int, height: int, columns: Reals, rows: Reals
) -> tuple[Vec, Reals]:
    """Unit directions through points of the picture, and the cosine each makes with the axis.

    shapes   columns, rows (...) in pixels, 0 at the left and upper edge
    frame    stage
    """
    slope = pixel_slope(camera, width)
    right, up = camera.shift
    across = (columns - width / 2) * slope + right
    upward = (height / 2 - rows) * slope + up
    cosine = 1.0 / np.sqrt(across * across + upward * upward + 1.0)
    in_camera = (across * cosine, upward * cosine, -cosine)
    return turned(camera.stage_from_camera, in_camera), cosine


def all_pixels(width: int, height: int, dtype: DTypeLike) -> tuple[Reals, Reals]:
    """Column and row of every pixel's middle, flat, row after row."""
    columns = np.arange(width, dtype=dtype) + 0.5
    rows = np.arange(height, dtype=dtype) + 0.5
    return np.tile(columns, height), np.repeat(rows, width)


def project(camera: PreviewCamera, points: Vec, width: int, height: int) -> Vec:
    """Column, row (pixels) and depth along the axis (metres) of points on the stage.

    valid    a depth of zero or less is behind the lens: its column and row mean nothing
    """
    m, eye = camera.stage_from_camera, camera.position_m
    x, y, z = (p - e for p, e in zip(points, eye, strict=True))
    right = m[0][0] * x + m[1][0] * y + m[2][0] * z
    up = m[0][1] * x + m[1][1] * y + m[2][1] * z
    depth = -(m[0][2] * x + m[1][2] * y + m[2][2] * z)
    slope, off = pixel_slope(camera, width), camera.shift
    per_pixel = slope * np.maximum(depth, NEAREST_M)
    column = width / 2 + right / per_pixel - off[0] / slope
    return (column, height / 2 - up / per_pixel + off[1] / slope, depth)


__all__ = [
    "PreviewCamera",
    "all_pixels",
    "look_at",
    "pixel_rays",
    "pixel_slope",
    "project",
    "station",
    "unit",
]
