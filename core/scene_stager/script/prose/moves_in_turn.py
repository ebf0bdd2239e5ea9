# SPDX-License-Identifier: Apache-2.0
"""The camera's moves in turn: the first, what comes later or meanwhile, and what they find."""

from collections.abc import Mapping
from dataclasses import replace

from scene_stager.script.prose.choices import AS_ONE
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, Value
from scene_stager.script.prose.who import Standing
from scene_stager.script.stations import TURNS

# What is said of a second move goes where that goes.
OF_A_MOVE = (
    *("@seconds", "@speed", "@from", "@to", "@height", "@angle", "@metres", "@away", "@at"),
    "@down",
)
GOES = ("push_in", "pull_out", "track_left", "track_right")  # and a head may turn meanwhile
ONE_AT_A_TIME = ("rig.move", "@zoom", "lighting.practicals", "atmosphere.weather")
REVEALS = ("reveal", "reveals", "revealing")


def comes_later(item: Item, first: Mapping[str, Value], here: Standing) -> bool:
    """True for a second move, and for what is said of one: a script has room for the first."""
    fills = item.lexeme.fills
    if item.kind == "size" and here.is_then:
        return "framing.size" in first
    if item.kind == "measure" and "rig.move" not in fills:
        return (here.is_later or here.is_then) and next(iter(fills)) in OF_A_MOVE
    if "hold" in (first.get("rig.move"), fills.get("rig.move")):
        return False
    pairs = [
        (fills[path], first[path]) for path in ONE_AT_A_TIME if path in fills and path in first
    ]
    return any(one != other and frozenset((one, other)) not in AS_ONE for one, other in pairs)


def holds_then(item: Item, first: Mapping[str, Value]) -> bool:
    """True for "hold" behind a move: how long it holds is not how long that takes."""
    return first.get("rig.move", "hold") != "hold" and "hold" in item.lexeme.fills.values()


def look_meanwhile(
    item: Item, first: Mapping[str, Value], here: Standing
) -> tuple[str, float] | None:
    """The field and the sign of a head that turns while the camera goes: "while tilting down".

    It looks off the subject where the move begins, and comes to it: down from above.
    """
    move = str(item.lexeme.fills.get("rig.move", ""))
    goes = first.get("rig.move") in GOES and set(item.lexeme.fills) <= {"rig.move", "@free"}
    meanwhile = here.is_while or (here.has_moved and item.plain.split(" ")[0].endswith("ing"))
    if not (goes and meanwhile and not here.is_later and move in TURNS):
        return None
    sign, name = TURNS[move]
    return f"rig.{name}", sign


def looks_so_far(angle: Item, look: tuple[str, float]) -> Fills:
    """How far off the subject the head looks at first: "while tilting up 10 degrees"."""
    path, sign = look
    return {path: sign * abs(float(angle.lexeme.fills["@angle"]))}


def with_move(moves: dict[str, Value], item: Item) -> dict[str, Value]:
    """What the camera does first, with what another word says of that."""
    fills = item.lexeme.fills
    kept = (*ONE_AT_A_TIME, "framing.size")
    return {path: fills[path] for path in kept if path in fills} | moves


def at_an_end(item: Item, here: Standing, before: str) -> Item:
    """A size behind "starting" or "ending", as the size at that end of the move."""
    comes_to = here.begins and here.has_moved and before in ("to", "into", "onto")
    end = "@size_to" if here.ends or comes_to else "@size_from" if here.begins else ""
    size = item.lexeme.fills.get("framing.size")
    if not end or size is None:
        return item
    return replace(item, lexeme=replace(item.lexeme, fills={end: size}))


def goes_round(item: Item, after: list[Item]) -> bool:
    """True for "drift right" before "around her"."""
    sideways = str(item.lexeme.fills.get("rig.move", "")).startswith("track_")
    return sideways and bool(after) and after[0].plain in ("around", "round")


def finds(items: list[Item], at: int) -> bool:
    """True for "to reveal" and "revealing" before what the move is for."""
    if "~rig.move" not in items[at].lexeme.fills:
        return False
    after = items[at + 1].role if at + 1 < len(items) else ""
    to = at > 0 and items[at - 1].plain == "to"
    return to or (items[at].plain in REVEALS and after in ("article", "noun", "word"))
