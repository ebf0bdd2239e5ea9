# SPDX-License-Identifier: Apache-2.0
"""Where a camera comes to that goes round somebody: "swings round behind him", which is no view
from where it starts."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.words import Lexeme

BEHIND, SIDE_DEG = 180.0, 90.0  # from in front, where nobody said from where
ROUND = words("around round circle circles circling arc arcs arcing")
AT_THE_BACK = words("behind back rear")
AT_THE_SIDE = words("profile side") | {"side on", "to the side", "to her side", "to his side"}
IN_FRONT = words("front frontal face")
BETWEEN = ("preposition", "article", "filler")
FURTHEST = 3  # items between: "round to the"


def with_ends_of_orbits(items: list[Item]) -> list[Item]:
    """The items with where an orbit comes to as how far round that is."""
    at = next((i for i, one in enumerate(items) if _goes_round(one)), None)
    if at is None or any(one.plain == "from" for one in items):
        return items
    kept = list(items)
    for place in range(at + 1, min(at + 2 + FURTHEST, len(items))):
        turn_deg = _turn_deg(items[place], items[place - 1], next_to=place == at + 1)
        if turn_deg is not None:
            kept[place] = _round(items[place], turn_deg)
            return kept
        if items[place].plain in IN_FRONT and items[place - 1].plain != "in":
            kept[place] = replace(items[place], lexeme=Lexeme("aside", "other"))
            return kept
        if items[place].role not in BETWEEN:
            break
    return items


def _goes_round(item: Item) -> bool:
    orbits = item.role == "head" and item.lexeme.fills.get("rig.move") == "orbit"
    return orbits and bool(ROUND & {*item.plain.split()})


def _turn_deg(item: Item, before: Item, *, next_to: bool) -> float | None:
    """How far round something is from in front of somebody; none for anything else."""
    there = before.role in ("article", "preposition") or next_to
    if item.plain in AT_THE_BACK and there:
        return BEHIND
    return SIDE_DEG if item.plain in AT_THE_SIDE and there and not next_to else None


def _round(item: Item, turn_deg: float) -> Item:
    so_far: Fills = {"~rig.orbit_deg": turn_deg}
    return replace(item, lexeme=Lexeme("head", "measure", so_far))
