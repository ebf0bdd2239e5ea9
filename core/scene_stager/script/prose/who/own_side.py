# SPDX-License-Identifier: Apache-2.0
"""Somebody's own left and right, of a light: who faces the camera has them the other way round."""

import re
from collections.abc import Iterable
from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.synonyms import Found, Value, words
from scene_stager.script.prose.synonyms.glue import PERSON_ENDINGS
from scene_stager.script.prose.who.guess import HERO, SPOKEN_OF, MaybeSubject
from scene_stager.script.prose.words import Lexeme, lexicon

HERS = words("her his their")
AT = words("on from to at")
ROLES = words("actor's actress's subject's talent's artist's performer's model's character's")
LIT_PARTS = words("cheek face temple jaw eye profile")  # what a light to that side falls on
SIDES = {f"{side}{end}": side for side in ("left", "right") for end in ("", " side")}
SHOULDER = re.compile(r"over \S+ (left|right) shoulder")
OWN = re.compile(r"(?:\b(?:her|his|their|own)|['’]s?) (?:own )?(?:left|right)\b", re.IGNORECASE)
TURNED = {"left": "right", "right": "left"}


def with_own_sides(items: list[Item]) -> list[Item]:
    """The items with "from the actor's own left" and "over her left shoulder" as one each."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        after = items[at + 1] if at + 1 < len(items) else None
        thing = after is not None and after.role in ("word", "noun")
        thing = thing and after is not None and after.plain not in LIT_PARTS
        side = SIDES.get(item.plain)
        begin = _owner(kept) if side and not thing else None
        if item.plain == "side" and kept and is_own_side(kept[-1]):
            kept[-1] = _joined([kept[-1], item], kept[-1].lexeme)
        elif begin is not None:
            kept = _owned(kept, begin, item, lexicon()["on", "her", SIDES[item.plain]])
        elif is_own_side(item) and thing:
            kept.append(replace(item, lexeme=Lexeme("aside", "other")))  # "on her left wrist"
        else:
            kept.append(_by_a_shoulder(item, kept))
    return kept


def as_seen(found: Iterable[Found]) -> list[Found]:
    """What was found, with own sides the other way round where the camera is behind somebody."""
    kept = list(found)
    views = [v for _, fills, _ in kept for path, v in fills.items() if path.endswith("g.view")]
    if "back" not in views:
        return kept
    return [
        (said, {path: _turned(value) for path, value in fills.items()}, at)
        if OWN.search(said)
        else (said, fills, at)
        for said, fills, at in kept
    ]


def _turned(value: Value) -> Value:
    if isinstance(value, str):
        end = value.rpartition("_")[2]
        return value.removesuffix(end) + TURNED.get(end, end)
    return value if isinstance(value, bool) else -value


def is_own_side(item: Item) -> bool:
    """True for what is said of somebody's own side already: "on her left"."""
    own = (lexicon()["on", "her", "left"], lexicon()["on", "her", "right"])
    return item.lexeme in own


def is_hers_alone(item: Item) -> bool:
    """True for a side of somebody whom no word beside it names."""
    whose = HERS | ROLES
    return is_own_side(item) and any(one in whose for one in item.plain.split())


def whose_side(item: Item) -> MaybeSubject:
    """Whoever has a side is there, and the shot is of them where it is of nobody else."""
    return MaybeSubject(SPOKEN_OF, item.text, HERO, (item.start, item.end))


def _owner(before: list[Item]) -> int | None:
    """Where "from the actor's own" begins in front of a side, if that is there."""
    end = len(before) - (1 if before and before[-1].plain == "own" else 0)
    if not end:
        return None
    whose = before[end - 1]
    if whose.plain in HERS or _is_somebodys(whose):
        return end - 1
    return None


def _is_somebodys(item: Item) -> bool:
    if not item.plain.endswith(("'s", "s'")) or item.role not in ("noun", "word"):
        return False
    person = item.lexeme.fills.get("subject.kind") == "person" and item.kind != "part"
    name = item.plain.rstrip("s").rstrip("'")
    return person or item.plain in ROLES or name.endswith(PERSON_ENDINGS)


def _owned(kept: list[Item], begin: int, side: Item, lexeme: Lexeme) -> list[Item]:
    """What is kept with whose side it is in one with the side; somebody who is named stays."""
    whose = kept[begin]
    if whose.plain not in HERS and whose.plain not in ROLES:
        return [*kept[: begin + 1], _joined([*kept[begin:], side], lexeme)]
    if begin and kept[begin - 1].role == "article" and whose.plain in ROLES:
        begin -= 1
    if begin and kept[begin - 1].plain in AT:
        begin -= 1
    return [*kept[:begin], _joined([*kept[begin:], side], lexeme)]


def _joined(items: list[Item], lexeme: Lexeme) -> Item:
    return Item(" ".join(one.text for one in items), items[0].start, items[-1].end, lexeme)


def _by_a_shoulder(item: Item, before: list[Item]) -> Item:
    """A light "over her left shoulder" stands behind her; of the camera that is how it frames."""
    side = SHOULDER.fullmatch(item.plain)
    heads = [one for one in before if one.role in ("head", "aside")]
    if side is None or not heads or heads[-1].kind not in LAMPS:
        return item
    return replace(item, lexeme=lexicon()["behind", "her", side[1], "shoulder"])
