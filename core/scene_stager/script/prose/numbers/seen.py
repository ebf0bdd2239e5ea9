# SPDX-License-Identifier: Apache-2.0
"""How far one sees through the air: "visibility 200 m", "you can barely see ten metres"."""

import re

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.numbers.quantities import LENGTH, OVER_LAND, PLAIN, metres, number
from scene_stager.script.prose.synonyms import Fills

ABOUT = (
    r"(?: (?:about|around|roughly|only|just|barely|maybe|perhaps|some|under|over|up to|less than"
    r"|no more than|not more than|more than|at most))*"
)
CAN = r"(?:can(?:not|['’]t)? |could(?:n['’]t)? )?"
SEES = rf"(?:(?:you|one|we|i) )?{CAN}(?:only |barely |hardly )?see(?: for)?"
VIS = r"(?:visibility|vis|viz)(?:['’]s| (?:is|was))?"
DOWN = (
    r"(?: (?:of|at|to|down|up|drops|dropping|dropped|falls|falling|reduced|cut|limited|restricted"
    r"|closes|closing|out))*"
)
LAND_M = {**OVER_LAND, "km": 1000.0, "klicks": 1000.0, "klick": 1000.0, "clicks": 1000.0}
LAND = "|".join(sorted(LAND_M, key=len, reverse=True))
OF_A = r"(?: of)?(?: an?)?"
HOW_FAR = rf"({LENGTH[1:-1]}|(?:{PLAIN}|an?){OF_A}[ -]?(?:{LAND}))"
END = (
    r"(?: (?:ahead|away|in front|through|or so|at (?:most|best)"
    r"|and no (?:more|further|farther)))*"
)


def _far(groups: list[str]) -> Fills:
    """How far one sees, also over land: "half a mile"."""
    said = groups[0].lower().replace("-", " ").strip()
    unit = re.search(rf"{OF_A} ?({LAND})$", said)
    if unit is None or said.endswith(" km"):
        return {"atmosphere.visibility_m": metres(groups[0])}
    many = said[: unit.start()].strip()
    return {"atmosphere.visibility_m": (number(many) if many else 1.0) * LAND_M[unit[1]]}


SEEN: tuple[tuple[str, Make], ...] = (
    (rf"{VIS}{DOWN}[:,=]?{ABOUT} {HOW_FAR}{END}", _far),
    (rf"{HOW_FAR}['’]?(?: of)? (?:visibility|vis|viz)", _far),
    (rf"visible(?: only)?(?: to| for| up to| out to)+{ABOUT} {HOW_FAR}{END}", _far),
    (rf"{SEES}{ABOUT} {HOW_FAR}{END}", _far),
    (
        rf"{SEES}(?: (?:more|further|farther|beyond|past|as far as)(?: than)?)?"
        rf"{ABOUT} {HOW_FAR}{END}",
        _far,
    ),
)
