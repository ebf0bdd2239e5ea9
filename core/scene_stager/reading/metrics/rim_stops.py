# SPDX-License-Identifier: Apache-2.0
"""Rim: how bright the light from behind is against the key; its side is in the certificate."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT, FailureMode
from scene_stager.reading.metrics._metric import Metric, Reading, failed

# House defaults, not measured.
NONE_STOPS = -5.0  # a rim further under the key cannot be told from none


def rim_stops(evidence: Evidence) -> Reading:
    """Stops of the rim over the key; -5 with NO_RIM when none is needed to explain the still."""
    lights = evidence.lights
    if lights is None:
        return failed(NONE_STOPS, evidence.failure)
    if lights.rim_stops is None:
        return Reading(NONE_STOPS, lights.certainty, "no rim", FailureMode.NO_RIM)
    return Reading(lights.rim_stops, lights.certainty, f"rim on the {lights.rim_side}")


METRIC = Metric(
    title="Rim over key",
    unit="stops",
    low=-5.0,
    high=5.0,
    neutral=NONE_STOPS,
    measure=rim_stops,
    failures=(*UNLIT, FailureMode.NO_RIM),
    source="ratio of the fitted amounts of light; see lights/geometric.py",
    jacobian={"exposure_stops": 0.0, "rim_stops": 1.0, "key_stops": -1.0},
)
