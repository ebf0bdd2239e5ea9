# SPDX-License-Identifier: Apache-2.0
"""What stands behind the subject: the floor, the round wall it may curve up into, and the sky."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from scene_stager.preview.camera import PreviewCamera, all_pixels, pixel_rays, pixel_slope
from scene_stager.preview.scene import PreviewGround
from scene_stager.preview.vectors import TINY, Reals, Vec, Vec3, along

# House defaults, not measured.
FARTHEST_M = 2e3  # the floor ends here; beyond it is sky
COVE_STEPS = 3  # Newton steps onto the cove; the room is convex, so they cannot overshoot


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """What rays meet when the subject is away.

    shapes   every array (n,)
    units    metres; `range_m` from the lens, `depth_m` along its axis
    """

    place: Vec
    facing: Vec
    way: Vec
    range_m: Reals
    depth_m: Reals


def backdrop(
    camera: PreviewCamera,
    ground: PreviewGround,
    stage_m: Vec3,
    way: Vec,
    cosine: Reals,
) -> Backdrop:
    """Meet the floor and the wall; rays that meet neither go on to the end of the floor.

    frame    the subject's own; `stage_m` is the middle of the ground in it
    """
    eye = camera.position_m
    drop = np.clip(-way[2], 1e-6, None)
    to_floor_m = np.clip((eye[2] - stage_m[2]) / drop, 0.0, FARTHEST_M)
    if ground.cyclorama_radius_m > 0:
        return _with_wall(eye, ground, stage_m, way, cosine, to_floor_m)
    up = (np.zeros_like(cosine), np.zeros_like(cosine), np.ones_like(cosine))
    depth_m = to_floor_m * cosine
    return Backdrop(along(eye, way, to_floor_m), up, way, to_floor_m, depth_m)


def floor_share(
    camera: PreviewCamera,
    ground: PreviewGround,
    stage_m: Vec3,
    width: int,
    height: int,
    dtype: DTypeLike,
) -> Reals | None:
    """How much of each pixel is floor rather than sky; None where there is no sky to see.

    shapes   (height, width)
    """
    if ground.cyclorama_radius_m > 0:
        return None
    above_m = camera.position_m[2] - stage_m[2]
    columns, rows = all_pixels(width, height, dtype)
    way, cosine = pixel_rays(camera, width, height, columns, rows)
    if above_m <= 0:
        return np.zeros((height, width), dtype=dtype)
    pixel = pixel_slope(camera, width) * cosine
    share = np.clip(0.5 - (way[2] + above_m / FARTHEST_M) / pixel, 0.0, 1.0)
    return None if share.min() >= 1.0 else share.reshape(height, width)


def _with_wall(
    eye: Vec3,
    ground: PreviewGround,
    stage_m: Vec3,
    way: Vec,
    cosine: Reals,
    to_floor_m: Reals,
) -> Backdrop:
    radius = ground.cyclorama_radius_m
    cove = min(ground.cove_radius_m, radius)
    x, y = eye[0] - stage_m[0], eye[1] - stage_m[1]
    level = way[0] * way[0] + way[1] * way[1] + TINY
    inward = x * way[0] + y * way[1]
    # A camera behind the wall looks through it: the far side is what is drawn.
    room = np.clip(inward * inward - level * (x * x + y * y - radius * radius), 0.0, None)
    to_wall_m = np.clip((np.sqrt(room) - inward) / level, 0.0, None)
    going_down = way[2] < 0
    range_m = np.where(going_down, np.minimum(to_floor_m, to_wall_m), to_wall_m)
    for _ in range(COVE_STEPS):
        gap, facing = _cove(along(eye, way, range_m), stage_m, radius - cove, cove)
        closing = way[0] * facing[0] + way[1] * facing[1] + way[2] * facing[2]
        range_m = range_m - np.minimum(gap, 0.0) / np.clip(closing, None, -0.02)
    place = along(eye, way, range_m)
    _, facing = _cove(place, stage_m, radius - cove, cove)
    return Backdrop(place, facing, way, range_m, range_m * cosine)


def _cove(place: Vec, stage_m: Vec3, inner_m: float, cove_m: float) -> tuple[Reals, Vec]:
    """How far inside the room a point is, and the way in from the nearest floor, cove or wall."""
    x, y = place[0] - stage_m[0], place[1] - stage_m[1]
    out = np.sqrt(x * x + y * y) + TINY
    beyond = np.clip(out - inner_m, 0.0, None)
    below = np.clip(stage_m[2] + cove_m - place[2], 0.0, None)
    length = np.sqrt(beyond * beyond + below * below) + TINY
    inward = -beyond / (length * out)
    return cove_m - length, (x * inward, y * inward, below / length)
