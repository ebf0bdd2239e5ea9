# SPDX-License-Identifier: Apache-2.0
"""The Betti signature: how many pieces the highlights have, and how many holes, at every level.

Above a level the bright pixels are a set with β₀ components and β₁ holes. As the level sinks
through the picture both come and go; what lives for long is a feature, what dies at once is
noise. Bright pixels touch over corners as well (8), dark ones over sides only (4), and a hole is a
dark component that does not reach the frame. β₀ - β₁ is then the Euler characteristic of the set.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools, Floats, Ints
from scene_stager.maths.topology._grids import (
    BLACK,
    BLOWN_SHARE,
    GREY,
    check_luminance,
    reduced,
    step_for,
)
from scene_stager.maths.topology.persistence import bright_pairs

WORK_PX = 512  # longest side that is looked at
SMOOTH_PX = 0.8  # takes single pixels of noise off; house default
LEVELS = 16  # steps from where highlights begin to the brightest; counted at the 15 between
LEAST_STOPS = 0.25  # features that live for less are not counted
OVER_DIFFUSE_STOPS = 1.0  # where highlights begin: so far above the median of what is looked at
ONE_END_SHARE = 0.98  # of the pixels at one end of the scale: nothing to read


class NoHighlights(Enum):
    """Why a picture has no Betti signature."""

    ALL_CLIPPED = "nearly every pixel is white"
    NOTHING_INSIDE = "the mask leaves no pixel to look at"
    NO_HIGHLIGHT = "nothing is a stop brighter than the median"


@dataclass(frozen=True, slots=True, eq=False)
class BettiSignature:
    """Components and holes of the highlights, with their lifetimes and their counts by level.

    shapes   components (n, 2), holes (m, 2): birth, death; levels (k,), beta_0 (k,), beta_1 (k,)
    units    births, deaths and levels in stops from middle grey. The counts are of those that
             live for at least `least_stops`; the component that never dies counts throughout
    """

    failure: NoHighlights | None
    components: Floats
    holes: Floats
    levels: Floats
    beta_0: Ints
    beta_1: Ints
    least_stops: float

    def typical(self) -> tuple[float, float]:
        """β₀ and β₁, mean over the levels; zeros without highlights."""
        if self.failure is not None:
            return 0.0, 0.0
        return float(self.beta_0.mean()), float(self.beta_1.mean())


def betti_signature(
    luminance: Floats,
    inside: Bools | None = None,
    white_level: float = 1.0,
    least_stops: float = LEAST_STOPS,
) -> BettiSignature:
    """Count components and holes of the highlights of a picture, or of a subject in it.

    shapes   luminance (h, w), inside (h, w): where to look, everywhere by default
    units    linear light, 1 is display white; `white_level` is where the medium clips
    valid    finite, not empty; negative light counts as black; least_stops >= 0
    raises   InputError
    source   persistent homology of superlevel sets, Edelsbrunner, Letscher & Zomorodian 2002
    """
    from scipy.ndimage import gaussian_filter

    check_luminance(luminance)
    if inside is not None and inside.shape != luminance.shape:
        raise InputError(Mistake("mask", f"shape {inside.shape}", f"{luminance.shape}"))
    step = step_for(luminance.shape, WORK_PX)
    light = np.clip(reduced(luminance, step), BLACK, white_level)
    stops = gaussian_filter(np.log2(light / GREY), SMOOTH_PX, mode="nearest")
    here = np.ones(stops.shape, dtype=np.bool_)
    if inside is not None:
        here = reduced(inside.astype(np.float64), step) > 0.5
    failure = _failure(light[here], stops[here], white_level)
    if failure is not None:
        nothing, none = np.zeros((0, 2)), np.zeros(0, dtype=np.int64)
        return BettiSignature(failure, nothing, nothing, np.zeros(0), none, none, least_stops)
    floor = float(np.median(stops[here])) + OVER_DIFFUSE_STOPS
    return _counted(np.where(here, stops, float(stops.min())), floor, least_stops)


def _failure(light: Floats, stops: Floats, white_level: float) -> NoHighlights | None:
    if light.size == 0:
        return NoHighlights.NOTHING_INSIDE
    if np.mean(light >= BLOWN_SHARE * white_level) >= ONE_END_SHARE:
        return NoHighlights.ALL_CLIPPED
    if stops.max() < np.median(stops) + OVER_DIFFUSE_STOPS + LEAST_STOPS:
        return NoHighlights.NO_HIGHLIGHT
    return None


def _counted(stops: Floats, floor: float, least_stops: float) -> BettiSignature:
    # Nothing below the floor is a highlight: there all is one, and no pair reaches further down.
    components, holes = bright_pairs(np.maximum(stops, floor))
    # The top level is left out: there a single pixel is all there is.
    levels = np.linspace(floor, float(stops.max()), LEVELS + 1)[1:-1]
    beta_0 = count_alive(components, levels, least_stops)
    beta_1 = count_alive(holes, levels, least_stops)
    return BettiSignature(None, components, holes, levels, beta_0, beta_1, least_stops)


def count_alive(pairs: Floats, levels: Floats, least: float = 0.0) -> Ints:
    """How many features are alive at each level: born at or above it, dead below it.

    shapes   pairs (n, 2) of birth, death; levels (k,) -> (k,)
    units    pairs, levels and `least` in the same
    valid    birth >= death; features that live for less than `least` are left out
    source   definition of a Betti number
    """
    kept = pairs[pairs[:, 0] - pairs[:, 1] >= least]
    born = len(kept) - np.searchsorted(np.sort(kept[:, 0]), levels, side="left")
    dead = len(kept) - np.searchsorted(np.sort(kept[:, 1]), levels, side="left")
    return np.asarray(born - dead, dtype=np.int64)
