# SPDX-License-Identifier: Apache-2.0
"""Takes blown windows and flat panes out of a picture, so that they make no hills.

Light that falls on a form fades towards its edges. A window does not: it is flat, and all around
it the picture drops at once. Such plateaus are levelled down to what surrounds them. The blown
side of a face stays, because it fades into the rest of the face; a blown glint on it is levelled
too, and leaves the hill that it stood on.
"""

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.topology._grids import BLOWN_SHARE

FLAT_STOPS = 0.03  # most that a flat pane varies over three pixels
CLIFF_STOPS = 1.0  # least that the surroundings lie below
CLIFF_SHARE = 0.6  # of the surroundings that must lie so low; house default, see docs/topology.md
# In pixels, of the picture, and in number; house defaults.
LEAST_PX, MOST_SHARE, MOST_PLATEAUS = 16, 0.25, 64
SOFT_PX = 2  # the edge of a plateau, anti-aliased

ALL_AROUND = np.ones((3, 3), dtype=np.bool_)


def without_plateaus(stops: Floats, white_stops: float) -> Floats:
    """Level every plateau that is flat and falls off on all sides.

    shapes   stops (h, w) -> same
    units    stops; `white_stops` is where the medium clips
    valid    finite
    source   house rule, tried on painted windows and panes in tests/maths/test_lotus.py
    """
    from scipy.ndimage import binary_dilation, maximum_filter, minimum_filter

    blown = stops >= white_stops + np.log2(BLOWN_SHARE)
    level = _levelled(stops, binary_dilation(blown, ALL_AROUND))
    flat = maximum_filter(level, 3) - minimum_filter(level, 3) < FLAT_STOPS
    return _levelled(level, flat)


def _levelled(stops: Floats, plateau: Bools) -> Floats:
    from scipy.ndimage import binary_dilation, find_objects, label

    number, _ = label(plateau, ALL_AROUND)
    size = np.bincount(number.ravel())
    size[0] = 0
    boxes = find_objects(number)
    level = stops.copy()
    for one in np.argsort(-size, kind="stable")[:MOST_PLATEAUS]:
        if size[one] < LEAST_PX:
            break
        box = boxes[one - 1]
        if size[one] > MOST_SHARE * stops.size or _touches(box, stops.shape):
            continue
        wide = tuple(slice(max(0, s.start - 5), s.stop + 5) for s in box)
        me = number[wide] == one
        near = binary_dilation(me, ALL_AROUND, iterations=SOFT_PX)
        ring = binary_dilation(near, ALL_AROUND, iterations=2) & ~near
        around = stops[wide][ring]
        low = around < np.median(stops[wide][me]) - CLIFF_STOPS
        if low.size and low.mean() > CLIFF_SHARE:
            level[wide][near] = np.median(around)
    return level


def _touches(box: tuple[slice, ...], shape: tuple[int, ...]) -> bool:
    """A plateau that the frame cuts is no hill inside it anyway."""
    return any(s.start == 0 or s.stop == n for s, n in zip(box, shape, strict=True))
