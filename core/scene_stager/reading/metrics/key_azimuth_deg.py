# SPDX-License-Identifier: Apache-2.0
"""Where the key stands, seen from above: 0 is the camera's side, + is camera right."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT
from scene_stager.reading.metrics._metric import Metric, Reading, failed

NEUTRAL = 0.0  # the camera's own side, by definition


def key_azimuth_deg(evidence: Evidence) -> Reading:
    """Azimuth of the fitted key."""
    lights = evidence.lights
    if lights is None:
        return failed(NEUTRAL, evidence.failure)
    near = f"within {lights.key_within_deg:.0f} degrees in two stills of three"
    return Reading(
        lights.key_azimuth_deg, lights.certainty, f"decided by {lights.decided_by}, {near}"
    )


METRIC = Metric(
    title="Key azimuth",
    unit="degrees",
    low=-180.0,
    high=180.0,
    neutral=NEUTRAL,
    measure=key_azimuth_deg,
    failures=UNLIT,
    source="direction of the lamp that explains shading, ground and shadow best",
    mirrored=-1.0,
    jacobian={"exposure_stops": 0.0, "key_azimuth_deg": 1.0},
)
