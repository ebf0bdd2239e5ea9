"""What each vertex of a body sees of the sky past the rest of it: a horizon all round."""

import numpy as np

from scene_stager.maths.surface.horizons import ways_across

WAYS = 16  # round each vertex
NEAREST = 0.0012  # in heights: what is nearer is the vertex's own neighbourhood
BLOCK = 64  # vertices at a time: what fits memory


def horizons(places: np.ndarray, facing: np.ndarray, around: np.ndarray) -> np.ndarray:
    """How high over each vertex's own plane the points around it rise, way by way.

    shapes   places, facing (v, 3); around (n, 3); result (v, WAYS)
    units    radians
    """
    along, across = ways_across(facing)
    found = np.zeros((len(places), WAYS))
    for first in range(0, len(places), BLOCK):
        some = slice(first, first + BLOCK)
        to = around[None, :, :] - places[some, None, :]
        high = np.einsum("vnc,vc->vn", to, facing[some])
        right = np.einsum("vnc,vc->vn", to, along[some])
        ahead = np.einsum("vnc,vc->vn", to, across[some])
        flat = np.hypot(right, ahead)
        row, point = np.nonzero((high > 0.02 * flat) & (high * high + flat * flat > NEAREST**2))
        high, flat = high[row, point], flat[row, point]
        turn = np.arctan2(ahead[row, point], right[row, point]) / (2 * np.pi) * WAYS
        rise = np.arctan2(high, flat)
        for way in (np.floor(turn), np.ceil(turn)):
            # A point hides the way it lies in, and less of its neighbours'.
            share = 1.0 - np.abs(turn - way)
            np.maximum.at(
                found, (first + row, way.astype(int) % WAYS), rise * np.minimum(2 * share, 1)
            )
    return found
