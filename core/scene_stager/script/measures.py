# SPDX-License-Identifier: Apache-2.0
"""Numbers with their units, as people write them on a slate: 25mm, T2.8, 8 s, 3200K, 4:1."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from scene_stager.script.rate import read_rate
from scene_stager.script.synonyms import Fills

NUMBER_WORDS = {
    "half a": 0.5,
    "half": 0.5,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
}
METRES = {"m": 1.0, "metre": 1.0, "meter": 1.0, "cm": 0.01, "km": 1000.0}
METRES |= {"ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "metres": 1.0, "meters": 1.0}
METRES_PER_SECOND = {
    "m/s": 1.0,
    "mps": 1.0,
    "metres per second": 1.0,
    "meters per second": 1.0,
    "km/h": 1 / 3.6,
    "kph": 1 / 3.6,
    "mph": 0.44704,
}

N = rf"([-+]?\d+(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})"
D = r"(\d+(?:\.\d+)?)"
LONG = rf"({'|'.join(sorted(METRES, key=len, reverse=True))})"
FAST = rf"({'|'.join(METRES_PER_SECOND)})"
DEGREES = r"(?:degrees?|degs?|°)"
TO = r"\s?(?:-|–|—|to)\s?"

OF_KEY = r"(?: (?:key[ -]to[ -]fill|key fill|ratio|contrast))?"
STOPS_PER_DENSITY = log2(10.0)  # a filter of density 0.3 takes a stop

Make = Callable[[list[str]], Fills]


@dataclass(frozen=True, slots=True)
class Measure:
    """A pattern for a number and its unit, and what it fills.

    A field such as "@angle" is not settled yet: which field it is depends on the move.
    """

    pattern: re.Pattern[str]
    make: Make


def number(text: str) -> float:
    """A number in figures or as one of the small words."""
    small = NUMBER_WORDS.get(text.lower())
    return float(text) if small is None else small


def metres(text: str, unit: str) -> float:
    """A length in metres."""
    return number(text) * METRES[unit.lower()]


def _rate(groups: list[str]) -> Fills:
    """A frame rate; one that is none is left as it was written, and judged with the rest."""
    rate = read_rate(float(groups[0]))
    return {"fps": groups[0] if rate is None else f"{rate[0]}/{rate[1]}"}


def _measure(pattern: str, make: Make) -> Measure:
    ends = r"(?![^\W_])" if pattern[-1] not in "°" else ""
    return Measure(re.compile(pattern + ends, re.IGNORECASE), make)


def _one(path: str) -> Make:
    return lambda groups: {path: number(groups[0])}


PATTERNS: tuple[tuple[str, Make], ...] = (
    (r"((?:name|tag|role|collection):[^\s,;]+)", lambda g: {"subject.selector": g[0]}),
    (
        rf"{D}(?:\s?mm)?{TO}{D}\s?mm",
        lambda g: {
            "lens.focal_length_mm": float(g[0]),
            "lens.to_focal_length_mm": float(g[1]),
            "~lens.zoom": "zoom",
        },
    ),
    (rf"{D}\s?mm", _one("lens.focal_length_mm")),
    (rf"[tf]\s?/?\s?{D}", _one("lens.f_number")),
    (rf"{D}\s?(?:fps|frames (?:per|a) second)", _rate),
    (r"(\d+)\s?frames", lambda g: {"frame_count": int(g[0])}),
    (r"seed\s?(\d+)", lambda g: {"seed": int(g[0])}),
    (r"pass\s?(\d+)", lambda g: {"rig.pass_number": int(g[0])}),
    (
        rf"wind(?: of)?\s{D}\s?{FAST}",
        lambda g: {"atmosphere.wind_m_s": float(g[0]) * METRES_PER_SECOND[g[1].lower()]},
    ),
    (
        rf"{D}\s?{FAST} wind",
        lambda g: {"atmosphere.wind_m_s": float(g[0]) * METRES_PER_SECOND[g[1].lower()]},
    ),
    (rf"{D}\s?{FAST}", lambda g: {"@speed": float(g[0]) * METRES_PER_SECOND[g[1].lower()]}),
    (rf"{D}\s?-?{DEGREES} shutter", _one("lens.shutter_deg")),
    (rf"shutter(?: angle)?(?: of)? {D}\s?{DEGREES}", _one("lens.shutter_deg")),
    (rf"{D}\s?-?{DEGREES}", _one("@angle")),
    (rf"{D}\s?-?(?:s|secs?|seconds?)", _one("@seconds")),
    (rf"{D}\s?(?:k|kelvin)(?: key)?", _one("lighting.key_kelvin")),
    (rf"{D}\s?:\s?1{OF_KEY}", lambda g: {"lighting.ratio_stops": _stops_of_ratio(float(g[0]))}),
    (rf"push(?:ed)?(?: by)? {N} stops?", _one("stock.push_stops")),
    (rf"pull(?:ed)?(?: by)? {N} stops?", lambda g: {"stock.push_stops": -number(g[0])}),
    (r"nd\s?(\d?\.\d+)", lambda g: {"stock.nd_stops": _stops_of_density(float(g[0]))}),
    (rf"nd(?: of)? {N} stops?", _one("stock.nd_stops")),
    (rf"{N} stops? (?:of )?nd", _one("stock.nd_stops")),
    (rf"{N} stops? over(?:exposed)?", _one("lighting.key_stops")),
    (rf"{N} stops? under(?:exposed)?", lambda g: {"lighting.key_stops": -number(g[0])}),
    (rf"{N} stops?", _one("lighting.ratio_stops")),
    (
        rf"(?:from )?{D}(?:\s?{LONG})?{TO}{D}\s?{LONG} (?:high|up)",
        lambda g: {
            "rig.from_height_m": metres(g[0], g[1] or g[3]),
            "rig.to_height_m": metres(g[2], g[3]),
        },
    ),
    (
        rf"(?:from )?{D}(?:\s?{LONG})?{TO}{D}\s?{LONG}",
        lambda g: {
            "@from": metres(g[0], g[1] or g[3]),
            "@to": metres(g[2], g[3]),
        },
    ),
    (rf"{D}\s?{LONG} tall", lambda g: {"subject.height_m": metres(g[0], g[1])}),
    (rf"{D}\s?{LONG} (?:high|up|above)", lambda g: {"@height": metres(g[0], g[1])}),
    (
        rf"{D}\s?{LONG} (?:away|off|radius|back|distance)",
        lambda g: {"@away": metres(g[0], g[1])},
    ),
    (rf"visibility(?: of)? {D}\s?{LONG}", lambda g: {"atmosphere.visibility_m": metres(*g)}),
    (rf"{D}\s?{LONG} visibility", lambda g: {"atmosphere.visibility_m": metres(*g)}),
    (rf"{D}\s?{LONG}", lambda g: {"@metres": metres(g[0], g[1])}),
    (rf"(?:iso|ei|asa)\s?{D}", _one("stock.exposure_index")),
    (rf"(?:phase|phi|φ)\s?{D}", _one("atmosphere.phase")),
    (rf"{D}\s?(?:%|percent)", lambda g: {"atmosphere.phase": float(g[0]) / 100.0}),
)
MEASURES = tuple(_measure(pattern, make) for pattern, make in PATTERNS)


def _stops_of_ratio(ratio: float) -> float:
    """A lighting ratio of key to fill in stops; a ratio of nothing is a number no field takes."""
    return log2(ratio) if ratio > 0 else -1.0


def _stops_of_density(density: float) -> float:
    """What a neutral filter takes, to a tenth of a stop, as filters are named."""
    return round(density * STOPS_PER_DENSITY, 1)


def measures_at(text: str, at: int) -> tuple[int, Fills] | None:
    """The longest measure that begins at a place in the text: where it ends, and what it fills."""
    best: tuple[int, Fills] | None = None
    for measure in MEASURES:
        match = measure.pattern.match(text, at)
        if match and (best is None or match.end() > best[0]):
            best = match.end(), measure.make(list(match.groups()))
    return best
