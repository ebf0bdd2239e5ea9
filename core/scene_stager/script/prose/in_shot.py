# SPDX-License-Identifier: Apache-2.0
"""A word of the trade that is a thing in shot where it stands, or what somebody does."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lamps import is_another_light, is_broken, is_handled, is_lighting
from scene_stager.script.prose.light_verbs import does_a_light, is_light, names_a_light
from scene_stager.script.prose.moves_in_turn import REVEALS, finds
from scene_stager.script.prose.noun_phrase import is_several
from scene_stager.script.prose.of_lamps import is_no_lamp
from scene_stager.script.prose.synonyms.glue import PLACES
from scene_stager.script.prose.synonyms.subject import DOES, nouns
from scene_stager.script.prose.synonyms.verbs import DO_SEVERAL, DOES_ONE
from scene_stager.script.prose.who import Standing
from scene_stager.script.prose.words import Lexeme

SHADED = ("in front of", "behind", "outside", "past", "in front", "beyond", "through")
TOWARD = ("to", "toward", "towards", "onto", "into", "at")
ON_THE_MOON = ("on", "of", "to", "onto", "around", "at")
COMPOUND = ("chase", "track", "lead", "climb")  # the second word of a noun: "a car chase"
GOING = ("move", "follow", "rig")
POVS = ("pov", "point of view")
NATURE = ("snow", "sleet", "hail", "water", "wind", "ice", "sand")
DOING = ("s", "ing", "ed")
THINGS = ("window", "practical", "key", "rim", "kicker", "fill")  # may be wide or full
SHAPES = ("figure", "length", "body", "shot", "on", "profile")
BY = ("at", "by", "near", "off", "beside", "behind", "against", "under")
CAMERAS = ("camera", "cam", "rig", "head", "drone", "crane", "jib", "dolly", "slider", "gimbal")
AUXILIARY = ("can",)  # a noun only behind an article
SOMEBODY = ("we", "you", "i", "they", "to", "he", "she")


def is_meant_otherwise(
    items: list[Item], at: int, before: str, here: Standing, *, acted: bool
) -> bool:
    """True for a word of the trade that is a thing in shot here, or what somebody does.

    `before` is the preposition in front of it; somebody who `acted` was named just before.
    """
    item = items[at]
    if any(one(items, at) for one in (is_no_lamp, is_going_round, is_another_light, is_lighting)):
        return True
    if _is_of_a_place(items, at) or (item.plain == "moon" and before in ON_THE_MOON):
        return True
    if item.kind == "practical":
        return here.has_subject and is_broken(items, at)
    if item.kind == "size":
        return is_of_a_thing(items, at)
    if item.kind == "rig":  # "he stands by the crane"
        return before in BY and at > 0 and items[at - 1].role == "article"
    if item.plain == "scope":
        return at > 0 and items[at - 1].role == "article"
    if item.kind == "window":
        return _is_window_in_shot(items, at, before, here)
    if item.kind == "air":
        of = at + 1 < len(items) and items[at + 1].plain == "of"  # "smoke of cigarettes"
        does = acted and items[at - 1].lexeme.fills.get("subject.kind", "person") == "person"
        return of or (does and item.plain in DOES_ONE)
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
    return item.kind in ("move", "follow") and _is_no_move(items, at, before, here, acted=acted)


def _is_no_move(items: list[Item], at: int, before: str, here: Standing, *, acted: bool) -> bool:
    """True for a word of moves that is a thing, or what somebody else does."""
    item = items[at]
    if does_a_light(items, at) or (at > 0 and is_of_nature(items[at - 1 : at])):
        return True  # "smoke drifts to the left"
    if before == "on" and " " not in item.text:  # "a bottle on turntable"
        return True
    if item.plain in REVEALS and here.has_moved and finds(items, at):
        return False
    if " " in item.text:  # "the boat floats down", and "as the bailiffs come in"
        does = item.plain.split(" ")[0].endswith("s") or (at > 0 and are_things(items[at - 1]))
        return (acted and (here.is_while or does)) or (does and _is_some_thing(items, at))
    after_article = at > 0 and items[at - 1].role == "article"
    place = after_article and ((before in PLACES and here.has_subject) or before in BY)
    return place or (acted and item.plain.endswith(("s", "ing", *COMPOUND)))


def is_of_a_thing(items: list[Item], at: int) -> bool:
    """True for a size that is said of a window or a lamp, "a wide window"; and for "full" of a
    gel, of the moon, of so many seconds."""
    item, after = items[at], items[at + 1 : at + 2]
    if " " in item.text or not after:
        return False
    if item.plain == "full" and {"@seconds", "frame_count"} & set(after[0].lexeme.fills):
        return True
    if item.plain == "full" and after[0].role in ("quantity", "modifier", "word", "aside"):
        return after[0].kind != "camera" and after[0].plain not in SHAPES
    article = at > 0 and items[at - 1].role in ("article", "adjective")
    return article and item.text.islower() and after[0].kind in THINGS


def are_things(item: Item) -> bool:
    """True for several that may do something: "the sunbeams come in"."""
    return item.role in ("word", "noun") and item.plain.endswith("s") and item.kind != "part"


def _is_some_thing(items: list[Item], at: int) -> bool:
    """True behind a noun that is no subject: "a breeze moves in", "sunbeams come in"."""
    before = items[at - 1] if at else None
    return before is not None and before.role in ("word", "noun") and before.plain not in CAMERAS


def is_doing(item: Item) -> bool:
    """True for a word that nobody knows and that is most likely what somebody does: "rotating"."""
    return item.role == "word" and item.plain.endswith("ing")


def _is_window_in_shot(items: list[Item], at: int, before: str, here: Standing) -> bool:
    """True for a window that is beyond, left, handled or gone to: it lights nothing."""
    beyond = before in SHADED and (here.has_subject or here.last_head == "practical")
    left = before == "from" and here.last_head in (*GOING, "focus")  # "crane down from the window"
    beyond |= before in ("by", "from") and here.last_head in ("rim", "kicker", "fill")
    beyond |= before == "of" and any(one.plain == "out" for one in items[:at])
    gone_to = before in TOWARD and (here.has_moved or here.has_subject)
    return beyond or left or gone_to or (here.has_subject and is_handled(items, at))


def _is_of_a_place(items: list[Item], at: int) -> bool:
    """True for the lights of "city lights behind him", and for "single" before a light."""
    after = items[at + 1 : at + 2]
    if items[at].plain == "single" and is_light(*after):  # "a single spotlight"
        return after[0].kind == "key"
    noun = at > 0 and items[at - 1].role in ("word", "noun")
    return items[at].plain == "lights" and noun and names_a_light(items[at : at + 2])


def is_of_nature(after: list[Item]) -> bool:
    """True before a weather or water, which goes as it does and is no subject."""
    weather = bool(after) and after[0].kind == "air" and not after[0].plain.startswith("in ")
    return weather or (bool(after) and after[0].plain in NATURE)


def is_going_round(items: list[Item], at: int) -> bool:
    """True for "loop" where no light is meant: "an idle loop", "on a loop"."""
    before = items[at - 1].role if at else ""
    return items[at].plain == "loop" and before in ("word", "adjective", "article")


def is_done(items: list[Item], at: int) -> bool:
    """True for a noun that is what somebody does: "we watch", and "watch him"."""
    before = items[at - 1].plain if at else ""
    whom = at + 1 < len(items) and items[at + 1].role in ("pronoun", "article")
    thing = items[at].role == "noun" and items[at].lexeme.fills.get("subject.kind") == "product"
    if whom and thing and at == 0:  # "flag the key", "ring the bell"
        return True
    does = before in SOMEBODY or items[at].plain in AUXILIARY or whom
    return items[at].plain in DOES and does


def is_what_they_do(items: list[Item], at: int) -> bool:
    """True for a verb right behind whoever does it: "the bottle rolls", "the gulls wheel"."""
    item, several = items[at], is_several(items[at - 1].plain)
    does = item.role == "word" and item.plain.endswith(DOING)
    return does or (several and item.plain in DO_SEVERAL)


def is_named(item: Item, here: Standing, before: str) -> bool:
    """True for a light that is a thing in shot: "insert of the key"."""
    return before == "of" and not here.has_subject and item.plain in nouns()


def as_noun(item: Item) -> Item:
    """A word of the trade as the noun that it is as well."""
    return replace(item, lexeme=Lexeme("noun", "subject", nouns()[item.plain]))
