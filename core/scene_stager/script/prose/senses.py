# SPDX-License-Identifier: Apache-2.0
"""What a word of the trade means where it stands: what the camera does, or a thing that is seen."""

from collections.abc import Mapping

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.quantities import NUMBER_WORDS
from scene_stager.script.prose.settle import AS_ONE
from scene_stager.script.prose.synonyms import Fills, Value
from scene_stager.script.prose.synonyms.glue import BACKDROPS, PLACES, VERBS
from scene_stager.script.prose.synonyms.subject import nouns
from scene_stager.script.prose.who import Standing

SHADED = ("in front of", "behind", "outside", "past", "in front", "beyond", "through")
TOWARD = ("to", "toward", "towards", "onto", "into", "at")
COMPOUND = ("chase", "track", "lead", "climb")  # the second word of a noun: "a car chase"
# What is said of a second move goes where that goes.
OF_A_MOVE = ("@seconds", "@speed", "@from", "@to", "@height", "@angle", "@metres", "@away")
ONE_AT_A_TIME = ("rig.move", "@zoom")

# What is left when a head is negated; any other is set aside.
NEGATED: dict[str, Fills] = {
    "rim": {"lighting.rim_mode": "none"},
    "kicker": {"lighting.rim_mode": "none"},
    "fill": {"lighting.ratio_stops": 10.0},  # as far under the key as the field goes
    "air": {"atmosphere.weather": "clear"},
    "zoom": {"lens.zoom": "none"},
    "practical": {"lighting.practicals": "none"},
}


def comes_later(item: Item, first: Mapping[str, Value], is_later: bool) -> bool:
    """True for a second move, and for what is said of one: a script has room for the first."""
    fills = item.lexeme.fills
    if item.kind == "measure":
        return is_later and next(iter(fills)) in OF_A_MOVE
    if "hold" in (first.get("rig.move"), fills.get("rig.move")):
        return False
    pairs = [
        (fills[path], first[path]) for path in ONE_AT_A_TIME if path in fills and path in first
    ]
    return any(one != other and frozenset((one, other)) not in AS_ONE for one, other in pairs)


def is_meant_otherwise(
    item: Item, before: str, here: Standing, *, acted: bool, after_article: bool
) -> bool:
    """True for a word of the trade that is a thing in shot here, or what somebody does.

    `before` is the preposition in front of it; somebody who `acted` was named just before.
    """
    if item.kind == "window":
        beyond = before in SHADED and here.has_subject
        return beyond or (before in TOWARD and (here.has_moved or here.has_subject))
    if item.kind == "air":
        return acted and item.plain in VERBS
    if item.kind == "angle":
        return acted and item.plain.startswith("look")
    if item.kind not in ("move", "follow"):
        return False
    if " " in item.text:  # "the boat floats down", and "as the bailiffs come in"
        return acted and (here.is_while or item.plain.split(" ")[0].endswith("s"))
    place = after_article and before in PLACES and here.has_subject
    return place or (acted and item.plain.endswith(("s", "ing", *COMPOUND)))


def is_turned_off(items: list[Item], at: int) -> bool:
    """True for "hair light off", where nothing follows that it could be off of."""
    rest = items[at + 1 : at + 3]
    last = len(rest) == 1 or (len(rest) == 2 and rest[1].role == "join")
    return last and rest[0].plain == "off" and items[at].kind in NEGATED


def is_named(item: Item, here: Standing, before: str) -> bool:
    """True for a light that is a thing in shot: "insert of the key"."""
    return before == "of" and not here.has_subject and item.plain in nouns()


def is_in_the_back(after: list[Item]) -> bool:
    """True of a noun before "in the background"."""
    return bool(after) and after[0].plain == "in" and after[-1].plain in BACKDROPS


def count_of(item: Item) -> int:
    """The whole number that a word or a figure says, or none."""
    if item.plain.isdigit():
        return int(item.plain)
    value = NUMBER_WORDS.get(item.plain, 0.0)
    return int(value) if value == int(value) else 0
