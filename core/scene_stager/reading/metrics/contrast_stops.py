# SPDX-License-Identifier: Apache-2.0
"""Contrast: how many stops lie between the picture's lights and its darks."""

import numpy as np

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.grid import DARK_SHARE
from scene_stager.reading.metrics._metric import Metric, Reading

LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.95  # of the picture; house default, not measured


def contrast_stops(evidence: Evidence) -> Reading:
    """Stops between the 5th and the 95th percentile of luminance."""
    dark, bright = np.quantile(evidence.grids.luminance + DARK_SHARE, [LOW_QUANTILE, HIGH_QUANTILE])
    lost = float(np.mean(evidence.clipped))
    said = "no light was lost" if lost == 0.0 else f"a lower bound: {100 * lost:.0f} % is clipped"
    return Reading(float(np.log2(bright / dark)), 1.0 - lost, said)


METRIC = Metric(
    title="Contrast",
    unit="stops",
    low=0.0,
    high=20.0,
    neutral=0.0,
    measure=contrast_stops,
    failures=(),
    source="interpercentile range of log luminance; the percentiles are house defaults",
)
