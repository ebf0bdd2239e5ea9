# SPDX-License-Identifier: Apache-2.0
"""Who the subject is: a network answers first where one is here, the search seconds it.

Each has its own way of being wrong, so what both say is what can be relied on: the confidence of
an answer is the overlap that was measured between the two.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.maths.resample import area_average
from scene_stager.models.load import available, load
from scene_stager.models.saliency import stands_out
from scene_stager.models.shelf import Shelf
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.frame_bars import cut_to, inner_frame
from scene_stager.reading.grid import Grids
from scene_stager.reading.mask import SubjectMask, find_subject, is_plausible
from scene_stager.reading.split_level import middle_pieces

NETWORK = "u2netp"
SEARCHED = ("network", "found")  # the origins of masks that nobody handed over
LEAST_SURE = 0.99  # subjects reach 0.999, textures and noise 0.05 to 0.98: measured on 50 pictures
WHITE_QUANTILE = 0.995  # what is brighter in a picture without an upper end is shown as white
# Where nothing closed is found round a place in the whole picture, it is looked for in a part of
# the picture round that place. House defaults.
WINDOWS = (1.0, 0.7, 0.5, 0.35, 0.25)
NEAR_PX = 2  # a finger may miss a thin thing by so much
LEAST_WINDOW_PX = 16


@dataclass(frozen=True, eq=False)
class _Answer:
    """What was found, and what a second opinion finds (h, w); None where there is no room."""

    first: SubjectMask
    second: Bools | None

    def agreed(self) -> SubjectMask:
        """The answer with the confidence that the second opinion leaves it."""
        if self.first.failure is not None or self.second is None:
            return self.first
        measured = overlap(self.first.inside, self.second)
        return replace(self.first, confidence=min(self.first.confidence, measured))


def subject_of(
    linear_rgb: Floats, grids: Grids, at: tuple[float, float] | None = None
) -> SubjectMask:
    """Find the subject of a picture; `at`, shares of width and height, says which thing it is.

    shapes   linear_rgb (h, w, 3), of which `grids` were made; the mask is on the reading grid
    units    linear light
    valid    finite, >= 0
    source   Qin et al. 2020 where the network is on the shelf; else `find_subject`
    """
    if at is None:
        answer = _in_frame(linear_rgb, grids)
        inside = middle_pieces(answer.first.inside)
        return _Answer(replace(answer.first, inside=inside), answer.second).agreed()
    rows, columns = grids.luminance.shape
    row, column = _pixel(at, rows, columns)
    for share in WINDOWS:
        down, across = _window(row, rows, share), _window(column, columns, share)
        if min(down.stop - down.start, across.stop - across.start) < LEAST_WINDOW_PX:
            break
        answer = _in_window(linear_rgb, grids, down, across)
        inside = piece_at(answer.first.inside, row, column)
        if is_plausible(inside):
            second = None if answer.second is None else piece_at(answer.second, row, column)
            return _Answer(replace(answer.first, inside=inside), second).agreed()
    return SubjectMask(np.zeros((rows, columns), bool), "found", 0.0, FailureMode.NO_SUBJECT)


def only_at(mask: SubjectMask, at: tuple[float, float] | None) -> SubjectMask:
    """Of a mask that was handed over, the piece at a place, shares of width and height."""
    if at is None or mask.failure is not None:
        return mask
    inside = piece_at(mask.inside, *_pixel(at, *mask.inside.shape))
    failure = None if inside.any() else FailureMode.NO_SUBJECT
    return replace(mask, inside=inside, failure=failure)


def network_here() -> str:
    """Which network answers here, by the digest of its manifest; empty where none does."""
    return Shelf().manifest(NETWORK).digest if available(NETWORK) else ""


def overlap(one: Bools, other: Bools) -> float:
    """How much two masks are one, 0 to 1.

    shapes   one, other (h, w)
    units    area in both over area in either; 0 where both are empty
    source   Jaccard 1912
    """
    either = int(np.count_nonzero(one | other))
    return int(np.count_nonzero(one & other)) / either if either else 0.0


def piece_at(inside: Bools, row: int, column: int) -> Bools:
    """The connected piece of a mask under a pixel, or next to it; nothing where there is none.

    shapes   inside (h, w) -> (h, w)
    units    pixels of the mask
    source   definition
    """
    pieces, count = ndimage.label(inside)
    if count == 0:
        return inside
    apart_px, nearest = ndimage.distance_transform_edt(pieces == 0, return_indices=True)
    if apart_px[row, column] > NEAR_PX:
        return np.zeros_like(inside)
    piece = pieces[nearest[0][row, column], nearest[1][row, column]]
    return np.asarray(pieces == piece)


def share_of_picture(
    at: tuple[float, float], width_px: int, height_px: int, where: str = "at"
) -> tuple[float, float]:
    """A place as shares of width and height: up to 1 it is said in shares, beyond in pixels.

    Raises InputError for a place that is not in the picture.
    """
    across, down = at
    in_shares = max(at) <= 1.0
    wide, high = (1.0, 1.0) if in_shares else (width_px, height_px)
    if not (0.0 <= across <= wide and 0.0 <= down <= high):
        expected = f"a place in its {width_px} × {height_px} pixels, or shares from 0 to 1"
        raise InputError(Mistake(where, f"{across:g},{down:g}", expected))
    return across / wide, down / high


def _pixel(at: tuple[float, float], rows: int, columns: int) -> tuple[int, int]:
    return min(int(at[1] * rows), rows - 1), min(int(at[0] * columns), columns - 1)


def _window(middle: int, count: int, share: float) -> slice:
    """A part of a side round a pixel, moved so that it lies within."""
    size = max(1, round(share * count))
    start = min(max(middle - size // 2, 0), count - size)
    return slice(start, start + size)


def _in_window(linear_rgb: Floats, grids: Grids, down: slice, across: slice) -> _Answer:
    """Both answers for a part of the picture, put in their place in the whole."""
    shape = grids.luminance.shape
    if (down.stop - down.start, across.stop - across.start) == shape:
        return _in_frame(linear_rgb, grids)
    answer = _in_frame(_cut(linear_rgb, shape, down, across), cut_to(grids, down, across))

    def whole(part: Bools) -> Bools:
        inside = np.zeros(shape, dtype=bool)
        inside[down, across] = part
        return inside

    first = replace(answer.first, inside=whole(answer.first.inside))
    return _Answer(first, None if answer.second is None else whole(answer.second))


def _cut(rgb: Floats, shape: tuple[int, ...], down: slice, across: slice) -> Floats:
    """The part of a picture that pixels of the reading grid cover."""
    high, wide = rgb.shape[0] / shape[0], rgb.shape[1] / shape[1]
    rows = slice(round(down.start * high), round(down.stop * high))
    return rgb[rows, round(across.start * wide) : round(across.stop * wide)]


def _in_frame(linear_rgb: Floats, grids: Grids) -> _Answer:
    searched = find_subject(grids)
    seen, is_sure = _by_network(linear_rgb, grids)
    if seen is not None and is_sure:
        return _Answer(SubjectMask(seen, "network", 1.0), searched.inside)
    if searched.failure is not None:
        return _Answer(searched, None)
    return _Answer(searched, _search_at_half_the_size(grids) if seen is None else seen)


def _search_at_half_the_size(grids: Grids) -> Bools | None:
    """What the search finds when it sees less: where little holds an outline, it moves.

    On 25 stills and photographs the lesser of its overlap and the search's own confidence ranks
    masks as their true overlap does (0.84); the search's own confidence alone ranks them by 0.56.
    """
    rows, columns = grids.luminance.shape
    high, wide = rows // 2, columns // 2
    if min(high, wide) < LEAST_WINDOW_PX:
        return None
    coarse = area_average(grids.coarse_rgb, high, wide)
    fine = area_average(grids.fine_rgb, high * grids.step, wide * grids.step)
    found = find_subject(replace(grids, coarse_rgb=coarse, fine_rgb=fine)).inside
    return found[np.ix_(np.arange(rows) * high // rows, np.arange(columns) * wide // columns)]


def _by_network(linear_rgb: Floats, grids: Grids) -> tuple[Bools | None, bool]:
    """What the network sees, and whether it is sure of it; None where there is no network."""
    rows, columns = grids.luminance.shape
    if min(rows, columns) < LEAST_WINDOW_PX or not available(NETWORK):
        return None, False
    down, across = inner_frame(grids.coarse_rgb)
    part = _cut(linear_rgb, (rows, columns), down, across)
    white = max(1.0, float(np.quantile(part, WHITE_QUANTILE)))
    seen = stands_out(encode_srgb(np.clip(part / white, 0.0, 1.0)), load(NETWORK))
    inside = np.zeros((rows, columns), dtype=bool)
    size = (down.stop - down.start, across.stop - across.start)
    inside[down, across] = area_average(seen.mask, *size) > 0.5
    return inside, seen.surest >= LEAST_SURE and is_plausible(inside)
