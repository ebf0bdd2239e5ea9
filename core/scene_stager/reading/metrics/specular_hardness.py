# SPDX-License-Identifier: Apache-2.0
"""Specular hardness: how small the brightest highlight is against the subject."""

import numpy as np

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT, FailureMode
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.metrics._metric import Metric, Reading, failed


def specular_hardness(evidence: Evidence) -> Reading:
    """Octaves from the highlight's radius to the subject's: 0 is as wide as it, 4 a pinpoint."""
    if evidence.failure is not None:
        return failed(0.0, evidence.failure)
    radius = find_highlights(evidence.grids, evidence.seen).radius
    if radius is None:
        return failed(0.0, FailureMode.NO_HIGHLIGHT)
    value = float(np.clip(-np.log2(radius), 0.0, 6.0))
    return Reading(value, evidence.mask.confidence, f"a spot of {radius:.2f} subject radii")


METRIC = Metric(
    title="Specular hardness",
    unit="octaves",
    low=0.0,
    high=6.0,
    neutral=0.0,
    measure=specular_hardness,
    failures=(*UNLIT, FailureMode.NO_HIGHLIGHT),
    source="width at half height of the brightest highlight; house definition",
)
