# SPDX-License-Identifier: Apache-2.0
"""Where the camera looks, and from where: "we look down on", "from the bonnet, looking back at"."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.framing import HIGH_UP
from scene_stager.script.prose.words import Lexeme

SHOOTS = words("shoot shot shooting seen filmed")  # before "through the shelves at the librarian"
SHOT_PAST = words("through past over across between from under")
# What a camera or somebody is behind that says nothing of a view from the back.
OBSTACLES = words(
    """pillar pillars column columns wall walls bars tree trees door doors curtain curtains fence
    bush bushes hedge window screen counter desk bar shelf shelves bookcase bookshelf corner rock
    rocks post posts railing railings gate crate crates barrel barrels glass sofa couch plant
    plants reeds grass leaves foliage branches boulder wreckage rubble lattice partition doorway"""
)
FASTENED = words("fixed attached mounted strapped bolted clamped rigged locked")
BEHIND = ("behind", "from behind")
THINGS = ("word", "noun", "head")
LOOKS = words("look looks looking peer peers peering stare stares")
CAMERA = words("camera cam lens we drone mount rig")
ANGLES: dict[str, Fills] = {"up": {"framing.angle": "low"}, "down": {"framing.angle": "high"}}
AIMS = words("aim aims aimed aiming point points pointed pointing trained straight")
LIT = (*LAMPS, "practical")
FACING = "facing"  # "mounted on the handlebars facing the courier"
PAST = words("past through over across along back straight between")
AT = ("at", "on", "onto", "upon")
BETWEEN = ("filler", "adjective", "article", "modifier")
OPENS = words("open opens opening")
HIGH = words("high up down perched")


def with_looks(items: list[Item]) -> list[Item]:
    """The items with what the camera looks at as what the shot is of."""
    return _hidden(_perched(_opening(_looking(_mounted(items)))))


def _looking(items: list[Item]) -> list[Item]:
    if len(items) > 3 and items[0].plain in SHOOTS and items[1].plain in SHOT_PAST:
        return _shot_at(items)
    at = next((i for i, one in enumerate(items) if _looks(one)), None)
    if at is None or not _is_the_cameras(items, at):
        return items
    kept = list(items)
    if items[at].plain == FACING:
        kept[at] = replace(items[at], text="on", lexeme=Lexeme("preposition"))
        return _from_where(kept, at)
    angle = items[at].kind == "angle"
    for place in range(at + 1, len(items)):
        said = items[place].plain
        straight = all(one.role in BETWEEN for one in items[at + 1 : place])
        if said in ANGLES and straight and not angle:
            kept[place] = replace(items[place], lexeme=Lexeme("head", "angle", ANGLES[said]))
        elif said in AT:
            kept[place] = replace(items[place], text="on")
            return _from_where(kept, at)
        elif angle and items[place].role in ("article", "adjective"):
            kept[place] = replace(items[place], lexeme=Lexeme("filler"))  # "up a little at"
    return items if angle else kept


def _shot_at(items: list[Item]) -> list[Item]:
    """The items with what a camera shoots past or through as a place, and whom it shoots at."""
    ats = [i for i, one in enumerate(items) if one.plain in AT and i > 1]
    if not ats:
        return items
    kept = [*items[: ats[-1]], replace(items[ats[-1]], text="on"), *items[ats[-1] + 1 :]]
    for place in range(2, ats[-1]):
        if kept[place].role in ("word", "noun", "head"):
            kept[place] = replace(kept[place], lexeme=Lexeme("aside", "other"))
    return kept


def _looks(item: Item) -> bool:
    words_of = item.plain.split()
    if item.plain == FACING:
        return item.role in ("word", "verb")
    looks = any(word in LOOKS for word in words_of[:2]) or item.plain in AIMS
    return looks and item.kind != "profile"


def _is_the_cameras(items: list[Item], at: int) -> bool:
    """True where the camera or nobody at all is named before "looks"."""
    if items[at].plain.split()[0] in CAMERA:
        return True
    if items[at].plain in AIMS and at == 0:  # "point the camera at", "straight at the coach"
        return any(one.plain in (*CAMERA, *AT) for one in items[1:3])
    before = [one for one in items[:at] if one.role != "article"]
    looking = not before and items[at].plain == "looking" and at + 1 < len(items)
    if looking and items[at + 1].plain in AT:  # "camera behind the bars, looking at the prisoner"
        return True
    if not before:
        past = items[at].plain == "looking" and items[at + 1 : at + 2][0:1] != []
        return items[at].kind == "angle" or (past and items[at + 1].plain in PAST)
    return before[0].plain in CAMERA or before[-1].plain in CAMERA


def _from_where(items: list[Item], at: int) -> list[Item]:
    """The items with what the camera is on, and what it looks through, as places only."""
    named = [i for i, one in enumerate(items[:at]) if one.role in ("word", "noun")]
    for place in [i for i in named if items[i].plain not in CAMERA]:
        items[place] = replace(items[place], lexeme=Lexeme("aside", "other"))
    return items


def _opening(items: list[Item]) -> list[Item]:
    """The items with "we open on" as the start that it is."""
    for at, item in enumerate(items[:-1]):
        begins = at == 0 or (at == 1 and items[0].plain == "we")
        if item.plain in OPENS and begins and items[at + 1].plain in ("on", "with", "wide"):
            kept = list(items)
            kept[at] = replace(item, text="begin", lexeme=Lexeme("filler"))
            return kept
    return items


def _mounted(items: list[Item]) -> list[Item]:
    """The items with what a camera is fixed to as where it is, and no way that it goes."""
    kept = list(items)
    for at, item in enumerate(items[:-2]):
        if item.plain.split(" ")[-1] in FASTENED and items[at + 1].plain in ("to", "on", "onto"):
            kept[at + 1] = replace(items[at + 1], text="in", lexeme=Lexeme("preposition"))
    return kept


def _hidden(items: list[Item]) -> list[Item]:
    """The items with "from behind a pillar" as a place, where no lamp stands there."""
    kept = list(items)
    for at, item in enumerate(items):
        if item.plain not in BEHIND or any(one.kind in LIT for one in items[:at]):
            continue
        said = ("article", "adjective")
        rest = [i for i in range(at + 1, len(items)) if items[i].role not in said][:1]
        if any(items[i].plain in OBSTACLES and items[i].role in THINGS for i in rest):
            for place in range(at, rest[0] + 1):
                kept[place] = replace(items[place], lexeme=Lexeme("aside", "other"))
    return kept


def _perched(items: list[Item]) -> list[Item]:
    """The items with "high on the gantry" as where somebody is."""
    named = next((i for i, one in enumerate(items) if one.plain in HIGH_UP), None)
    if named is None or named < 2 or items[named].role not in ("word", "noun"):
        return items
    before = items[:named]
    if any(one.plain not in HIGH and one.role not in ("preposition", "article") for one in before):
        return items
    if items[0].plain not in HIGH:
        return items
    return [
        replace(one, lexeme=Lexeme("aside", "other")) if i <= named else one
        for i, one in enumerate(items)
    ]
