# SPDX-License-Identifier: Apache-2.0
"""A still's points put into space, as a guessed camera sees them: subject, floor and sky.

The subject stands on a flat floor and casts its shadow as the balls that fit into it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scene_stager.inverse.forward.sight import SKY_M, Balls, Sight, columns_of
from scene_stager.inverse.still.points import SENSOR_MM, CameraGuess, StillPoints, SubjectShape
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.preview.shading import Plastic
from scene_stager.shot.lighting.usual_set import (
    FLOOR_ALBEDO,
    FLOOR_ROUGHNESS,
    SPECULAR,
    USUAL_HEIGHT_M,
)

# A floor of the usual set, whose numbers `usual_set.py` is the source of.
FLOOR = Plastic((FLOOR_ALBEDO,) * 3, FLOOR_ROUGHNESS, SPECULAR)
# For a subject of the usual height; house defaults.
FARTHEST_M = 45.0  # floor beyond this is not compared
ENDLESS = 4.0  # times as far: floor that far off is taken for sky
TARGET_SHARE = 0.55  # of the subject's height: what lights are thought to point at
LOWEST_EYE = 0.05  # of the subject's height above the floor


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


def sight_of(
    points: StillPoints, shape: SubjectShape, view: CameraGuess, subject: Plastic
) -> tuple[Sight, Floats]:
    """The points in space, as a guessed camera sees them, and which of them to compare.

    frame    stage: the subject stands over the origin, the camera on its -y side
    """
    lens = _lens(shape, view)
    ahead = lens.rays(points.row, points.column)
    length = np.linalg.norm(ahead, axis=1)
    ray = ahead / length[:, None]
    way, at = ray @ lens.stage_from_camera.T, _at(points)
    to_floor = lens.eye[2] / np.maximum(-way[:, 2], 1e-6)
    farthest_m = FARTHEST_M * (view.height_m / USUAL_HEIGHT_M)
    sky = points.sky | (~points.subject & (to_floor > ENDLESS * farthest_m))
    surface = lens.distance_m * (length - shape.bulge_px[at] / lens.focal_px)
    sky_m = SKY_M * (view.height_m / USUAL_HEIGHT_M)
    range_m = np.where(points.subject, surface, np.where(sky, sky_m, to_floor))
    normals = _bent(shape.normals[at], ray) @ lens.stage_from_camera.T
    facing = np.where(points.subject[:, None], normals, (0.0, 0.0, 1.0))
    x, y, z = lens.eye.tolist()
    sight = Sight(
        columns_of(lens.eye + way * range_m[:, None]),
        columns_of(facing),
        columns_of(-way),
        range_m,
        points.subject,
        sky,
        _balls(shape, lens),
        (0.0, 0.0, view.lift_m + TARGET_SHARE * view.height_m),
        (x, y, z),
        view.height_m,
        subject,
        FLOOR,
    )
    return sight, points.weights * ((range_m < farthest_m) | sky)


def _lens(shape: SubjectShape, view: CameraGuess) -> _Lens:
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
    return np.array([0.0, -distance_m * math.cos(down), max(above, LOWEST_EYE * height_m)])


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


def _at(points: StillPoints) -> tuple[Indices, Indices]:
    return points.row.astype(np.intp), points.column.astype(np.intp)


def _balls(shape: SubjectShape, lens: _Lens) -> Balls:
    """The shape's balls, in space, their centres at the subject's own distance."""
    table = shape.balls_px
    ray = lens.rays(table[:, 0], table[:, 1]) @ lens.stage_from_camera.T
    return Balls(lens.eye + lens.distance_m * ray, table[:, 2] / lens.focal_px * lens.distance_m)
