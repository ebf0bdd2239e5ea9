# SPDX-License-Identifier: Apache-2.0
"""What stands out from a photograph's surroundings: colours that do not run along its border."""

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.reading.regions import Patches

# House defaults; the first three are near those of the source, tried on four dozen photographs.
LIKE_COLOUR = 0.10  # cube roots of light: nearer colours are one thing
NEAR_SHARE = 0.25  # of the longer side: further patches hardly compare
ALONG_BORDER = 1.3  # border pixels per root of area from which a patch is surroundings
LOWER_BORDER = 0.35  # people are cut off below: the lower border says so much less
NO_STEP = 0.02  # colours nearer than this are the same on a walk
CENTRE_ROW, CENTRE_HIGH, CENTRE_WIDE, ANYWHERE = 0.52, 0.36, 0.30, 0.35
LEAST_TIE = 0.05  # between patches that touch, however unlike they are


def standing_out(patches: Patches) -> Floats:
    """How much each patch is the subject, 0 to 1.

    A patch whose likes run along the border is surroundings. One that differs in colour from
    the surroundings near it, and stands near the middle, is subject. Neighbours of like colour
    agree.

    shapes   -> (n,) for n patches
    units    none
    valid    two patches or more
    source   Zhu, Liang, Wei, Sun 2014, "Saliency Optimization from Robust Background Detection"
    """
    unlike = np.linalg.norm(patches.colour[:, None] - patches.colour[None], axis=-1)
    surroundings = _surroundings(patches, unlike)
    subject = _contrast(patches, unlike, surroundings)
    count = patches.size_px.size
    ties = np.zeros((count, count))
    one, other = patches.pairs.T
    ties[one, other] = np.exp(-np.square(unlike[one, other] / LIKE_COLOUR) / 2.0) + LEAST_TIE
    ties += ties.T
    system = np.diag(ties.sum(axis=1) + surroundings + subject + 1e-3) - ties
    return np.asarray(np.linalg.solve(system, subject), dtype=np.float64)


def border_px(label: Indices) -> Floats:
    """How many border pixels each patch has, (n,); those of the lower border count less."""
    count = int(label.max()) + 1
    sides = ((label[0], 1.0), (label[:, 0], 1.0), (label[:, -1], 1.0), (label[-1], LOWER_BORDER))
    total = np.zeros(count)
    for side, weight in sides:
        total += weight * np.bincount(side, minlength=count)
    return total


def _surroundings(patches: Patches, unlike: Floats) -> Floats:
    """How much each patch is surroundings (n,): its likes' length along the border over the root
    of their area."""
    at_border = border_px(patches.label)
    border = np.flatnonzero(at_border)
    first, second = np.triu_indices(border.size, 1)
    pairs = np.concatenate([patches.pairs, np.stack([border[first], border[second]], axis=1)])
    cost = np.maximum(unlike[pairs[:, 0], pairs[:, 1]] - NO_STEP, 0.0) + 1e-6
    graph = csr_matrix((cost, (pairs[:, 0], pairs[:, 1])), shape=unlike.shape)
    walk = dijkstra(graph, directed=False)
    likes = np.exp(-np.square(walk / LIKE_COLOUR) / 2.0)
    along = (likes @ at_border) / np.sqrt(likes @ patches.size_px)
    return np.asarray(1.0 - np.exp(-np.square(along / ALONG_BORDER) / 2.0))


def _contrast(patches: Patches, unlike: Floats, surroundings: Floats) -> Floats:
    """How much each patch differs from the surroundings near it, pulled to the middle (n,)."""
    rows, columns = patches.label.shape
    at = patches.place * np.array([rows, columns]) / max(rows, columns)
    apart = np.linalg.norm(at[:, None] - at[None], axis=-1)
    near = np.exp(-np.square(apart / NEAR_SHARE) / 2.0) * patches.size_px
    contrast = ((unlike * near) @ surroundings) / near.sum(axis=1)
    down = (patches.place[:, 0] - CENTRE_ROW) / CENTRE_HIGH
    across = (patches.place[:, 1] - 0.5) / CENTRE_WIDE
    pulled = contrast * (ANYWHERE + np.exp(-np.square(down) - np.square(across)))
    low, high = np.quantile(pulled, [0.3, 0.97])
    return np.asarray(np.clip((pulled - low) / max(float(high - low), 1e-9), 0.0, 1.0))
