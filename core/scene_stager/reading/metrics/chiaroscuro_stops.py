# SPDX-License-Identifier: Apache-2.0
"""Chiaroscuro: how far the key stands above the fill on the subject."""

from math import erf, sqrt

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT
from scene_stager.reading.metrics._metric import Metric, Reading, failed

SURE_STOPS = 1.0  # certainty is how likely it lies within this, by a normal error: house default
NEUTRAL = 0.0  # no contrast between sides, by definition


def chiaroscuro_stops(evidence: Evidence) -> Reading:
    """Stops of the key over the fill, each as it arrives at the subject."""
    lights = evidence.lights
    if lights is None:
        return failed(NEUTRAL, evidence.failure)
    return Reading(
        lights.key_fill_stops,
        min(lights.certainty, erf(SURE_STOPS / (sqrt(2.0) * lights.key_fill_within_stops))),
        f"within {lights.key_fill_within_stops:.1f} stops two times in three",
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
