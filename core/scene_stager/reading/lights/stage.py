# SPDX-License-Identifier: Apache-2.0
"""A camera and a ground for a still, guessed: enough to say where a pixel of the floor lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.reading.grid import Grids
from scene_stager.reading.lights.directions import level_from_camera

# House defaults, not measured, but where a line says otherwise.
FILM_WIDTH_MM = 36.0  # focal lengths are for this width of film, by definition
FAR = 7.0  # half extents: ground further off says little about the subject's lights
LEAST_SLOPE = 0.02  # a ray flatter than this meets the ground too far away to tell where
LEAST_GROUND_PX = 60  # fewer say nothing
MOST_BALLS, COVERED = 10, 0.7  # of `medial_balls`


@dataclass(frozen=True)
class StageGuess:
    """What the picture does not say outright.

    `focal_mm` is for 36 mm of film; `hover` is the gap between the subject and the ground under
    it, in half extents.
    """

    focal_mm: float
    camera_elevation_deg: float
    hover: float


@dataclass(frozen=True, eq=False)
class Outline:
    """A mask in the numbers that a stage needs, in pixels of the reading grid.

    `row` and `column` are the centre of its pixels; `rows` (m,) are the rows that it occupies,
    from `first` (m,) to `last` (m,) column; `balls_px` (b, 3) are row, column and radius of balls
    that fill it.
    """

    shape: tuple[int, int]
    row: float
    column: float
    radius_px: float
    rows: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    balls_px: Floats


def trace_outline(inside: Bools) -> Outline:
    """Measure a mask, once."""
    rows, columns = np.nonzero(inside)
    occupied = np.flatnonzero(inside.any(axis=1))
    return Outline(
        (inside.shape[0], inside.shape[1]),
        float(rows.mean()) + 0.5,
        float(columns.mean()) + 0.5,
        half_extent_px(inside),
        occupied,
        inside[occupied].argmax(axis=1),
        inside.shape[1] - 1 - inside[occupied, ::-1].argmax(axis=1),
        medial_balls(inside, MOST_BALLS, COVERED),
    )


def half_extent_px(inside: Bools) -> float:
    """Half of a mask's largest width, seen from any side: what lamps are placed by.

    shapes   inside (h, w), at least one pixel inside
    units    pixels of the grid
    source   largest of 16 Feret diameters; at most half a percent short
    """
    rows, columns = np.nonzero(inside)
    turns = np.pi * np.arange(16) / 16
    along = np.outer(np.cos(turns), columns) + np.outer(np.sin(turns), rows)
    return float(0.5 * (np.ptp(along, axis=1).max() + 1.0))


@dataclass(frozen=True, eq=False)
class LightStage:
    """A guess, worked out for one mask. Lengths are half extents, the frame is level.

    `lens` (3,) is the camera's place, seen from the subject's centre; `rays` (h, w, 3) leave it
    through the pixels; the ground lies at `ground`; `turn` (3, 3) is level_from_camera.
    """

    guess: StageGuess
    lens: Floats
    rays: Floats
    ground: float
    turn: Floats
    facing: Floats

    def horizon_row(self) -> float:
        """The row of the true horizon, in pixels from the top; may lie outside the picture."""
        rows, columns = self.rays.shape[:2]
        focal_px = self.guess.focal_mm / FILM_WIDTH_MM * columns
        tilt = np.radians(self.guess.camera_elevation_deg)
        return float(rows / 2 - focal_px * np.tan(tilt))


def set_stage(outline: Outline, guess: StageGuess) -> LightStage:
    """Place camera and ground for a mask.

    The subject's centre is where its pixels' centre is, at the depth that makes its radius 1;
    the ground lies at the mask's lowest row, `hover` below it.
    """
    rows, columns = outline.shape
    focal_px = guess.focal_mm / FILM_WIDTH_MM * columns
    turn = level_from_camera(guess.camera_elevation_deg)
    across = (np.arange(columns) + 0.5 - columns / 2) / focal_px
    up = -(np.arange(rows) + 0.5 - rows / 2) / focal_px
    rays = np.empty((rows, columns, 3))
    rays[..., 0] = across
    rays[..., 1] = (up * turn[1, 1] - turn[1, 2])[:, None]
    rays[..., 2] = (up * turn[2, 1] - turn[2, 2])[:, None]

    right, down = outline.column - columns / 2, outline.row - rows / 2
    through = np.array([right / focal_px, -down / focal_px, -1.0])
    lens = -(turn @ through) * (focal_px / outline.radius_px)
    facing = np.array([lens[0], 0.0, lens[2]]) / np.hypot(lens[0], lens[2])

    lowest = int(outline.rows[-1]) + 1
    foot = turn @ np.array([through[0], -(lowest - rows / 2) / focal_px, -1.0])
    reach = -float(lens @ facing) / float(foot @ facing)
    ground = float(lens[1] + reach * foot[1]) - guess.hover
    return LightStage(guess, lens, rays, ground, turn, facing)


def ground_samples(stage: LightStage, free: Bools, count: int) -> tuple[Floats, NDArray[np.intp]]:
    """Places on the ground near the subject, and the pixels that show them.

    shapes   free (h, w): where ground may show -> (n, 3) places, (n,) pixel numbers; n <= count
    units    half extents
    frame    level
    valid    none at all when fewer than 60 pixels show ground
    source   rays meet the plane of the ground
    """
    slope = stage.rays[..., 1]
    downward = slope < -LEAST_SLOPE
    way = (stage.ground - stage.lens[1]) / np.where(downward, slope, -1.0)
    x = stage.lens[0] + way * stage.rays[..., 0]
    z = stage.lens[2] + way * stage.rays[..., 2]
    shown = downward & free & (way > 0.0) & (x**2 + z**2 < FAR**2)
    pixels = np.flatnonzero(shown)
    if pixels.size < LEAST_GROUND_PX:
        return np.zeros((0, 3)), pixels[:0]
    picks = np.linspace(0, pixels.size - 1, min(count, pixels.size)).astype(np.intp)
    pixels = pixels[picks]
    places = np.stack(
        [x.ravel()[pixels], np.full(pixels.size, stage.ground), z.ravel()[pixels]], axis=1
    )
    return places, pixels


def stacked_discs(stage: LightStage, outline: Outline, count: int) -> Floats:
    """The subject as level discs, each as wide as its row of the mask: what throws the shadow.

    shapes   -> (m, 4), m <= count: height, x, z, radius
    units    half extents
    frame    level
    source   a body of revolution about the upright through the subject's centre
    """
    size = outline.rows.size
    picks = np.linspace(0, size - 1, min(count, size)).astype(np.intp)
    rows = outline.rows[picks]
    ends = []
    for columns in (outline.first[picks], outline.last[picks]):
        ray = stage.rays[rows, columns]
        way = -float(stage.lens @ stage.facing) / (ray @ stage.facing)
        ends.append(stage.lens + way[:, None] * ray)
    left, right = ends
    middle = 0.5 * (left + right)
    half = 0.5 * np.linalg.norm(right - left, axis=1)
    return np.column_stack([middle[:, 1], middle[:, 0], middle[:, 2], half])


def placed_balls(stage: LightStage, outline: Outline) -> Floats:
    """The subject as balls in the upright plane through its centre: what throws the shadow.

    shapes   -> (m, 4): x, y, z, radius
    units    half extents
    frame    level
    source   each ball is seen where the outline holds it, as large as the outline lets it be
    """
    columns, rows = outline.balls_px[:, 1], outline.balls_px[:, 0]
    focal_px = stage.guess.focal_mm / FILM_WIDTH_MM * outline.shape[1]
    across = (columns - outline.shape[1] / 2) / focal_px
    up = -(rows - outline.shape[0] / 2) / focal_px
    rays = np.stack([across, up, np.full(rows.size, -1.0)], axis=1) @ stage.turn.T
    way = -float(stage.lens @ stage.facing) / (rays @ stage.facing)
    centres = stage.lens + way[:, None] * rays
    return np.column_stack([centres, outline.balls_px[:, 2] / focal_px * way])


def medial_balls(inside: Bools, most: int, covered: float, least_px: float = 1.0) -> Floats:
    """Row, column and radius of balls that fill a mask, the largest first (m, 3).

    shapes   inside (h, w) -> (m, 3), m <= most; none smaller than `least_px`
    units    pixels; `covered` is the share of a ball's radius that no other ball starts in
    source   greedy medial balls: Amenta, Kolluri 2001, "The medial axis of a union of balls"
    """
    depth_px = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    row, column = np.indices(inside.shape)
    left = np.where(inside, depth_px, 0.0)
    found: list[tuple[float, float, float]] = []
    while len(found) < most and float(left.max()) >= least_px:
        r, c = divmod(int(np.argmax(left)), inside.shape[1])
        radius = float(depth_px[r, c])
        found.append((r + 0.5, c + 0.5, radius))
        left[np.hypot(row - r, column - c) <= covered * radius] = 0.0
    return np.array(found).reshape(-1, 3)


def floor_edge_row(grids: Grids, inside: Bools) -> int | None:
    """The row where the floor ends and the backdrop begins, when a level edge shows it.

    An edge counts when most columns clear of the subject change in one row, and neighbouring
    rows do not.
    """
    logs = np.log(grids.luminance + 1e-3)
    clear = ~ndimage.binary_dilation(inside, iterations=3)
    change = np.abs(logs[2:] - logs[:-2])
    known = clear[2:] & clear[:-2]
    profile = np.array(
        [
            np.quantile(line[seen], 0.3) if seen.mean() > 0.3 else 0.0
            for line, seen in zip(change, known, strict=True)
        ]
    )
    beyond = profile - ndimage.median_filter(profile, 15)
    row = int(np.argmax(beyond))
    if beyond[row] > max(0.05, 4.0 * float(np.median(profile))):
        return row + 1
    return None
