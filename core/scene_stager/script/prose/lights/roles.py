# SPDX-License-Identifier: Apache-2.0
"""What a light serves as: "moonlight as fill", "a window backlight", "the rim is a Dedo"."""

import re
from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import OTHERS
from scene_stager.script.prose.words import Lexeme, lexicon

SERVES = "serves"  # a head of which nothing is said: that is said of what it serves as
AS = ("as", "is", "for", "by", "through", "via", "with", "are", "be")
KEYED = re.compile(r"\bkey\b", re.IGNORECASE)
SAID_OF = ("article", "adjective", "modifier")


def with_roles(items: list[Item], text: str, is_lit: bool) -> list[Item]:
    """The items of a clause, with every source that serves as a rim or a fill only named, and
    "another" or "a harder one" behind a light as one more; a clause before may name the first."""
    kept = _with_others(items, is_lit)
    for at, role in enumerate(kept):
        if role.kind not in OTHERS[:3] or role.role != "head":
            continue
        sun_too = role.kind == "fill" or KEYED.search(text) is not None
        for sources, join in (_before(kept, at), _behind(kept, at)):
            served = [one for one in sources if sun_too or kept[one].kind != "sun"]
            sunny = [one for one in sources if kept[one].kind == "sun"]
            if sunny and not served and role.lexeme == lexicon()[("rim",)]:
                kept[at] = replace(role, lexeme=lexicon()[("backlight",)])  # "a moon rim"
            for one in served:
                kept[one] = replace(kept[one], lexeme=Lexeme("aside", SERVES))
            if served and join is not None:
                kept[join] = replace(kept[join], lexeme=Lexeme("filler"))
    return kept


def _before(items: list[Item], at: int) -> tuple[list[int], int | None]:
    """The sources before a role, and the word that joins them: "a bounce from the left as fill"."""
    first = at - 1
    while first > 0 and items[first].role in SAID_OF:
        first -= 1
    if first >= 0 and items[first].plain in AS[:3]:
        return [one for one in range(first) if _is_source(items[one])], first
    return [one for one in (at - 1,) if one >= 0 and _is_source(items[one])], None


def _behind(items: list[Item], at: int) -> tuple[list[int], int | None]:
    """The source behind a role: "the rim is a Dedo", "backlit by a window"."""
    rest = items[at + 1 :]
    if not rest or rest[0].plain not in AS:
        return [], None
    for i, one in enumerate(rest[1:], start=at + 2):
        if _is_source(one):
            return [i], at + 1
        if one.role not in (*SAID_OF, "word", "noun"):
            break
    return [], None


def _is_source(item: Item) -> bool:
    named = item.kind == "key" and (item.role == "aside" or bool(item.lexeme.fills))
    named = named and not KEYED.search(item.plain)
    return named or (item.kind in ("sun", "window") and item.role == "head")


def _with_others(items: list[Item], is_lit: bool) -> list[Item]:
    """The items with "another", and "one" behind what is said of it, as the light that each is."""
    kept = list(items)
    for at, item in enumerate(items):
        lit = is_lit or any(one.kind == "key" for one in items[:at])
        after = items[at + 1] if at + 1 < len(items) else None
        sided = after is not None and after.role == "modifier"
        one = item.plain == "one" and at > 0 and items[at - 1].role in ("modifier", "join")
        if lit and sided and (one or item.plain in ("another", "a second", "second")):
            kept[at] = replace(item, lexeme=lexicon()[("light",)])
    return kept
