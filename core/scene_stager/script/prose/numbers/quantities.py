# SPDX-License-Identifier: Apache-2.0
"""Numbers and lengths as people write them: 2.8, two and a half, ½, 5'6", 6 ft 3 in."""

import re

NUMBER_WORDS = {
    "half a": 0.5,
    "half": 0.5,
    "half an": 0.5,
    "a quarter": 0.25,
    "quarter": 0.25,
    "a third": 1 / 3,
    "third of a": 1 / 3,
    "a third of a": 1 / 3,
    "two thirds of a": 2 / 3,
    "two thirds": 2 / 3,
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
    "eleven": 11.0,
    "twelve": 12.0,
    "fifteen": 15.0,
    "thirteen": 13.0,
    "fourteen": 14.0,
    "sixteen": 16.0,
    "eighteen": 18.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "forty five": 45.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "ninety": 90.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "thirty five": 35.0,
    "seventy five": 75.0,
    "a hundred": 100.0,
    "a hundred and twenty": 120.0,
    "a hundred and thirty five": 135.0,
    "a hundred and fifty": 150.0,
    "a hundred and eighty": 180.0,
    "two hundred": 200.0,
    "two hundred and seventy": 270.0,
    "three hundred and sixty": 360.0,
    "a couple of": 2.0,
}
# "Twenty-five": one of these and one of those.
TENS_OF = {"twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0}
TENS_OF |= {"seventy": 70.0, "eighty": 80.0, "ninety": 90.0}
UNITS_OF = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS, UNITS = f"(?:{'|'.join(TENS_OF)})", f"(?:{'|'.join(UNITS_OF)})(?![^\\W_])"
IN_TWO_WORDS = {
    f"{ten} {unit}": many + 1.0 + at
    for ten, many in TENS_OF.items()
    for at, unit in enumerate(UNITS_OF)
}
# What is over a whole: "one and a third".
PARTS = {"half": 0.5, "a half": 0.5, "one half": 0.5, "a quarter": 0.25, "one quarter": 0.25}
PARTS |= {"1/2": 0.5, "1/3": 1 / 3, "2/3": 2 / 3, "1/4": 0.25, "3/4": 0.75}
PARTS |= {"a third": 1 / 3, "one third": 1 / 3, "two thirds": 2 / 3, "three quarters": 0.75}
METRES = {"m": 1.0, "metre": 1.0, "meter": 1.0, "cm": 0.01, "km": 1000.0}
METRES |= {"ft": 0.3048, "feet": 0.3048, "foot": 0.3048, "metres": 1.0, "meters": 1.0}
METRES |= {"inches": 0.0254, "inch": 0.0254, "yards": 0.9144, "yard": 0.9144}
METRES |= {"centimetres": 0.01, "centimeters": 0.01}
METRES_PER_SECOND = {"m/s": 1.0, "mps": 1.0, "ft/s": 0.3048, "ft/sec": 0.3048, "m/sec": 1.0}
METRES_PER_SECOND |= {"km/h": 1 / 3.6, "kph": 1 / 3.6, "kmh": 1 / 3.6, "mph": 0.44704}
METRES_PER_SECOND |= dict.fromkeys(("knots", "knot", "kts", "kn"), 1852.0 / 3600.0)
OVER_LAND = {"mile": 1609.344, "miles": 1609.344, "kilometre": 1000.0, "kilometres": 1000.0}
OVER_LAND |= {"kilometer": 1000.0, "kilometers": 1000.0}
SECONDS = {"second": 1.0, "sec": 1.0, "minute": 60.0, "min": 60.0, "hour": 3600.0}
METRES_PER_SECOND |= {
    f"{unit} {each} {time}": far_m / seconds
    for unit, far_m in (METRES | OVER_LAND).items()
    for time, seconds in SECONDS.items()
    for each in ("per", "an" if time == "hour" else "a", "every", "each")
}
FOOT_M, INCH_M = 0.3048, 0.0254


def _either(words: dict[str, float]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", "[ -]")


# A plain decimal; any number, also a signed one, a fraction or words; and one that may be "a".
D = r"(\d+(?:\.\d+)?)"
SPELT = (
    rf"(?:(?:{_either(NUMBER_WORDS)}|\d+) and (?:{_either(PARTS)})|{TENS}[ -]{UNITS}"
    rf"|{_either(NUMBER_WORDS)})"
)
FRACTION = r"(?:\d+[ -])?\d/\d|\d?[½¼¾⅓⅔]"
PLAIN = rf"(?:{FRACTION}|[-+−]?\d*\.?\d+|{SPELT})"
N = rf"({PLAIN}|an?)"
# So many stops, as one group: "two stops", "a stop and a third", "stop and a half".
FULL = r"(?: (?:full|good|whole|solid|clean|clear|strong|healthy|proper|easy))?"  # of a stop
STOPS = (
    rf"((?:{PLAIN}|an?){FULL}[ -]stops?(?: and (?:{_either(PARTS)}))?"
    rf"|stop and (?:{_either(PARTS)}))"
)
UNIT = rf"(?:{_either(METRES)})(?![^\W_])"
FEET = r"\d+\s?['’′](?:\s?\d+(?:\.\d+)?(?:\s?(?:[\"”″]|''))?)?"
SOLE = "one two three four five six seven eight nine ten eleven".replace(" ", "|")
AND_INCHES = r"tall|high|away|off|from|up|above|in|with|and|who|to"  # behind inches without a unit
NO_UNIT = rf"(?=\s*(?:[,;!?)]|\.(?!\d)|$)|\s[-–—]|\s(?:{AND_INCHES})\b)"
FEET_INCHES = (
    rf"(?:\d+|{SOLE})-(?:foot|ft)-(?:\d+|{SOLE})(?![^\W_])|"
    rf"(?:{SOLE}) foot (?:{SOLE})(?![^\W_]| bank| tube)|"
    rf"(?:\d+|{SOLE})[\s-]?(?:ft|feet|foot)[\s-](?:\d+|{SOLE})"
    rf"(?:[\s-]?(?:inches|inch|in\b)|{NO_UNIT})"
)
A_UNIT = (  # "a foot to the left", and no foot that somebody stands on
    r"an? (?:inch|foot|metre|meter|yard)(?= (?:to the (?:left|right)|above|off|from|away|up|down"
    r"|high|higher|lower|back|left|right|in|out|forward|closer|over|below|under|or so)\b)"
)
AND_A_HALF = rf"(?:an?|{PLAIN}) (?:inch|foot|feet|met(?:re|er)s?|yards?) and a half"
# Years, and no seconds: a shot of seventy, eighty or ninety seconds is hardly ever asked for.
DECADE = r"(?:(?:1[5-9]|20)\d0|[789]0)s\b"
LAMP_W = r"(?:150|300|350|420|575|650|800|1000|1200|2000|5000)"  # what lamps are called by
OF_FILM = (  # behind 16 mm that is a gauge, and no lens
    r"(?= (?:look|grain|stock|texture|footage|tri-?x|kodachrome|reversal)|, (?:grainy|gritty))"
)
DEGREES = r"(?:degrees?|degs?|°)"
# Behind a number that is all of its phrase: the phrase ends here, or another begins.
ALONE = (
    r"(?=\s*(?:[,;!?)\n]|\.(?!\d)|$)|\s[-–—/]\s"
    r"|\s(?:on|for|and|at|with|so|but|as|while|then)\b)"
)
LENGTH = rf"({AND_A_HALF}|{FEET_INCHES}|{FEET}|(?:{PLAIN})[\s-]?{UNIT}|{A_UNIT})"
GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def number(text: str) -> float:
    """A number in figures, as a fraction, or in words; "a" is one, and "a stop" as well."""
    bare = re.sub(rf"{FULL}[ -]stops?\b|\bstops?\b", " ", text.lower())
    plain = " ".join(bare.replace("−", "-").replace("-", " -").split())
    if plain in NUMBER_WORDS:
        return NUMBER_WORDS[plain]
    before, over, part = plain.replace(" -", " ").rpartition("and ")
    if over:
        return (number(before) if before else 1.0) + PARTS[part]
    if plain in ("a", "an"):
        return 1.0
    if plain[-1] in GLYPHS:
        return float(plain[:-1] or 0.0) + GLYPHS[plain[-1]]
    if "/" in plain:
        *whole, fraction = plain.replace(" -", " ").split(" ")
        above, below = fraction.split("/")
        return sum(map(float, whole)) + (float(above) / float(below) if float(below) else 0.0)
    words = plain.replace(" -", " ")
    spelt = NUMBER_WORDS | IN_TWO_WORDS
    return spelt[words] if words in spelt else float(plain)


def metres(text: str) -> float:
    """A length in metres: "1.2 m", "six feet", "5'6"", "6 ft 3 in"."""
    plain = text.lower()
    if plain.endswith(" and a half"):
        whole = plain.removesuffix(" and a half")
        return metres(whole) + 0.5 * METRES[whole.rpartition(" ")[2]]
    if re.fullmatch(rf"{FEET}|{FEET_INCHES}", plain):
        parts = re.findall(rf"\d+(?:\.\d+)?|\b(?:{SOLE})\b", plain)
        feet, *inches = (number(part) for part in parts)
        return feet * FOOT_M + sum(inches) * INCH_M
    unit = next(u for u in sorted(METRES, key=len, reverse=True) if plain.endswith(u))
    return number(plain.removesuffix(unit).strip(" -")) * METRES[unit]
