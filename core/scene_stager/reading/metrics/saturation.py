# SPDX-License-Identifier: Apache-2.0
"""Saturation: how far the picture's colours are from grey."""

import numpy as np

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.metrics._metric import Metric, Reading


def saturation(evidence: Evidence) -> Reading:
    """Share of the picture's light that is colour: chroma over the largest channel, by light."""
    rgb = evidence.grids.coarse_rgb
    largest = rgb.max(axis=-1)
    total = float(largest.sum())
    if total <= 0.0:
        return Reading(0.0, 1.0, "black has no colour")
    value = float((largest - rgb.min(axis=-1)).sum()) / total
    lost = float(np.mean(evidence.clipped))
    return Reading(value, 1.0 - lost, "every pixel, weighted by its light")


METRIC = Metric(
    title="Saturation",
    unit="share",
    low=0.0,
    high=1.0,
    neutral=0.0,
    measure=saturation,
    failures=(),
    source="HSV saturation of linear light, weighted by value",
)
