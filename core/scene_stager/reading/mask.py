# SPDX-License-Identifier: Apache-2.0
"""Which pixels are the subject: from alpha, from a mask that was handed over, or found."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage
from scipy.spatial import ConvexHull

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.resample import area_average
from scene_stager.reading.colour_mixture import fit_mixture
from scene_stager.reading.failure import FailureMode
from scene_stager.reading.frame_bars import cut_to, inner_frame
from scene_stager.reading.grid import DARK_SHARE, Grids, pool_largest
from scene_stager.reading.mask_in_clutter import find_in_clutter
from scene_stager.reading.pixel_graph import (
    border_of,
    distance_from_border,
    fence_height,
    minimum_cut,
)
from scene_stager.reading.split_level import middle_piece, split_level

# House defaults, chosen on rendered stills against their true silhouettes.
EDGE_SCALE = 0.05  # natural-log contrast at which a cut costs 1/e
EDGE_CEILING = 0.15  # an edge stronger than this says no more
STIFFNESS = 4.0  # cost of a cut through even tone, nats per pixel
CENTRE_PULL, CENTRE_LEVEL = 1.4, 0.4  # subjects stand near the middle
FENCE_PULL, CHANGE_PULL, SHADE_PUSH = 0.5, 0.15, 1.2
COLOUR_PULL, COLOUR_LIMIT, ROUNDS = 0.15, 4.0, 2
LEAST_AREA_SHARE, FAINT_AREA_SHARE, MOST_AREA_SHARE = 0.004, 0.015, 0.85
WHISKER_PX = 2  # half the width of what counts as a whisker
LEAST_SOLIDITY, HULL_PULL = 0.7, 1.0
LEAST_RIM_SUPPORT = 0.45  # share of the outline that lies on an edge
FENCES_HOLD = 0.65  # less, and colours are asked: the border may cut the subject off
LEAST_TOLD_SUPPORT = 0.3  # of an outline that colours tell; in soft gradients it is under 0.09
# Share of a picture that lies on edges, from which they fence nothing in: stages that were
# rendered have 0.1 to 0.27 of it, photographs with something behind the subject 0.4 to 0.8.
CLUTTERED = 0.33
LEAST_TRUST = 0.33
CUT_SHARE = 0.3  # of its breadth on the lower border: the subject's feet are not in the picture
NEVER = -50.0


@dataclass(frozen=True, eq=False)
class SubjectMask:
    """The subject on the reading grid.

    `inside` (h, w) is True on the subject; it is all False when `failure` is set. `origin` says
    where it came from. `confidence`, 0 to 1, is 1 for a mask that was given. For what
    `find_subject` finds it is the share of the outline that lies on an edge of the picture; in a
    cluttered picture, where every outline does, the overlap with the truth that is to be
    expected. `subject_of` lets it be no more than the overlap with a second opinion.
    """

    inside: Bools
    origin: str
    confidence: float
    failure: FailureMode | None = None

    @property
    def area_share(self) -> float:
        """How much of the picture the subject covers, 0 to 1."""
        return float(np.mean(self.inside))


def mask_from_coverage(coverage: Floats, grids: Grids, origin: str) -> SubjectMask:
    """A mask that somebody gave, or an alpha channel, on the reading grid.

    shapes   coverage (h, w), any size of the picture's proportions
    units    0 outside to 1 inside; a pixel is inside from one half on
    source   definition
    """
    rows, columns = grids.luminance.shape
    inside = area_average(coverage.astype(np.float64), rows, columns) > 0.5
    if inside.any():
        return SubjectMask(inside, origin, 1.0)
    return SubjectMask(inside, origin, 0.0, FailureMode.NO_SUBJECT)


def find_subject(grids: Grids) -> SubjectMask:
    """Find the subject: what stands closed, clear of the border, with a sharp outline.

    Sharp edges fence the subject in; shading and soft shadows do not. A first cut pulls on what
    stands behind a fence and near the middle; the next ones add what its colours are. In a
    cluttered picture edges are everywhere: there colour tells the subject, which may touch the
    border, and the confidence is the overlap with the truth that is to be expected. So it is
    where the fences do not hold: a close subject that the border cuts is not closed in. Bars
    round the picture are left out.
    """
    rows, columns = inner_frame(grids.coarse_rgb)
    inner = cut_to(grids, rows, columns)
    if min(inner.luminance.shape) < 16 or inner.luminance.shape == grids.luminance.shape:
        return _find_in_frame(grids)
    found = _find_in_frame(inner)
    inside = np.zeros(grids.luminance.shape, dtype=bool)
    inside[rows, columns] = found.inside
    return replace(found, inside=inside)


def _find_in_frame(grids: Grids) -> SubjectMask:
    nowhere = np.zeros(grids.luminance.shape, dtype=bool)
    if min(nowhere.shape) < 16:
        return SubjectMask(nowhere, "found", 0.0, FailureMode.TOO_SMALL)
    edges = pool_largest(sharp_edges(grids), grids.step)
    if float(np.ptp(grids.luminance)) < 1e-3 or not edges.any():
        return SubjectMask(nowhere, "found", 0.0, FailureMode.FLAT_FIELD)

    if clutter(edges) > CLUTTERED:
        return _told_by_colours(grids, edges)
    inside = _fenced_in(grids, edges)
    support = rim_support(inside, edges)
    plausible = is_plausible(inside)
    if not plausible or support < FENCES_HOLD:
        told = _told_by_colours(grids, edges)
        if told.failure is None and rim_support(told.inside, edges) >= LEAST_TOLD_SUPPORT:
            return told
    if not plausible or support < LEAST_RIM_SUPPORT:
        return SubjectMask(nowhere, "found", support, FailureMode.NO_SUBJECT)
    return SubjectMask(inside, "found", support)


def _told_by_colours(grids: Grids, edges: Floats) -> SubjectMask:
    """What colours tell from the surroundings, if there is enough to tell."""
    inside, trust = find_in_clutter(grids, np.minimum(edges, EDGE_CEILING))
    if is_plausible(inside) and trust >= LEAST_TRUST:
        return SubjectMask(inside, "found", trust)
    return SubjectMask(np.zeros_like(inside), "found", trust, FailureMode.NO_SUBJECT)


def _fenced_in(grids: Grids, edges: Floats) -> Bools:
    """What sharp edges close in, clear of the border; later cuts add what its colours are."""
    pull = _first_pull(grids, edges)
    inside = _cut(pull, edges)
    if float(np.mean(inside)) < FAINT_AREA_SHARE:  # hardly fenced in: look harder near the middle
        pull = pull + CENTRE_PULL * (_centre(*edges.shape) - CENTRE_LEVEL)
        inside = _cut(pull, edges)
    hull = convex_hull(inside)
    unshaded = 0.5 * (pull + SHADE_PUSH * _shade(grids))  # dark legs: their colours decide
    if inside.sum() < LEAST_SOLIDITY * hull.sum():  # a lit rim alone: fill what it bends around
        pull, unshaded = pull + HULL_PULL * hull, unshaded + 0.5 * HULL_PULL * hull
        inside = _cut(pull, edges)
    for _ in range(ROUNDS):
        if not is_plausible(inside):
            break
        inside = _cut(unshaded + _nearness(inside) + _colour_pull(grids, inside), edges)

    return _shave(inside)


def sharp_edges(grids: Grids) -> Floats:
    """How much steeper the picture is from one pixel to the next than shading explains.

    shapes   -> (h step, w step), on the fine grid
    units    natural-log contrast per pixel, noise taken off
    source   gradient at 0.8 px less 1.3 times that at 3 px; house defaults
    """
    logs = np.log(grids.fine_rgb + 0.05)
    beyond = [
        np.maximum(_slope(channel, 0.8) - 1.3 * _slope(channel, 3.0), 0.0)
        for channel in np.moveaxis(logs, -1, 0)
    ]
    strength = np.sqrt(np.sum(np.square(beyond), axis=0))
    beyond_noise = np.maximum(strength - 2.0 * float(np.median(strength)), 0.0)
    return np.asarray(beyond_noise, dtype=np.float64)


def _slope(field: Floats, sigma_px: float) -> Floats:
    return np.asarray(ndimage.gaussian_gradient_magnitude(field, sigma_px))


def _first_pull(grids: Grids, edges: Floats) -> Floats:
    rows, columns = edges.shape
    centre = _centre(rows, columns)
    fence = np.sqrt(ndimage.minimum_filter(fence_height(np.minimum(edges, EDGE_CEILING)), 3))
    change = np.sqrt(distance_from_border(np.cbrt(grids.coarse_rgb + DARK_SHARE)))
    pull = CENTRE_PULL * (centre - CENTRE_LEVEL) - SHADE_PUSH * _shade(grids)
    standing = FENCE_PULL * _standing_out(fence) + CHANGE_PULL * _standing_out(change)
    return np.asarray(pull + standing, dtype=np.float64)


def _centre(rows: int, columns: int) -> Floats:
    """1 in the middle of the picture, falling off as subjects do."""
    down = (np.arange(rows)[:, None] + 0.5) / rows - 0.5
    across = (np.arange(columns)[None, :] + 0.5) / columns - 0.5
    return np.asarray(np.exp(-((down / 0.35) ** 2) - (across / 0.25) ** 2))


def _standing_out(field: Floats) -> Floats:
    """-1 to 1: below or above the level that splits the field best."""
    return np.clip((field - split_level(field)) / (float(field.std()) + 1e-9), -1.0, 1.0)


def _shade(grids: Grids) -> Floats:
    """0 to 1: low in the picture and darker than the ground at the sides, as cast shadows are."""
    logs = np.log(grids.luminance + DARK_SHARE)
    down = (np.arange(logs.shape[0])[:, None] + 0.5) / logs.shape[0] - 0.5
    fifth = max(1, logs.shape[1] // 5)
    sides = np.concatenate([logs[:, :fifth], logs[:, -fifth:]], axis=1)
    darker = np.median(sides, axis=1)[:, None] - logs
    dark, low = np.clip((darker - 0.2) / 0.5, 0.0, 1.0), np.clip((down - 0.05) / 0.2, 0.0, 1.0)
    return np.asarray(dark * low, dtype=np.float64)


def _cut(pull: Floats, edges: Floats) -> Bools:
    fenced = np.where(border_of(*pull.shape), NEVER, pull)
    cut = minimum_cut(fenced, edges, EDGE_SCALE, STIFFNESS)
    return np.asarray(ndimage.binary_fill_holes(middle_piece(cut)), dtype=bool)


def _shave(inside: Bools) -> Bools:
    """Without whiskers: what is thin may stick out a little, but not run off along a horizon."""
    body = middle_piece(ndimage.binary_opening(inside, iterations=WHISKER_PX))
    if not body.any():
        return inside
    reached = ndimage.binary_dilation(body, iterations=2 * WHISKER_PX, mask=inside)
    return np.asarray(reached, dtype=bool)


def convex_hull(inside: Bools) -> Bools:
    """All pixels of the smallest convex shape around a mask.

    shapes   inside (h, w) -> (h, w)
    units    none
    valid    any mask; one without breadth in both directions is its own hull
    source   half-planes of the Quickhull polygon, Barber, Dobkin, Huhdanpaa 1996
    """
    points = np.argwhere(inside).astype(np.float64)
    if points.shape[0] < 3 or np.ptp(points, axis=0).min() < 1.0:
        return inside
    sides = ConvexHull(points, qhull_options="QJ").equations
    rows, columns = np.indices(inside.shape)
    outward = (
        sides[:, 0, None, None] * rows + sides[:, 1, None, None] * columns + sides[:, 2, None, None]
    )
    return np.asarray((outward <= 1e-6).all(axis=0) | inside)


def _nearness(inside: Bools) -> Floats:
    into = ndimage.distance_transform_edt(inside) - ndimage.distance_transform_edt(~inside)
    return np.asarray(0.4 * np.tanh(into / 4.0))


def _colour_pull(grids: Grids, inside: Bools) -> Floats:
    root = np.cbrt(grids.coarse_rgb + DARK_SHARE)
    light = root.mean(axis=-1)
    tints = 3.0 * (root[..., :2] - root[..., 1:]) / light[..., None]
    colours = np.concatenate([light[..., None], tints], axis=-1)
    flat = colours.reshape(-1, 3)
    subject, around = fit_mixture(colours[inside], 4), fit_mixture(colours[~inside], 6)
    odds = subject.log_likelihood(flat) - around.log_likelihood(flat)
    return COLOUR_PULL * np.clip(odds, -COLOUR_LIMIT, COLOUR_LIMIT).reshape(inside.shape)


def is_plausible(inside: Bools) -> bool:
    """Whether a mask is as large as subjects are, from a speck to nearly the whole picture.

    shapes   inside (h, w)
    units    none
    source   house default
    """
    return LEAST_AREA_SHARE <= float(np.mean(inside)) <= MOST_AREA_SHARE


def is_cut_below(inside: Bools) -> bool:
    """Whether the lower border cuts the subject off, so that no ground shows where it stands.

    shapes   inside (h, w)
    units    none
    valid    any mask
    source   house default: a third of its breadth lies on the border
    """
    return bool(inside[-1].sum() > CUT_SHARE * inside.any(axis=0).sum())


def clutter(edges: Floats) -> float:
    """Share of the picture that lies on edges, 0 to 1.

    shapes   edges (h, w), on the reading grid
    units    edges in natural-log contrast per pixel
    source   mean of the edges, cut off at `EDGE_CEILING` and widened by a pixel
    """
    near = np.minimum(ndimage.maximum_filter(edges, 3), EDGE_CEILING)
    return float(np.mean(near) / EDGE_CEILING)


def rim_support(inside: Bools, edges: Floats) -> float:
    """Share of a mask's outline that lies on an edge of the picture, 0 to 1."""
    outline = inside & ~ndimage.binary_erosion(inside)
    if not outline.any():
        return 0.0
    near = np.minimum(ndimage.maximum_filter(edges, 3), EDGE_CEILING)
    return float(np.mean(near[outline]) / EDGE_CEILING)
