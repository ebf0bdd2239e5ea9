# SPDX-License-Identifier: Apache-2.0
"""Lenses and stops by their number alone, as a set calls them: "a 50 on her", "at a two-eight"."""

from scene_stager.script.prose.numbers.makers import NO_SLOT, Make, between, one, spaced
from scene_stager.script.prose.numbers.quantities import ALONE
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.lens import SCOPE

# Lenses of a set, so that a number alone is one of them; and what may stand behind such a number.
PRIMES = words("12 14 16 18 21 24 25 27 28 32 35 40 50 65 75 85 100 135 150 180 200 300")
PRIME = "|".join(sorted(PRIMES))
ZOOM_END = f"{PRIME}|70|80|90|105|120|250|290|400"  # where zooms begin and end as well
# A stop as it is called over: "at a two-eight".
SPOKEN_STOPS = {"two eight": 2.8, "five six": 5.6, "one four": 1.4, "one three": 1.3}
SPOKEN_STOPS |= {"two": 2.0, "four": 4.0, "eight": 8.0, "eleven": 11.0, "sixteen": 16.0}
SPOKEN_STOP = "|".join(sorted(SPOKEN_STOPS, key=len, reverse=True)).replace(" ", "[ -]")
STOP_NAME = rf"({SPOKEN_STOP}|\d+(?:\.\d+)?)"
SPOKEN_STOP = rf"(?:{SPOKEN_STOP}){ALONE}"


def _split(groups: list[str]) -> Fills:
    """A stop between two: "a four five-six split"."""
    return between([str(SPOKEN_STOPS.get(spaced(one), one)) for one in groups])


MAKES = (
    r"(?:cookes?(?: s4s?)?|(?:master|ultra|super|supreme|signature) (?:primes?|speeds?)|zeiss"
    r"|leicas?|primos?|summicrons?|summiluxe?s?|k-?35s?)"
)
LAST = ("cooke ", "cookes ", "s4 ", "prime ", "primes ", "speed ", "speeds ", "zeiss ", "leica ")
OF_MAKE = "(?:" + "|".join(f"(?<={word})" for word in LAST) + ")"
SHUTTERS = {"one eighty": 180.0, "ninety": 90.0, "forty five": 45.0, "one seventy two": 172.8}
SHUTTERS |= {"two seventy": 270.0, "three sixty": 360.0}
SHUTTER = "|".join(SHUTTERS).replace(" ", "[ -]")

SHOT = r"(?:wide|medium|mid|close|mcu|cu|single|master|two[ -]shot)"

BY_NUMBER: tuple[tuple[str, Make], ...] = (
    (rf"(?:the|an?) ({PRIME}){ALONE}", one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= on (?:the|an?|him|her|them|his|my|our)\b)", one("~~lens.focal_length_mm")),
    (rf"not ({PRIME}) but ({PRIME})", lambda g: {"~~lens.focal_length_mm": float(g[1])}),
    (rf"({PRIME}),? (?:not|instead of|rather than) ({PRIME})", one("~~lens.focal_length_mm")),
    # "A 100 macro" is a lens, and no shot so near.
    (
        r"(?:an? )?([4-9]\d|1\d\d|200)\s?(?:mm|mil)?[ -]macro(?: lens)?(?! shot)",
        one("lens.focal_length_mm"),
    ),
    (
        rf"({PRIME})(?= (?:wide|medium|mid|close|mcu|cu|single|master|two[ -]shot)\b)",
        one("~~lens.focal_length_mm"),
    ),
    (rf"({PRIME})(?: ?mm)? prime(?: lens)?", one("lens.focal_length_mm")),
    (rf"{OF_MAKE}({PRIME}){ALONE}", one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= {MAKES})", one("~~lens.focal_length_mm")),
    (
        rf"(?:an? )?({SHUTTER})(?:[ -]degree)? shutter",
        lambda g: {"lens.shutter_deg": SHUTTERS[spaced(g[0])]},
    ),
    (rf"({PRIME})(?= wide open)", one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= at (?:an? )?(?:[tf]?\s?\d|{SPOKEN_STOP}))", one("~~lens.focal_length_mm")),
    (rf"at an? (2|4|8|11|16){ALONE}", one("lens.f_number")),
    (rf"at (?:an? )?({SPOKEN_STOP})", lambda g: {"lens.f_number": SPOKEN_STOPS[spaced(g[0])]}),
    (rf"(?:an? )?{STOP_NAME}(?:[ /-]| and an? ){STOP_NAME} split", _split),
    (
        rf"anamorphic ({PRIME})",
        lambda g: {**SCOPE, "~~lens.focal_length_mm": float(g[0])},
    ),
)

# What a zoom lens can do is no zoom that is made: "on the 24-290 at 135".
REACH = r"\d{2,3}-\d{2,3}(?: ?mm)?"
OF_GLASS: tuple[tuple[str, Make], ...] = (
    (rf"(?:on|with|using) (?:a|an|the|our) {REACH}", lambda g: NO_SLOT),
    (rf"{REACH} zoom(?: lens|(?=\s*(?:[,.;)]|$)))", lambda g: NO_SLOT),
    (rf"zoom lens,? {REACH}", lambda g: NO_SLOT),
    (
        rf"(?:on |with )?(?:a |an |the )?{REACH}(?: zoom)?(?: lens)? at (\d{{2,3}})(?: ?mm)?",
        one("lens.focal_length_mm"),
    ),
)
