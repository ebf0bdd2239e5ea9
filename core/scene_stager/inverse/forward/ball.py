# SPDX-License-Identifier: Apache-2.0
"""A ball on a floor: the one subject whose shape a picture gives away entirely."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scene_stager.inverse.forward.sight import SKY_M, Balls, Sight, columns_of
from scene_stager.maths.arrays import Floats
from scene_stager.preview.camera import PreviewCamera, pixel_rays
from scene_stager.preview.shading import Plastic
from scene_stager.preview.vectors import Vec3

# House defaults, not measured.
FARTHEST_M = 200.0  # the floor is not looked at further off


def ball_sight(
    camera: PreviewCamera,
    size_px: tuple[int, int],
    block_px: int,
    centre_m: Vec3,
    radius_m: float,
    materials: tuple[Plastic, Plastic],
    target_m: Vec3,
) -> Sight:
    """What a camera sees of a ball and the floor at z = 0, at the middle of every block of pixels.

    shapes   size_px (width, height), whole blocks; the points are the blocks, row by row
    units    metres; `materials` are the ball's and the floor's
    """
    wide, high = (side // block_px for side in size_px)
    columns = np.tile((np.arange(wide) + 0.5) * block_px, high)
    rows = np.repeat((np.arange(high) + 0.5) * block_px, wide)
    rays, _ = pixel_rays(camera, *size_px, columns, rows)
    way = np.stack(rays, axis=1).astype(np.float64)
    eye, centre = np.array(camera.position_m), np.array(centre_m)
    nearer = way @ (eye - centre)
    room = nearer * nearer - ((eye - centre) @ (eye - centre) - radius_m**2)
    hit = room > 0
    floor_m = np.where(way[:, 2] < -1e-4, -eye[2] / np.minimum(way[:, 2], -1e-4), np.inf)
    sky = ~hit & (floor_m > FARTHEST_M)
    range_m = np.where(hit, -nearer - np.sqrt(np.maximum(room, 0.0)), np.where(sky, SKY_M, floor_m))
    place = eye + way * range_m[:, None]
    facing = np.where(hit[:, None], (place - centre) / radius_m, (0.0, 0.0, 1.0))
    return Sight(
        columns_of(place),
        columns_of(facing),
        columns_of(-way),
        range_m,
        hit,
        sky,
        Balls(centre[None, :], np.array([radius_m])),
        target_m,
        camera.position_m,
        2.0 * radius_m,
        *materials,
    )


def blocks_of(picture: Floats, block_px: int) -> Floats:
    """The mean of every block of pixels, row by row; shapes (height, width, 3) -> (n, 3)."""
    high, wide = (side // block_px for side in picture.shape[:2])
    cut = picture[: high * block_px, : wide * block_px]
    table = cut.reshape(high, block_px, wide, block_px, 3).mean(axis=(1, 3))
    found: Floats = table.reshape(-1, 3)
    return found


def pure_blocks(sight: Sight, wide: int) -> NDArray[np.bool_]:
    """Blocks whose neighbours all see the same thing: no edge runs through them; shape (n,)."""
    kind = np.where(sight.on_subject, 1, np.where(sight.on_sky, 2, 0)).reshape(-1, wide)
    padded = np.pad(kind, 1, mode="edge")
    same = np.ones_like(kind, dtype=bool)
    for down in range(3):
        for across in range(3):
            part = padded[down : down + kind.shape[0], across : across + kind.shape[1]]
            same &= part == kind
    return same.ravel()
