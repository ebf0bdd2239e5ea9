# SPDX-License-Identifier: Apache-2.0
"""Pixels that hang together, as patches with a box and an area; speckles are passed over."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools

TOUCHING = np.ones((3, 3), dtype=np.bool_)  # by a corner is enough
MOST_PATCHES = 1000  # of a picture, larger ones first; house default


@dataclass(frozen=True, eq=False)
class Patch:
    """A patch: where it is in its picture, and which pixels there are its own."""

    place: tuple[slice, slice]
    pixels: Bools
    area_px: int

    @property
    def box_px(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom; the last two are not in it."""
        rows, columns = self.place
        return columns.start, rows.start, columns.stop, rows.stop


def patches(found: Bools, smallest_px: int) -> Iterator[Patch]:
    """Each patch of at least so many pixels, the largest first."""
    from scipy import ndimage

    named, count = ndimage.label(found, TOUCHING)
    areas = np.bincount(named.ravel(), minlength=count + 1)[1:]
    boxes = ndimage.find_objects(named)
    for place in np.argsort(-areas, kind="stable")[:MOST_PATCHES].tolist():
        if areas[place] < max(smallest_px, 1):
            return
        box = boxes[place]
        own = np.asarray(named[box] == place + 1, dtype=np.bool_)
        yield Patch(box, own, int(areas[place]))
