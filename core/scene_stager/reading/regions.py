# SPDX-License-Identifier: Apache-2.0
"""Patches of like colour: a photograph's leaves, faces and walls as a few hundred pieces."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.reading.grid import Grids

# House defaults, not measured, but where a line says otherwise.
PATCHES = 260  # a picture is cut into about so many; house default
ROUNDS = 8  # of moving the middles of patches
COLOUR_REACH = 0.25  # so much colour counts as much as one patch's width
TINT_WEIGHT = 1.6  # of tints beside lightness, in colour distances
BRIGHT_QUANTILE, BRIGHT_HEADROOM = 0.98, 2.0  # what is brighter than twice this is cut off


@dataclass(frozen=True, eq=False)
class Patches:
    """A picture in patches.

    `label` (h, w) numbers them from 0; `size_px` (n,), `colour` (n, 3) and `place` (n, 2: row and
    column as shares of the picture's height and width) are their means; `pairs` (m, 2) are the
    patches that touch.
    """

    label: Indices
    size_px: Floats
    colour: Floats
    place: Floats
    pairs: Indices


def lightness_and_tints(grids: Grids) -> Floats:
    """Colours in which distances mean about the same everywhere.

    shapes   -> (h, w, 3): lightness, then red over green and green over blue
    units    cube roots of light over the brightest there is
    source   cube roots as in CIE L*a*b*; house weights
    """
    brightest = float(np.quantile(grids.coarse_rgb.max(axis=-1), BRIGHT_QUANTILE)) + 1e-12
    root = np.cbrt(np.minimum(grids.coarse_rgb / brightest, BRIGHT_HEADROOM) + 1e-3)
    tints = TINT_WEIGHT * (root[..., :2] - root[..., 1:])
    return np.concatenate([root.mean(axis=-1)[..., None], tints], axis=-1)


def cut_in_patches(colours: Floats) -> Patches:
    """Cut a picture into patches of like colour and about like size.

    shapes   colours (h, w, 3)
    units    of `lightness_and_tints`
    valid    sides of 2 pixels or more
    source   Achanta et al. 2012, "SLIC superpixels"
    """
    rows, columns, _ = colours.shape
    step = max(3.0, float(np.sqrt(rows * columns / PATCHES)))
    high, wide = max(2, round(rows / step)), max(2, round(columns / step))
    row, column = np.indices((rows, columns))
    where = np.stack([row / step, column / step], axis=-1)
    features = np.concatenate([colours / COLOUR_REACH, where], axis=-1)
    cell_row, cell_column = row * high // rows, column * wide // columns
    near = [
        np.clip(cell_row + down, 0, high - 1) * wide + np.clip(cell_column + right, 0, wide - 1)
        for down in (-1, 0, 1)
        for right in (-1, 0, 1)
    ]
    label = cell_row * wide + cell_column
    for _ in range(ROUNDS):
        means = _means(label, features, high * wide)
        apart = np.stack([np.square(features - means[number]).sum(axis=-1) for number in near])
        best = apart.argmin(axis=0)
        label = np.take_along_axis(np.stack(near), best[None], axis=0)[0]
    label = np.unique(label, return_inverse=True)[1].reshape(rows, columns)
    place = np.stack([(row + 0.5) / rows, (column + 0.5) / columns], axis=-1)
    count = int(label.max()) + 1
    return Patches(
        label,
        np.bincount(label.ravel()).astype(np.float64),
        _means(label, colours, count),
        _means(label, place, count),
        _touching(label),
    )


def _means(label: Indices, field: Floats, count: int) -> Floats:
    """The mean of a field (h, w, c) over each patch (count, c); 0 where a patch is empty."""
    flat = label.ravel()
    size = np.maximum(np.bincount(flat, minlength=count), 1)
    sums = [np.bincount(flat, part.ravel(), count) for part in np.moveaxis(field, -1, 0)]
    return np.stack(sums, axis=-1) / size[:, None]


def _touching(label: Indices) -> Indices:
    across = np.stack([label[:, :-1].ravel(), label[:, 1:].ravel()], axis=1)
    down = np.stack([label[:-1].ravel(), label[1:].ravel()], axis=1)
    pairs = np.concatenate([across, down])
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.asarray(np.unique(pairs, axis=0), dtype=np.intp)
