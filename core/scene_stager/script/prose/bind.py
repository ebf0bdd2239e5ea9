# SPDX-License-Identifier: Apache-2.0
"""Each modifier to the nearest head of its phrase that it can be said of."""

from collections.abc import Mapping

from scene_stager.script.prose.clause import Mention, Sentence
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.synonyms.modifiers import QUANTITIES
from scene_stager.script.prose.who import BESIDE

# A head is also one of these, for modifiers that have no word for the head itself.
FAMILY: dict[str, tuple[str, ...]] = {
    "sun": ("sun", "key"),
    "window": ("window", "key"),
    "kicker": ("kicker", "rim"),
    "size": ("size", "camera"),
    "setup": ("camera",),
    "angle": ("angle", "camera"),
    "profile": ("profile", "camera"),
    "rig": ("rig", "camera"),
    "cam": ("cam", "camera"),
    "follow": ("follow", "move"),
}
ALONE = ""
LIGHTS = ("key", "sun", "window", "rim", "kicker", "fill", "ambient", "time")
POSTPOSED = ("from ", "on ", "to ", "at ", "in ", "camera ", "behind", "beside", "next ", "along")

LONELY = ("@stops", "@elevation")  # in a phrase of their own, of the only light there is

Table = Mapping[str, object]


def bind(sentence: Sentence) -> None:
    """Add what every modifier fills, or set it aside."""
    heads = [node for node in sentence.mentions if node.kind]
    only_light = _only_light(heads)
    for node in sentence.mentions:
        if node.kind:
            continue
        table: Table = QUANTITIES.get(node.item.kind, node.item.lexeme.by_head)
        head = _nearest(node, heads, table)
        if head is None and node.item.kind in LONELY and only_light in table:
            kind = only_light
        elif head is None:
            kind = ALONE
        else:
            kind = next((one for one in _kinds(head) if one in table), "other")
        fills = _fills(node, table.get(kind))
        if head is not None and head.item.role == "aside" and node.item.plain in BESIDE:
            fills = None  # where a lamp stands that has no field
        if fills is None:
            sentence.asides.append((node.item.start, node.item.end))
        elif fills:
            sentence.found.append((node.item.text, fills, node.item.start))


def _nearest(node: Mention, heads: list[Mention], table: Table) -> Mention | None:
    """The head that a modifier stands beside: next to it, else the nearest it can be said of."""
    near = [head for head in heads if head.phrase == node.phrase]
    if not near:  # "sun left and high": the phrase has no head of its own
        near = [head for head in heads if head.clause == node.clause]
    if node.item.plain in BESIDE:  # what stands behind these words is what it is beside
        near = [head for head in near if head.place < node.place]
    after = not node.item.plain.startswith(POSTPOSED) and node.item.role == "modifier"
    for head in near:
        step = head.place - node.place
        if head.kind == "other" and step == (1 if after else -1):
            return head
    fits = [head for head in near if any(kind in table for kind in _kinds(head))]
    if not fits:
        return next((head for head in near if head.kind == "other"), None)

    def cost(head: Mention) -> tuple[float, int]:
        step = head.place - node.place
        wrong_side = step < 0 if after else step > 0
        return abs(step) + (0.5 if wrong_side else 0.0), head.place

    return min(fits, key=cost)


def _kinds(head: Mention) -> tuple[str, ...]:
    return FAMILY.get(head.kind, (head.kind,))


def _only_light(heads: list[Mention]) -> str:
    """The rim or the fill, where the sentence names no other light."""
    named = {_kinds(head)[-1] for head in heads if head.kind in LIGHTS}
    return named.pop() if len(named) == 1 else ""


def _fills(node: Mention, said: object) -> Fills | None:
    """What a modifier fills: as its table says, or its number in the field that this names."""
    if said is None or isinstance(said, Mapping):
        return said
    path, value = str(said), node.item.lexeme.fills[node.item.kind]
    if path.startswith("-"):  # a fill over the key is no ratio that the script has
        return {path[1:]: -float(value)} if float(value) <= 0.0 else None
    return {path: value}
