# SPDX-License-Identifier: Apache-2.0
"""How much of a weather there is, in parts of all of it: "smoke at about thirty percent"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.quantities import NUMBER_WORDS, SPELT, number
from scene_stager.script.prose.synonyms import Fills

AIRS = {"haze": "haze", "hazy": "haze", "atmos": "haze", "mist": "mist", "misty": "mist"}
AIRS |= {"fog": "fog", "foggy": "fog", "smoke": "smoke", "smoky": "smoke", "dust": "dust"}
AIRS |= {"dusty": "dust", "rain": "drizzle", "drizzle": "drizzle"}
AIR = rf"({'|'.join(sorted(AIRS, key=len, reverse=True))})"
# Words for parts of it; house defaults where they are none of a whole.
PARTS = {"nothing": 0.0, "none": 0.0, "zero": 0.0, "light": 0.2, "thin": 0.2, "a quarter": 0.25}
PARTS |= {"quarter": 0.25, "a third": 1 / 3, "half": 0.5, "medium": 0.5, "moderate": 0.5}
PARTS |= {"two thirds": 2 / 3, "three quarters": 0.75, "thick": 0.85, "heavy": 0.85, "dense": 0.85}
PARTS |= {"full": 1.0, "maximum": 1.0, "max": 1.0}
SHARES = ("a quarter", "quarter", "a third", "half", "two thirds", "three quarters", "full", "max")
PERCENT = r"(?:%|per ?cent)"


def _either(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", "[ -]")


SPOKEN = rf"(?:\d+(?:\.\d+)?|{SPELT})\s?{PERCENT}"
OF_A_SHOT = (  # behind a word that says there how large or how bright something else is
    r"(?![ -](?:shot|length|figure|frame|body|front|back|view|moon|close|wide|long|two|on|lens|rim"
    r"|key|light|fill|rain|haze|fog|smoke|mist|dust))"
)
LEVEL = rf"({SPOKEN}|0?\.\d+|{_either(tuple(PARTS))}){OF_A_SHOT}"
SHARE = rf"({SPOKEN}|{_either(SHARES)}){OF_A_SHOT}"
FIRST = rf"({SPOKEN}|\d+|0?\.\d+|{_either(tuple(PARTS))})"
HOW = r"(?: (?:slowly|gradually|steadily|then|that|which|and))*"
GOES = (
    r"(?: (?:goes|going|go|ramps?|ramping|builds?|building|rises?|rising|drops?|dropping|falls?"
    r"|falling|turns?|turning|becomes?|becoming|thickens?|thickening|thins?|thinning|comes?|coming"
    r"|fades?|fading|grows?|growing|eases?|easing|clears?|clearing|ends?)"
    r"(?: (?:up|down|out|back))?)"
)
AT = r"(?: (?:at|level|levels|density|set|about|around|roughly|approx|is|up|to))*"
STARTS = r"(?: (?:starts?|starting|begins?|beginning))?"
BY_THE_END = r"(?: (?:by|at) the end)?"
ENDS = rf"(?:,? ?{HOW}{GOES}+(?: (?:to|into|at|on))?|,? (?:up |down )?to"
ENDS += r"|(?<=[\d%])\s?[-–]\s?(?=\d))"


def _share(text: str) -> float:
    plain = text.lower().replace("-", " ").strip()
    if plain in PARTS:
        return PARTS[plain]
    hundredths = plain.endswith(("%", "percent", "per cent"))
    bare = plain.removesuffix("%").removesuffix("percent").removesuffix("per cent").strip()
    value = NUMBER_WORDS[bare] if bare in NUMBER_WORDS else number(bare)
    return value / 100.0 if hundredths or value > 1.0 else value


def _fills(air: str, first: str, last: str = "") -> Fills:
    fills: Fills = {"atmosphere.weather": AIRS[air.lower()], "atmosphere.phase": _share(first)}
    return {**fills, "atmosphere.to_phase": _share(last)} if last else fills


HOW_MUCH_AIR: tuple[tuple[str, Make], ...] = (
    (
        rf"{AIR},?{HOW}{GOES}*(?: from| at)*{AT}{STARTS}(?: at)? "
        rf"{FIRST}{ENDS}\s?{LEVEL}{BY_THE_END}",
        lambda g: _fills(g[0], g[1], g[2]),
    ),
    (
        rf"{FIRST} (?:of )?{AIR}{ENDS}\s?{LEVEL}{BY_THE_END}",
        lambda g: _fills(g[1], g[0], g[2]),
    ),
    (rf"({SPOKEN}|{_either(SHARES)}) (?:of )?{AIR}", lambda g: _fills(g[1], g[0])),
    (rf"{AIR}:?{AT} {SHARE}", lambda g: _fills(g[0], g[1])),
    (
        rf"{AIR},? full (?:at|by) the end",
        lambda g: {"atmosphere.weather": AIRS[g[0].lower()], "atmosphere.to_phase": 1.0},
    ),
)
