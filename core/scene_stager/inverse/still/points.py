# SPDX-License-Identifier: Apache-2.0
"""A still as points that are compared: its subject's shape, and a camera that is guessed.

The subject is a balloon that fills its mask. Nothing of this is known exactly, and the match treats
it so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats, Indices
from scene_stager.reading.lights.stage import medial_balls
from scene_stager.reading.mask import is_cut_below
from scene_stager.shot.lighting.usual_set import USUAL_HEIGHT_M

# House defaults, not measured, from here on.
SENSOR_MM = 36.0  # focal lengths are told for a full frame
MOST_BALLS = 14
COVERED = 0.8  # of a ball's radius: what it covers of the mask
LEAST_BALL_PX = 1.5
PURE = 0.02  # a point may hold this much of something else
NEAR_LINE = 1.2  # blocks: what is nearer to the floor's end may hold both sides of it
DARK_SHARE = 0.02  # of the mean light: what is darker counts as if it were so bright, in logarithms


@dataclass(frozen=True, slots=True, eq=False)
class SubjectShape:
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


def shape_of(inside: Bools, normals: Floats, bulge_px: Floats) -> SubjectShape:
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
    balls_px = medial_balls(whole, MOST_BALLS, COVERED, LEAST_BALL_PX)
    return SubjectShape(whole, normals, bulge_px, balls_px)


@dataclass(frozen=True, slots=True)
class CameraGuess:
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
class StillPoints:
    """A still at the points where it is compared.

    shapes   column, row (n,) on the mask's grid; rgb (n, 3); weights (n,); subject, sky (n,)
    """

    column: Floats
    row: Floats
    rgb: Floats
    weights: Floats
    subject: Bools
    sky: Bools

    def where(self, chosen: Indices) -> StillPoints:
        """Those of these numbers, (m,)."""
        return StillPoints(*(getattr(self, one.name)[chosen] for one in fields(self)))

    def subject_alone(self) -> StillPoints:
        """The same points with only the subject's compared: no floor under lamps lies round it."""
        nothing = np.zeros_like(self.sky)
        return replace(self, weights=self.weights * self.subject, sky=nothing)


def points_of(
    rgb: Floats, lost: Bools, shape: SubjectShape, skyline: Floats | None, block_px: int
) -> StillPoints:
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
        above, near_line = row < end, np.abs(row - end) < NEAR_LINE * block_px
    subject = share > 0.5
    pure = (share > 1.0 - PURE) | (share < PURE)
    whole = mean(lost.astype(np.float64))[..., 0].ravel() == 0.0
    floor_shows = not is_cut_below(shape.inside)
    weights = (pure & whole & (subject | (floor_shows & ~near_line))).astype(np.float64)
    return StillPoints(column, row, mean(rgb).reshape(-1, 3), weights, subject, above & ~subject)


def log_light(light: Floats) -> Floats:
    """Natural logarithm of light, held up where it is dark beside its mean; any shape."""
    logs: Floats = np.log(light + DARK_SHARE * float(light.mean()) + 1e-9)
    return logs
