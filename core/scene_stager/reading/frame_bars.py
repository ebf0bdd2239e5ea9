# SPDX-License-Identifier: Apache-2.0
"""Bars round a picture: letterboxes of films, borders of scans. They are no part of the scene."""

import numpy as np

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.grid import Grids

# House defaults, not measured.
FLAT = 0.02  # cube roots of light, mean 1: a bar varies by less
LEAST_JUMP, JUMP_SHARE = 0.06, 0.6  # and the picture begins with a jump along most of it
MOST_BAR_SHARE = 0.3  # of the side


def inner_frame(rgb: Floats) -> tuple[slice, slice]:
    """Rows and columns between bars; all of them where there are none.

    A bar has one even colour and ends in a straight edge. It counts only where another faces it,
    so that skies and swept stages keep theirs.

    shapes   rgb (h, w, 3)
    units    linear light relative to its mean
    valid    any picture
    source   house rule
    """
    root = np.cbrt(np.maximum(rgb, 0.0))
    top, bottom = _bar(root), _bar(root[::-1])
    left, right = (_bar(np.swapaxes(one, 0, 1)) for one in (root, root[:, ::-1]))
    rows, columns = rgb.shape[:2]
    facing_rows, facing_columns = min(top, bottom) > 0, min(left, right) > 0
    return (
        slice(top, rows - bottom) if facing_rows else slice(0, rows),
        slice(left, columns - right) if facing_columns else slice(0, columns),
    )


def _bar(root: Floats) -> int:
    """How many rows from the top are a bar, with the mixed row at its edge; 0 without one."""
    first = np.median(root[0], axis=0)
    even = np.abs(root - first).max(axis=(1, 2)) < FLAT
    thick = root.shape[0] if even.all() else int(np.argmin(even))
    if thick == 0 or thick + 1 >= root.shape[0] or thick > MOST_BAR_SHARE * root.shape[0]:
        return 0
    jump = np.abs(root[thick + 1] - first).max(axis=-1) > LEAST_JUMP
    return thick + 1 if float(jump.mean()) > JUMP_SHARE else 0


def cut_to(grids: Grids, rows: slice, columns: slice) -> Grids:
    """The grids of a part of a picture, relative to that part's own mean luminance."""
    step = grids.step
    coarse = grids.coarse_rgb[rows, columns]
    fine = grids.fine_rgb[
        rows.start * step : rows.stop * step, columns.start * step : columns.stop * step
    ]
    level = float(np.mean(luminance(coarse)))
    level = level if level > 0.0 else 1.0
    return Grids(coarse / level, fine / level, step, grids.level * level)
