# SPDX-License-Identifier: Apache-2.0
"""The sizes at both ends of a move, "from wide to close up", as one thing."""

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.words import Lexeme


def with_size_pairs(items: list[Item]) -> list[Item]:
    """The items with every size that leads to another taken together with it."""
    kept: list[Item] = []
    for item in items:
        sizes = [one for one in kept[-3:] if one.kind == "size"]
        joined = [one for one in kept[-2:] if one.plain in ("to", "into")]
        if item.kind != "size" or not sizes or not joined:
            kept.append(item)
            continue
        first = sizes[-1]
        kept = kept[: kept.index(first)]
        while kept and kept[-1].plain in ("from", "a", "an", "the"):
            kept.pop()
        ends: Fills = {
            "@size_from": first.lexeme.fills["framing.size"],
            "@size_to": item.lexeme.fills["framing.size"],
        }
        text = f"{first.text} to {item.text}"
        kept.append(Item(text, first.start, item.end, Lexeme("head", "size", ends)))
    return kept
