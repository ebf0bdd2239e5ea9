# SPDX-License-Identifier: Apache-2.0
"""A word of the trade that is a thing in shot where it stands, or what somebody does."""

from dataclasses import replace

from scene_stager.script.prose.camera.moves_in_turn import REVEALS, finds
from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.lamps import (
    is_another_light,
    is_broken,
    is_handled,
    is_lighting,
)
from scene_stager.script.prose.lights.of_lamps import is_no_lamp
from scene_stager.script.prose.lights.verbs import does_a_light, is_light, names_a_light
from scene_stager.script.prose.synonyms.glue import ABSTRACT, BACKDROPS, PLACES, VERB_ENDINGS
from scene_stager.script.prose.synonyms.subject import DOES, SCENERY, nouns
from scene_stager.script.prose.synonyms.verbs import (
    DO_SEVERAL,
    DOES_ONE,
    GOES,
    GONE,
    IS_GONE,
    MAY_DO_ONE,
)
from scene_stager.script.prose.who.guess import Standing
from scene_stager.script.prose.who.noun_phrase import ONE, WAYS, does_right_behind, is_several
from scene_stager.script.prose.words import Lexeme

DRIFT = ("drift", "roll", "creep", "float", "swirl", "blow", "pour", "settl", "settle", "rise")
SHADED = ("in front of", "behind", "outside", "past", "in front", "beyond", "through", "out of")
AT = ("at", "by", "near", "beside", "under", "behind", "next to", "against", "off")
TOWARD = ("to", "toward", "towards", "onto", "into", "at")
ON_THE_MOON = ("on", "of", "to", "onto", "around", "at")
COMPOUND = ("chase", "track", "lead", "climb")  # the second word of a noun: "a car chase"
GOING = ("move", "follow", "rig")
POVS = ("pov", "point of view")
OF_A_LIGHT = ("modifier", "filler", "adjective", "quantity")
NATURE = ("snow", "sleet", "hail", "water", "wind", "ice", "sand")
WETTED = ("on", "against", "down", "over")  # where rain is: "rain on the window"
LAMPS = ("key", "fill", "rim", "kicker")
THINGS = ("window", "practical", "key", "rim", "kicker", "fill")  # may be wide or full
SHAPES = ("figure", "length", "body", "shot", "on", "profile")
BY = ("at", "by", "near", "off", "beside", "behind", "against", "under")
CAMERAS = ("camera", "cam", "rig", "head", "drone", "crane", "jib", "dolly", "slider", "gimbal")
MODALS = ("should", "must", "can", "could", "will", "would", "shall", "may", "might")
AUXILIARY = ("can",)  # a noun only behind an article
HANDLED = ("shuffle", "shuffles", "shuffling", "run", "runs", "running")  # things as well
ALL_THE_OTHERS = ("everyone", "everybody", "someone", "nobody", "noone", "everything", "others")
FAR = ("length", "width", "mile", "marathon", "race", "gauntlet", "track", "stairs", "whole")
SOMEBODY = ("we", "you", "i", "they", "to", "he", "she")


def is_meant_otherwise(
    items: list[Item], at: int, before: str, here: Standing, *, acted: bool
) -> bool:
    """True for a word of the trade that is a thing in shot here, or what somebody does.

    `before` is the preposition in front of it; somebody who `acted` was named just before.
    """
    item = items[at]
    if is_lighting(items, at, acted=acted):
        return True
    if any(one(items, at) for one in (is_no_lamp, is_going_round, is_another_light)):
        return True
    if _is_of_a_place(items, at) or (item.plain == "moon" and before in ON_THE_MOON):
        return True
    if item.kind == "practical":
        return before == "like" or (here.has_subject and is_broken(items, at))
    if item.kind == "size":
        return is_of_a_thing(items, at)
    if item.kind == "rig":  # "he stands by the crane"
        return before in BY and at > 0 and items[at - 1].role == "article"
    if item.plain == "scope":
        return at > 0 and items[at - 1].role == "article"
    if item.kind == "window":
        return _is_window_in_shot(items, at, before, here)
    if item.kind == "air" and is_over(items, at):
        return True
    if item.kind == "profile":  # "one with his back to camera": of two, and not of the shot
        return items[0].plain in ("one", "another")
    if item.kind == "air":
        of = at + 1 < len(items) and items[at + 1].plain == "of"  # "smoke of cigarettes"
        does = acted and items[at - 1].lexeme.fills.get("subject.kind", "person") == "person"
        return of or (does and item.plain in DOES_ONE)
    if item.plain == "bright":  # "bright exterior behind", "bright red lips"
        said = next((one for one in items[at + 1 :] if one.role != "adjective"), None)
        return said is not None and said.role in ("word", "noun", "slug")
    if item.kind == "angle":
        return acted and item.plain.startswith("look") and not here.sees_with
    if item.kind == "motion":
        return _is_no_gait(items, at, here, acted=acted)
    if is_a_thing_there(items, at, before):
        return True
    if item.kind in ("move", "follow"):
        return _is_no_move(items, at, before, here, acted=acted)
    return False


def _is_at_the_back(items: list[Item], at: int) -> bool:
    """True for the light of "the light is soft in the background", which is none of the shot's."""
    if items[at].kind != "key" or items[at].lexeme.fills:
        return False
    rest = [one for one in items[at + 1 :] if one.role not in OF_A_LIGHT]
    return [one.plain for one in rest[:1]] == ["in"] and any(
        one.plain in BACKDROPS for one in items[items.index(rest[0]) + 1 :][:2]
    )


def _is_no_gait(items: list[Item], at: int, here: Standing, *, acted: bool) -> bool:
    """True for a word of going that candles, snow or whoever carries the camera does."""
    item = items[at]
    if item.plain == "still" and _is_still_so(items[at + 1 : at + 2]):
        return True
    if at > 0 and items[at - 1].kind == "practical":
        return item.lexeme.fills.get("subject.motion") == "still"  # "three candles stand"
    if at > 0 and items[at - 1].plain in ALL_THE_OTHERS:
        return True
    if item.plain in HANDLED and not _has_a_way(items[at + 1 : at + 4], item.plain):
        return True
    if not acted and is_of_nature(items[at + 1 : at + 2]):
        return item.plain.endswith("ing")  # "driving snow", "running water"
    runs = at > 0 and (items[at - 1].kind == "rig" or items[at - 1].plain in POVS)
    return (runs and not here.has_subject) or _is_a_stand(items, at)  # "POV running through"


def _has_a_way(after: list[Item], gait: str) -> bool:
    """False for what is done to a thing: "shuffles the deck", "runs a bath"."""
    if gait.startswith("shuffl"):
        return bool(after) and (after[0].plain in WAYS or after[0].role == "modifier")
    far = any(one.plain in FAR for one in after[1:3])  # "runs the length of the pier"
    return not after or after[0].role != "article" or far


def _is_still_so(after: list[Item]) -> bool:
    """True for "still" in "still water", and in "I still want", where nobody is to hold."""
    if not after or after[0].plain in (*SHAPES, *CAMERAS, "shot", "frame", "image"):
        return False
    thing = after[0].plain in SCENERY or (
        after[0].role == "noun" and after[0].lexeme.fills.get("subject.kind") != "person"
    )
    return thing or after[0].role == "filler" or after[0].kind in ("air", "time", "key")


def _is_a_stand(items: list[Item], at: int) -> bool:
    """True for "stand" in "the reviewing stand", which is a thing."""
    if at < 2 or items[at].plain not in ("stand", "walk", "run"):
        return False
    said = items[at - 1].role in ("word", "adjective") and not is_several(items[at - 1].plain)
    return said and items[at - 2].role == "article"


def _is_no_move(items: list[Item], at: int, before: str, here: Standing, *, acted: bool) -> bool:
    """True for a word of a move that somebody, a light or the weather does, or that is a thing."""
    item = items[at]
    if item.plain == "chasing" and at == 0 and here.goes:
        return True
    if does_a_light(items, at) or (at > 0 and is_of_nature(items[at - 1 : at])):
        return True  # "smoke drifts to the left"
    if _is_the_airs(items, at):
        return True
    if before == "on" and " " not in item.text:  # "a bottle on turntable"
        return True
    if item.plain in REVEALS and here.has_moved and finds(items, at):
        return False
    if " " in item.text:  # "the boat floats down", and "as the bailiffs come in"
        if at > 0 and items[at - 1].plain in ABSTRACT - {*CAMERAS} and _is_gerund(item):
            return True  # "pollen drifting in"
        comes = at > 0 and items[at - 1].kind == "part" and item.plain.startswith("come ")
        several = at > 0 and are_things(items[at - 1])
        does = item.plain.split(" ")[0].endswith("s") or several or comes  # "her hands come in"
        return (acted and (here.is_while or does)) or (does and _is_some_thing(items, at))
    after_article = at > 0 and items[at - 1].role == "article"
    place = after_article and ((before in PLACES and here.has_subject) or before in BY)
    do = acted and is_several(items[at - 1].plain) and item.plain in DO_SEVERAL  # "bubbles rise"
    return place or do or (acted and item.plain.endswith(("s", "ing", *COMPOUND)))


def _is_gerund(item: Item) -> bool:
    return item.plain.split(" ")[0].endswith("ing")


def _is_the_airs(items: list[Item], at: int) -> bool:
    """True for "drift left" in "the smoke should be warm and drift left"."""
    first = next((one for one in items[:at] if one.role not in ("article", "filler")), None)
    airs = first is not None and first.kind in ("air", "wind") and not first.plain.endswith("y")
    verb = items[at].plain.split(" ")[0]
    return airs and verb.removesuffix("ing").removesuffix("s") in DRIFT


def is_a_thing_there(items: list[Item], at: int, before: str) -> bool:
    """True for "at the sink", "by the crane", "on a slide" and "she takes a pan"."""
    item = items[at]
    if at == 0 or items[at - 1].role != "article":
        return False
    if " " in item.text and not any(one.role == "article" for one in items[at + 1 : at + 2]):
        return False  # and "on a slide in the park" is on a slide
    if item.kind == "move":
        taken = at > 1 and (items[at - 2].role == "verb" or items[at - 2].plain == "takes")
        return taken or before in (*AT, "on", "in", "into", "off")
    return item.plain == "slide" or (item.kind == "rig" and before in AT)


def is_of_a_thing(items: list[Item], at: int) -> bool:
    """True for a size that is said of a window or a lamp, "a wide window"; and for "full" of a
    gel, of the moon, of so many seconds."""
    item, after = items[at], items[at + 1 : at + 2]
    if item.plain == "full" and at and items[at - 1].kind in ("air", "wind", "practical"):
        return True  # "rain machines full"
    if " " in item.text or not after:
        return False
    if item.plain == "full" and {"@seconds", "frame_count"} & set(after[0].lexeme.fills):
        return True
    if item.plain == "full" and after[0].role in ("quantity", "modifier", "word", "aside"):
        return after[0].kind != "camera" and after[0].plain not in SHAPES
    if item.plain == "full" and after[0].role == "head" and after[0].kind in LAMPS:
        return True
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
    turned = any(one.plain.startswith(("turn", "look", "step", "come")) for one in items[:at])
    left = before == "from" and (
        here.last_head in (*GOING, "focus") or turned
    )  # "crane down from the window"
    beyond |= before in ("by", "from") and here.last_head in ("rim", "kicker", "fill")
    beyond |= before == "in" and here.last_head in ("practical", "key")  # a lamp stands there
    beyond |= before == "from" and here.last_head == "practical"
    wet = here.last_head == "air" or any(one.plain in ABSTRACT for one in items[:at])
    beyond |= wet and before in WETTED
    hits = here.last_head == "air" and at > 1 and items[at - 1].role == "article"
    beyond |= hits and items[at - 2].plain.endswith("ing")  # "rain hitting a window"
    beyond |= before == "of" and any(one.plain == "out" for one in items[:at])
    beyond |= before == "in" and here.has_subject and items[at - 1].role == "article"
    gone_to = before in TOWARD and (here.has_moved or here.has_subject)
    return beyond or left or gone_to or (here.has_subject and is_handled(items, at))


def _is_of_a_place(items: list[Item], at: int) -> bool:
    """True for the lights of "city lights behind him", and for "single" before a light."""
    if _is_at_the_back(items, at):
        return True
    after = items[at + 1 : at + 2]
    if items[at].plain == "single" and is_light(*after):  # "a single spotlight"
        return after[0].kind == "key"
    noun = at > 0 and items[at - 1].role in ("word", "noun")
    return items[at].plain == "lights" and noun and names_a_light(items[at : at + 2])


def is_over(items: list[Item], at: int) -> bool:
    """True for a weather that is no more, or not yet: "after the rain", "the rain has stopped"."""
    before = [one.plain for one in items[:at] if one.role != "article"]
    after = [one.plain for one in items[at + 1 :] if one.plain not in ("has", "had", "just")]
    return before[-1:] in (["after"], ["before"]) or after[:1] in (["stopped"], ["passed"])


def is_of_nature(after: list[Item]) -> bool:
    """True before a weather or water, which goes as it does and is no subject."""
    weather = (
        bool(after) and after[0].kind in ("air", "wind") and not after[0].plain.startswith("in ")
    )
    return weather or (bool(after) and after[0].plain in NATURE)


def is_going_round(items: list[Item], at: int) -> bool:
    """True for "loop" where no light is meant: "an idle loop", "on a loop"."""
    before = items[at - 1].role if at else ""
    return items[at].plain == "loop" and before in ("word", "adjective", "article")


def is_done(items: list[Item], at: int) -> bool:
    """True for a noun that is what somebody does: "we watch", and "watch him"."""
    before = items[at - 1].plain if at else ""
    whom = at + 1 < len(items) and items[at + 1].role in ("pronoun", "article")
    if before in MODALS and items[at].role == "word":
        return True  # "the fog should hug the ground"
    thing = items[at].role == "noun" and items[at].lexeme.fills.get("subject.kind") == "product"
    whom = whom or any(one.plain in ("everything", "off") for one in items[at + 1 : at + 2])
    if whom and thing and at == 0:  # "flag the key", "ring the bell"
        return True
    does = before in SOMEBODY or items[at].plain in AUXILIARY or whom
    return items[at].plain in DOES and does


def is_what_they_do(items: list[Item], at: int) -> bool:
    """True for a verb right behind whoever does it: "the bottle rolls", "the gulls wheel"."""
    item, several = items[at], is_several(items[at - 1].plain)
    if does_right_behind(items, at - 1, at, opens=True):
        return True
    one = at > 1 and items[at - 2].plain in ONE and item.plain[:-1] in nouns()  # "a jet taxis"
    does = (item.role == "word" or one) and item.plain.endswith(VERB_ENDINGS)
    return does or (several and item.plain in DO_SEVERAL)


def is_what_they_are_let(items: list[Item], at: int) -> bool:
    """True for "drive" in "let the bus drive through"."""
    let = any(one.plain == "let" for one in items[max(at - 4, 0) : at])
    return let and items[at].plain in GONE | DO_SEVERAL


def is_gone(items: list[Item], at: int) -> bool:
    """True for "thunders" before "past", and for "crosses the street"."""
    after = items[at + 1] if at + 1 < len(items) else None
    if after is None or items[at].plain not in IS_GONE:
        return False
    across = items[at].plain.startswith("cross") and after.role in ("article", "preposition")
    return across or after.plain in WAYS or after.plain in ("between", "towards", "under")


def is_named(item: Item, here: Standing, before: str, *, does: bool) -> bool:
    """True for a light that is a thing in shot: "insert of the key", "a butterfly lands"."""
    return item.plain in nouns() and not here.has_subject and (before == "of" or does)


def does_something(items: list[Item], at: int) -> bool:
    """True for what stands behind an article and before what it does: "a butterfly lands"."""
    after = items[at + 1 : at + 2]
    does = bool(after) and (after[0].role == "verb" or after[0].plain in MAY_DO_ONE | GOES)
    named = at > 0 and items[at - 1].role == "article"
    return does and named and "lighting.style" in items[at].lexeme.fills


def as_noun(item: Item) -> Item:
    """A word of the trade as the noun that it is as well."""
    return replace(item, lexeme=Lexeme("noun", "subject", nouns()[item.plain]))
