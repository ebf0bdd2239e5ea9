# SPDX-License-Identifier: Apache-2.0
"""A light that rides a surface, as it is said: "the key hugs the hull"."""

from scene_stager.script.prose.numbers.makers import Make
from scene_stager.script.prose.synonyms import Fills

NAMED = ("key", "light", "lamp", "beam", "source", "softbox")
LIGHT = r"(?:key(?:[ -]?light)?|light(?: source)?|lamp|beam|source)"
SO = (
    r"(?:(?:'s|,? ?(?:that|which|who))? (?:is|are|was|should|must|will|can|to|always|just|slowly"
    r"|softly|gently|keeps?|stays?|remains?))*(?:,? (?:that|which))?(?: slowly| softly| gently)?"
)
# Words of going, which want "along" or "over" behind them, and words that say it by themselves.
GOES = (
    r"(?:glid|rid|slid|skim(?:m)?|sweep|rac|crawl|creep|travel(?:l)?|mov|run(?:n)?|roll|pass"
    r"|slip(?:p)?|float|drift|track|trac|follow)(?:es|s|e|ing)?(?: right| smoothly| slowly)?"
)
WHERE = r" (?:along|over|across|on|upon|around|round|down|up)"
KEEPS = (
    r"(?:rid(?:es?|ing)|hug(?:s|ging)?|skim(?:s|ming)?|caress(?:es|ing)?|cling(?:s|ing)? to"
    r"|stick(?:s|ing)? to|stuck to|glued to|tied to|bound to|locked to|pinned to|attached to"
    r"|anchored to|linked to)"
)
TRACES = r"(?:trac(?:es?|ing)|follow(?:s|ing)?|wrap(?:s|ping)?(?: around)?)"
WHOSE = r"(?: (?:the|its|his|her|their|an?|this|that|every))?"
# What has a surface and is little else; "of" leaves whose it is to the rest of the sentence.
FORM = r"(?:surfaces?|skin|contours?|curves?|curvature|shape|form|mesh|geometry|relief)"
# What has a surface on something else, which is the subject behind an "of".
PART = (
    r"(?:hull|fuselage|bodywork|coachwork|bonnet|wings?|flanks?|shell|keel|dome|deck|armou?r|bow)"
)

# Where a light was named just before, with a word of the trade in front: "a soft key".
_JUST = "|".join(f"(?<={word}{that} )" for word in NAMED for that in ("", " that", " which"))
_LIGHT = rf"(?:{LIGHT}{SO} |(?:{_JUST}))"
_OF = r"(?: (?:of|on)(?= ))?"


def _linked(groups: list[str]) -> Fills:
    return {"lighting.link": "intrinsic"}


RIDING: tuple[tuple[str, Make], ...] = (
    (rf"{_LIGHT}(?:{GOES}{WHERE}|{KEEPS}){WHOSE} (?:{FORM}|{PART}){_OF}", _linked),
    (rf"{_LIGHT}{TRACES}{WHOSE} {FORM}{_OF}", _linked),
    (rf"(?:intrinsic|surface[ -](?:riding|bound|tied)) {LIGHT}", _linked),
)
