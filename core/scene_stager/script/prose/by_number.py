# SPDX-License-Identifier: Apache-2.0
"""Lenses and stops by their number alone, as a set calls them: "a 50 on her", "at a two-eight"."""

from scene_stager.script.prose.makers import Make, between, one, spaced
from scene_stager.script.prose.quantities import ALONE
from scene_stager.script.prose.synonyms import Fills, words

# Lenses of a set, so that a number alone is one of them; and what may stand behind such a number.
PRIMES = words("12 14 16 18 21 24 25 27 28 32 35 40 50 65 75 85 100 135 150 180 200 300")
PRIME = "|".join(sorted(PRIMES))
# A stop as it is called over: "at a two-eight".
SPOKEN_STOPS = {"two eight": 2.8, "five six": 5.6, "one four": 1.4, "one three": 1.3}
SPOKEN_STOPS |= {"two": 2.0, "four": 4.0, "eight": 8.0, "eleven": 11.0, "sixteen": 16.0}
SPOKEN_STOP = "|".join(sorted(SPOKEN_STOPS, key=len, reverse=True)).replace(" ", "[ -]")
STOP_NAME = rf"({SPOKEN_STOP}|\d+(?:\.\d+)?)"
SPOKEN_STOP = rf"(?:{SPOKEN_STOP}){ALONE}"


def _split(groups: list[str]) -> Fills:
    """A stop between two: "a four five-six split"."""
    return between([str(SPOKEN_STOPS.get(spaced(one), one)) for one in groups])


BY_NUMBER: tuple[tuple[str, Make], ...] = (
    (rf"(?:the|an?) ({PRIME}){ALONE}", one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= on (?:the|an?|him|her|them|his|my|our)\b)", one("~~lens.focal_length_mm")),
    (rf"not ({PRIME}) but ({PRIME})", lambda g: {"~~lens.focal_length_mm": float(g[1])}),
    (rf"({PRIME}),? (?:not|instead of|rather than) ({PRIME})", one("~~lens.focal_length_mm")),
    (r"([4-9]\d|1\d\d|200)(?= macro)", one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= wide open)", one("~~lens.focal_length_mm")),
    (rf"({PRIME})(?= at (?:an? )?(?:[tf]?\s?\d|{SPOKEN_STOP}))", one("~~lens.focal_length_mm")),
    (rf"at an? (2|4|8|11|16){ALONE}", one("lens.f_number")),
    (rf"at (?:an? )?({SPOKEN_STOP})", lambda g: {"lens.f_number": SPOKEN_STOPS[spaced(g[0])]}),
    (rf"(?:an? )?{STOP_NAME}(?:[ /-]| and an? ){STOP_NAME} split", _split),
    (
        rf"anamorphic ({PRIME})",
        lambda g: {"lens.squeeze": 2.0, "~~lens.focal_length_mm": float(g[0])},
    ),
)
