# SPDX-License-Identifier: Apache-2.0
"""Counts the summits of the light on a form, and says what kind of surface it lies on.

Light is looked at inside of an outline alone. The indices of its critical points add up to the
Euler characteristic of the outline whatever the light does (Banchoff): 1 for a disc, less for each
hole, more for each further piece. How many summits it has is another matter: one, where one lamp
lights a convex matt form.
"""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Floats
from scene_stager.maths.topology.banchoff import classify_image
from scene_stager.maths.topology.morse_smale import hills

# House defaults, not measured.
SMOOTH_SHARE = 0.04  # of the root of the area: what is finer is texture
LEAST_RISE_STOPS = 0.1  # shallower summits are none, and those that noise alone would make
NOISE_RISE = 5.0  # in standard deviations of the noise that is left after smoothing
TOP_STOPS = 0.2  # below the summit: what is called the top
DARK_SHARE = 1e-3  # of the brightest: black, so that logarithms stay finite


@dataclass(frozen=True, slots=True, eq=False)
class LitSide:
    """The light on a form, by its summits.

    shapes   top (h, w): what is nearly as bright as the highest summit, and joined to it
    units    euler is the sum of the indices of all critical points inside; summits are those that
             stand out; row_px, column_px are the highest one's
    """

    euler: int
    summits: int
    row_px: int
    column_px: int
    top: Bools


def lit_side(light: Floats, inside: Bools) -> LitSide | None:
    """Read the summits of the light inside an outline; None where there is no light, or no inside.

    shapes   light, inside (h, w)
    units    linear light
    valid    finite, >= 0
    source   Banchoff 1970; Edelsbrunner, Harer & Zomorodian 2003 for what stands out
    """
    from scipy.ndimage import gaussian_filter, label

    if not inside.any() or float(light[inside].max()) <= 0.0:
        return None
    stops = np.log2(np.maximum(light, DARK_SHARE * float(light[inside].max())))
    sigma = SMOOTH_SHARE * float(np.sqrt(inside.sum()))
    near = np.maximum(gaussian_filter(inside.astype(np.float64), sigma, mode="constant"), 1e-9)
    smooth = gaussian_filter(np.where(inside, stops, 0.0), sigma, mode="constant") / near
    least = _least_rise(stops[inside] - smooth[inside], sigma)
    field = np.where(inside, smooth, float(smooth[inside].min()) - 1.0)
    found = hills(field, least)
    tops = found.top[inside.ravel()[found.top]]
    highest = int(tops[np.argmax(field.ravel()[tops])])
    row, column = divmod(highest, light.shape[1])
    number, _ = label(inside & (field >= field[row, column] - TOP_STOPS), np.ones((3, 3)))
    euler = round(classify_image(field, inside=inside).total_index())
    return LitSide(euler, len(tops), row, column, number == number[row, column])


def _least_rise(rest: Floats, sigma: float) -> float:
    noise = 1.4826 * float(np.median(np.abs(rest - np.median(rest))))
    kept = min(1.0, float((4.0 * np.pi * sigma**2 + 1e-9) ** -0.5))
    return max(LEAST_RISE_STOPS, NOISE_RISE * noise * kept)
