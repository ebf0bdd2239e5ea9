# SPDX-License-Identifier: Apache-2.0
"""Light that falls on what is behind, of which a script has none: "blue light on the wall"."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import words
from scene_stager.script.prose.synonyms.glue import BACKDROPS
from scene_stager.script.prose.words import Lexeme

FALLS_ON = words("on onto in across over up against along for")
WALLS = BACKDROPS | words(
    """backdrop backdrops wall walls cyc cyclorama seamless ceiling curtain curtains building
    buildings facade facades trees hills mountains set corridor hallway distance"""
)
LIT = words("lit glows glowing")
MOST_BETWEEN = 3  # words between a light and what it falls on: "light, warm and soft, on the"
PASSED = ("filler", "adjective", "modifier", "article", "word", "aside")


def with_backdrops(items: list[Item]) -> list[Item]:
    """The items of a clause, with a light on a backdrop as one that is not the key."""
    kept = list(items)
    for at, item in enumerate(items):
        if _is_bare_light(item) and (_falls_behind(items, at) or _is_lit_behind(items, at)):
            kept[at] = replace(item, lexeme=Lexeme("aside", "other"))
    return kept


def _is_bare_light(item: Item) -> bool:
    return item.kind == "key" and not item.lexeme.fills and "key" not in item.plain


def _falls_behind(items: list[Item], at: int) -> bool:
    """True for "light" in "a soft light on the back wall" and in "the light is soft in the
    background"."""
    rest = items[at + 1 : at + 2 + MOST_BETWEEN]
    on = next((i for i, one in enumerate(rest) if one.role == "preposition"), None)
    if on is None or rest[on].plain not in FALLS_ON:
        return False
    if any(one.role not in PASSED for one in rest[:on]):
        return False
    named = _first_noun(items[at + 2 + on :])
    return named in WALLS


def _first_noun(items: list[Item]) -> str:
    """The noun that a phrase such as "the wet brick" before "wall" ends on."""
    noun = ""
    for one in items:
        if one.role not in ("article", "adjective", "word", "noun", "modifier"):
            break
        noun = one.plain
        if noun in WALLS:
            break
    return noun


def _is_lit_behind(items: list[Item], at: int) -> bool:
    """True for "lit" in "the back wall is lit blue"."""
    before = [one for one in items[:at] if one.role not in ("filler", "modifier", "adjective")]
    return items[at].plain in LIT and bool(before) and before[-1].plain in WALLS
