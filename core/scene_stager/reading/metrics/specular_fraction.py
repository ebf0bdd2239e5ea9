# SPDX-License-Identifier: Apache-2.0
"""Specular fraction: how much of its light is highlight, where the subject is brightest."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT
from scene_stager.reading.highlights import find_highlights
from scene_stager.reading.metrics._metric import Metric, Reading, failed


def specular_fraction(evidence: Evidence) -> Reading:
    """Excess of the brightest small bump, over the sum of it and the subject's brightest tenth."""
    if evidence.failure is not None:
        return failed(0.0, evidence.failure)
    found = find_highlights(evidence.grids, evidence.seen)
    said = "no bump above the shading" if found.radius is None else "bumps narrower than shading"
    return Reading(found.share, evidence.mask.confidence, said)


METRIC = Metric(
    title="Specular fraction",
    unit="share",
    low=0.0,
    high=1.0,
    neutral=0.0,
    measure=specular_fraction,
    failures=UNLIT,
    source="top-hat transform of the subject's luminance",
)
