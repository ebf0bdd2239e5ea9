# SPDX-License-Identifier: Apache-2.0
"""How wide the key looks from the subject: hard light is narrow."""

from scene_stager.reading.evidence import Evidence
from scene_stager.reading.failure import UNLIT
from scene_stager.reading.mask import is_cut_below
from scene_stager.reading.metrics._metric import Metric, Reading, failed

NEUTRAL = 10.0  # house default, not measured


def key_softness_deg(evidence: Evidence) -> Reading:
    """Width of the key that explains the edge of its shadow best."""
    lights = evidence.lights
    if lights is None:
        return failed(NEUTRAL, evidence.failure)
    if lights.mode != "geometric":
        return Reading(lights.softness_deg, lights.certainty, "a usual lamp")
    if is_cut_below(evidence.mask.inside):
        return Reading(lights.softness_deg, 0.0, "a usual lamp: no floor shows a shadow")
    return Reading(lights.softness_deg, lights.certainty, "the edge of the cast shadow")


METRIC = Metric(
    title="Key softness",
    unit="degrees",
    low=1.0,
    high=40.0,
    neutral=NEUTRAL,
    measure=key_softness_deg,
    failures=UNLIT,
    source="penumbra of a lamp over the way from the shadow to what throws it",
    mirrored=1.0,
    jacobian={"exposure_stops": 0.0, "key_softness_deg": 1.0},
)
