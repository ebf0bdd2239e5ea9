# SPDX-License-Identifier: Apache-2.0
"""What a word of the trade is said of: the noun behind it, somebody, or the head that follows."""

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.lights.verbs import does_a_light
from scene_stager.script.prose.synonyms.glue import VERB_ENDINGS
from scene_stager.script.prose.who.guess import WORN
from scene_stager.script.prose.who.noun_phrase import NounPhrase, is_adjective, noun_phrase

BEHIND_HER = ("preposition", "join")
HOW_IT_FEELS = ("cold", "warm", "cool", "blue", "soft", "heavy", "hard", "orange", "amber")
BEING = ("is", "are", "was", "were")
SCENIC = ("practical", "window", "time")  # kinds of heads that are said of people as well
SIZED = ("size", "angle", "profile")
OF_THE_CAMERA = (*["move", "follow", "track", "zoom", "focus", "rig", "size", "angle", "profile"],)


def is_said_of_a_noun(items: list[Item], at: int) -> bool:
    """True for "wide" in "a wide street"."""
    follows = at > 0 and items[at - 1].role == "article"
    return follows and is_adjective(items[at], True) and noun_phrase(items, at, True) is not None


def is_a_noun_itself(items: list[Item], at: int, follows_article: bool) -> bool:
    """True for "cold" behind "the", where nothing follows that it could be said of, and for "cool"
    in "cool stare", which is said of what somebody does."""
    rest = items[at + 1 : at + 2]
    if items[at].plain in HOW_IT_FEELS and _is_of_a_thing(items, at):
        return True
    if rest and rest[0].role == "verb":
        return items[at].plain in HOW_IT_FEELS and len(items) == at + 2
    ends = not rest or rest[0].role in ("join", "preposition")
    return follows_article and ends and items[at].plain in HOW_IT_FEELS


def _is_of_a_thing(items: list[Item], at: int) -> bool:
    """True for "amber" in "the walls are amber", which no light is by that."""
    before = [one for one in items[:at] if one.plain not in ("very", "so", "all", "quite")]
    named = before[-2:-1]
    return bool(named) and before[-1].plain in BEING and named[0].role in ("word", "noun")


def is_said_of_a_window(items: list[Item], at: int) -> bool:
    """True for "wide" in "a wide window", which says nothing of the shot."""
    follows = at > 0 and items[at - 1].role == "article"
    after = items[at + 1 : at + 2]
    in_shot = bool(after) and after[0].kind in SCENIC and after[0].kind != "time"
    return follows and in_shot and items[at].kind in SIZED and " " not in items[at].text


def is_said_of_a_head(items: list[Item], named: NounPhrase, follows_article: bool) -> bool:
    """True for "soft" in "soft north light", where the noun is said of a light or a move."""
    kind = items[named.end].kind if named.end < len(items) else ""
    unknown = named.noun.role == "word" and not follows_article
    return kind in LAMPS or (unknown and kind in OF_THE_CAMERA)


def is_said_of_somebody(items: list[Item], at: int) -> bool:
    """True for "torch" in "the torch singer", and for "night" in "the night clerk"."""
    after = items[at + 1 : at + 2]
    kind = after[0].lexeme.fills.get("subject.kind") if after else None
    if items[at].kind == "air" and " " not in items[at].text:  # "dusty boots", "a rain coat"
        thing = items[at].plain.endswith("y") and kind == "product"
        worn = bool(after) and after[0].plain in WORN | {"boots", "shoes"}
        worn |= bool(after) and items[at].plain.endswith("y") and after[0].kind == "air"
        return worn or ((thing or kind == "person") and after[0].role == "noun")
    noun = kind == "person" and after[0].role == "noun" and after[0].kind != "part"
    if items[at].kind == "time" and len(items) > at + 2:  # "night shift nurse"
        last = items[at + 2]
        person = last.lexeme.fills.get("subject.kind") == "person" and last.kind != "part"
        noun |= person and last.role == "noun" and after[0].role == "word"
    scenic = items[at].kind in SCENIC and " " not in items[at].text
    return scenic and (noun or _is_compound(items, at))


def _is_compound(items: list[Item], at: int) -> bool:
    """True for "fire" in "the fire chief": the noun is the word behind it."""
    after = items[at + 1 : at + 2]
    word = bool(after) and after[0].role == "word" and not after[0].plain.endswith(VERB_ENDINGS)
    word = word and not does_a_light(items, at + 1)
    return word and at > 0 and items[at - 1].role == "article"


def is_of_somebody(after: list[Item]) -> bool:
    """True of a noun before "of the sergeant"."""
    nouns_after = [item for item in after[1:] if item.role == "noun"]
    person = bool(nouns_after) and nouns_after[0].lexeme.fills.get("subject.kind") == "person"
    return person and after[0].plain == "of"


def is_said_of_a_number(items: list[Item], named: NounPhrase) -> bool:
    """True for "clean" in "a clean 50", which is no noun."""
    after = items[named.end : named.end + 1]
    return named.noun.role == "adjective" and bool(after) and after[0].kind == "measure"


def is_object(items: list[Item], at: int, phrase: NounPhrase | None) -> bool:
    """True for "her" before what is said of her: "keep her small"."""
    if items[at].plain != "her":
        return False
    after = items[at + 1] if at + 1 < len(items) else None
    if after is None or after.role in BEHIND_HER or after.kind == "motion":
        return True
    nobody = phrase is None or phrase.noun.role == "adjective"
    return (after.role in ("adjective", "modifier") and nobody) or (
        after.role == "word"
        and after.plain.endswith("ing")
        and items[at + 2 : at + 3] != []
        and items[at + 2].role in BEHIND_HER
    )
