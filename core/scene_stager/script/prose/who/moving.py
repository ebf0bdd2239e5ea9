# SPDX-License-Identifier: Apache-2.0
"""Somebody or a vehicle on the way, in whatever words: "the bus pulls away", "she steps out of"."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.verbs import GONE, in_ing, in_s
from scene_stager.script.prose.who.deeds import OURS
from scene_stager.script.prose.words import Lexeme

# What stands behind a verb that takes somebody somewhere.
ON = words(
    "past by through across down up along into out off away around round over onto between under"
    " toward towards forward forwards beside alongside"
)
OF_PEOPLE = GONE | words(
    "move step come climb glide fly head ski skate sail swim row paddle pedal ride wander"
    " travel surge make back wind skip pad tramp troop file parade bolt"
)
OF_VEHICLES = GONE | words(
    "move come roll pull head drift glide sail fly steam chug taxi coast back reverse swing turn"
    " cruise leave"
)
BY_ITSELF = words("leave reverse arrive depart pace approach climb pass")  # with no way behind it
CARRIED = words("carry push pull drag bring lead wheel ride")  # what somebody does on the way
ARRIVES = words("arrive depart leave")  # of a vehicle: somebody who arrives may stand
BACKS = words("back pull")  # of these a way alone says that somebody goes
PASSES = words("past by")
TO_US = ("camera", "the camera", "us", "the lens", "lens")
OVER_IT = words("climb ride")  # the stairs, a bicycle
OVER_WHAT = ("article", "pronoun")
BETWEEN = words("is are was were slowly quickly quietly just then now calmly carefully")
DOUBLES = {"step": "stepping", "skip": "skipping", "swim": "swimming", "pad": "padding"}


def _forms(verbs: frozenset[str]) -> dict[str, str]:
    """Each verb as one does it and as somebody is doing it."""
    ing = {DOUBLES.get(verb, in_ing(verb)): verb for verb in verbs}
    return {in_s(verb): verb for verb in verbs} | ing


THROUGH = _forms(words("enter exit leave"))
FORMS = _forms(frozenset(OF_PEOPLE | OF_VEHICLES | BY_ITSELF | CARRIED))


def with_moving(items: list[Item]) -> list[Item]:
    """The items with what takes somebody or a vehicle somewhere as how they move."""
    kept = list(items)
    for at in range(1, len(items)):
        fills = _goes(items, at)
        side = _side_behind(items, at) if fills is None else 0.0
        if side:
            fills = {"@gone": True, "@by": True, "subject.heading_deg": 90.0 * side}
            kept[at + 1] = replace(items[at + 1], lexeme=Lexeme("filler"))
        if fills is not None:
            kept[at] = replace(items[at], lexeme=Lexeme("head", "motion", fills))
    return kept


def _side_behind(items: list[Item], at: int) -> float:
    """Which way somebody goes who enters from a side of the frame or leaves by it: 1 to the right,
    -1 to the left, 0 where that is not said."""
    verb = items[at].plain.split(" ")[0]
    after = items[at + 1].plain.split(" ") if at + 1 < len(items) else []
    sides = [one for one in ("left", "right") if one in after]
    base = THROUGH.get(verb)
    if base is None or len(sides) != 1 or _kind_of_doer(items, at) is None:
        return 0.0
    to_right = 1.0 if sides == ["right"] else -1.0
    return to_right if base in ("exit", "leave") and "from" not in after else -to_right


def _goes(items: list[Item], at: int) -> Fills | None:
    """What the verb there says of whom it stands behind; None where nobody goes by it."""
    verb, _, way = items[at].plain.partition(" ")
    base, kind = FORMS.get(verb), _kind_of_doer(items, at)
    if kind is not None and items[at].kind == "motion":
        return _goes_by(items, at)
    if base is None or kind is None:
        return None
    if base in CARRIED and _comes(items[at + 1 : at + 7]):  # "carries his board towards camera"
        return {"@gone": True, "@comes": True}
    known = OF_VEHICLES if kind == "vehicle" else OF_PEOPLE
    if base not in known | BY_ITSELF or (base in ARRIVES and kind != "vehicle"):
        return None
    after = items[at + 1] if at + 1 < len(items) else None
    way = way or (after.plain.split(" ")[0] if after is not None else "")
    if base == "approach":
        return {"@gone": True, "@comes": True} if _is_to_us(items, at) else None
    if base in OVER_IT and after is not None and after.role in OVER_WHAT:
        return {"@gone": True}
    alone = after is None or after.role in ("quantity", "join")
    if way not in ON and not (base in BY_ITSELF - {"climb"} and alone):
        return None
    if base == "pull" and way == "up":
        return None  # it stops
    if verb.endswith("ing") and items[at].kind == "move" and kind != "vehicle":
        return None  # "close on the nun drifting back"
    passes: Fills = {"@by": True} if way in PASSES or base == "pass" else {}
    leaves: Fills = {"~subject.heading_deg": 180.0, "@by": True} if _leaves(base, way) else {}
    return {"@gone": True, **passes, **leaves}


def _goes_by(items: list[Item], at: int) -> Fills | None:
    """A gait that takes somebody past the camera."""
    fills = items[at].lexeme.fills
    passes = at + 1 < len(items) and items[at + 1].plain in PASSES
    return {**fills, "@by": True} if passes and fills.get("subject.motion") != "still" else None


def _comes(items: list[Item]) -> bool:
    return any("@comes" in (one.lexeme.by_head.get("goes") or {}) for one in items)


def _leaves(base: str, way: str) -> bool:
    return base in BACKS and way == "away"


def _is_to_us(items: list[Item], at: int) -> bool:
    """True for somebody who approaches, and names nobody else whom."""
    rest = " ".join(one.plain for one in items[at + 1 : at + 3])
    return not rest or rest.startswith(TO_US)


def _kind_of_doer(items: list[Item], at: int) -> str | None:
    """Person or vehicle, where one stands right before; None where nobody does."""
    before = at - 1
    while before > 0 and items[before].plain in BETWEEN:
        before -= 1
    who = items[before]
    if who.plain in ("he", "she", "they"):
        return "person"
    kind = str(who.lexeme.fills.get("subject.kind", ""))
    if who.role == "noun" and kind in ("person", "vehicle") and who.kind != "part":
        return kind
    named = who.role == "word" and who.plain not in OURS and before > 0
    return "person" if named and items[before - 1].role == "article" else None
