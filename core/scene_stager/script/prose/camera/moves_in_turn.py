# SPDX-License-Identifier: Apache-2.0
"""The camera's moves in turn: the first, what comes later or meanwhile, and what they find."""

from collections.abc import Mapping
from dataclasses import replace

from scene_stager.script.prose.choices import AS_ONE
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, Value, words
from scene_stager.script.prose.who.guess import Standing
from scene_stager.script.stations import TURNS

# What is said of a second move goes where that goes.
OF_A_MOVE = (
    *("@seconds", "@speed", "@from", "@to", "@height", "@angle", "@metres", "@away", "@at"),
    "@down",
)
GOES = ("push_in", "pull_out", "track_left", "track_right")  # and a head may turn meanwhile
ONE_AT_A_TIME = ("rig.move", "@zoom", "lighting.practicals", "atmosphere.weather")
WAYS = ("rig.move", "lens.zoom")  # of coming nearer
BESIDE = ("track_", "pan_")  # moves that may keep somebody beside the camera
WIDER = 0.5  # of a zoom: the factor by which a table has it go wider
CARRIERS = ("steadicam", "drone", "gimbal", "dolly", "slider", "crane", "jib")
ENDED = words("end ends ending finish finishes finishing")
REVEALS = ("reveal", "reveals", "revealing")


def comes_later(items: list[Item], at: int, first: Mapping[str, Value], here: Standing) -> bool:
    """True for a second move, and for what is said of one: a script has room for the first."""
    item, fills = items[at], items[at].lexeme.fills
    if here.is_then and any(_is_one_way(fills, first, *ways) for ways in (WAYS, WAYS[::-1])):
        return True
    if item.kind == "size" and here.is_then:
        return here.is_later or ("framing.size" in first and not here.has_moved)
    if item.kind == "measure" and "rig.move" not in fills:
        return (here.is_later or here.is_then) and next(iter(fills)) in OF_A_MOVE
    if fills.get("rig.move") == "hold" and first.get("rig.move") not in (None, "hold"):
        return any(one.plain in ENDED for one in items)  # "static frame at the end"
    if "hold" in (first.get("rig.move"), fills.get("rig.move")):
        return False
    pairs = [
        (fills[path], first[path]) for path in ONE_AT_A_TIME if path in fills and path in first
    ]
    return any(one != other and frozenset((one, other)) not in AS_ONE for one, other in pairs)


def holds_then(item: Item, first: Mapping[str, Value]) -> bool:
    """True for "hold" behind a move: how long it holds is not how long that takes."""
    return first.get("rig.move", "hold") != "hold" and "hold" in item.lexeme.fills.values()


def remember(item: Item, here: Standing, first: Mapping[str, Value]) -> None:
    """Note in what stands before whether the camera moves, turns, backs off or holds at last."""
    fills = item.lexeme.fills
    here.has_moved |= any(way in fills for way in WAYS)
    here.is_later |= holds_then(item, first)
    here.turns |= str(fills.get("rig.move")) in TURNS
    back = fills.get("rig.move") == "pull_out" or fills.get("@zoom") == WIDER
    here.backs_off = back or (here.backs_off and item.kind == "climb")  # "pull back and up"


def _is_one_way(fills: Fills, first: Mapping[str, Value], way: str, other: str) -> bool:
    """True for a zoom behind a move that goes somewhere, and the other way about."""
    return way in fills and other in first and "hold" not in (fills[way], first[other])


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


def goes_with(items: list[Item], at: int) -> Item | None:
    """The track or the pan that somebody who stands there is gone along with: "pan with her"; one
    that goes back with them leads them."""
    if at < 2 or items[at - 1].plain != "with":
        return None
    for item in reversed(items[max(at - 4, 0) : at - 1]):
        fills = item.lexeme.fills
        move = str(fills.get("rig.move", fills.get("~rig.move", "")))
        if item.role == "head" and move:
            leads = move == "pull_out" and item.plain.endswith("back")
            return item if leads or move.startswith(BESIDE) else None
    return None


def holds(item: Item) -> bool:
    """True for "hold" and its like, which last as long as a move waits."""
    return item.lexeme.fills.get("~rig.move") == "hold"


def as_held(item: Item, here: Standing, after: list[Item]) -> Item:
    """Seconds behind "hold for", or before "hold", as how long the move waits."""
    if set(item.lexeme.fills) != {"@seconds"} or not (here.holds or any(map(holds, after))):
        return item
    held: Fills = {"@held": item.lexeme.fills["@seconds"]}
    return replace(item, lexeme=replace(item.lexeme, fills=held))


def looks_so_far(angle: Item, look: tuple[str, float]) -> Fills:
    """How far off the subject the head looks at first: "while tilting up 10 degrees"."""
    path, sign = look
    return {path: sign * abs(float(angle.lexeme.fills["@angle"]))}


def with_move(moves: dict[str, Value], item: Item) -> dict[str, Value]:
    """What the camera does first, with what another word says of that."""
    fills = item.lexeme.fills
    kept = (*ONE_AT_A_TIME, "framing.size", "lens.zoom")
    return {path: fills[path] for path in kept if path in fills} | moves


def at_an_end(item: Item, here: Standing, before: str, after: list[Item]) -> Item:
    """A size behind "starting", behind "ending" or a move "to" it, or before "at the end", as the
    size at that end."""
    behind = [one.plain for one in after[:3] if one.role != "article"]
    if behind in (["at", "end"], ["by", "end"]):
        here.ends = True
    comes_to = here.has_moved and not here.is_later and before in ("to", "into", "onto")
    end = "@size_to" if here.ends or comes_to else "@size_from" if here.begins else ""
    size = item.lexeme.fills.get("framing.size")
    if not end or size is None:
        return item
    return replace(item, lexeme=replace(item.lexeme, fills={end: size}))


def goes_round(item: Item, after: list[Item]) -> bool:
    """True for "drift right" and "steadicam" before "around her"."""
    sideways = str(item.lexeme.fills.get("rig.move", "")).startswith("track_")
    carried = item.plain.split(" ")[0] in CARRIERS and "rig.move" not in item.lexeme.fills
    return (sideways or carried) and bool(after) and after[0].plain in ("around", "round")


def finds(items: list[Item], at: int) -> bool:
    """True for "to reveal" and "revealing" before what the move is for."""
    if "~rig.move" not in items[at].lexeme.fills:
        return False
    after = items[at + 1].role if at + 1 < len(items) else ""
    to = at > 0 and items[at - 1].plain == "to"
    return to or (items[at].plain in REVEALS and after in ("article", "noun", "word"))
