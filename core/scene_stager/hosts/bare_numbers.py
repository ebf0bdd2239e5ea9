# SPDX-License-Identifier: Apache-2.0
"""What hosts without numpy need of the mathematics. A test holds every line to the real thing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Tuple

from scene_stager.moks.take import Take

Rgb = Tuple[float, float, float]

INCIDENT_CONSTANT_LX_S = 268.6  # maths.optics.exposure says where it comes from

# Linear Rec.709 at luminance 1 for temperatures, as maths.colour.temperature has them, nought
# where a colour lies outside; evenly spaced in mired, between which it is all but straight.
MIREDS = tuple(range(40, 1001, 20))
COLOURS: tuple[Rgb, ...] = (
    (0.671346, 1.006323, 1.905395),
    (0.717006, 1.009606, 1.738385),
    (0.768164, 1.011487, 1.569067),
    (0.824392, 1.011528, 1.403042),
    (0.885482, 1.009399, 1.244199),
    (0.951420, 1.004855, 1.094993),
    (1.021937, 0.997766, 0.957513),
    (1.096870, 0.988092, 0.832637),
    (1.175865, 0.975900, 0.720746),
    (1.270533, 0.956245, 0.636614),
    (1.370586, 0.933117, 0.571031),
    (1.456048, 0.915348, 0.495331),
    (1.539949, 0.897600, 0.424021),
    (1.625227, 0.878643, 0.360644),
    (1.711700, 0.858604, 0.304456),
    (1.799204, 0.837604, 0.254746),
    (1.887590, 0.815756, 0.210846),
    (1.976716, 0.793164, 0.172133),
    (2.066447, 0.769927, 0.138040),
    (2.156656, 0.746133, 0.108047),
    (2.247219, 0.721866, 0.081689),
    (2.338019, 0.697205, 0.058546),
    (2.428945, 0.672220, 0.038243),
    (2.519890, 0.646976, 0.020447),
    (2.610751, 0.621534, 0.004862),
    (2.701435, 0.595947, 0.000000),
    (2.791850, 0.570268, 0.000000),
    (2.881915, 0.544539, 0.000000),
    (2.971550, 0.518804, 0.000000),
    (3.060683, 0.493100, 0.000000),
    (3.149249, 0.467460, 0.000000),
    (3.237187, 0.441914, 0.000000),
    (3.324442, 0.416491, 0.000000),
    (3.410964, 0.391214, 0.000000),
    (3.496709, 0.366106, 0.000000),
    (3.581635, 0.341186, 0.000000),
    (3.665709, 0.316470, 0.000000),
    (3.748898, 0.291975, 0.000000),
    (3.831176, 0.267712, 0.000000),
    (3.912520, 0.243695, 0.000000),
    (3.992909, 0.219931, 0.000000),
    (4.072327, 0.196431, 0.000000),
    (4.150760, 0.173201, 0.000000),
    (4.228198, 0.150246, 0.000000),
    (4.304632, 0.127573, 0.000000),
    (4.380057, 0.105184, 0.000000),
    (4.454469, 0.083083, 0.000000),
    (4.527865, 0.061273, 0.000000),
    (4.600247, 0.039753, 0.000000),
)


def asked_lux(take: Take, camera: str = "camera") -> list[float]:
    """Per frame, the light at the target that stop, shutter and film ask for; empty if untold.

    units    lux
    source   incident-light meter equation, as maths.optics.exposure.required_lux
    """
    names = [f"{camera}.{quantity}" for quantity in ("f_number", "shutter_deg", "exposure_index")]
    if not all(take.has(name) for name in names):
        return []
    film: Mapping[str, Any] = next((e.settings for e in take.entities if e.kind == "film"), {})
    stops = _number(film, "nd_stops") - _number(film, "push_stops")
    rate_fps = take.fps[0] / take.fps[1]
    columns = [take.channel(name).values for name in names]
    return [
        INCIDENT_CONSTANT_LX_S * n * n * 360.0 * rate_fps / (shutter_deg * index) * 2.0**stops
        for n, shutter_deg, index in zip(*columns)
    ]


def colours_of(kelvins: Sequence[float]) -> list[Rgb]:
    """Linear red, green and blue at luminance 1 for light of these temperatures.

    units    kelvin in
    valid    1000 to 25000 K; the nearest end beyond
    source   the table above, straight between its lines
    """
    known: dict[float, Rgb] = {}
    for kelvin in kelvins:
        if kelvin not in known:
            known[kelvin] = _colour(kelvin)
    return [known[kelvin] for kelvin in kelvins]


def _colour(kelvin: float) -> Rgb:
    mired = min(max(1e6 / max(kelvin, 1.0), MIREDS[0]), MIREDS[-1])
    place = min(bisect_right(MIREDS, mired), len(MIREDS) - 1)
    low, high = MIREDS[place - 1], MIREDS[place]
    share = (mired - low) / (high - low)
    r, g, b = (a + share * (c - a) for a, c in zip(COLOURS[place - 1], COLOURS[place]))
    return r, g, b


def _number(settings: Mapping[str, Any], key: str) -> float:
    value = settings.get(key, 0.0)
    return float(value) if isinstance(value, (int, float)) else 0.0
