# SPDX-License-Identifier: Apache-2.0
"""Where another solve begins instead: all that an inspector's words may do to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriorOffsets:
    """Shifts of the prior mean, never of a parameter: angles in degrees, size of the key and
    density of haze as natural logarithms."""

    key_azimuth_deg: float = 0.0
    key_elevation_deg: float = 0.0
    log_softness: float = 0.0
    log_haze: float = 0.0
