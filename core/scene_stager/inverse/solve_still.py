# SPDX-License-Identifier: Apache-2.0
"""One still, solved: find the subject, look everywhere coarsely, step from the best guesses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scene_stager.inverse.calibrate import LUMINANCE, Calibration, calibrate, rank
from scene_stager.inverse.search import Start, problem_of, starts
from scene_stager.inverse.skyline import Skyline, find_skyline
from scene_stager.inverse.still import Points, Shape, points_of, shape_of

if TYPE_CHECKING:
    from scene_stager.reading.picture import Picture

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

COARSE_PX, FINE_PX = 6, 4  # blocks of the mask's grid that one point stands for
MOST_STEPS = 8
SETTLED = 0.15  # of what matters: a degree and a half of the key
WORTH = 0.03
ASKED = ("key_azimuth_deg", "key_elevation_deg", "haze_per_m")
DESCENTS = 2
USUAL_HEIGHT_M = 1.75  # a person: one picture has no scale


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A still on the grid of its mask.

    shapes   rgb (h, w, 3) linear light; lost (h, w), clipped there
    """

    rgb: Floats
    lost: Flags
    shape: Shape
    skyline: Skyline | None
    mask_confidence: float
    height_m: float = USUAL_HEIGHT_M

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


def still_of(picture: Picture, mask: Flags | None = None) -> Still | None:
    """Find a still's subject and its floor's end; None when no subject stands out."""
    from scene_stager.reading.grid import area_average, make_grids
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
    return Still(light, lost, shape, skyline, subject.confidence)


def solve_still(still: Still, *, descents: int = DESCENTS) -> tuple[Calibration, int]:
    """Every arrangement that explains a still, ranked, and how many guesses were drawn."""
    coarse, fine = still.points(COARSE_PX), still.points(FINE_PX)
    begun, drawn = starts(coarse, still.shape, still.edge_share, kept=descents)
    found = [_descend(still, fine, start) for start in begun]
    steps = sum(len(one.best.descent.points) + one.best.descent.rejected for one in found)
    return rank([solution for one in found for solution in one.solutions]), drawn + steps


def _descend(still: Still, points: Points, start: Start) -> Calibration:
    view = replace(start.view, height_m=still.height_m)
    problem = problem_of(points, still.shape, view, start.side)
    model = problem.model
    pose = model.pose(  # type: ignore[attr-defined]
        key_azimuth_deg=start.azimuth_deg, key_elevation_deg=start.elevation_deg
    )
    return calibrate(
        problem,
        [pose],
        descents=1,
        most_steps=MOST_STEPS,
        tolerance=SETTLED,
        worth=WORTH,
        asked=ASKED,
    )
