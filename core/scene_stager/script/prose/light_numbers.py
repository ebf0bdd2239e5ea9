# SPDX-License-Identifier: Apache-2.0
"""Numbers that are said of lights alone: watts, whites, ratios in words, and how high a key is."""

from scene_stager.script.prose.makers import NO_SLOT, Make, one, stops_of_ratio
from scene_stager.script.prose.quantities import ALONE, D
from scene_stager.script.prose.synonyms import Fills

# Lamps that are told by their thousands of watts, and whites that are told by their number alone.
BY_WATTS = "hmis?|pars?|fresnels?|maxis?|tungsten|lamps?|heads?|arrimax|joker|daylight|softlight"
BALANCES = "2700|2800|3000|3200|3400|4000|4300|4500|5000|5500|5600|6000|6500|7000"

SHEET = "(?:4|6|8|12|20)"  # feet of a frame of cloth: "4x4", "12 by 20"
AS_A_LAMP: Fills = {"@lamp": True}
RATIOS = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "eight": 8.0}
RATIOS |= {"ten": 10.0, "twelve": 12.0, "sixteen": 16.0}

OF_KEY = r"(?: (?:key[ -]to[ -]fill|key fill|ratio|contrast|lighting ratio|contrast ratio))?"
# What of a shot is said as well stands behind a light here.
OF_A_LIGHT = r"(?:(?<=key )|(?<=light )|(?<=source ))"

OF_LIGHTS: tuple[tuple[str, Make], ...] = (
    (
        rf"({'|'.join(RATIOS)})[ -]to[ -]one{OF_KEY}",
        lambda g: {"@ratio": stops_of_ratio(RATIOS[g[0].lower()])},
    ),
    (
        r"(?:colou?r )?temp(?:erature)?(?: of| at| is|:)? ([1-9]\d{3})(?! ?k)",
        lambda g: {"@kelvin": float(g[0])},
    ),
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
