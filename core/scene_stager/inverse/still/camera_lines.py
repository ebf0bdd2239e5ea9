# SPDX-License-Identifier: Apache-2.0
"""Focal length and horizon from straight lines that run level and meet at right angles."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from scene_stager.inverse.still.points import log_light
from scene_stager.maths.arrays import Bools, Floats

# House defaults, tried on drawn rooms and photographs, from here on.
LEAST_EDGE = 0.06  # natural-log contrast per pixel
RIDGE = 0.9  # of the strongest edge beside it: less is the flank of that edge
EDGE_PX, SHY_PX = 2, 3  # what is left out along the border, and round the subject
TURNS = 180  # directions that lines are looked for in: one a degree
LEAST_LENGTH = 0.1  # of the picture's width, in edge pixels
MOST_LINES = 40
MOST_PEAKS = 4000  # of the votes: weaker ones are not looked at
ON_LINE_PX, ON_LINE_DEG = 2.0, 4.0  # how far an edge may be off the line that it votes for
CROWD_PX, CROWDED = 13, 0.16  # edges among so many others are texture, not lines
NEAR_DEG = 0.15  # how far a line misses its vanishing point
LEAST_LINES = 4  # through each of the two points
FARTHEST = 4.0  # picture widths: beyond this a point is as good as at infinity
MOST_ROLL_DEG = 15.0  # a camera that leans more did so on purpose
LEAST_FINITE = 0.02  # of a point of length one: its last number, below which it is at infinity
HIGHEST = 1.5  # picture widths above or below the middle: no horizon lies further
LEAST_SQUARE, MOST_SQUARE = 0.2, 30.0  # of the focal length in picture widths: lenses there are
FITS = 4  # rounds of fitting a point to its lines
TRIED = 60  # best candidates for each of the two points
STRAIGHT_DEG = 20.0  # a vanishing point this near to straight up or down is the upright one


@dataclass(frozen=True, slots=True)
class CameraLines:
    """What lines give away: focal length in picture widths, and the horizon.

    `pitch_deg` is how far the camera looks down, `roll_deg` how far it is turned clockwise;
    `lines` is how many lines agree.
    """

    focal_widths: float
    pitch_deg: float
    roll_deg: float
    lines: int


def camera_from_lines(luminance: Floats, inside: Bools | None = None) -> CameraLines | None:
    """The camera that a picture's level lines give away; None where they do not.

    shapes   luminance (h, w); inside (h, w), where lines are not looked for
    valid    the principal point in the middle of the picture, pixels square, no distortion
    source   two vanishing points of level directions at right angles: Caprile and Torre 1990,
             "Using vanishing points for camera calibration", section 3; lines by votes along each
             edge's own direction: Ballard 1981
    """
    lines = straight_lines(luminance, inside)
    if len(lines) < 2 * LEAST_LINES:
        return None
    pair = _square_pair(lines, _meetings(lines))
    if pair is None:
        return None
    first, second = pair
    square = -float(first[:2] @ second[:2]) / (first[2] * second[2])
    across, down = (first[:2] / first[2], second[:2] / second[2])
    focal = math.sqrt(square)
    left, right = (across, down) if across[0] < down[0] else (down, across)
    tilt = math.atan2(right[1] - left[1], right[0] - left[0])
    level = left + (right - left) * (-left @ (right - left)) / ((right - left) @ (right - left))
    above = -level[1] * math.cos(tilt) + level[0] * math.sin(tilt)
    count = int((_through(lines, first) | _through(lines, second)).sum())
    return CameraLines(focal, math.degrees(math.atan2(above, focal)), math.degrees(-tilt), count)


def straight_lines(luminance: Floats, inside: Bools | None = None) -> Floats:
    """Straight edges as lines a x + b y + c = 0, the strongest first; shape (k, 3).

    units    picture widths from the middle, y downward; a and b of length one
    """
    rows, columns = luminance.shape
    logs = log_light(luminance)
    down, across = (ndimage.gaussian_filter(logs, 1.0, order=o) for o in ((1, 0), (0, 1)))
    strength = np.hypot(down, across)
    ridge = strength >= ndimage.maximum_filter(strength, 3) * RIDGE
    kept = ridge & (strength > LEAST_EDGE)
    kept &= ndimage.uniform_filter(kept.astype(np.float64), CROWD_PX) < CROWDED
    if inside is not None:
        kept &= ~ndimage.binary_dilation(inside, iterations=SHY_PX)
    kept[:EDGE_PX], kept[-EDGE_PX:], kept[:, :EDGE_PX], kept[:, -EDGE_PX:] = (False,) * 4
    y, x = np.nonzero(kept)
    turn = np.arctan2(down[y, x], across[y, x]) % math.pi
    u, v = x - columns / 2 + 0.5, y - rows / 2 + 0.5
    reach = int(math.hypot(rows, columns) / 2) + 3
    votes = np.zeros((TURNS, 2 * reach))
    for offset in (-1, 0, 1):
        bin_ = (np.round(turn * TURNS / math.pi).astype(np.intp) + offset) % TURNS
        angle = bin_ * math.pi / TURNS
        far = np.round(u * np.cos(angle) + v * np.sin(angle)).astype(np.intp) + reach
        np.add.at(votes, (bin_, far), 1.0)
    return _peaks(votes, (u, v, turn), reach, columns)


def _peaks(votes: Floats, edges: tuple[Floats, Floats, Floats], reach: int, wide: int) -> Floats:
    """The lines with most votes, each fitted to the edges that voted for it."""
    u, v, turn = edges
    smooth = ndimage.uniform_filter(votes, (3, 3), mode="wrap") * 9.0
    found: list[tuple[float, float, float]] = []
    free = np.ones(len(u), dtype=bool)
    for at in np.argsort(smooth, axis=None)[::-1][:MOST_PEAKS]:
        if len(found) == MOST_LINES or smooth.flat[at] < LEAST_LENGTH * wide:
            break
        k, far = divmod(int(at), votes.shape[1])
        angle = k * math.pi / TURNS
        off = np.abs(u * math.cos(angle) + v * math.sin(angle) - (far - reach)) < ON_LINE_PX
        same = np.abs((turn - angle + math.pi / 2) % math.pi - math.pi / 2) < math.radians(
            ON_LINE_DEG
        )
        on = free & off & same
        if on.sum() < LEAST_LENGTH * wide:
            continue
        free &= ~on
        table = np.stack([u[on], v[on]], axis=1)
        middle = table.mean(axis=0)
        normal = np.linalg.svd(table - middle, full_matrices=False)[2][1]
        found.append((float(normal[0]), float(normal[1]), -float(normal @ middle) / wide))
    return np.array(found).reshape(-1, 3)


def _meetings(lines: Floats) -> Floats:
    """Where every two lines meet, as directions (x, y, w) of length one; shape (m, 3)."""
    i, j = np.triu_indices(len(lines), 1)
    points = np.cross(lines[i], lines[j])
    length = np.linalg.norm(points, axis=1)
    found: Floats = points[length > 1e-6] / length[length > 1e-6, None]
    return found


def _nearness(lines: Floats, point: Floats) -> Floats:
    """How well each line passes a vanishing point, seen from its own middle: 1 is exactly."""
    foot = -lines[:, 2:] * lines[:, :2]
    way = point[:2] - foot * point[2]
    miss = np.abs((way * lines[:, :2]).sum(axis=1)) / (np.linalg.norm(way, axis=1) + 1e-12)
    near: Floats = np.exp(-((miss / math.sin(math.radians(NEAR_DEG))) ** 2))
    return near


def _through(lines: Floats, point: Floats) -> Bools:
    return _nearness(lines, point) > 0.5


def _square_pair(lines: Floats, points: Floats) -> tuple[Floats, Floats] | None:
    """The two level vanishing points, at right angles in space, that explain most lines."""
    finite = points[np.abs(points[:, 2]) > LEAST_FINITE]
    x, y = (finite[:, k] / finite[:, 2] for k in (0, 1))
    upright = np.abs(x) < math.tan(math.radians(STRAIGHT_DEG)) * np.abs(y)
    finite = finite[(np.abs(x) < FARTHEST) & (np.abs(y) < HIGHEST) & ~upright]
    near = np.array([_nearness(lines, point) for point in finite]).reshape(-1, len(lines))
    passed, score = near > 0.5, near.sum(axis=1)
    best, most = None, 0.0
    for i in np.argsort(-score, kind="stable")[:TRIED]:
        for j in np.argsort(-np.maximum(near, near[i]).sum(axis=1), kind="stable")[:TRIED]:
            own = min((passed[i] & ~passed[j]).sum(), (passed[j] & ~passed[i]).sum())
            whole = float(np.maximum(near[i], near[j]).sum())
            if own < LEAST_LINES or whole <= most or not _could_be(finite[i], finite[j]):
                continue
            best, most = (i, j), whole
    if best is None:
        return None
    one, other = (_nearest(lines[passed[k]], finite[k]) for k in best)
    return (one, other) if _could_be(one, other) else None


def _could_be(one: Floats, other: Floats) -> bool:
    """Whether two points can be square to each other for some lens, on some horizon."""
    square = -float(one[:2] @ other[:2]) / (one[2] * other[2])
    return LEAST_SQUARE < square < MOST_SQUARE and _level(one, other)


def _level(one: Floats, other: Floats) -> bool:
    """Whether two vanishing points lie on a horizon that no camera is turned too far for."""
    rise = one[:2] / one[2] - other[:2] / other[2]
    return bool(abs(rise[1]) < math.tan(math.radians(MOST_ROLL_DEG)) * abs(rise[0]))


def _nearest(lines: Floats, point: Floats) -> Floats:
    """The point that its lines miss least, each miss an angle seen from the line's middle."""
    for _ in range(FITS):
        foot = -lines[:, 2:] * lines[:, :2]
        far = np.linalg.norm(point[:2] - foot * point[2], axis=1) + 1e-9
        point = np.linalg.svd(lines / far[:, None], full_matrices=False)[2][-1]
    return point if point[2] > 0 else -point
