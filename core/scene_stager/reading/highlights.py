# SPDX-License-Identifier: Apache-2.0
"""Specular highlights on the subject: small, and brighter than shading can be."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.grid import Grids

# House defaults, not measured.
OPENING_RADII = 0.12  # subject radii: a bump narrower than twice this is a highlight
LEAST_SHARE = 0.25  # of the light around it, under which a bump is shading
LEAST_PEAK = 0.15  # share of a highlight's light under which it is too faint to measure
MIRROR_SHARE = 0.95  # of a highlight: 19 times the brightest tenth of what it lies on
MIRROR_REST = 0.002  # of a highlight, for half of what it lies on: black to the eye
RIM_RADII = 0.2  # the outline, where rims and mixed pixels live, is left out


@dataclass(frozen=True)
class Highlights:
    """How far the brightest spot stands above the shading, how wide it is, and where.

    `share` is that spot's excess over the sum of it and the subject's brightest tenth; `radius`
    is the spot's at half its height, in subject radii; `pixel` its row and column on the reading
    grid; `rest` is the subject's median light over the spot's. Radius and pixel are None without a
    highlight worth the name.
    """

    share: float
    radius: float | None
    pixel: tuple[int, int] | None
    rest: float = 1.0

    @property
    def on_mirror(self) -> bool:
        """Whether hardly any light but the highlight's comes from the subject: a mirror's."""
        bright = self.pixel is not None and self.share >= MIRROR_SHARE
        return bright and self.rest <= MIRROR_REST


def find_highlights(grids: Grids, seen: Bools) -> Highlights:
    """What a morphological opening takes off the subject's light.

    Source: top-hat transform, Meyer 1979; its radius and thresholds are house defaults.
    """
    step = grids.step
    inside = np.kron(seen, np.ones((step, step), dtype=bool))
    light = luminance(grids.fine_rgb)
    radius_px = float(np.sqrt(inside.sum() / np.pi))
    box = ndimage.find_objects(inside.astype(np.int8))[0]
    inside, light = inside[box], light[box]
    reach = max(1, round(OPENING_RADII * radius_px))
    rows, columns = np.indices((2 * reach + 1, 2 * reach + 1)) - reach
    shown = light[inside]
    filled = np.where(inside, light, float(shown.min()))
    disc = rows**2 + columns**2 <= reach**2
    ground = ndimage.grey_opening(filled, footprint=disc, mode="nearest")
    depth = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
    bump = np.where(depth > max(1.0, RIM_RADII * radius_px), filled - ground, 0.0)
    excess = np.where(bump > LEAST_SHARE * (ground + 0.3 * float(shown.mean())), bump, 0.0)
    peak, bright = float(excess.max()), float(np.quantile(shown, 0.9))
    share = peak / (peak + bright) if peak > 0.0 else 0.0
    if share <= LEAST_PEAK:
        return Highlights(share, None, None)
    radius, (row, column) = _spot(excess, radius_px)
    pixel = int((row + box[0].start) / step), int((column + box[1].start) / step)
    return Highlights(share, radius, pixel, float(np.median(shown)) / peak)


def _spot(excess: Floats, radius_px: float) -> tuple[float, tuple[float, float]]:
    """Radius and centre of the brightest spot, at half its height."""
    spots, _ = ndimage.label(excess > 0.5 * float(excess.max()))
    spot = spots == spots.flat[int(np.argmax(excess))]
    row, column = ndimage.center_of_mass(spot)
    return float(np.sqrt(spot.sum() / np.pi) / radius_px), (float(row), float(column))
