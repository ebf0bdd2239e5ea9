# SPDX-License-Identifier: Apache-2.0
"""Words for patterns of light that name a thing instead: a Rembrandt on the wall, a butterfly."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import words
from scene_stager.script.prose.words import Lexeme

NAMES = words("rembrandt butterfly split halo loop")
ON = words("on in over above by beside")
# Where such a thing is, and no light falls so: pictures hang there, and insects settle.
THERE = words(
    """wall walls easel museum gallery frame shoulder hand finger fingers flower leaf lip seam
    trousers skirt statue icon painting log wood jar net sleeve"""
)
DOES = words(
    "hangs hanging lands landing flies flutters fluttering settles flaps print painting knife net"
)
BETWEEN = ("article", "pronoun", "adjective")


def with_pictures(items: list[Item]) -> list[Item]:
    """The items with a pattern's word as the thing that it names there."""
    return [
        replace(one, lexeme=Lexeme("word")) if _is_a_thing(items, at) else one
        for at, one in enumerate(items)
    ]


def _is_a_thing(items: list[Item], at: int) -> bool:
    if items[at].plain not in NAMES or items[at].role != "head":
        return False
    after = items[at + 1 : at + 2]
    if not after:
        return False
    if after[0].plain in DOES:
        return True
    named = at > 0 and items[at - 1].role in ("article", "adjective")
    where = [one for one in items[at + 2 : at + 5] if one.role not in BETWEEN]
    on = after[0].plain in ON and bool(where) and where[0].plain in THERE
    return named and (on or after[0].plain == "on the wall")
