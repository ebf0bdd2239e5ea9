# SPDX-License-Identifier: Apache-2.0
"""Where somebody goes or looks, which is no place in the picture and no side of a light."""

import re
from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.lights.of_lamps import is_no_light
from scene_stager.script.prose.lights.verbs import does_a_light
from scene_stager.script.prose.synonyms import words
from scene_stager.script.prose.who.guess import Standing
from scene_stager.script.prose.words import Lexeme, lexicon

# What somebody does to a side: "looks camera left", "exits frame right".
TO_A_SIDE = words(
    """
    look looks looking glance glances glancing gaze gazes gazing stare stares staring peer peers
    peering face faces facing turn turns turning turned point points pointing exit exits exiting
    enter enters entering cross crosses crossing lean leans leaning throw throws throwing reach
    reaches reaching aim aims aiming fall falls falling jump jumps jumping gesture gestures nod
    nods ride rides riding fly flies flying swim swims swimming crawl crawls crawling dance dances
    go goes going come comes coming stagger staggers step steps stepping slide slides
    """
)
STAYS = words("sleeps lies kneels rests hangs waits leans squats crouches lounges perches poses")
COMES = (*LAMPS, "wind", "air")  # from a side by itself
SIDES = ("left", "right")
STANDS = ("on ", "at ")  # "sings on the left" is where he is
OUT_OF = ("from under", "from beneath", "from underneath")
STILL = "still"
FROM_OUT_OF = ("out of", "from", "through")
EMERGES = words("comes coming come emerges emerging emerge appears appearing")
DARK = words("dark darkness shadow shadows gloom tunnel blackness doorway")

WHERE = re.compile(r"(?:from|on|at|to|in) the (?:front|back|rear|left|right|side)$")
INSIDE = words("back front rear")  # "in the back of the ambulance" is where somebody is
ENDS_OF_A_PLACE = ("from the back", "from the front", "from the rear", "from the side")
PICTURES = words("frame shot picture screen head neck")
NO_NOUNS = ("ing", "ed", "s", "ly")


def with_emerging(items: list[Item]) -> list[Item]:
    """The items with "comes out of the smoke" as somebody who comes towards us."""
    kept = list(items)
    for at, item in enumerate(items):
        rest = [one for one in items[at + 2 : at + 5] if one.role not in ("article", "adjective")]
        out = at + 1 < len(items) and items[at + 1].plain in FROM_OUT_OF
        hidden = bool(rest) and (rest[0].kind == "air" or rest[0].plain in DARK)
        if out and hidden and item.plain in EMERGES and at and item.role != "head":
            kept[at] = replace(item, lexeme=Lexeme("verb"))
            goes_on = replace(items[at + 1], lexeme=lexicon()[("towards", "us")])
            kept[at + 1] = goes_on
    return kept


def goes(item: Item) -> bool:
    """True for "walks" and "driving", and not for "stands"."""
    return item.kind == "motion" and item.lexeme.fills.get("subject.motion") != STILL


def is_a_fruit(items: list[Item], at: int) -> bool:
    """True for "an orange" that somebody peels, and not for "an orange light"."""
    after = items[at + 1] if at + 1 < len(items) else None
    thing = items[at].plain == "orange" and at > 0 and items[at - 1].plain in ("an", "the")
    return thing and (after is None or after.role in ("preposition", "join"))


def is_of_a_thing(items: list[Item], at: int) -> bool:
    """True for "from the front" in "from the front seat", which is where that is."""
    after = items[at + 1] if at + 1 < len(items) else None
    of = after is not None and after.plain == "of"
    ends = of and items[at].plain in ENDS_OF_A_PLACE
    if ends or (of and items[at].plain in INSIDE and items[at - 1].role == "article"):
        return not any(one.plain in PICTURES for one in items[at + 2 : at + 4])
    if after is None or after.role not in ("word", "noun") or not WHERE.match(items[at].plain):
        return False
    return not after.plain.endswith(NO_NOUNS) and not does_a_light(items, at + 1)


def has_no_field(items: list[Item], at: int, here: Standing) -> bool:
    """True for a word that would be said of a light or of the picture elsewhere, and is set aside
    here: "too hot", "slowly" of a second move, and "left" of where somebody looks."""
    item, before, after = items[at], items[:at], items[at + 1 :]
    if is_no_light(items, at) or (here.is_later and "move" in item.lexeme.by_head):
        return True
    if "zoom" in item.lexeme.by_head and any(does_a_light(items, i) for i in (at - 1, at + 1)):
        return True  # "the lights slowly go out"
    if item.plain == "from behind":  # "reveal of the villa from behind the hedge"
        return here.has_subject and bool(after) and after[0].role == "article"
    if item.plain in OUT_OF and here.last_head not in LAMPS:  # "slides out from under the car"
        return here.has_subject and bool(after) and after[0].role == "article"
    if item.plain == "soft":  # "husband soft behind"
        somebody = bool(before) and before[-1].lexeme.fills.get("subject.kind") == "person"
        return somebody and not any(one.kind in LAMPS for one in items)
    if item.plain == "away":  # "walks away from the house"
        return bool(after) and after[0].plain == "from"
    if not here.has_subject and any(map(_comes_by_itself, before)):
        return False  # "the rim comes from the right"
    return _is_to_a_side(item) and (_looks(item, before) or _is_straight(item, before, after))


def _comes_by_itself(item: Item) -> bool:
    """True for a light, a wind, and the light of an hour: "daylight spills in from the right"."""
    hour = item.kind == "time" and item.plain.endswith(("light", "sun"))
    return hour or item.kind in COMES


def _is_to_a_side(item: Item) -> bool:
    sides = [side for side in SIDES if side in item.plain.split()]
    named = len(sides) == 1  # "left to right" is across
    return named and not item.plain.startswith(STANDS)


def _looks(item: Item, before: list[Item]) -> bool:
    """True behind "looks", perhaps with "off" between; a profile that looks left is seen so."""
    if any(one.kind == "profile" for one in before):
        return False
    words_between = ("preposition", "article", "filler", "adjective")
    for one in reversed(before):
        if one.plain in TO_A_SIDE or (one.role == "verb" and one.plain not in STAYS):
            return True
        if one.role not in words_between and not item.plain.startswith("to "):
            return False
    return False


def _is_straight(item: Item, before: list[Item], after: list[Item]) -> bool:
    """True for "right" in "walks right up to the lens"."""
    walks = bool(before) and before[-1].kind == "motion"
    return item.plain == "right" and walks and bool(after) and after[0].role != "join"
