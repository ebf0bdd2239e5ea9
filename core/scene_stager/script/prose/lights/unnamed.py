# SPDX-License-Identifier: Apache-2.0
"""A light by how it is and where: "soft overhead", "tungsten at 3200", "key at three quarters"."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.meanings import NO_FIELD, TUNGSTEN
from scene_stager.script.prose.words import Lexeme, lexicon

AS_NAMED = {
    "overhead": "top light",
    "side": "side light",
    "front": "front light",
    "frontal": "front light",
    "back": "backlight",
}
HOW_LIGHT_IS = words("hard harsh soft softer diffused diffuse warm warmer cool cold cooler")
IS_SO = words(  # of a light: what follows says how it is
    """dropped brought knocked taken dialled dialed bumped kept held sits sitting reads reading
    riding placed positioned rigged mounted boomed hung parked metered balanced angled
    aimed set hangs hanging runs running stands standing feels gelled"""
)
# What of a light says how high it stands, and of a camera how that looks.
HOW_HIGH_DEG = dict.fromkeys(("eye level", "at eye level", "eye height", "at eye height"), 0.0)
HOW_HIGH_DEG |= {"from the ground": -30.0, "ground level": -30.0}
KICK = words("kick kicks")
WARM = words("warm warmer orange amber")
NAMES = words("word noun adjective")
OF_THE_CAMERA = words("shot shots of view angle camera framing")
FROM_THERE = ("from ", "at ", "on ", "camera ", "through ", "behind", "overhead", "above", "high ")
QUARTER_FRONT_DEG, SIGNS = 45.0, {"left": -1.0, "right": 1.0}
BETWEEN = words("filler article preposition modifier quantity")


def with_unnamed(items: list[Item]) -> list[Item]:
    """The items with every light that only its quality names as a light, and with "three quarters"
    beside a light as where that stands."""
    items = [_as_light(items, at) for at in range(len(items))]
    return _with_corners([_as_corner(items, at) for at in range(len(items))])


def _as_light(items: list[Item], at: int) -> Item:
    item, after = items[at], items[at + 1] if at + 1 < len(items) else None
    before = next((one for one in reversed(items[:at]) if one.role != "filler"), None)
    if item.plain in IS_SO and before is not None and before.kind in LAMPS:
        return replace(item, lexeme=Lexeme("filler"))  # "the key is dropped to two under"
    if item.plain in KICK and item.role != "head" and _is_a_kick(items, at):
        return replace(item, lexeme=lexicon()["kicker",])
    if any(one.kind in LAMPS for one in _phrase(items, at)):
        return item
    if item.plain in AS_NAMED and at and items[at - 1].plain in HOW_LIGHT_IS:
        said_of = after is not None and (
            after.role in NAMES or after.role == "head" or after.plain in OF_THE_CAMERA
        )
        return item if said_of else replace(item, lexeme=lexicon()[_tokens(AS_NAMED[item.plain])])
    if item.plain in WARM and after is not None and after.plain == "tungsten":
        return replace(item, lexeme=Lexeme("filler"))  # as tungsten is
    if item.plain == "tungsten" and after is not None and _is_from_there(after):
        return replace(item, lexeme=Lexeme("head", "key", TUNGSTEN))
    return item


def _is_from_there(item: Item) -> bool:
    """True for what is said of a light, and of no film: "at 3200", "from the left"."""
    if item.role == "quantity":
        return item.kind in ("@light_kelvin", "@kelvin", "@stops", "@light_stops", "@cloth")
    return item.role == "modifier" and item.plain.startswith(FROM_THERE)


def _is_a_kick(items: list[Item], at: int) -> bool:
    """True for "a warm kick off his jaw", and not for "they kick the ball"."""
    before, after = items[:at], items[at + 1 : at + 2]
    named = not before or before[-1].role in ("article", "adjective", "modifier", "join")
    if not after:  # "a warm kick", and not "before the kick"
        return not before or before[-1].role in ("adjective", "modifier")
    return named and after[0].role in ("preposition", "modifier", "quantity")


def _as_corner(items: list[Item], at: int) -> Item:
    """ "Three quarters" right behind a light as how far round that stands, and to which side."""
    item, before = items[at], items[:at]
    if item.plain in HOW_HIGH_DEG and at and items[at - 1].kind in LAMPS:
        high: Fills = {"@light_elevation": HOW_HIGH_DEG[item.plain]}
        return replace(item, lexeme=Lexeme("quantity", "@light_elevation", high))
    quarter = item.kind == "profile" and "three quarter" in item.plain
    while before and (before[-1].role in BETWEEN):
        before = before[:-1]
    if not quarter or not before or before[-1].kind not in LAMPS:
        return item
    side = next((one for one in SIGNS if one in item.plain.split()), None)
    if side is None:
        at_corner: Fills = {"@reach": QUARTER_FRONT_DEG}
        return replace(item, lexeme=Lexeme("modifier", by_head={**NO_FIELD, "key": at_corner}))
    return replace(item, lexeme=lexicon()["from", "the", side])


def _with_corners(items: list[Item]) -> list[Item]:
    """The items with "three quarter back" and the side behind it, of a rim, as one."""
    if not any(one.kind in ("rim", "kicker") for one in items):
        return items
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        side = next((one for one in SIGNS if one in item.plain.split()), None)
        back = before is not None and "three quarter" in before.plain and before.role == "modifier"
        if before is not None and back and side is not None and item.role == "modifier":
            text = f"{before.text} {item.text}"
            kept[-1] = Item(text, before.start, item.end, lexicon()["from", "back", side])
        else:
            kept.append(item)
    return kept


def _phrase(items: list[Item], at: int) -> list[Item]:
    """The items around one as far as the next "and"."""
    joins = [i for i, one in enumerate(items) if one.role == "join"]
    start = max((i + 1 for i in joins if i < at), default=0)
    return items[start : min((i for i in joins if i > at), default=len(items))]


def _tokens(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())
