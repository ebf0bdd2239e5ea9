# SPDX-License-Identifier: Apache-2.0
"""What a word of the trade means where it stands: what the camera does, or a thing that is seen."""

from collections.abc import Mapping
from dataclasses import replace

from scene_stager.script.prose.going import goes
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lamps import is_another_light, is_broken, is_handled, is_lighting
from scene_stager.script.prose.noun_phrase import NounPhrase, is_adjective, noun_phrase
from scene_stager.script.prose.of_lamps import does_a_light, is_no_lamp
from scene_stager.script.prose.settle import AS_ONE
from scene_stager.script.prose.synonyms import Fills, Value
from scene_stager.script.prose.synonyms.glue import BACKDROPS, OF, PLACES, VERBS
from scene_stager.script.prose.synonyms.subject import DOES, nouns
from scene_stager.script.prose.who import BESIDE, LIGHTS, PAST, Standing
from scene_stager.script.prose.words import Lexeme
from scene_stager.script.stations import TURNS

SHADED = ("in front of", "behind", "outside", "past", "in front", "beyond", "through")
TOWARD = ("to", "toward", "towards", "onto", "into", "at")
COMPOUND = ("chase", "track", "lead", "climb")  # the second word of a noun: "a car chase"
# What is said of a second move goes where that goes.
OF_A_MOVE = ("@seconds", "@speed", "@from", "@to", "@height", "@angle", "@metres", "@away")
GOING = ("move", "follow", "rig")
GOES = ("push_in", "pull_out", "track_left", "track_right")  # and a head may turn meanwhile
POVS = ("pov", "point of view")
NATURE = ("snow", "sleet", "hail", "water", "wind", "ice", "sand")
INTO_IT = ("into", "against", "in", "through")
SCENIC = ("practical", "window", "time")  # kinds of heads that are said of people as well
ONE_AT_A_TIME = ("rig.move", "@zoom", "lighting.practicals", "atmosphere.weather")

# Words that say so only as all of a clause: "35mm, shoulder, the fisherman".
SAID_ALONE: dict[str, Fills] = {
    **{stop: {"~~lens.f_number": float(stop)} for stop in ("1.3", "1.4", "1.8", "2.8", "5.6")},
    **{turn: {"@round": float(turn)} for turn in ("360", "270", "180")},
    "vertical": {"lens.frame_aspect": 0.5625},
    "shoulder": {"rig.rig": "handheld"},
}

# Words for a part of the camera that fill nothing, and take what is said of them.
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
AUXILIARY = ("can",)  # a noun only behind an article
SOMEBODY = ("we", "you", "i", "they", "to", "he", "she")
MOVING = ("move", "moves", "moving", "movement")
WE = ("we", "us", "me", "be", "stay", "stays", "keep", "keeps", "camera")  # said of the camera
OF_THE_CAMERA = (*["move", "follow", "track", "zoom", "focus", "rig", "size", "angle", "profile"],)

# How words end that say rather how a shot is than what it is of.
MANNERS: tuple[str, ...] = (
    "ing",
    "ed",
    "y",
    "ic",
    "al",
    "ive",
    "ness",
    "ism",
    "ion",
    "ance",
    "ence",
    "ment",
)
MANNERS += ("core", "wave", "punk", "noir", "est", "esque", "age", "vibes", "grade", "out")
DOING = ("s", "ing", "ed")
REVEALS = ("reveal", "reveals", "revealing")

# What is left when a head is negated; any other is set aside.
NEGATED: dict[str, Fills] = {
    "rim": {"lighting.rim_mode": "none"},
    "kicker": {"lighting.rim_mode": "none"},
    "fill": {"lighting.ratio_stops": 10.0},  # as far under the key as the field goes
    "flicker": {"atmosphere.flicker": False},
    "zoom": {"lens.zoom": "none"},
    "practical": {"lighting.practicals": "none"},
}


def comes_later(item: Item, first: Mapping[str, Value], here: Standing) -> bool:
    """True for a second move, and for what is said of one: a script has room for the first."""
    fills = item.lexeme.fills
    if item.kind == "measure" and "rig.move" not in fills:
        return (here.is_later or here.is_then) and next(iter(fills)) in OF_A_MOVE
    if "hold" in (first.get("rig.move"), fills.get("rig.move")):
        return False
    pairs = [
        (fills[path], first[path]) for path in ONE_AT_A_TIME if path in fills and path in first
    ]
    return any(one != other and frozenset((one, other)) not in AS_ONE for one, other in pairs)


def look_meanwhile(
    item: Item, first: Mapping[str, Value], here: Standing
) -> tuple[str, float] | None:
    """The field and the sign of a head that turns while the camera goes: "while tilting down".

    It looks off the subject where the move begins, and comes to it: down from above.
    """
    move = str(item.lexeme.fills.get("rig.move", ""))
    goes = first.get("rig.move") in GOES and set(item.lexeme.fills) == {"rig.move"}
    meanwhile = here.is_while or (here.has_moved and item.plain.split(" ")[0].endswith("ing"))
    if not (goes and meanwhile and not here.is_later and move in TURNS):
        return None
    sign, name = TURNS[move]
    return f"rig.{name}", sign


def is_meant_otherwise(
    items: list[Item], at: int, before: str, here: Standing, *, acted: bool
) -> bool:
    """True for a word of the trade that is a thing in shot here, or what somebody does.

    `before` is the preposition in front of it; somebody who `acted` was named just before.
    """
    item = items[at]
    if any(one(items, at) for one in (is_no_lamp, is_going_round, is_another_light, is_lighting)):
        return True
    if item.kind == "practical":
        return here.has_subject and is_broken(items, at)
    if item.kind == "window":
        return _is_window_in_shot(items, at, before, here)
    if item.kind == "air":
        of = at + 1 < len(items) and items[at + 1].plain == "of"  # "smoke of cigarettes"
        does = acted and items[at - 1].lexeme.fills.get("subject.kind", "person") == "person"
        return of or (does and item.plain in VERBS)
    if item.plain == "bright":  # "bright exterior behind"
        return at + 1 < len(items) and items[at + 1].role in ("word", "noun", "slug")
    if item.kind == "angle":
        return acted and item.plain.startswith("look") and not here.sees_with
    if item.kind == "motion" and at > 0 and items[at - 1].kind == "practical":
        return item.lexeme.fills.get("subject.motion") == "still"  # "three candles stand"
    if item.kind == "motion" and not acted and is_of_nature(items[at + 1 : at + 2]):
        return item.plain.endswith("ing")  # "driving snow", "running water"
    if item.kind == "motion":  # "POV running through": that is whoever carries the camera
        runs = at > 0 and (items[at - 1].kind == "rig" or items[at - 1].plain in POVS)
        return runs and not here.has_subject
    if item.kind not in ("move", "follow"):
        return False
    if at > 0 and (does_a_light(items[at - 1], item) or is_of_nature(items[at - 1 : at])):
        return True  # "smoke drifts to the left"
    if before == "on" and " " not in item.text:  # "a bottle on turntable"
        return True
    if item.plain in REVEALS and here.has_moved and finds(items, at):
        return False
    if " " in item.text:  # "the boat floats down", and "as the bailiffs come in"
        return acted and (here.is_while or item.plain.split(" ")[0].endswith("s"))
    after_article = at > 0 and items[at - 1].role == "article"
    place = after_article and before in PLACES and here.has_subject
    return place or (acted and item.plain.endswith(("s", "ing", *COMPOUND)))


def _is_window_in_shot(items: list[Item], at: int, before: str, here: Standing) -> bool:
    """True for a window that is beyond, left, handled or gone to: it lights nothing."""
    beyond = before in SHADED and here.has_subject
    left = before == "from" and here.last_head in GOING  # "crane down from the window"
    gone_to = before in TOWARD and (here.has_moved or here.has_subject)
    return beyond or left or gone_to or (here.has_subject and is_handled(items, at))


def is_of_nature(after: list[Item]) -> bool:
    """True before a weather or water, which goes as it does and is no subject."""
    weather = bool(after) and after[0].kind == "air" and not after[0].plain.startswith("in ")
    return weather or (bool(after) and after[0].plain in NATURE)


def is_going_round(items: list[Item], at: int) -> bool:
    """True for "loop" where no light is meant: "an idle loop", "on a loop"."""
    before = items[at - 1].role if at else ""
    return items[at].plain == "loop" and before in ("word", "adjective", "article")


def said_alone(items: list[Item]) -> Fills | None:
    """What a word says that is all of its clause: "shoulder", and in capitals "LA" or "HH"."""
    if len(items) != 1:
        return None
    return SHORT.get(items[0].text, SAID_ALONE.get(items[0].plain))


def is_done(items: list[Item], at: int) -> bool:
    """True for a noun that is what somebody does: "we watch", and "watch him"."""
    before = items[at - 1].plain if at else ""
    whom = at + 1 < len(items) and items[at + 1].role in ("pronoun", "article")
    thing = items[at].role == "noun" and items[at].lexeme.fills.get("subject.kind") == "product"
    if whom and thing and at == 0:  # "flag the key", "ring the bell"
        return True
    does = before in SOMEBODY or items[at].plain in AUXILIARY or whom
    return items[at].plain in DOES and does


def is_object(items: list[Item], at: int, phrase: NounPhrase | None) -> bool:
    """True for "her" before what is said of her: "keep her small"."""
    said_of_her = at + 1 < len(items) and items[at + 1].role in ("adjective", "modifier")
    nobody = phrase is None or phrase.noun.role == "adjective"
    return items[at].plain == "her" and said_of_her and nobody


def with_move(moves: dict[str, Value], item: Item) -> dict[str, Value]:
    """What the camera does first, with what another word says of that."""
    fills = item.lexeme.fills
    return {path: fills[path] for path in ONE_AT_A_TIME if path in fills} | moves


def head_kind(items: list[Item], at: int, here: Standing) -> str:
    """Of what a head is one: what moves behind nobody yet is the camera, "running behind the
    soldier"; a lamp that motivates a light stands where that does."""
    kind, after = items[at].kind, items[at + 1 : at + 2]
    if kind == "motion" and not here.has_subject and after and after[0].plain in BESIDE:
        return "rig"
    if goes(items[at]):
        return "going"
    if kind == "wind" and any(one.plain in INTO_IT for one in items[max(at - 2, 0) : at]):
        return "against"  # "walks into the wind at 2 m/s": that is how fast they walk
    if kind == "measure" and "rig.move" in items[at].lexeme.fills:
        return "move"  # "half orbit"
    return "key" if kind == "practical" and here.motivates else kind


def is_where_we_are(before: list[Item], here: Standing) -> bool:
    """True where "behind" says where the camera is: "we stay right behind her"."""
    plain = any(item.plain in WE for item in before)
    return plain and not (here.has_head or here.has_subject)


def is_said_of_a_head(items: list[Item], named: NounPhrase, follows_article: bool) -> bool:
    """True for "soft" in "soft north light", where the noun is said of a light or a move."""
    kind = items[named.end].kind if named.end < len(items) else ""
    unknown = named.noun.role == "word" and not follows_article
    return kind in LIGHTS or (unknown and kind in OF_THE_CAMERA)


def at_an_end(item: Item, here: Standing) -> Item:
    """A size behind "starting" or "ending", as the size at that end of the move."""
    end = "@size_from" if here.begins else "@size_to" if here.ends else ""
    size = item.lexeme.fills.get("framing.size")
    if not end or size is None:
        return item
    return replace(item, lexeme=replace(item.lexeme, fills={end: size}))


def finds(items: list[Item], at: int) -> bool:
    """True for "to reveal" and "revealing" before what the move is for."""
    if "~rig.move" not in items[at].lexeme.fills:
        return False
    after = items[at + 1].role if at + 1 < len(items) else ""
    to = at > 0 and items[at - 1].plain == "to"
    return to or (items[at].plain in REVEALS and after in ("article", "noun", "word"))


def sized_at(before: list[Item]) -> int:
    """Where the size stands in "a close up of" before a noun; -1 where there is none."""
    if len(before) < 2 or before[-1].plain not in OF:
        return -1
    return before[-2].start if set(before[-2].lexeme.fills) == {"framing.size"} else -1


def is_all_there_is(items: list[Item], phrase: NounPhrase) -> bool:
    """True for a noun that no list knows and that is all of its clause: "gargoyle, night"."""
    whole = phrase.start == 0 and phrase.end == len(items) and phrase.noun.role == "word"
    return whole and not (phrase.is_abstract or phrase.name.endswith(MANNERS))


def goes_round(item: Item, after: list[Item]) -> bool:
    """True for "drift right" before "around her"."""
    sideways = str(item.lexeme.fills.get("rig.move", "")).startswith("track_")
    return sideways and bool(after) and after[0].plain in ("around", "round")


def stands(said: str, before: list[Item]) -> str:
    """The preposition that a noun stands behind; of what hands are on, that of a place."""
    hands = len(before) > 1 and before[-2].kind == "part" and said == "on"
    return "near" if hands else said or _way_of(before)


def _way_of(before: list[Item]) -> str:
    """The last word of a move that a noun stands behind, if it says what is gone along: "down"."""
    last = before[-1].plain.split()[-1] if before and before[-1].kind == "move" else ""
    return last if last in PAST else ""


def is_turned_off(items: list[Item], at: int) -> bool:
    """True for "hair light off", where nothing follows that it could be off of."""
    rest = items[at + 1 : at + 3]
    last = len(rest) == 1 or (len(rest) == 2 and rest[1].role in ("join", "adjective"))
    return last and rest[0].plain == "off" and items[at].kind in NEGATED


def is_named(item: Item, here: Standing, before: str) -> bool:
    """True for a light that is a thing in shot: "insert of the key"."""
    return before == "of" and not here.has_subject and item.plain in nouns()


def is_in_the_back(after: list[Item]) -> bool:
    """True of a noun before "in the background"."""
    return bool(after) and after[0].plain == "in" and after[-1].plain in BACKDROPS


def is_said_of_somebody(items: list[Item], at: int) -> bool:
    """True for "torch" in "the torch singer", and for "night" in "the night clerk"."""
    after = items[at + 1 : at + 2]
    person = bool(after) and after[0].lexeme.fills.get("subject.kind") == "person"
    noun = person and after[0].role == "noun" and after[0].kind != "part"
    scenic = items[at].kind in SCENIC and " " not in items[at].text
    return scenic and (noun or _is_compound(items, at))


def _is_compound(items: list[Item], at: int) -> bool:
    """True for "fire" in "the fire chief": the noun is the word behind it."""
    after = items[at + 1 : at + 2]
    word = bool(after) and after[0].role == "word" and not after[0].plain.endswith(DOING)
    return word and at > 0 and items[at - 1].role == "article"


def is_of_somebody(after: list[Item]) -> bool:
    """True of a noun before "of the sergeant"."""
    nouns_after = [item for item in after[1:] if item.role == "noun"]
    person = bool(nouns_after) and nouns_after[0].lexeme.fills.get("subject.kind") == "person"
    return person and after[0].plain == "of"


def as_noun(item: Item) -> Item:
    """A word of the trade as the noun that it is as well."""
    return replace(item, lexeme=Lexeme("noun", "subject", nouns()[item.plain]))


def is_said_of_a_noun(items: list[Item], at: int) -> bool:
    """True for "wide" in "a wide street"."""
    follows = at > 0 and items[at - 1].role == "article"
    return follows and is_adjective(items[at], True) and noun_phrase(items, at, True) is not None


def looks_so_far(angle: Item, look: tuple[str, float]) -> Fills:
    """How far off the subject the head looks at first: "while tilting up 10 degrees"."""
    path, sign = look
    return {path: sign * abs(float(angle.lexeme.fills["@angle"]))}
