# SPDX-License-Identifier: Apache-2.0
"""One still, solved: find the subject, look everywhere coarsely, step from the best guesses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.inverse.forward.still_model import still_model
from scene_stager.inverse.least_squares.calibrate import (
    LUMINANCE,
    Calibration,
    Guess,
    Problem,
    Solution,
    certificate_of,
    look,
    rank,
    stepped,
)
from scene_stager.inverse.least_squares.levenberg_marquardt import Descent
from scene_stager.inverse.solve.ground import ALONE, is_floor, without_ground
from scene_stager.inverse.solve.search import Start, pose_of, problem_of, starts
from scene_stager.inverse.still.camera_lines import CameraLines, camera_from_lines
from scene_stager.inverse.still.points import (
    SENSOR_MM,
    USUAL_HEIGHT_M,
    Points,
    Shape,
    View,
    points_of,
    shape_of,
)
from scene_stager.inverse.still.skyline import Skyline, find_skyline
from scene_stager.maths.arrays import Bools, Floats

if TYPE_CHECKING:
    from scene_stager.pictures.picture import Picture


LINES_PX = 480  # the width at which lines are looked for
MOST_ROLL_DEG = 2.0
COARSE_PX, FINE_PX = 6, 4  # blocks of the mask's grid that one point stands for
MOST_STEPS = 8
SETTLED = 0.1  # of what matters: a degree of the key
WORTH = 0.02
ASKED = ("key_azimuth_deg", "key_elevation_deg", "haze_per_m")
DESCENTS = 2
TRIED, ROUGH_STEPS = 4, 1  # guesses that are tried on few points, and how far


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A still on the grid of its mask.

    shapes   rgb (h, w, 3) linear light; lost (h, w), clipped there
    """

    rgb: Floats
    lost: Bools
    shape: Shape
    skyline: Skyline | None
    mask_confidence: float
    height_m: float = USUAL_HEIGHT_M
    lines: CameraLines | None = None

    @property
    def camera(self) -> View | None:
        """The camera that straight lines give away, or None."""
        if self.lines is None:
            return None
        rows, columns = self.rgb.shape[:2]
        above = self.lines.focal_widths * columns * math.tan(math.radians(self.lines.pitch_deg))
        focal_mm = self.lines.focal_widths * SENSOR_MM
        return View(focal_mm, 0.0, self.height_m, 0.5 - above / rows, sure=True)

    @property
    def edge_share(self) -> float:
        """Where the floor ends, as a share of the picture's height; 0 when it does not show."""
        if self.skyline is None:
            return 0.0
        return float(max(self.skyline.highest_px, 0.0) / self.rgb.shape[0])

    def points(self, block_px: int) -> Points:
        """The still at the middles of blocks that hold one thing each."""
        row = None if self.skyline is None else self.skyline.row_px
        return points_of(self.rgb, self.lost, self.shape, row, block_px)


def still_of(picture: Picture, mask: Bools | None = None) -> Still | None:
    """Find a still's subject and its floor's end; None when no subject stands out."""
    from scene_stager.maths.resample import area_average
    from scene_stager.reading.grid import make_grids
    from scene_stager.reading.inflate import inflated_normals, membrane
    from scene_stager.reading.mask import find_subject, mask_from_coverage

    rgb = np.maximum(np.asarray(picture.rgb, dtype=np.float64), 0.0)
    grids = make_grids(rgb)
    if mask is not None:
        subject = mask_from_coverage(mask.astype(np.float64), grids, "given")
    elif picture.alpha is not None and float(picture.alpha.min()) < 0.5 < float(
        picture.alpha.max()
    ):
        subject = mask_from_coverage(np.asarray(picture.alpha, dtype=np.float64), grids, "alpha")
    else:
        subject = find_subject(grids)
    if subject.failure is not None or not subject.inside.any():
        return None
    rows, columns = subject.inside.shape
    lost = area_average(picture.clipped_high.astype(np.float64), rows, columns) > 0.0
    film = membrane(subject.inside)
    shape = shape_of(subject.inside, inflated_normals(subject.inside), np.sqrt(film))
    light = grids.coarse_rgb * grids.level
    skyline = find_skyline(light @ LUMINANCE, shape.inside)
    lines = _lines(rgb, shape.inside)
    return Still(light, lost, shape, skyline, subject.confidence, lines=lines)


def _lines(rgb: Floats, inside: Bools) -> CameraLines | None:
    """What straight lines say of the camera; one that is turned is left to be unknown."""
    from scene_stager.maths.resample import area_average

    wide = min(LINES_PX, rgb.shape[1])
    high = max(1, round(wide * rgb.shape[0] / rgb.shape[1]))
    light = area_average(rgb, high, wide) @ LUMINANCE
    row = np.arange(high) * inside.shape[0] // high
    column = np.arange(wide) * inside.shape[1] // wide
    found = camera_from_lines(light, inside[np.ix_(row, column)])
    return None if found is None or abs(found.roll_deg) > MOST_ROLL_DEG else found


def solve_still(still: Still, *, descents: int = DESCENTS) -> tuple[Calibration, int]:
    """Every arrangement that explains a still, ranked, and how many guesses were drawn.

    Where no floor under lights explains what lies round the subject, the subject alone is judged.
    """
    coarse, fine = still.points(COARSE_PX), still.points(FINE_PX)
    begun, drawn = starts(coarse, still.shape, still.edge_share, kept=TRIED, sure=still.camera)
    rough = _tried(still, coarse, begun)
    if not is_floor(rough[0][1].points[-1]):
        coarse, fine = without_ground(coarse), without_ground(fine)
        begun, more = starts(coarse, still.shape, ALONE.edge_share, kept=TRIED, sure=ALONE)
        rough, drawn = _tried(still, coarse, begun), drawn + more
    found = []
    for start, before in rough[:descents]:
        fine_problem = _problem(still, fine, start)
        after = _descend(look(fine_problem, before.points[-1].pose), MOST_STEPS)
        found.append(_joined(before, after))
    steps = sum(len(one.points) + one.rejected for _, one in rough)
    steps += sum(one.steps + one.descent.rejected for one in found)
    return rank(found), drawn + steps


def _tried(
    still: Still, points: Points, begun: Sequence[Start]
) -> list[tuple[Start, Descent[Guess]]]:
    """Guesses, each a little improved on few points, the nearest first."""
    rough = [(start, _descend(_first(still, points, start), ROUGH_STEPS)) for start in begun]
    return sorted(rough, key=lambda pair: pair[1].points[-1].cost)


def _joined(first: Descent[Guess], then: Descent[Guess]) -> Solution:
    """One way from the first coarse guess to the last fine one: all its steps count."""
    points = (*(_seen_on(point, then.points[0]) for point in first.points[:-1]), *then.points)
    whole = Descent(
        points,
        then.ended,
        first.rejected + then.rejected,
        first.switches + then.switches,
    )
    return Solution(whole, certificate_of(points[-1]))


def _seen_on(point: Guess, fine: Guess) -> Guess:
    """A coarse guess, drawn at the fine points, for the film."""
    return look(fine.problem, point.pose, fine.metric)


def _problem(still: Still, points: Points, start: Start) -> Problem:
    lift_m = start.view.lift_m * still.height_m / start.view.height_m
    view = replace(start.view, height_m=still.height_m, lift_m=lift_m)
    return problem_of(points, still.shape, view, start.side)


def _first(still: Still, points: Points, start: Start) -> Guess:
    problem = _problem(still, points, start)
    return look(problem, pose_of(start, still_model(problem.model)))


def _descend(first: Guess, steps: int) -> Descent[Guess]:
    return stepped(first, most_steps=steps, tolerance=SETTLED, worth=WORTH, asked=ASKED)
