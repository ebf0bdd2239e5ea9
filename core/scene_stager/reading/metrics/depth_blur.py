# SPDX-License-Identifier: Apache-2.0
"""Depth blur: how much softer the background's edges are than the subject's."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from scene_stager.maths.arrays import Floats
from scene_stager.maths.colour.luminance import luminance
from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT, FailureMode
from scene_stager.reading.grid import DARK_SHARE
from scene_stager.reading.metrics._metric import Metric, Reading, failed

# House defaults, not measured, but where a line says otherwise.
LOOK_PX, REBLUR_PX = 1.0, 1.0  # sigma of the look, and of the blur that is compared with
LEAST_EDGE = 0.03  # natural-log contrast per pixel
LEAST_EDGES = 12  # fewer say nothing; house default
SHARPEST_PX, SOFTEST_PX = 0.3, 12.0  # what this way of looking can tell apart


def depth_blur(evidence: Evidence) -> Reading:
    """Octaves from the width of the subject's outline to that of the background's edges."""
    if not evidence.mask.inside.any():
        return failed(0.0, evidence.failure)
    step = evidence.grids.step
    inside = np.kron(evidence.mask.inside, np.ones((step, step), dtype=bool))
    width, steep = edge_widths(np.log(luminance(evidence.grids.fine_rgb) + 10.0 * DARK_SHARE))
    outline = ndimage.binary_dilation(inside, iterations=3) & ~ndimage.binary_erosion(
        inside, iterations=3
    )
    behind = steep & ~ndimage.binary_dilation(inside, iterations=6)
    if behind.sum() < LEAST_EDGES or (steep & outline).sum() < LEAST_EDGES:
        return failed(0.0, FailureMode.NO_BACKGROUND)
    near, far = float(np.median(width[steep & outline])), float(np.median(width[behind]))
    count = int(behind.sum())
    value = float(np.clip(np.log2(far / near), -5.0, 5.0))
    return Reading(value, min(1.0, count / 200.0), f"{count} edge pixels behind the subject")


def edge_widths(light: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Blur of each edge pixel, and which pixels are ridges of an edge.

    shapes   light (h, w) -> (h, w), (h, w)
    units    standard deviation of the blur, pixels
    valid    0.3 to 12 px, clipped outside
    source   Zhuo, Sim 2011: an edge blurred again by s loses gradient as 1 / sqrt(1 + s^2 / w^2)
    """
    slope = ndimage.gaussian_gradient_magnitude(light, LOOK_PX)
    again = ndimage.gaussian_gradient_magnitude(light, float(np.hypot(LOOK_PX, REBLUR_PX)))
    ratio = slope / np.maximum(again, 1e-12)
    squared = REBLUR_PX**2 / np.maximum(ratio**2 - 1.0, 1e-6) - LOOK_PX**2
    width = np.sqrt(np.maximum(squared, SHARPEST_PX**2))
    ridge = (slope > LEAST_EDGE) & (slope >= ndimage.maximum_filter(slope, 3))
    return np.minimum(width, SOFTEST_PX), ridge


METRIC = Metric(
    title="Depth blur",
    unit="octaves",
    low=-5.0,
    high=5.0,
    neutral=0.0,
    measure=depth_blur,
    failures=(*UNLIT, FailureMode.NO_BACKGROUND),
    source="ratio of edge widths by re-blurring, Zhuo, Sim 2011",
)
