# SPDX-License-Identifier: Apache-2.0
"""A still turned into a sight: subject, floor and sky as points, for a camera that is guessed.

The subject is a balloon that fills its mask, standing on a flat floor; it casts its shadow as the
balls that fit into it. Nothing of this is known exactly, and the match treats it so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.inverse.forward.sight import SKY_M, Balls, Sight
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.preview.shading import Plastic
from scene_stager.reading.mask import is_cut_below

SENSOR_MM = 36.0
USUAL_HEIGHT_M = 1.75  # a person: one picture has no scale
MOST_BALLS = 14
COVERED = 0.8  # of a ball's radius: what it covers of the mask
FARTHEST_M = 45.0  # floor beyond this is not compared; for a subject of the usual height
PURE = 0.02  # a point may hold this much of something else
FLOOR = Plastic((0.18, 0.18, 0.18), 0.9, 0.5)  # what a floor is thought to be


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The subject as a picture shows it, on the grid of its mask.

    shapes   inside (h, w); normals (h, w, 3), camera frame (+x right, +y up, +z to the lens);
             bulge_px (h, w), how far it comes towards the lens; balls_px (b, 3), row, column and
             radius of the balls that fill it
    """

    inside: Bools
    normals: Floats
    bulge_px: Floats
    balls_px: Floats

    @property
    def box_px(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom, the last two past the end."""
        rows, columns = np.flatnonzero(self.inside.any(1)), np.flatnonzero(self.inside.any(0))
        return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def shape_of(inside: Bools, normals: Floats, bulge_px: Floats) -> Shape:
    """A subject from its mask, its balloon's normals and height; whiskers of the mask are cut off.

    shapes   inside, bulge_px (h, w); normals (h, w, 3), camera frame
    valid    some of `inside` is True
    """
    whole = ndimage.binary_opening(inside, np.ones((3, 3)))
    pieces, count = ndimage.label(whole)
    if count > 1:
        sizes = ndimage.sum_labels(whole, pieces, np.arange(1, count + 1))
        whole = pieces == 1 + int(np.argmax(sizes))
    if not count:
        whole = inside
    return Shape(whole, normals, bulge_px, _medial_balls(whole))


@dataclass(frozen=True, slots=True)
class View:
    """A guessed camera: focal length on a full frame, and how far it looks down.

    The latter is said from the row where the floor ends (`edge_share` of the picture's height under
    its upper edge): the horizon lies at `dip_deg` above it. Half is the middle of the picture.
    """

    focal_mm: float
    dip_deg: float
    height_m: float = USUAL_HEIGHT_M  # of the subject
    edge_share: float = 0.5
    sure: bool = False  # given away by lines: focal length and horizon are held
    ground: bool = True  # whether what lies round the subject is a floor that may be compared
    lift_m: float = 0.0  # of the outline's lowest point above the floor that is seen

    def pitch_deg(self, rows: int, columns: int) -> float:
        """How far the camera looks down, in a picture of so many rows and columns."""
        focal_px = self.focal_mm / SENSOR_MM * columns
        edge = math.atan((0.5 - self.edge_share) * rows / focal_px)
        return math.degrees(edge) + self.dip_deg


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A still at the points where it is compared.

    shapes   column, row (n,) on the mask's grid; rgb (n, 3); weights (n,); subject, sky (n,)
    """

    column: Floats
    row: Floats
    rgb: Floats
    weights: Floats
    subject: Bools
    sky: Bools


def points_of(
    rgb: Floats, lost: Bools, shape: Shape, skyline: Floats | None, block_px: int
) -> Points:
    """Average a still, already on the mask's grid, over blocks that are all subject or all not.

    Behind a subject that the lower border cuts off stands no floor that it could be compared with.

    shapes   rgb (h, w, 3), lost (h, w): clipped there; skyline (w,): the floor's end in each column
    """
    inside = shape.inside.astype(np.float64)
    high, wide = (side // block_px for side in inside.shape)

    def mean(field: Floats) -> Floats:
        cut = field[: high * block_px, : wide * block_px]
        table: Floats = cut.reshape(high, block_px, wide, block_px, -1).mean(axis=(1, 3))
        return table

    share = mean(ndimage.uniform_filter(inside, 3, mode="nearest"))[..., 0].ravel()
    column = np.tile((np.arange(wide) + 0.5) * block_px, high)
    row = np.repeat((np.arange(high) + 0.5) * block_px, wide)
    above = np.zeros(len(row), dtype=bool)
    near_line = np.zeros(len(row), dtype=bool)
    if skyline is not None:
        end = skyline[np.minimum(column.astype(np.intp), len(skyline) - 1)]
        above, near_line = row < end, np.abs(row - end) < 1.2 * block_px
    subject = share > 0.5
    pure = (share > 1.0 - PURE) | (share < PURE)
    whole = mean(lost.astype(np.float64))[..., 0].ravel() == 0.0
    floor_shows = not is_cut_below(shape.inside)
    weights = (pure & whole & (subject | (floor_shows & ~near_line))).astype(np.float64)
    return Points(column, row, mean(rgb).reshape(-1, 3), weights, subject, above & ~subject)


@dataclass(frozen=True, slots=True, eq=False)
class _Lens:
    """A guessed camera in space."""

    focal_px: float
    distance_m: float
    eye: Floats
    stage_from_camera: Floats
    rows: int
    columns: int

    def rays(self, row: Floats, column: Floats) -> Floats:
        """Directions in the camera's frame, one ahead of the lens; shape (n, 3)."""
        across = (column - self.columns / 2) / self.focal_px
        upward = (self.rows / 2 - row) / self.focal_px
        return np.stack([across, upward, -np.ones_like(across)], axis=1)


def sight_of(points: Points, shape: Shape, view: View, subject: Plastic) -> tuple[Sight, Floats]:
    """The points in space, as a guessed camera sees them, and which of them to compare.

    frame    stage: the subject stands over the origin, the camera on its -y side
    """
    lens = _lens(shape, view)
    ahead = lens.rays(points.row, points.column)
    length = np.linalg.norm(ahead, axis=1)
    ray = ahead / length[:, None]
    way, at = ray @ lens.stage_from_camera.T, _at(points)
    to_floor = lens.eye[2] / np.maximum(-way[:, 2], 1e-6)
    scale = view.height_m / USUAL_HEIGHT_M
    sky = points.sky | (~points.subject & (to_floor > 4.0 * FARTHEST_M * scale))
    surface = lens.distance_m * (length - shape.bulge_px[at] / lens.focal_px)
    range_m = np.where(points.subject, surface, np.where(sky, SKY_M * scale, to_floor))
    normals = _bent(shape.normals[at], ray) @ lens.stage_from_camera.T
    facing = np.where(points.subject[:, None], normals, (0.0, 0.0, 1.0))
    x, y, z = lens.eye.tolist()
    sight = Sight(
        _columns(lens.eye + way * range_m[:, None]),
        _columns(facing),
        _columns(-way),
        range_m,
        points.subject,
        sky,
        _balls(shape, lens),
        (0.0, 0.0, view.lift_m + 0.55 * view.height_m),
        (x, y, z),
        view.height_m,
        subject,
        FLOOR,
    )
    return sight, points.weights * ((range_m < FARTHEST_M * scale) | sky)


def _lens(shape: Shape, view: View) -> _Lens:
    """Place the camera so that the subject is as large and as high in the picture as it is."""
    rows, columns = shape.inside.shape
    focal_px = view.focal_mm / SENSOR_MM * columns
    left, top, right, bottom = shape.box_px
    down = math.atan2((top + bottom) / 2 - rows / 2, focal_px)
    distance_m = view.height_m * focal_px / (bottom - top) * math.cos(down)
    pitch = math.radians(view.pitch_deg(rows, columns))
    eye = _eye(distance_m, pitch + down, view.height_m, view.lift_m)
    eye[0] = -((left + right) / 2 - columns / 2) / focal_px * distance_m
    return _Lens(focal_px, distance_m, eye, _turn(pitch), rows, columns)


def _eye(distance_m: float, down: float, height_m: float, lift_m: float) -> Floats:
    """Where the lens is when it sees the subject's middle so far below the horizon."""
    above = lift_m + height_m / 2 + distance_m * math.sin(down)
    return np.array([0.0, -distance_m * math.cos(down), max(above, 0.05 * height_m)])


def _turn(pitch: float) -> Floats:
    """Rotation from the camera, which looks along +y and down by the pitch, to the stage."""
    c, s = math.cos(pitch), math.sin(pitch)
    return np.array([[1.0, 0.0, 0.0], [0.0, s, -c], [0.0, c, s]])


def _bent(normals: Floats, ray: Floats) -> Floats:
    """Normals that were made for parallel rays, turned to the ray that sees each.

    source   the least rotation that takes the axis of the lens to the ray: Rodrigues
    """
    axis, cosine = np.array([0.0, 0.0, -1.0]), -ray[:, 2]
    cross = np.cross(axis, ray)
    along = np.cross(cross, normals)
    scale = (cross * normals).sum(axis=1) / (1.0 + cosine)
    bent: Floats = normals * cosine[:, None] + along + cross * scale[:, None]
    return bent


def _at(points: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return points.row.astype(np.intp), points.column.astype(np.intp)


def _balls(shape: Shape, lens: _Lens) -> Balls:
    """The shape's balls, in space, their centres at the subject's own distance."""
    table = shape.balls_px
    ray = lens.rays(table[:, 0], table[:, 1]) @ lens.stage_from_camera.T
    return Balls(lens.eye + lens.distance_m * ray, table[:, 2] / lens.focal_px * lens.distance_m)


def _medial_balls(inside: Bools) -> Floats:
    """Row, column and radius of balls that fit into a balloon, the largest first; shape (b, 3).

    source   greedy medial balls: Amenta and Kolluri 2001, "The medial axis of a union of balls"
    """
    left = inside.copy()
    depth_px = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    row, column = np.indices(inside.shape)
    found = []
    for _ in range(MOST_BALLS):
        best = int(np.argmax(np.where(left, depth_px, 0.0)))
        radius_px = float(depth_px.flat[best]) if left.flat[best] else 0.0
        if radius_px < 1.5:
            break
        r, c = divmod(best, inside.shape[1])
        found.append((r + 0.5, c + 0.5, radius_px))
        left &= np.hypot(row - r, column - c) > COVERED * radius_px
    return np.array(found).reshape(-1, 3)


def _columns(table: Floats) -> tuple[Floats, Floats, Floats]:
    x, y, z = np.ascontiguousarray(table.T)
    return x, y, z


__all__ = ["Points", "Shape", "View", "points_of", "shape_of", "sight_of"]
