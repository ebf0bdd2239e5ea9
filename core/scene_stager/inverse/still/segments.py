# SPDX-License-Identifier: Apache-2.0
"""Straight pieces of a picture's edges, of things and of what lies round them alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from scene_stager.inverse.still.points import log_light
from scene_stager.maths.arrays import Bools, Floats

# House defaults, tried on drawn boxes, tiles, rendered stills and photographs, from here on.
LEAST_EDGE = 0.04  # natural-log contrast per pixel
RIDGE = 0.75  # of the strongest edge beside it: less is the flank of that edge
EDGE_PX = 2  # what is left out along the border
CROWD_PX, CROWDED = 13, 0.3  # edges among so many others are texture, not lines
WAYS = 24  # half-overlapping ranges of direction that pieces are looked for in
LEAST_LENGTH = 0.025  # of the picture's width
MOST_PIECES = 120
MOST_BEND_PX, MOST_SPREAD_PX = 0.6, 0.9  # more is an arc or a blot
SAME_PX, SAME_TURN = 2.5, 0.1  # a piece so near and so parallel is the same, found twice


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight pieces, the longest first.

    shapes   length (n,), middle (n, 2), way (n, 2) of length one
    units    picture widths from the middle of the picture, y downward; `wide_px` is that width
    """

    length: Floats
    middle: Floats
    way: Floats
    wide_px: int

    def __len__(self) -> int:
        return len(self.length)

    def only(self, which: Bools) -> Segments:
        """Some of them."""
        return Segments(self.length[which], self.middle[which], self.way[which], self.wide_px)


def segments_of(luminance: Floats) -> Segments:
    """The straight pieces of a picture's edges.

    shapes   luminance (h, w)
    units    linear light
    valid    any picture
    source   line-support regions: Burns, Hanson, Riseman 1986, "Extracting straight lines"; each
             piece fitted by the moments of its edge's strength
    """
    wide = luminance.shape[1]
    logs = log_light(luminance)
    down, across = (ndimage.gaussian_filter(logs, 1.0, order=o) for o in ((1, 0), (0, 1)))
    strength = np.hypot(down, across)
    kept = (strength >= ndimage.maximum_filter(strength, 3) * RIDGE) & (strength > LEAST_EDGE)
    kept &= ndimage.uniform_filter(kept.astype(np.float64), CROWD_PX) < CROWDED
    kept[:EDGE_PX], kept[-EDGE_PX:], kept[:, :EDGE_PX], kept[:, -EDGE_PX:] = (False,) * 4
    turn = np.arctan2(down[kept], across[kept])
    found: list[Floats] = []
    for k in range(WAYS):
        off = (turn - k * 2.0 * math.pi / WAYS + math.pi) % (2.0 * math.pi) - math.pi
        alike = np.zeros_like(kept)
        alike[kept] = np.abs(off) < 2.0 * math.pi / WAYS
        found += _pieces(alike, strength)
    table = _once(sorted(found, key=lambda one: -one[0]))
    return Segments(table[:, 0] / wide, table[:, 1:3] / wide, table[:, 3:], wide)


def _pieces(edges: Bools, strength: Floats) -> list[Floats]:
    """Connected edges of like direction that are straight: length, middle, way; in pixels."""
    rows, columns = edges.shape
    least_px = LEAST_LENGTH * columns
    label, count = ndimage.label(edges, np.ones((3, 3)))
    size = np.bincount(label.ravel(), minlength=count + 1)
    found = []
    for number, part in enumerate(ndimage.find_objects(label), 1):
        if size[number] < least_px:
            continue
        y, x = np.nonzero(label[part] == number)
        y, x = y + part[0].start, x + part[1].start
        piece = _fitted(np.stack([x - columns / 2 + 0.5, y - rows / 2 + 0.5], 1), strength[y, x])
        if piece is not None and piece[0] >= least_px:
            found.append(piece)
    return found


def _fitted(points: Floats, weight: Floats) -> Floats | None:
    """A straight piece through edge pixels, (5,); None where they bend or spread."""
    middle = (points * weight[:, None]).sum(axis=0) / weight.sum()
    off = points - middle
    spread, axes = np.linalg.eigh((off * weight[:, None]).T @ off / weight.sum())
    along, beside = off @ axes[:, 1], off @ axes[:, 0]
    length = float(np.ptp(along))
    if length == 0.0 or math.sqrt(max(float(spread[0]), 0.0)) > MOST_SPREAD_PX:
        return None
    bend = np.polyfit(along / length, beside, 2, w=weight)[0] / 4.0 if len(points) > 3 else 0.0
    return np.array([length, *middle, *axes[:, 1]]) if abs(bend) <= MOST_BEND_PX else None


def _once(pieces: list[Floats]) -> Floats:
    """Each piece once, (n, 5): what two overlapping ranges of direction found both is one."""
    found: list[Floats] = []
    for one in pieces:
        for other in found:
            apart = one[1:3] - other[1:3]
            beside = abs(apart[1] * other[3] - apart[0] * other[4])
            crossed = abs(one[3] * other[4] - one[4] * other[3])
            if beside < SAME_PX and abs(apart @ other[3:]) < other[0] / 2 and crossed < SAME_TURN:
                break
        else:
            found.append(one)
        if len(found) == MOST_PIECES:
            break
    return np.array(found).reshape(-1, 5)
