# SPDX-License-Identifier: Apache-2.0
"""How a picture is exposed: neutral density, brackets, a locked stop, thirds over and under."""

from scene_stager.script.prose.numbers.makers import Make, density, one
from scene_stager.script.prose.numbers.quantities import STOPS, number
from scene_stager.script.prose.synonyms import Fills

KINDS = r"(?:internal|built[ -]in|in[ -]camera|variable|vari|ir|solid|front|glass|behind[ -]lens)"
ND = rf"(?:{KINDS}[ -])*(?:ir-?nd|nds?|neutral density)(?: filters?| filtration)?"
AT = r"(?: (?:of|at|to|is|in at|set at|set to|dialled to|dialed to|around|about))*[:,]?"
EACH_WAY = (
    r"(?: (?:each|either) (?:way|side|end|direction)| (?:over|up|above|plus) and (?:under|down"
    r"|below|minus)| on (?:each|either) side)"
)
EXPOSURE = r"(?:the |our |her |his )?(?:auto[ -]?)?(?:exposure|ae|iris|aperture)"
HELD = r"(?:locked|fixed|lock)(?: off| down)?"
THIRD = (
    r"((?:(?:an?|one|two|1|2)[ -])?thirds?|(?:an? )?half|[12]/3|1/2|[½⅓⅔])"
    r"(?: (?:of )?(?:a |of a )?stop)?"
)
WHOM = r"(?: (?:it|her|him|them|this|everything|the (?:shot|scene|face|image|picture)))?"
THIRDS = {"third": 1 / 3, "two thirds": 2 / 3, "2 thirds": 2 / 3, "half": 0.5}


def _part(text: str) -> float:
    plain = text.lower().replace("-", " ").removeprefix("a ").removeprefix("one ")
    plain = plain.removeprefix("1 ")
    return THIRDS[plain] if plain in THIRDS else number(plain)


def _off(sign: float) -> Make:
    return lambda groups: {"@stops": sign * _part(groups[0])}


def _exposure(value: str) -> Make:
    fills: Fills = {"stock.exposure": value}
    return lambda groups: fills


EXPOSED: tuple[tuple[str, Make], ...] = (
    (rf"{ND}{AT} {STOPS}", one("stock.nd_stops")),
    (rf"{STOPS} (?:of |worth of )?{ND}", one("stock.nd_stops")),
    (rf"(?:{KINDS}[ -])*(?:ir)?nds?(?: (?:of|at|is))?\s?(\d?\.\d+|[1-9]\d?)(?! stop)", density),
    (
        rf"bracket(?:ed|ing|s)?{WHOM}(?: (?:the )?exposures?)?(?: (?:by|at|in|it))*"
        rf"(?: {STOPS})?{EACH_WAY}?",
        _exposure("bracket"),
    ),
    (rf"{EXPOSURE}(?:[:=]| is| stays| to be|['’]s| on)? {HELD}", _exposure("locked")),
    (rf"(?:lock(?:ed|s|ing)?|fix(?:ed)?)(?: off| down)? {EXPOSURE}", _exposure("locked")),
    (r"(?:exposure (?:on|in|set to|to) auto|auto[ -]?exposure)", _exposure("auto")),
    (rf"over-?expos\w+{WHOM}(?: by| about)* {THIRD}", _off(1.0)),
    (rf"under-?expos\w+{WHOM}(?: by| about)* {THIRD}", _off(-1.0)),
    (rf"expos(?:e|ed|ing|ure){WHOM}(?: at| by)? {THIRD} (?:over|hot|up|brighter)", _off(1.0)),
    (rf"expos(?:e|ed|ing|ure){WHOM}(?: at| by)? {THIRD} (?:under|down|darker)", _off(-1.0)),
)
