# SPDX-License-Identifier: Apache-2.0
"""Two moves that are one: "push in while booming up", "pull back and up", "rise and orbit"; and
what a move goes along or leaves: "glide down the corridor", "crane down 3 m from the roof"."""

from collections.abc import Mapping
from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, Value, words
from scene_stager.script.prose.synonyms.glue import PLACES
from scene_stager.script.prose.synonyms.subject import SCENERY, nouns
from scene_stager.script.prose.words import Lexeme

UPRIGHT = {"rise": 1.0, "descend": -1.0}
LEVEL = words("push_in pull_out orbit track_left track_right flyover")
LEAVES = words("rise descend pull_out")  # moves that go so far "from" something
TOGETHER = words("and while as with")
TOYS = words("slide swing")
ALL_OF_IT = ("the whole", "the entire", "all of the")
IN_SHOT = words("shot frame picture view")
IN_TURN = words("then before after until once")
SOMEBODY = words("noun word pronoun")  # roles before a verb that is not the camera's
CAMERA = words("camera cam rig head jib drone")
FLOORS = words("ground floor deck sea water road street pavement")
# A bare way behind "and" goes on with the move before it: "pull back and up".
ON = {"up": "rise", "upwards": "rise", "upward": "rise", "down": "descend", "back": "pull_out"}
ON |= {"downward": "descend", "downwards": "descend", "out": "pull_out", "in": "push_in"}
ON |= {"around": "orbit", "round": "orbit", "forward": "push_in", "forwards": "push_in"}
# What is long and lies before the camera, so that "down" it is ahead.
LONG = words(
    """hall hallway corridor street alley alleyway aisle road lane tunnel path track passage bridge
    river beach pier dock avenue boulevard runway carpet row table bar counter platform ward
    railway canal nave queue line landing trench train bus carriage hangar highway motorway"""
)
GOING_VERBS = words(
    """go goes going move moves moving drift drifts drifting glide glides gliding float floats
    floating fly flies flying sail sails sailing travel travels travelling slide slides sliding
    sweep sweeps sweeping soar soars soaring creep creeps creeping"""
)


def with_ways(items: list[Item]) -> list[Item]:
    """The items with moves taken together that are made at once, and with what they go along."""
    return _together(_leaving(_along(_going_on(_named(items)))))


def _named(items: list[Item]) -> list[Item]:
    """The items with a move behind an article as the thing that it names: "the truck in shot"."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        verb, _, way = item.text.rpartition(" ")
        article = any(
            one.role == "article" or one.plain in ALL_OF_IT for one in items[max(at - 2, 0) : at]
        )
        after = items[at + 1] if at + 1 < len(items) else None
        where = after is not None and (after.role == "article" or after.plain in IN_SHOT)
        if _move(item) and article and where and way in PLACES and _is_a_thing(verb):
            middle = item.start + len(verb)
            known = nouns().get(verb.lower())
            noun = Lexeme("word") if known is None else Lexeme("noun", "subject", known)
            kept.append(Item(verb, item.start, middle, noun))
            kept.append(Item(way, item.end - len(way), item.end, Lexeme("preposition")))
        else:
            kept.append(item)
    return kept


def _is_a_thing(verb: str) -> bool:
    return verb.lower() in nouns() or verb.lower() in TOYS


def _move(item: Item) -> str:
    return str(item.lexeme.fills.get("rig.move", "")) if item.role == "head" else ""


def _filled(item: Item, fills: Fills, kind: str = "move") -> Item:
    return replace(item, lexeme=Lexeme("head", kind, fills))


def _going_on(items: list[Item]) -> list[Item]:
    """The items with a bare way behind "and" as the move that it is."""
    kept = list(items)
    for at in range(2, len(items)):
        after = items[at + 1].role if at + 1 < len(items) else ""
        moved = any(_move(one) in (*UPRIGHT, *LEVEL) or _is_crane(one) for one in items[:at])
        bare = items[at].plain in ON and items[at - 1].plain == "and"
        if moved and bare and after not in ("article", "noun", "word"):
            kept[at] = _filled(items[at], {"rig.move": ON[items[at].plain]})
    return kept


def _is_crane(item: Item) -> bool:
    """True for an arm that goes up or down where nothing else is said: "jib over it and down"."""
    return item.lexeme.fills.get("rig.rig") == "technocrane"


def _along(items: list[Item]) -> list[Item]:
    """The items with "glide down" before a corridor as the way ahead that it is."""
    kept = list(items)
    for at, item in enumerate(items):
        said = item.plain.split()
        if _move(item) not in UPRIGHT or len(said) != 2 or said[0] not in GOING_VERBS:
            continue
        nouns_after = [one.plain for one in items[at + 1 : at + 4] if one.role in ("noun", "word")]
        article = at + 1 < len(items) and items[at + 1].role == "article"
        if article and nouns_after and nouns_after[0] in LONG:
            kept[at] = _filled(item, {**item.lexeme.fills, "rig.move": "push_in"})
    return kept


def _leaving(items: list[Item]) -> list[Item]:
    """The items with "3 m from" behind a move as how far it goes; and with how high something is
    over a table as nothing that a lens is."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        words_of = item.text.rpartition(" ")
        if item.kind == "@away" and words_of[2].lower() == "from" and at and _leaves(items[at - 1]):
            far: Fills = {"@metres": item.lexeme.fills["@away"]}
            start = item.end - len("from")
            kept.append(
                Item(words_of[0], item.start, start - 1, Lexeme("quantity", "@metres", far))
            )
            kept.append(Item(words_of[2], start, item.end, Lexeme("preposition")))
        elif (
            item.kind == "@height" and words_of[2].lower() == "above" and _is_over(items[at + 1 :])
        ):
            kept.append(replace(item, lexeme=Lexeme("aside", "other")))
        else:
            kept.append(item)
    return kept


def _leaves(item: Item) -> bool:
    return _move(item) in LEAVES


def _is_over(after: list[Item]) -> bool:
    """True for "above the table", of which nobody knows how high it is itself."""
    named = [one.plain for one in after[:3] if one.role in ("noun", "word")]
    if not named or named[0] in FLOORS:
        return False
    kind = nouns().get(named[0], {}).get("subject.kind")
    return named[0] in SCENERY or kind == "product"


def _together(items: list[Item]) -> list[Item]:
    """The items with the upright one of two moves made at once as how the other climbs."""
    if any(one.role == "negation" for one in items):
        return items
    ups = [at for at in range(len(items)) if _is_the_cameras(items, at, UPRIGHT)]
    ways = [at for at in range(len(items)) if _is_the_cameras(items, at, LEVEL)]
    if len(ups) != 1 or len(ways) != 1:
        return items
    first, last = sorted((*ups, *ways))
    gerund = items[last].plain.split()[0].endswith("ing")
    between = {one.plain for one in items[first:last]}
    if between & IN_TURN or not (gerund or between & TOGETHER):
        return items
    return _climbing(items, ups[0])


def _is_the_cameras(
    items: list[Item], at: int, moves: Mapping[str, float] | frozenset[str]
) -> bool:
    item = items[at]
    before = items[at - 1] if at else None
    somebody = before is not None and before.role in SOMEBODY and before.plain not in CAMERA
    return _move(item) in moves and not somebody


def _climbing(items: list[Item], up: int) -> list[Item]:
    """The items with the move there as a climb, and with what is said of how far it goes."""
    kept, fills = list(items), dict[str, Value](items[up].lexeme.fills)
    fills["@climb"] = UPRIGHT[str(fills.pop("rig.move"))]
    if "rig.travel_m" in fills:
        fills["@climb_m"] = fills.pop("rig.travel_m")
    kept[up] = _filled(items[up], fills, "climb")
    if up + 1 < len(items):
        after = items[up + 1]
        for path, field in (("@metres", "@climb_m"), ("@to", "rig.to_height_m")):
            if path in after.lexeme.fills:
                kept[up + 1] = _filled(after, {field: after.lexeme.fills[path]}, "measure")
    return kept
