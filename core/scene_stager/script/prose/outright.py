# SPDX-License-Identifier: Apache-2.0
"""Words that fill or rule out a field by themselves: all of a clause, turned off, or negated."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills

# Words that say so only as all of a clause: "35mm, shoulder, the fisherman".
SAID_ALONE: dict[str, Fills] = {
    **{stop: {"~~lens.f_number": float(stop)} for stop in ("1.3", "1.4", "1.8", "2.8", "5.6")},
    **{turn: {"@round": float(turn)} for turn in ("360", "270", "180")},
    "vertical": {"lens.frame_aspect": 0.5625},
    "shoulder": {"rig.rig": "handheld"},
    "interior": {"@interior": True},
}
# Words for a part of the camera that fill nothing, and take what is said of them.
OFF = ("off", "switched off", "turned off", "powered off", "not lit", "not on", "unlit")
GONE_OUT = ("out", "dead", "unplugged")  # of a lamp in the picture
NAMES = {"camera": "cam", "cam": "cam", "lens": "lens", "lenses": "lens"}
NAMES |= {"film": "film", "stock": "film"}
# Letters of a shot list, in capitals and all of their clause.
SHORT: dict[str, Fills] = {
    "LA": {"framing.angle": "low"},
    "L/A": {"framing.angle": "low"},
    "HA": {"framing.angle": "high"},
    "H/A": {"framing.angle": "high"},
    "HH": {"rig.rig": "handheld"},
    "H/H": {"rig.rig": "handheld"},
}
MOVING = ("move", "moves", "moving", "movement")
# What is left when a head is negated; any other is set aside.
NEGATED: dict[str, Fills] = {
    "rim": {"lighting.rim_mode": "none"},
    "kicker": {"lighting.rim_mode": "none"},
    "fill": {"lighting.ratio_stops": 10.0},  # as far under the key as the field goes
    "ambient": {"lighting.ambient_stops": -12.0},  # house default: as good as none
    "follow": {"rig.move": "hold"},
    "flicker": {"atmosphere.flicker": False},
    "zoom": {"lens.zoom": "none"},
    "practical": {"lighting.practicals": "none"},
    "sun": {"@no_sun": True},
}
NO_BOUNCE = ("bounce", "bounce light", "bounced light", "ultrabounce")
BEHIND = ("behind", "from behind", "from the back", "from the rear", "in back of")


def denied(items: list[Item], at: int) -> tuple[Item, int]:
    """The head that "no" rules out, and where what is said of it ends: "no light behind"."""
    item, after = items[at], items[at + 1 : at + 2]
    if item.plain in NO_BOUNCE:
        return replace(item, lexeme=replace(item.lexeme, kind="fill", fills={})), at + 1
    if item.kind == "key" and after and after[0].plain in BEHIND:
        text = f"{item.text} {after[0].text}"
        lexeme = replace(item.lexeme, kind="rim")
        return replace(item, text=text, end=after[0].end, lexeme=lexeme), at + 2
    if item.kind == "key" and after and _is_a_side(after[0]):  # "no light on the left"
        text = f"{item.text} {after[0].text}"
        lexeme = replace(item.lexeme, kind="")
        return replace(item, text=text, end=after[0].end, lexeme=lexeme), at + 2
    return item, at + 1


def _is_a_side(item: Item) -> bool:
    return item.role == "modifier" and any(one in item.plain.split() for one in ("left", "right"))


def denied_side(negation: Item, side: Item) -> Item:
    """Where no light is: "nothing from behind" rules out the rim, and another side has no field."""
    behind = negation.plain == "nothing" and side.plain in BEHIND[1:]
    return replace(side, lexeme=replace(side.lexeme, kind="rim" if behind else ""))


def left_without(item: Item) -> Fills | None:
    """What is left where a head is negated; nothing of what is itself a lack: "negative fill"."""
    lack = item.kind == "fill" and bool(item.lexeme.fills)
    return None if lack else NEGATED.get(item.kind)


def said_alone(items: list[Item]) -> Fills | None:
    """What a word says that is all of its clause: "shoulder", and in capitals "LA" or "HH"."""
    if len(items) != 1:
        return None
    return SHORT.get(items[0].text, SAID_ALONE.get(items[0].plain))


def turned_off(items: list[Item], at: int) -> int | None:
    """Where "off" stands of "hair light off" and "the lamp in shot is switched off", where nothing
    follows that it could be off of: "smoke off the water", "kicker off camera"; or None."""
    if items[at].kind not in (*NEGATED, "air", "wind"):
        return None
    behind = [i for i in range(at + 1, min(at + 6, len(items))) if not _is_between(items[i])]
    if not behind:
        return None
    off, rest = items[behind[0]], items[behind[0] + 1 : behind[0] + 2]
    ends = not rest or rest[0].role in ("join", "adjective", "preposition", "filler")
    ends = ends and not any(one.plain in NAMES or one.plain == "of" for one in rest)
    is_out = items[at].kind == "practical" and off.plain in GONE_OUT and not rest
    return behind[0] if is_out or (ends and off.plain in OFF) else None


def _is_between(item: Item) -> bool:
    """True for "in shot is", between a lamp and what is said of it."""
    return item.role == "filler" or item.plain == "in"


def is_a_cut(items: list[Item], at: int) -> bool:
    """True for "cut" in "cut wide" and "cut to the nun", where nothing is left out."""
    after = items[at + 1 : at + 2]
    to = bool(after) and (after[0].kind == "size" or after[0].plain in ("to", "in", "back", "from"))
    return items[at].plain == "cut" and to
