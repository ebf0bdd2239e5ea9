# SPDX-License-Identifier: Apache-2.0
"""Lamps and flames that may stand in the picture: how they look, and how restless they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Practical:
    """One kind of practical. `flame_m` is the width of the flame; 0 is a lamp without one.

    A flame's flicker rate follows from its width; `drift_hz` is the rate of a lamp without a flame.
    """

    title: str
    kelvin: float
    width_m: float
    elevation_deg: float
    stops: float
    flame_m: float
    drift_hz: float
    flicker_stops: float
    source: str


KELVIN_RECALLED = "kelvin recalled from lamp tables; the rest house defaults, not measured"

PRACTICALS: Mapping[str, Practical] = MappingProxyType(
    {
        "candle": Practical("Candle", 1900.0, 0.03, -15.0, -2.0, 0.03, 0.0, 0.15, KELVIN_RECALLED),
        "torch": Practical("Torch", 2000.0, 0.15, 10.0, -1.0, 0.15, 0.0, 0.35, KELVIN_RECALLED),
        "fire": Practical("Fire", 1800.0, 0.60, -25.0, -0.5, 0.60, 0.0, 0.40, KELVIN_RECALLED),
        "bulb": Practical("Shaded bulb", 2700.0, 0.25, 10.0, -1.5, 0.0, 0.3, 0.03, KELVIN_RECALLED),
        "sodium": Practical(
            "Sodium street lamp", 2100.0, 0.30, 55.0, -1.0, 0.0, 0.2, 0.02, KELVIN_RECALLED
        ),
        "neon": Practical("Neon sign", 3500.0, 0.60, 15.0, -1.5, 0.0, 4.0, 0.20, KELVIN_RECALLED),
        "venue": Practical(
            "Venue floodlight", 4200.0, 1.20, 40.0, -0.5, 0.0, 0.8, 0.06, KELVIN_RECALLED
        ),
    }
)
