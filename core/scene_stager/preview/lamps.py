# SPDX-License-Identifier: Apache-2.0
"""Lights that the camera sees: the candle, the bulb, the tube in the picture."""

import numpy as np

from scene_stager.preview.area_light import LONGEST_DEPTH, aim, power
from scene_stager.preview.camera import NEAREST_M, all_pixels, pixel_rays, pixel_slope
from scene_stager.preview.fog import depth_between
from scene_stager.preview.geometry import Geometry
from scene_stager.preview.scene import PreviewLight, PreviewScene
from scene_stager.preview.vectors import TINY, Reals, Vec, Vec3, dot

# House defaults, not measured.
SMALLEST_PX = 0.6  # a lamp is drawn with at least this radius, and as much dimmer
EDGE_ON = 1e-3  # a disk's cosine to the ray, under which it is not seen


def lamp(drawn: Geometry, scene: PreviewScene, light: PreviewLight) -> Reals:
    """One lamp as it stands in the picture, the subject not yet before it.

    shapes   (height, width)
    units    the unit of the light's illuminance; radiance times pi
    """
    view, eye = drawn.view, scene.camera.position_m
    nothing = np.zeros((view.height, view.width), dtype=view.dtype)
    x, y, z = (p - e for p, e in zip(light.position_m, eye, strict=True))
    offset = (x, y, z)
    if light.radius_m <= 0 or light.position_m[2] < view.floor_m:
        return nothing
    columns, rows = all_pixels(view.width, view.height, view.dtype)
    way, _ = pixel_rays(scene.camera, view.width, view.height, columns, rows)
    facing = way if light.omni else _same(aim(light), columns)
    closing = dot(facing, way)
    meets = closing > NEAREST_M if light.omni else closing < -EDGE_ON
    range_m = dot(facing, offset) / np.where(meets, closing, np.inf)
    miss = [w * range_m - o for w, o in zip(way, offset, strict=True)]
    aside_m = np.sqrt(miss[0] ** 2 + miss[1] ** 2 + miss[2] ** 2 + TINY)
    pixel_m = pixel_slope(scene.camera, view.width) * np.maximum(range_m, NEAREST_M)
    radius_m = np.maximum(SMALLEST_PX * pixel_m, light.radius_m)
    cover = np.clip((radius_m - aside_m) / pixel_m + 0.5, 0.0, 1.0) * (meets & (range_m > 0))
    air = min(depth_between(scene.fog, light.position_m, eye), LONGEST_DEPTH)
    bright = power(light, scene.fog) * np.exp(-air)
    shown: Reals = nothing + (cover * bright / (radius_m * radius_m)).reshape(nothing.shape)
    return shown.astype(view.dtype)


def _same(way: Vec3, like: Reals) -> Vec:
    return (np.full_like(like, way[0]), np.full_like(like, way[1]), np.full_like(like, way[2]))
