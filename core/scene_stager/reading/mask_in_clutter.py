# SPDX-License-Identifier: Apache-2.0
"""The subject of a cluttered picture: edges are everywhere, so colour has to tell it."""

import numpy as np
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.reading.colour_mixture import fit_mixture
from scene_stager.reading.grid import Grids
from scene_stager.reading.pixel_graph import minimum_cut
from scene_stager.reading.regions import cut_in_patches, lightness_and_tints
from scene_stager.reading.split_level import middle_piece, split_level
from scene_stager.reading.standing_out import standing_out

# House defaults, tried on four dozen photographs against outlines drawn by a trained network.
PULL, PULL_LIMIT, KEPT_PULL = 1.8, 1.5, 0.6
COLOUR_PULL, COLOUR_LIMIT, ROUNDS = 0.25, 4.0, 3
STIFFNESS, EDGE_SHARE, LEAST_EDGE = 3.0, 0.7, 0.05
LEAST_SHARE, MOST_SHARE = 0.01, 0.85
RING_PX = 8
# Overlap with a hand's outline, fitted linearly to tellability and roundness: correlation 0.47
# on photographs that were left out of the fit.
TOLD_APART, ROUNDNESS, OFFSET, MOST_TRUST = 1.4, 0.19, -0.77, 0.9


def find_in_clutter(grids: Grids, edges: Floats) -> tuple[Bools, float]:
    """The subject of a cluttered picture, and how much of it is to be expected right, 0 to 1.

    Unlike a subject on a swept stage it may touch the border, people most often the lower one.

    shapes   edges (h, w), on the reading grid -> (h, w)
    units    edges in natural-log contrast per pixel; trust as intersection over union
    valid    sides of 16 pixels or more
    source   Zhu et al. 2014 for what stands out; Rother, Kolmogorov, Blake 2004 for the rounds
    """
    colours = lightness_and_tints(grids)
    patches = cut_in_patches(colours)
    field = standing_out(patches)[patches.label]
    spread = float(field.std()) + 1e-9
    pull = PULL * np.clip((field - split_level(field)) / spread, -PULL_LIMIT, PULL_LIMIT)
    scale = max(LEAST_EDGE, EDGE_SHARE * float(edges.mean()))
    inside = minimum_cut(pull, edges, scale, STIFFNESS)
    for _ in range(ROUNDS):
        if not LEAST_SHARE < float(inside.mean()) < MOST_SHARE:
            break
        odds = np.clip(colour_odds(colours, inside), -COLOUR_LIMIT, COLOUR_LIMIT)
        inside = minimum_cut(KEPT_PULL * pull + COLOUR_PULL * odds, edges, scale, STIFFNESS)
    whole = ndimage.binary_fill_holes(middle_piece(ndimage.binary_opening(inside)))
    return whole, trust_in(colours, whole)


def colour_odds(colours: Floats, inside: Bools) -> Floats:
    """How much likelier each colour is inside than outside.

    shapes   colours (h, w, 3), inside (h, w) -> (h, w)
    units    nats
    valid    two pixels or more on either side
    source   Gaussian mixtures on both sides, as in `fit_mixture`
    """
    flat = colours.reshape(-1, 3)
    subject, around = fit_mixture(colours[inside], 5), fit_mixture(colours[~inside], 6)
    odds = subject.log_likelihood(flat) - around.log_likelihood(flat)
    return np.asarray(odds.reshape(inside.shape))


def trust_in(colours: Floats, inside: Bools) -> float:
    """The overlap with the true outline that is to be expected, 0 to 1.

    Colours that tell the subject from the ring around it, and a round outline, are what speaks
    for a mask; there is little more to go by without knowing what things are.

    shapes   colours (h, w, 3), inside (h, w)
    units    intersection over union
    valid    any mask; 0 for one that is empty or everything
    source   linear fit over 48 photographs, named above
    """
    count = int(inside.sum())
    ring = ndimage.binary_dilation(inside, iterations=RING_PX) & ~inside
    if count < 2 or int(ring.sum()) < 2:
        return 0.0
    odds = colour_odds(colours, inside)
    told = 0.5 * float(np.mean(odds[inside] > 0.0) + np.mean(odds[ring] < 0.0))
    outline = int((inside & ~ndimage.binary_erosion(inside, border_value=1)).sum())
    roundness = min(4.0 * np.pi * count / max(outline, 1) ** 2, 1.2)
    return float(np.clip(TOLD_APART * told + ROUNDNESS * roundness + OFFSET, 0.0, MOST_TRUST))
