# SPDX-License-Identifier: Apache-2.0
"""Grain: how much neighbouring pixels differ where nothing else does."""

import numpy as np

from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.evidence import Evidence
from scene_stager.reading.metrics._metric import Metric, Reading

# House defaults, not measured, but where a line says otherwise.
ROWS = 1080.0  # grain is given as a picture of so many rows would show it
MEDIAN_TO_SIGMA = 1.4826  # of a normal distribution, by definition: one over its upper quartile
BLACK_SHARE = 0.02  # of the mean: relative noise in the deepest blacks means nothing
MOST_PIXELS = 1_000_000  # of a larger picture the middle is looked at


def grain(evidence: Evidence) -> Reading:
    """Standard deviation of pixel noise over the light it sits on, at 1080 rows.

    The finest diagonal wavelet does not see edges along rows or columns, nor any slope; its
    median does not see the few that remain. Area averages thin white noise in proportion to the
    rows, so that the figure is the same at every resolution.
    """
    rows = evidence.native_rgb.shape[0]
    light = luminance(np.asarray(_middle(evidence.native_rgb), dtype=np.float64))
    height, width = (size // 2 * 2 for size in light.shape)
    if min(height, width) < 2:
        return Reading(0.0, 0.0, "a single row or column shows no grain")
    block = light[:height, :width].reshape(height // 2, 2, width // 2, 2)
    diagonal = 0.5 * np.abs(
        block[:, 0, :, 0] - block[:, 0, :, 1] - block[:, 1, :, 0] + block[:, 1, :, 1]
    )
    level = block.mean(axis=(1, 3))
    lit = level > BLACK_SHARE * max(float(level.mean()), 1e-12)
    if not lit.any():
        return Reading(0.0, 0.0, "black shows no grain")
    value = MEDIAN_TO_SIGMA * float(np.median(diagonal[lit] / level[lit])) * ROWS / rows
    return Reading(float(np.clip(value, 0.0, 1.0)), 0.9, "median of the finest diagonal wavelet")


def _middle(light: np.ndarray) -> np.ndarray:
    """The middle of a picture that is larger than it needs to be."""
    rows, columns = light.shape[:2]
    if rows * columns <= MOST_PIXELS:
        return light
    keep = float(np.sqrt(MOST_PIXELS / (rows * columns)))
    top, left = (int(0.5 * (1.0 - keep) * size) // 2 * 2 for size in (rows, columns))
    return light[top : rows - top, left : columns - left]


METRIC = Metric(
    title="Grain",
    unit="share",
    low=0.0,
    high=1.0,
    neutral=0.0,
    measure=grain,
    failures=(),
    source="median absolute deviation of wavelets, Donoho, Johnstone 1994",
)
