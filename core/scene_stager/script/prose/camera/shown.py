# SPDX-License-Identifier: Apache-2.0
"""What a shot shows and how: two sizes to cover, whom it keeps sharp, a face so far under, and a
point of view that runs."""

from dataclasses import replace
from itertools import pairwise

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.no_head import LEVELS
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.who.in_shot import POVS
from scene_stager.script.prose.words import Lexeme

KEEPS = words("keep keeps keeping hold holds holding")
SHARP = words("sharp crisp") | {"in focus", "in the focus"}
FACES = words("face faces skin cheek cheeks")  # how these are exposed is how the key is
AND = ("and", "plus", "or")
GAITS = {"run": "run", "sprint": "run", "jog": "run", "walk": "walk", "creep": "walk"}
AHEAD = words("through down along into across up past between")
FURTHEST = 5  # words between "keeping" and "sharp"


def with_shown(items: list[Item]) -> list[Item]:
    """The items with each of these as what it is."""
    return _covered(_kept_sharp(_exposed(_running(_things(items)))))


def _covered(items: list[Item]) -> list[Item]:
    """The items with the second of two sizes that are both to be shot set aside: "cover him in a
    wide and a close-up". A move from one to the other says so with "to" or "then"."""
    kept = list(items)
    sizes = [at for at, item in enumerate(items) if set(item.lexeme.fills) == {"framing.size"}]
    for first, last in pairwise(sizes):
        between = [one.plain for one in items[first + 1 : last] if one.role != "article"]
        if len(between) == 1 and between[0] in AND:
            kept[last] = replace(items[last], lexeme=Lexeme("aside", "other"))
    return kept


def _kept_sharp(items: list[Item]) -> list[Item]:
    """The items with "keeping the waiter sharp" as whom the shot is of."""
    kept = list(items)
    for at, item in enumerate(items):
        rest = items[at + 1 : at + 1 + FURTHEST]
        sharp = [i for i, one in enumerate(rest, at + 1) if _is_sharp(items, i)]
        if item.plain not in KEEPS or not sharp:
            continue
        kept[at] = replace(item, text="find", lexeme=Lexeme("filler"))
        end = sharp[0] + (2 if items[sharp[0]].plain == "in" else 1)
        for one in range(sharp[0], min(end, len(items))):
            kept[one] = replace(items[one], lexeme=Lexeme("filler"))
    return kept


def _is_sharp(items: list[Item], at: int) -> bool:
    after = items[at + 1].plain if at + 1 < len(items) else ""
    return items[at].plain in SHARP or (items[at].plain == "in" and after == "focus")


def _exposed(items: list[Item]) -> list[Item]:
    """The items with "face two stops under" as the key that lights it, whatever else does."""
    kept = list(items)
    for at, item in enumerate(items):
        before = [one for one in items[:at] if one.role not in ("filler", "article")]
        if item.kind in LEVELS and before and before[-1].plain in FACES:
            level: Fills = {"lighting.key_stops": item.lexeme.fills[item.kind]}
            kept[at] = replace(item, lexeme=Lexeme("head", "measure", level))
    return kept


def _running(items: list[Item]) -> list[Item]:
    """The items with "POV running through" as how the camera is carried, and where it goes."""
    kept = list(items)
    for at in range(1, len(items)):
        before, item = items[at - 1], items[at]
        gait = next((one for stem, one in GAITS.items() if item.plain.startswith(stem)), None)
        ahead = at + 1 < len(items) and items[at + 1].plain in AHEAD
        seen = before.plain in POVS or before.lexeme.fills.get("rig.rig") == "handheld"
        if gait and seen and ahead and item.plain.endswith("ing"):
            goes: Fills = {"rig.preset": gait, "~rig.move": "push_in"}
            kept[at] = replace(item, lexeme=Lexeme("head", "move", goes))
    return kept


def _things(items: list[Item]) -> list[Item]:
    """The items with "the rack of coats" as a thing, which pulls no focus."""
    kept = list(items)
    for at in range(1, len(items) - 1):
        named = items[at - 1].role == "article" and items[at + 1].plain == "of"
        if items[at].plain in ("rack", "racks") and named:
            kept[at] = replace(items[at], lexeme=Lexeme("word"))
    return kept
