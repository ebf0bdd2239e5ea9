# SPDX-License-Identifier: Apache-2.0
"""Lamps in the picture where they stand: in the window, in the background, on both walls."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.of_lamps import AT_THE_FEET, ON_THE_FLOOR
from scene_stager.script.prose.lights.roles import SERVES
from scene_stager.script.prose.sentence import Sentence
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.glue import BACKDROPS
from scene_stager.script.prose.words import Lexeme, lexicon
from scene_stager.shot.lighting.practicals import PRACTICALS

# What glows of itself, where it is what lights somebody: "lit by the forge", "the oven glow".
BURNS = words("forge furnace oven kiln stove foundry brazier braziers coals bonfires stoves embers")
GLOWS = words("glow glows light firelight")
BY = ("by", "from", "of")
LIT = words("lit glow light lighting illuminated")
FIRE: Fills = {"lighting.practicals": "fire"}
IN_WINDOW = ("in", "on", "inside", "through")
WINDOWS = words("window windows")
COLOURS = words("blue black dark grey gray white orange pink red purple gold bright")
BEFORE_WINDOW = ("article", "adjective", "word", "modifier")
BOTH = ("both", "either", "each")
EITHER_SIDE = ("on either side", "either side", "on each side", "each side")
TWO: Fills = {"~lighting.practical_count": 2}
BEHIND = words("background back rear distance bg") | {"deep background"}
IN_FRONT = words("foreground front fg")
BURNING = words("burning glowing flickering buzzing hanging humming swinging lit on standing")
ABOVE = ("above", "over", "overhead", "practical")
PENDANTS = words("pendant pendants sconce sconces")
BULB: Fills = {"lighting.practicals": "bulb"}
WARM = words("warm warmer orange amber tungsten")
WARMEST_K = 3000.0  # lamps up to here are called warm: house default, not measured
NEARLY = 0.15  # of its kelvins: as far off as a lamp is still called by them
COUNT = "lighting.practical_count"
ONE_LAMP = words(
    """candle lantern lamp torch fire bonfire campfire fireplace hearth bulb lightbulb streetlight
    streetlamp sign chandelier practical pendant sconce brazier forge furnace oven kiln stove"""
)
ON_FLOORS = ("on the floor", "on the ground", "on the deck")
AT_FEET = ("at", "by", "near", "beside", "next to")
SIGNS = words("sign signs lettering letters billboard logo arrow cross")
REST = 6  # words between a lamp and where it stands


def with_lamps_there(items: list[Item]) -> list[Item]:
    """The items with every lamp in the picture, and where it stands, each as one of them."""
    return _placed(_in_windows(_hung(_burning(_with_signs(items)))))


def _with_signs(items: list[Item]) -> list[Item]:
    """The items with "neon bar sign" as the one lamp that it is."""
    for at, item in enumerate(items):
        if item.plain != "neon":
            continue
        for end in range(at + 1, min(at + 4, len(items))):
            if items[end].plain in SIGNS:
                text = " ".join(one.text for one in items[at : end + 1])
                sign = replace(item, text=text, end=items[end].end)
                return [*items[:at], sign, *items[end + 1 :]]
            if items[end].role not in ("word", "noun", "adjective"):
                break
    return items


def is_true_of(lamp: Item, said: Item) -> bool:
    """True for "warm" of a lamp that is so anyway, and for the kelvins that it has."""
    kind = lamp.lexeme.fills.get("lighting.practicals", "bulb")
    if not _is_lamp(lamp) or kind not in PRACTICALS:
        return False
    own_k = PRACTICALS[str(kind)].kelvin
    if said.kind in ("@kelvin", "@light_kelvin"):
        return abs(float(said.lexeme.fills[said.kind]) / own_k - 1.0) <= NEARLY
    return said.plain in WARM and own_k <= WARMEST_K


def count_one(sentence: Sentence) -> None:
    """Take the only lamp that a sentence names, as one, for one: "a lamp on the desk"."""
    lamps = [one.item for one in sentence.mentions if _is_lamp(one.item)]
    counted = any(path.endswith(COUNT) for _, fills, _ in sentence.found for path in fills)
    fire = all(one.lexeme.fills == FIRE for one in lamps)  # "a fire in the hearth" is one
    if counted or not lamps or (len(lamps) > 1 and not fire) or not all(map(_is_one, lamps)):
        return
    sentence.found.append((lamps[0].text, {f"~{COUNT}": 1}, lamps[0].start))


def _is_one(lamp: Item) -> bool:
    words_of = lamp.plain.split()
    return words_of[-1] in ONE_LAMP or words_of[-2:] in (["street", "light"], ["light", "bulb"])


def _burning(items: list[Item]) -> list[Item]:
    """The items with a forge that lights somebody as the fire that it is."""
    kept = list(items)
    for at, item in enumerate(items):
        if item.plain not in BURNS or item.role not in ("word", "noun"):
            continue
        before = [one for one in items[:at] if one.role not in ("article", "adjective")]
        after = items[at + 1 : at + 2]
        glows = bool(after) and after[0].plain in GLOWS
        by = bool(before) and before[-1].plain in BY
        lights = by and any({*one.plain.split()} & LIT for one in before[-4:-1])
        alone = at == 0 and item.plain.startswith(("brazier", "coals"))
        if not (glows or lights or alone):
            continue
        kept[at] = replace(item, lexeme=Lexeme("head", "practical", FIRE))
        if glows:
            kept[at + 1] = replace(after[0], lexeme=Lexeme("filler"))
        for near in range(max(at - 4, 0), at) if lights else ():
            if items[near].plain in LIT | {*BY} and not items[near].lexeme.fills:
                kept[near] = replace(items[near], lexeme=Lexeme("filler"))
    return kept


def _hung(items: list[Item]) -> list[Item]:
    """The items with a pendant that hangs over somebody, and a sconce, as the lamp that it is."""
    kept = list(items)
    for at, item in enumerate(items):
        after = items[at + 1].plain if at + 1 < len(items) else ""
        hangs = after in (*ABOVE, "light", "lights", "lamp", "hanging")
        hangs = hangs or item.plain.startswith("sconce")
        if item.plain in PENDANTS and hangs and item.role in ("word", "noun"):
            kept[at] = replace(item, lexeme=Lexeme("head", "practical", BULB))
            if after in ("light", "lights", "practical"):
                kept[at + 1] = replace(items[at + 1], lexeme=Lexeme("filler"))
    return kept


def _in_windows(items: list[Item]) -> list[Item]:
    """The items with the window that a lamp stands or burns in as a thing, which lights nothing."""
    kept = list(items)
    for at, item in enumerate(items):
        if item.plain not in WINDOWS or item.kind != "window":
            continue
        for one in range(at, at + _colours(items, at)):
            kept[one] = replace(items[one], lexeme=Lexeme("aside", SERVES))
        lamp = _lamp_before(items, at)
        if lamp is not None:
            for one in range(lamp + 1, at + 1):
                kept[one] = replace(items[one], lexeme=Lexeme("aside", SERVES))
    return kept


def _colours(items: list[Item], at: int) -> int:
    """How many words from a window on say what is seen in it: 2 in "window blue with dusk"."""
    after = [one.plain for one in items[at + 1 : at + 3]]
    seen = bool(after) and after[0] in COLOURS
    return 2 if seen and (len(after) == 1 or after[1] in ("with", "from")) else 0


def _lamp_before(items: list[Item], window: int) -> int | None:
    """Where a lamp stands that is in this window: "a lamp burning in the upstairs window"."""
    at = window - 1
    while at > 0 and items[at].role in BEFORE_WINDOW and items[at].plain not in IN_WINDOW:
        at -= 1
    if at < 1 or items[at].plain not in IN_WINDOW:
        return None
    before = at - 1
    while before > 0 and items[before].plain in BURNING:
        before -= 1
    return before if _is_lamp(items[before]) else None


def _placed(items: list[Item]) -> list[Item]:
    """The items with "in the background" and "on both walls" behind a lamp as one each."""
    kept: list[Item] = []
    at = 0
    while at < len(items):
        end, lexeme = _place(items, at) if any(map(_is_lamp, kept[-REST:])) else (at, None)
        if lexeme is None:
            kept.append(items[at])
            at += 1
            continue
        text = " ".join(one.text for one in items[at:end])
        kept.append(Item(text, items[at].start, items[end - 1].end, lexeme))
        at = end
    return kept


def _place(items: list[Item], at: int) -> tuple[int, Lexeme | None]:
    """Where the words end that begin here and say where a lamp stands, and what they mean."""
    said = [one.plain for one in items[at : at + 4]]
    if said[0] in ON_FLOORS:
        return at + 1, ON_THE_FLOOR
    if said[0] in AT_FEET and len(said) > 2 and said[2] in ("feet", "foot"):
        return at + 3, AT_THE_FEET
    if said[0] in ("from", "on", "in") and said[1:3] == ["the", "ceiling"]:
        return at + 3, lexicon()[("overhead",)]
    if said[0] in EITHER_SIDE:
        return at + 1, Lexeme("head", "measure", TWO)
    if said[:1] not in (["in"], ["at"], ["on"]):
        return at, None
    if len(said) > 2 and said[1] in BOTH:  # "on both walls", "on either side of the door"
        return at + 3, Lexeme("head", "measure", TWO)
    the = len(said) > 1 and said[1] == "the"
    where = said[2:3] if the else said[1:2]
    if where and where[0] in BEHIND | BACKDROPS - IN_FRONT:
        return at + (3 if the else 2), lexicon()[("behind",)]
    if where and where[0] in IN_FRONT:
        return at + (3 if the else 2), lexicon()[("in", "front")]
    return at, None


def _is_lamp(item: Item) -> bool:
    return item.kind == "practical" and item.role == "head"
