# SPDX-License-Identifier: Apache-2.0
"""Lay out the way between two stations with what a rig has: track, arc or arm."""

import math

import numpy as np

from scene_stager.shot.rigs._arm import Build, arm_controls, stand_post
from scene_stager.shot.rigs._kinematics import Path, Triple, norm, place_m
from scene_stager.shot.rigs._profile import RigProfile
from scene_stager.shot.rigs._request import MoveRequest, RigRefusal, Station

WAY_SAMPLES = 65
LOOK_AHEAD_DEG = 90.0  # the rig's x axis is a quarter turn from pan 0


def lay_path(profile: RigProfile, request: MoveRequest) -> Path | RigRefusal:
    """The path a rig takes for a request, before anybody asks how fast.

    shapes   no arrays
    units    metres and degrees
    frame    stage
    source   the rig's own kinematics
    """
    is_arm = profile.kinematics == "arm"
    if request.shape == "orbit":
        path = _orbit(request.start, request.end)
        return _with_post(profile, path, request.start) if is_arm else path
    if is_arm:
        return _arm(profile, request)
    return _line(request.start, request.end)


def _line(start: Station, end: Station) -> Path:
    """A straight line, its x axis along the floor."""
    first, last = start.point_m(), end.point_m()
    across, away, up = (q - p for p, q in zip(first, last, strict=True))
    rest = (0.0, 0.0, 0.0)
    way = (round(math.hypot(across, away), 9), 0.0, round(up, 9))
    return Path("line", rest, way, first, _chord_yaw_deg(first, last, start))


def _orbit(start: Station, end: Station) -> Path:
    """An arc about the pivot of the start; a spiral where distance or height change too."""
    first = _rounded(start.heading_deg, start.distance_m, start.height_m)
    last = _rounded(end.heading_deg, end.distance_m, end.height_m)
    turn, growth_m = math.radians(last[0] - first[0]), last[1] - first[1]
    arc_m = abs(turn) * (first[1] + last[1]) / 2.0
    if arc_m >= abs(growth_m) and arc_m > 0.0:
        yaw_deg = 0.0 if turn > 0.0 else 180.0
    else:
        yaw_deg = -90.0 if growth_m > 0.0 else 90.0
    return Path("orbit", first, last, (*start.pivot_m, 0.0), yaw_deg)


def _with_post(profile: RigProfile, path: Path, start: Station) -> Path | RigRefusal:
    """An arc held by an arm that lengthens and shortens on the way."""
    way_m = place_m(path, np.linspace(0.0, 1.0, WAY_SAMPLES))
    post = stand_post(way_m, start.heading_deg, Build.of(profile.settings))
    if post is None:
        return _out_of_reach(profile, way_m)
    return Path(path.kinematics, path.start, path.end, path.base_m, path.yaw_deg, post)


def _arm(profile: RigProfile, request: MoveRequest) -> Path | RigRefusal:
    """Swing, boom and telescope together, each in its own proportion."""
    first, last = request.start.point_m(), request.end.point_m()
    ends_m = np.array([first, last])
    post = stand_post(ends_m, request.start.heading_deg, Build.of(profile.settings))
    if post is None:
        return _out_of_reach(profile, ends_m)
    start = arm_controls(post, first)
    end = arm_controls(post, last, near_swing_deg=start[0])
    return Path("arm", start, end, post, _chord_yaw_deg(first, last, request.start), post)


def _out_of_reach(profile: RigProfile, way_m: np.ndarray) -> RigRefusal:
    """Say whether the arm is too short, or cannot lean far enough."""
    build = Build.of(profile.settings)
    span_m = float(norm(way_m - way_m[0]).max()) + build.reach_m[0]
    if span_m > build.reach_m[1]:
        return RigRefusal("telescope", "reach", "m", span_m, build.reach_m[1])
    high_m = float(way_m[:, 2].max()) - build.post_height_m
    top_m = build.reach_m[1] * math.sin(math.radians(build.boom_deg[1]))
    return RigRefusal("boom", "height", "m", high_m, top_m)


def _chord_yaw_deg(first: Triple, last: Triple, start: Station) -> float:
    """The direction of travel along the floor, or of the view where there is none."""
    across, away = last[0] - first[0], last[1] - first[1]
    if across == 0.0 and away == 0.0:
        return round(start.heading_deg + LOOK_AHEAD_DEG, 9)
    return round(math.degrees(math.atan2(away, across)), 9)


def _rounded(x: float, y: float, z: float) -> Triple:
    """Nine decimals, so that every platform's library plans the same move."""
    return round(x, 9), round(y, 9), round(z, 9)
