# SPDX-License-Identifier: Apache-2.0
"""What only a camera does by such verbs: "the camera lowers", "cablecam runs left", "crab slowly to
the right"; and where it starts that rises off the floor."""

from dataclasses import replace
from functools import cache

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.numbers.moved import FLOOR_M
from scene_stager.script.prose.synonyms import Fills, either, words
from scene_stager.script.prose.synonyms.glue import BEGINS
from scene_stager.script.prose.synonyms.rig import forms_of
from scene_stager.script.prose.words import Lexeme, lexicon, tokens_of

CAMERAS = words("camera cam we rig")
SMALL = words("is are then now just very ever so gets goes also and slightly")
PLACES = (
    "article",
    "noun",
    "pronoun",
    "word",
)  # roles of what somebody handles: "we lower the key"
SOMEBODY = ("noun", "pronoun", "word")  # roles of who goes: "the nun drifts slowly left"
ON = ("up", "down", "off", "away", "upward", "upwards", "downward", "downwards", "higher", "lower")

UPRIGHT: dict[str, tuple[str, ...]] = {
    "rise": either(
        "lift|raise|raised|elevate|elevates|come up|lifted|go higher|get higher|move higher"
    ),
    "descend": either("lower|drop|dropp|lowered|go lower|get lower|move lower"),
}
RUNS = either("run|go|shift|swing|sweep|race|rush|skim|dart|roll|speed|zip|whizz|hurtle|shoot|pass")
RUN_TO: dict[str, tuple[str, ...]] = {
    "track_left": either("left|leftward|leftwards|to left|to the left|to camera left|camera left"),
    "track_right": either(
        "right|rightward|rightwards|to right|to the right|to camera right|camera right"
    ),
    "push_in": either("in|forward|forwards"),
    "pull_out": either("back|backward|backwards|away"),
    "rise": either("up"),
    "descend": either("down"),
}
# Verbs that a way to go may stand apart from: "crab slowly to the right".
APART = either(
    "push|pull|crab|truck|track|dolly|slide|slider|drift|glide|float|travel|move|creep|ease|inch"
    "|boom|crane|jib|pedestal|ped|tilt|pan|fly|sail|swoop|telescope|arm"
)
THINGS = words("truck trucks track tracks slide slides crab crabs arm arms pan pans jib jibs")
TO_SIDES = {"left": ("left", "camera left", "frame left", "screen left", "leftwards")}
TO_SIDES |= {"right": ("right", "camera right", "frame right", "screen right", "rightwards")}
WAYS = words("in out back forward up down around round away")
GOING = words("go goes going gets get getting moves move moving")
STOPS_AT = ("of", "in")  # behind a side: "to the right of frame"
FLOORS = words("floor ground deck carpet grass pavement")
FLOOR_LEVELS = ("floor level", "ground level", "from floor level", "from ground level")
ON_FLOORS = tuple(f"{on} the {one}" for on in ("on", "from") for one in sorted(FLOORS))


def with_its_verbs(items: list[Item]) -> list[Item]:
    """The items with each of these as the move that it is."""
    return _off_the_floor(_apart(_going(items)))


@cache
def _verbs() -> dict[str, str]:
    """What a camera does by a verb that means nothing of the kind by itself, in each form."""
    return {form: move for move, said in UPRIGHT.items() for one in said for form in forms_of(one)}


@cache
def _runs() -> frozenset[str]:
    return frozenset(form for verb in RUNS for form in forms_of(verb)) | {"running"}


@cache
def _apart_verbs() -> frozenset[str]:
    """Verbs that a way may stand apart from, in each form."""
    return frozenset(form for verb in APART for form in forms_of(verb))


def _move(item: Item, move: str, end: Item | None = None) -> Item:
    fills: Fills = {**item.lexeme.fills, "rig.move": move} if item.kind == "rig" else {}
    fills = fills or {"rig.move": move}
    text = item.text if end is None else f"{item.text} {end.text}"
    last = item.end if end is None else end.end
    return replace(item, text=text, end=last, lexeme=Lexeme("head", "move", fills))


def _is_how(item: Item) -> bool:
    """True for what says only how a camera goes: "slowly", "very gently"."""
    paced = item.role == "modifier" and any(
        path.endswith("rig.pace") for path in (item.lexeme.by_head.get("move") or {})
    )
    return paced or item.plain in SMALL or (item.role != "head" and item.plain.endswith("ly"))


def _is_the_cameras(items: list[Item], at: int) -> bool:
    """True where a camera or what carries it stands before a verb."""
    place = at - 1
    while place >= 0 and _is_how(items[place]):
        place -= 1
    if place < 0:
        return False
    before = items[place]
    carried = before.kind == "rig" and before.role == "head" and before.plain.split()[0] != "on"
    return carried or before.plain in CAMERAS


def _begins(items: list[Item], at: int) -> bool:
    """True behind "starts high and", and before "from 3 m to 1 m"."""
    joined = at > 1 and items[at - 1].plain in ("and", "then") and _starts(items[0])
    after = items[at + 1 : at + 2]
    ends = bool(after) and after[0].kind == "measure" and "@to" in after[0].lexeme.fills
    return joined or (ends and at == 0)


def _starts(item: Item) -> bool:
    return item.plain in BEGINS or (
        item.kind == "measure" and bool({"@from", "@from_height"} & set(item.lexeme.fills))
    )


def _going(items: list[Item]) -> list[Item]:
    """The items with what a camera does by verbs that others do as well."""
    kept: list[Item] = []
    at = 0
    while at < len(items):
        item, after = items[at], items[at + 1 : at + 3]
        moved, taken = _goes(items, at), 0
        if moved is None and item.plain.split(" ")[0] in _runs() and _is_the_cameras(items, at):
            moved, taken = _runs_to(item, after)
        kept.append(item if moved is None else moved)
        taken = taken or _and_on(kept[-1], after, moved=moved is not None)
        at += 1 + taken
    return kept


def _and_on(item: Item, after: list[Item], *, moved: bool) -> int:
    """One for "down" behind "drops", which says the same."""
    upright = moved and item.lexeme.fills.get("rig.move") in UPRIGHT
    return int(upright and bool(after) and after[0].plain in ON)


def _goes(items: list[Item], at: int) -> Item | None:
    """A camera that goes up or down, or none where something is lifted or lowered."""
    item, after = items[at], items[at + 1 : at + 2]
    if item.plain in ("comes", "come", "coming") and after and after[0].plain == "up":
        return _move(item, "rise", after[0]) if _is_a_rigs(items, at) else None
    move = _verbs().get(item.plain)
    if move is None and item.plain in ("higher", "lower") and at and _is_going(items[at - 1]):
        move = "rise" if item.plain == "higher" else "descend"
    if move is None or (after and after[0].role in PLACES):
        return None
    if item.plain in ("lower", "drop") and item.role == "negation":
        return None
    return _move(item, move) if _is_the_cameras(items, at) or _begins(items, at) else None


def _is_going(item: Item) -> bool:
    return item.plain in GOING


def _is_a_rigs(items: list[Item], at: int) -> bool:
    return at > 0 and items[at - 1].kind == "rig"


def _runs_to(item: Item, after: list[Item]) -> tuple[Item | None, int]:
    """What runs to a side, or in or back, and how many items that takes."""
    for count in (1, 2):
        way = " ".join(one.plain for one in after[:count])
        for move, ways in RUN_TO.items():
            if len(after) >= count and way in ways and not _is_more(after[count:]):
                return _move(item, move, after[count - 1]), count
    return None, 0


def _is_more(after: list[Item]) -> bool:
    return bool(after) and after[0].plain in STOPS_AT


def _apart(items: list[Item]) -> list[Item]:
    """The items with a verb and the way to go that stands apart from it as one move."""
    kept = list(items)
    for at, item in enumerate(items):
        if item.plain not in _apart_verbs() or not _may_go(items, at):
            continue
        place = at + 1
        while place < len(items) and _is_how(items[place]):
            place += 1
        way, end = _way(items, place)
        found = lexicon().get((*tokens_of(item.plain), way)) if way else None
        if found is None or "rig.move" not in found.fills or _is_more(items[end : end + 1]):
            continue
        if place == at + 1 and way in WAYS:
            continue  # which is a phrase by itself
        kept[at] = replace(item, lexeme=found)
        for one in range(place, end):
            kept[one] = replace(items[one], lexeme=Lexeme("filler"))
    return kept


def _may_go(items: list[Item], at: int) -> bool:
    """False for "a truck", and for "the camera to the right", which go nowhere."""
    place = at - 1
    while place >= 0 and _is_how(items[place]) and items[place].role != "filler":
        place -= 1
    before = items[place] if place >= 0 else None
    if before is None:
        return True
    if items[at].plain not in THINGS:
        return before.role not in SOMEBODY or before.plain in CAMERAS
    return before.plain in CAMERAS or before.role in ("join", "filler") or _is_how(before)


def _way(items: list[Item], at: int) -> tuple[str, int]:
    """The way to go that stands there, and where it ends."""
    to = at < len(items) and items[at].plain == "to"
    at += to
    if at >= len(items):
        return "", at
    said = items[at].plain.removeprefix("to ").removeprefix("the ")
    for side, ways in TO_SIDES.items():
        if said in ways:
            return side, at + 1
    return (said, at + 1) if said in WAYS and not to and not _of_a_thing(items, at) else ("", at)


def _of_a_thing(items: list[Item], at: int) -> bool:
    """True for "down the corridor"."""
    named = at + 1 < len(items) and items[at + 1].role in ("article", "word", "noun")
    return named and items[at].plain not in ("in", "back")


def _off_the_floor(items: list[Item]) -> list[Item]:
    """The items with the floor that a camera rises from as how high it starts."""
    rises = next((i for i, one in enumerate(items) if _is_up(one)), None)
    if rises is None:
        return items
    kept = list(items)
    for at, item in enumerate(items):
        begins = at < rises and (at == 0 or _starts(items[0]) or items[0].plain in CAMERAS)
        if (item.plain in (*ON_FLOORS, *FLOOR_LEVELS) and (begins or at == rises + 1)) or (
            item.plain in FLOOR_LEVELS
            and at == rises + 2
            and items[at - 1].plain in ("from", "off")
        ):
            kept[at] = _at_the_floor(item)
        elif item.plain in FLOORS and at > 1 and items[at - 1].role == "article":
            from_it = at == rises + 3 and items[at - 2].plain in ("from", "off")
            kept[at] = _at_the_floor(item) if from_it or begins else item
    return kept


def _is_up(item: Item) -> bool:
    return item.role == "head" and item.lexeme.fills.get("rig.move") == "rise"


def _at_the_floor(item: Item) -> Item:
    return replace(item, lexeme=Lexeme("head", "measure", {"~rig.from_height_m": FLOOR_M}))
