# SPDX-License-Identifier: Apache-2.0
"""Numbers that are said of lights alone: watts, whites, ratios in words, and how high a key is."""

from math import log2

from scene_stager.script.prose.numbers.makers import NO_SLOT, Make, one, stops_of_ratio
from scene_stager.script.prose.numbers.quantities import ALONE, D
from scene_stager.script.prose.synonyms import Fills

# Lamps that are told by their thousands of watts, and whites that are told by their number alone.
BY_WATTS = "hmis?|pars?|fresnels?|maxis?|tungsten|lamps?|heads?|arrimax|joker|daylight|softlight"
BALANCES = "2700|2800|3000|3200|3400|4000|4300|4500|5000|5500|5600|6000|6500|7000"

SHEET = "(?:4|6|8|12|20)"  # feet of a frame of cloth: "4x4", "12 by 20"
AS_A_LAMP: Fills = {"@lamp": True}
# "A hair hot": house default, not measured.
A_LITTLE = (
    r"(?:(?:just )?an? (?:hair|touch|tad|bit|little|little bit|smidge|shade|whisker"
    r"|fraction|wee bit)|(?:ever so )?slightly|just)"
)
A_LITTLE_STOPS = 1.0 / 3.0
THAN_KEY = r"(?:(?: than)?(?: the)? key|(?=\s*(?:[,.;)]|$)| and\b))"
OF_IT = r"(?:(?: of)? (?:the )?key(?:[ -]?light)?(?:['’]s)?(?: level)?| of it)"
PARTS = {"half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "a quarter": 0.25, "one quarter": 0.25}
PARTS |= {"two thirds": 2 / 3, "three quarters": 0.75, "twice": 2.0, "double": 2.0, "a half": 0.5}
PART = rf"({'|'.join(sorted(PARTS, key=len, reverse=True)).replace(' ', '[ -]')})"
FILL_AT = r"(?:(?<=fill at )|(?<=fill to )|(?<=fill is )|(?<=fill light at )|(?<=fill down to ))"
RATIOS = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "eight": 8.0}
RATIOS |= {"ten": 10.0, "twelve": 12.0, "sixteen": 16.0}

OF_KEY = r"(?: (?:key[ -]to[ -]fill|key fill|ratio|contrast|lighting ratio|contrast ratio))?"
# What of a shot is said as well stands behind a light here.
OF_A_LIGHT = r"(?:(?<=key )|(?<=light )|(?<=source ))"


def _part(groups: list[str]) -> Fills:
    """A part of the key's light, in stops."""
    said = groups[0].lower().replace("-", " ")
    return {"@light_stops": log2(PARTS[said])}


def _percent(groups: list[str]) -> Fills:
    """So many hundredths of the key's light, in stops."""
    return {"@light_stops": log2(float(groups[0]) / 100.0)} if float(groups[0]) else NO_SLOT


OF_LIGHTS: tuple[tuple[str, Make], ...] = (
    (
        rf"({'|'.join(RATIOS)})[ -]to[ -]one{OF_KEY}",
        lambda g: {"@ratio": stops_of_ratio(RATIOS[g[0].lower()])},
    ),
    (
        r"(?:colou?r )?temp(?:erature)?(?: of| at| is|:)?(?: about| around| roughly)?"
        r" ([1-9]\d{3})(?! ?k)",
        lambda g: {"@kelvin": float(g[0])},
    ),
    (
        rf"{A_LITTLE} (?:over(?:exposed)?|hot(?:ter)?|bright(?:er)?){THAN_KEY}",
        lambda g: {"@some_stops": A_LITTLE_STOPS},
    ),
    (
        rf"{A_LITTLE} (?:under(?:exposed)?|dark(?:er)?|dim(?:mer)?){THAN_KEY}",
        lambda g: {"@some_stops": -A_LITTLE_STOPS},
    ),
    (
        r"(?:(?<=key )|(?<=rim )|(?<=fill )|(?<=light )|(?<=kicker )|(?<=amb )|(?<=ambient ))"
        r"([-+−]\d(?:\.\d+)?)"
        r"(?=\s*(?:[.,;/\n]|$)|\s+and\b)",
        one("@light_stops"),
    ),
    (rf"(?:at |to |about |around |roughly )*{PART}{OF_IT}", _part),
    (rf"{FILL_AT}(?:about |around )?{PART}(?=\s*(?:[,.;)]|$))", _part),
    (rf"(?:at |to |about |around |roughly )*{D}\s?(?:%|percent){OF_IT}", _percent),
    (rf"{FILL_AT}(?:about |around )?{D}\s?(?:%|percent)", _percent),
    (rf"{D}\s?(?:%|percent)(?= fill\b)", _percent),
    (rf"({BALANCES})(?= on (?:the )?key\b)", one("lighting.key_kelvin")),
    (rf"{SHEET}\s?(?:x|by)\s?{SHEET}(?: (?:frame|silk|poly|rag|griff)s?)?", lambda g: AS_A_LAMP),
    (rf"(?<=, )({BALANCES}){ALONE}", one("@light_kelvin")),
    (rf"{D}[\s-]?(?:k|kw|kilowatts?)(?=[\s-](?:{BY_WATTS})\b)", lambda g: AS_A_LAMP),
    (
        rf"{OF_A_LIGHT}at (?:eye|face|head)[ -](?:height|level)",
        lambda g: {"@light_elevation": 0.0},
    ),
    (
        rf"{OF_A_LIGHT}at (?:chest|waist|hip|knee|shoulder|ankle|ground)"
        r"[ -](?:height|level)",
        lambda g: NO_SLOT,
    ),
)
