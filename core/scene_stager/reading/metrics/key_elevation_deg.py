# SPDX-License-Identifier: Apache-2.0
"""How high the key stands: 0 is level with the subject, +90 overhead."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT
from scene_stager.reading.metrics._metric import Metric, Reading, failed

NEUTRAL = 0.0  # level, by definition


def key_elevation_deg(evidence: Evidence) -> Reading:
    """Elevation of the fitted key."""
    lights = evidence.lights
    if lights is None:
        return failed(NEUTRAL, evidence.failure)
    near = f"within {lights.key_within_deg:.0f} degrees in two stills of three"
    return Reading(
        lights.key_elevation_deg, lights.certainty, f"decided by {lights.decided_by}, {near}"
    )


METRIC = Metric(
    title="Key elevation",
    unit="degrees",
    low=-90.0,
    high=90.0,
    neutral=NEUTRAL,
    measure=key_elevation_deg,
    failures=UNLIT,
    source="direction of the lamp that explains shading, ground and shadow best",
    mirrored=1.0,
    jacobian={"exposure_stops": 0.0, "key_elevation_deg": 1.0},
)
