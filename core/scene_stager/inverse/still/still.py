# SPDX-License-Identifier: Apache-2.0
"""A still read for a match: light, subject, the floor's end, and what lines say of the camera."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.inverse.still.camera_lines import CameraLines, camera_from_lines
from scene_stager.inverse.still.points import (
    SENSOR_MM,
    CameraGuess,
    StillPoints,
    SubjectShape,
    points_of,
    shape_of,
)
from scene_stager.inverse.still.skyline import Skyline, find_skyline
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import REC_709
from scene_stager.shot.lighting.usual_set import USUAL_HEIGHT_M

if TYPE_CHECKING:
    from scene_stager.pictures.picture import Picture

LINES_PX = 640  # the width at which lines are looked for: house default
MOST_ROLL_DEG = 2.0  # a camera that is turned further is left to be unknown: house default
COARSE_PX, FINE_PX = 6, 4  # blocks of the mask's grid that one point stands for: house defaults


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A still on the grid of its mask.

    shapes   rgb (h, w, 3) linear light; lost (h, w), clipped there

    `mask_confidence` and `outline_by` are the confidence and the origin of the subject's mask.
    """

    rgb: Floats
    lost: Bools
    shape: SubjectShape
    skyline: Skyline | None
    mask_confidence: float
    height_m: float = USUAL_HEIGHT_M
    lines: CameraLines | None = None
    outline_by: str = "given"

    @property
    def camera(self) -> CameraGuess | None:
        """The camera that straight lines give away, or None."""
        if self.lines is None:
            return None
        rows, columns = self.rgb.shape[:2]
        above = self.lines.focal_widths * columns * math.tan(math.radians(self.lines.pitch_deg))
        focal_mm = self.lines.focal_widths * SENSOR_MM
        return CameraGuess(focal_mm, 0.0, self.height_m, 0.5 - above / rows, sure=True)

    @property
    def edge_share(self) -> float:
        """Where the floor ends, as a share of the picture's height; 0 when it does not show."""
        if self.skyline is None:
            return 0.0
        return float(max(self.skyline.highest_px, 0.0) / self.rgb.shape[0])

    def points(self, block_px: int) -> StillPoints:
        """The still at the middles of blocks that hold one thing each."""
        row = None if self.skyline is None else self.skyline.row_px
        return points_of(self.rgb, self.lost, self.shape, row, block_px)

    def coarse_points(self) -> StillPoints:
        """The still at few points, or at more where its subject is too thin to hold one of them."""
        coarse = self.points(COARSE_PX)
        return coarse if (coarse.weights * coarse.subject).any() else self.points(FINE_PX)


def still_of(
    picture: Picture, mask: Bools | None = None, at: tuple[float, float] | None = None
) -> Still | None:
    """Find a still's subject and its floor's end; None when no subject stands out.

    `at` says which thing is the subject: column and row in pixels, or as shares up to 1.
    """
    from scene_stager.maths.resample import area_average
    from scene_stager.reading.grid import make_grids
    from scene_stager.reading.inflate import inflated_normals, membrane
    from scene_stager.reading.mask import mask_from_coverage
    from scene_stager.reading.subject import only_at, share_of_picture, subject_of

    rgb = np.maximum(np.asarray(picture.rgb, dtype=np.float64), 0.0)
    grids = make_grids(rgb)
    if at is not None:
        at = share_of_picture(at, rgb.shape[1], rgb.shape[0])
    if mask is not None:
        subject = mask_from_coverage(mask.astype(np.float64), grids, "given")
    elif picture.alpha is not None and float(picture.alpha.min()) < 0.5 < float(
        picture.alpha.max()
    ):
        subject = mask_from_coverage(np.asarray(picture.alpha, dtype=np.float64), grids, "alpha")
    else:
        subject = subject_of(rgb, grids, at)
    subject = only_at(subject, at)
    if subject.failure is not None or not subject.inside.any():
        return None
    rows, columns = subject.inside.shape
    lost = area_average(picture.clipped_high.astype(np.float64), rows, columns) > 0.0
    bulge_px = np.sqrt(membrane(subject.inside))
    shape = shape_of(subject.inside, inflated_normals(subject.inside), bulge_px)
    light = grids.coarse_rgb * grids.level
    skyline = find_skyline(light @ np.array(REC_709), shape.inside)
    lines = _lines(rgb)
    sure, by = subject.confidence, subject.origin
    return Still(light, lost, shape, skyline, sure, lines=lines, outline_by=by)


def _lines(rgb: Floats) -> CameraLines | None:
    """What straight lines say of the camera; one that is turned is left to be unknown."""
    from scene_stager.maths.resample import area_average

    wide = min(LINES_PX, rgb.shape[1])
    high = max(1, round(wide * rgb.shape[0] / rgb.shape[1]))
    found = camera_from_lines(area_average(rgb, high, wide) @ np.array(REC_709))
    return None if found is None or abs(found.roll_deg) > MOST_ROLL_DEG else found
