# SPDX-License-Identifier: Apache-2.0
"""White balance: the correlated colour temperature of the still's light."""

from scene_stager.maths.colour.temperature import COOLEST_K, WARMEST_K
from scene_stager.reading.evidence import Evidence
from scene_stager.reading.metrics._metric import Metric, Reading
from scene_stager.reading.metrics._white import kelvin_and_duv, light_colour

# House defaults, not measured.
TRUSTED_DUV = 0.02  # further from the locus, a colour temperature says little


def white_balance_k(evidence: Evidence) -> Reading:
    """Colour temperature of the light that the picture's pixels have in common."""
    kelvin, duv = kelvin_and_duv(light_colour(evidence))
    certainty = max(0.0, 1.0 - abs(duv) / TRUSTED_DUV)
    return Reading(kelvin, certainty, f"{abs(duv):.4f} from the locus; surfaces taken as grey")


METRIC = Metric(
    title="White balance",
    unit="kelvin",
    low=COOLEST_K,
    high=WARMEST_K,
    neutral=6504.0,
    measure=white_balance_k,
    failures=(),
    source="shades of grey, Finlayson, Trezzi 2004; nearest point of the locus in CIE 1960 uv",
)
