# SPDX-License-Identifier: Apache-2.0
"""Where a lamp has to stand for what it does in the picture: a glint here, an edge or a shadow."""

from dataclasses import dataclass, replace

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.frames import heading_from_direction
from scene_stager.maths.optics.photometry import lux_per_candela
from scene_stager.shot.lighting.target_link import (
    NEAREST_M,
    TargetLink,
    hold_exposure,
    place_light,
    view_heading_deg,
)

# A surface turned from the eye by less than 10 degrees has no side behind it: house default.
LEAST_ASIDE = float(np.sin(np.radians(10.0)))
# Turns about the surface, as one sees it who looks at it from outside: house default.
RIMS = {"from behind": 0.0, "turned clockwise": 45.0, "turned counterclockwise": -45.0}


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a light gives at one time: at the target, by itself, and how far the hold turned it."""

    illuminance_lx: float
    intensity_cd: float
    hold_stops: float


def mirror_way(facing: Floats, to_eye: Floats) -> Floats:
    """The way to what a smooth surface shows the eye.

    shapes   facing, to_eye (..., 3), unit vectors -> (..., 3)
    units    none
    frame    any
    source   the law of reflection: 2 (n v) n - v
    """
    cosine = np.sum(facing * to_eye, axis=-1, keepdims=True)
    return np.asarray(2.0 * cosine * facing - to_eye)


def grazing_way(facing: Floats, to_eye: Floats, turn_deg: float) -> Floats | None:
    """The way along a surface, away from the eye, turned about the facing by so much.

    shapes   facing, to_eye (3,), unit vectors -> (3,)
    units    degrees
    frame    any right-handed; +90 is to the right as the eye sees it when the facing is up
    valid    None where the surface faces the eye: no way leads behind it
    source   the eye's direction less its share along the facing, backwards; Rodrigues' rotation
    """
    aside = to_eye - np.dot(to_eye, facing) * facing
    length = float(np.linalg.norm(aside))
    if length < LEAST_ASIDE:
        return None
    back, turn = -aside / length, np.radians(turn_deg)
    return np.asarray(np.cos(turn) * back - np.sin(turn) * np.cross(facing, back))


def lamp_along(
    start_m: Floats, way: Floats, about_m: Floats, distance_m: float, beyond_m: float = 0.0
) -> Floats | None:
    """The farthest point of a ray that is so far from another point.

    shapes   start_m, way, about_m (3,) -> (3,)
    units    metres
    frame    any
    valid    None where the ray never gets there, or only before `beyond_m`
    source   |start + s way - about| = distance, a quadratic in s
    """
    offset_m = start_m - about_m
    middle = float(np.dot(offset_m, way))
    room = middle * middle - float(np.dot(offset_m, offset_m)) + distance_m * distance_m
    if room < 0.0 or np.sqrt(room) - middle <= beyond_m:
        return None
    return np.asarray(start_m + (np.sqrt(room) - middle) * way)


def link_base(link: TargetLink, target_m: Floats, camera_m: Floats) -> tuple[Floats, float]:
    """The point that a link counts from at one time, and the heading that its azimuth starts at.

    shapes   target_m, camera_m (3,) -> (3,) and a number
    units    metres; degrees
    frame    stage
    source   place_light, read backwards
    """
    view_deg = link.start_view_deg
    if link.frame in ("camera", "rig"):
        view_deg = float(view_heading_deg(target_m, camera_m, link.start_view_deg))
    if link.start_camera_m is not None:
        return _carried_base(link, camera_m, view_deg), view_deg
    stays = link.frame == "world" and link.shape != "distant"
    return (np.asarray(link.start_m) if stays else target_m), view_deg


def linked_at(link: TargetLink, light_m: Floats, target_m: Floats, camera_m: Floats) -> TargetLink:
    """The link of a lamp that stands at a place when target and camera are where they are.

    shapes   light_m, target_m, camera_m (3,)
    units    metres
    frame    stage
    source   place_light, read backwards; the distance is kept, not measured
    """
    base_m, view_deg = link_base(link, target_m, camera_m)
    heading_deg, elevation_deg = heading_from_direction(light_m - base_m)
    azimuth_deg = (float(heading_deg) - view_deg + 180.0) % 360.0 - 180.0
    return replace(link, azimuth_deg=azimuth_deg, elevation_deg=float(elevation_deg))


def exposed(
    link: TargetLink, before: TargetLink, now: Exposed, target_m: Floats, camera_m: Floats
) -> Exposed:
    """What a light gives at another station, with the hold as it is.

    shapes   target_m, camera_m (3,)
    units    metres; lux, candela and stops in `now` and in the result
    frame    stage
    source   hold_exposure, with the level that `now` had as authored
    """
    reach_m = np.asarray(max(before.distance_m, NEAREST_M))
    per_cd = float(lux_per_candela(before.shape, before.width_m, before.width_m, reach_m))
    level_lx = np.array([now.intensity_cd * per_cd * 2.0**-now.hold_stops])
    target_m, camera_m = target_m[None], camera_m[None]
    light_m = place_light(link, target_m, camera_m)
    return Exposed(
        *(float(one[0]) for one in hold_exposure(link, level_lx, light_m, target_m, camera_m))
    )


def _carried_base(link: TargetLink, camera_m: Floats, view_deg: float) -> Floats:
    """The point that a lamp on the rig is counted from, carried to where the camera is."""
    x, y, z = np.asarray(link.start_m) - np.asarray(link.start_camera_m)
    turn = np.radians(view_deg - link.start_view_deg)
    c, s = np.cos(turn), np.sin(turn)
    return np.asarray(camera_m + np.array([c * x - s * y, s * x + c * y, z]))
