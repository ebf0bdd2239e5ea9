# SPDX-License-Identifier: Apache-2.0
"""Chiaroscuro: how far the key stands above the fill on the subject."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT
from scene_stager.reading.metrics._metric import Metric, Reading, failed

NEUTRAL = 0.0  # no contrast between sides, by definition


def chiaroscuro_stops(evidence: Evidence) -> Reading:
    """Stops of the key over the fill, each as it arrives at the subject."""
    lights = evidence.lights
    if lights is None:
        return failed(NEUTRAL, evidence.failure)
    return Reading(
        lights.key_fill_stops,
        lights.certainty,
        f"from {lights.decided_by}, {100 * lights.misfit:.0f} % of the light unexplained",
    )


METRIC = Metric(
    title="Key over fill",
    unit="stops",
    low=-5.0,
    high=5.0,
    neutral=NEUTRAL,
    measure=chiaroscuro_stops,
    failures=UNLIT,
    source="ratio of the fitted amounts of light; see lights/geometric.py",
    mirrored=1.0,
    jacobian={"exposure_stops": 0.0, "key_stops": 1.0, "fill_stops": -1.0},
)
