# SPDX-License-Identifier: Apache-2.0
"""The one subject of a sentence among those that it may be of."""

import re
from dataclasses import replace

from scene_stager.script.prose.choices import SUGGESTED
from scene_stager.script.prose.sentence import Sentence
from scene_stager.script.prose.synonyms import Fills, Value, either, words
from scene_stager.script.prose.synonyms.glue import PERSON_ENDINGS
from scene_stager.script.prose.synonyms.subject import PARTS
from scene_stager.script.prose.who.guess import (
    ANYBODY,
    BARE,
    HERO,
    NAMED,
    PLACE,
    SIZE_OF,
    SIZE_TOO,
    SOMEBODY_NEAR,
    SPOKEN_OF,
    MaybeSubject,
)
from scene_stager.script.prose.who.noun_phrase import is_several
from scene_stager.script.prose.who.own_side import OWN
from scene_stager.script.prose.words import plain_word

OF_PEOPLE = {"two shot", "2 shot", "three shot", "group shot", "over the shoulder", "ots", "pov"}
OF_PEOPLE |= {"over the shoulder shot", "ots shot"}
WHO_DO = ("he", "she", "they")
SIZES_OF_PEOPLE = set(either("medium_full|medium|medium_close_up|close_up|extreme_close_up"))
UNSEEN = PARTS - words("face faces eye eyes profile")  # parts that no focal target is at
PLACES = ("venue", "building")
AGE = re.compile(r"[4-9]0s")
DETAILS = ("close_up", "extreme_close_up", "insert")
TALL = "subject.height_m"


def with_subject(sentence: Sentence) -> MaybeSubject | None:
    """The likeliest of those that the shot may be of, added to what was found; the first of
    several. The others are set aside."""
    _take_the_lone_one(sentence)
    best = likeliest(sentence)
    if best is None:
        return None
    of_people = best.rank <= PLACE and _is_of_people(sentence)  # "INT. DINER - DAY. Two shot"
    if of_people or _is_where_they_are(sentence, best):
        sentence.asides += [one.span for one in sentence.subjects if one.fills != HERO]
        return None
    named_too = any(one.noun not in ("", best.noun) for one in sentence.subjects)
    best = replace(best, is_of_end=best.is_of_end and named_too and best.fills != HERO)
    sentence.found.append((best.words, best.fills, best.span[0]))
    if best.is_last and best.noun in SIZE_OF:
        sentence.found.append((best.words, {"~~@size_to": SIZE_OF[best.noun]}, best.span[0]))
    elif best.noun in SIZE_OF and best.noun != "face" and not _sizes(sentence):
        sentence.found.append((best.words, {"~~framing.size": SIZE_OF[best.noun]}, best.span[0]))
    _leave_behind(sentence, best)
    _leave_theirs(sentence, best)
    _leave_age(sentence, best)
    for other in sentence.subjects:
        if other.is_bare and other.noun in SIZE_TOO and other.span != best.span:
            sentence.found.append((other.words, SIZE_TOO[other.noun], other.span[0]))
        elif other.noun != best.noun and (other.fills != HERO or other.noun in UNSEEN):
            sentence.asides.append(other.span)
    return best


def _is_a_bare_place(one: MaybeSubject) -> bool:
    return one.is_bare and one.fills.get("subject.kind") == "venue"


def _take_the_lone_one(sentence: Sentence) -> None:
    """Let a noun alone that nobody knows be the subject where no other may be; one that ends as
    people do, where only a place may: "misty lake, rower"."""
    best = likeliest(sentence)
    lone = sentence.lone
    if best is not None and _is_a_bare_place(best):
        lone = [one for one in lone if one[0].noun.endswith(PERSON_ENDINGS)]
    elif best is not None:
        return
    if len(lone) == 1:
        ((alone, phrase, others),) = lone
        sentence.asides.remove(phrase)
        sentence.asides += others
        sentence.subjects.append(alone)


def likeliest(sentence: Sentence) -> MaybeSubject | None:
    """The first of those that the shot is likeliest of."""
    best = max(sentence.subjects, key=lambda one: one.rank, default=None)
    if best is not None and (best.fills.get("subject.kind") in PLACES or _is_a_thing(best)):
        best = _who_is_there(sentence, best) or best
    if best is not None and best.fills == HERO:
        return _who_is_meant(best, sentence.subjects)
    kind = None if best is None else best.fills.get("subject.kind")
    if best is None or best.rank > NAMED or kind == "person":
        return best
    spoken = [one for one in sentence.subjects if one.rank == SPOKEN_OF]
    several = "them" if kind == "vehicle" else ""
    return next((one for one in spoken if one.words.lower() != several), best)


def _who_is_meant(pronoun: MaybeSubject, others: list[MaybeSubject]) -> MaybeSubject:
    """Whoever was named before "her", wherever they stand: "water pours over the swimmer, a lamp
    beside her"."""
    anybody = pronoun.noun in ANYBODY  # "a full circle around the subject, wide on the farmer"
    named = [one for one in others if one.fills != HERO]
    named = [one for one in named if anybody or one.span < pronoun.span]
    people = [one for one in named if one.fills.get("subject.kind") == "person" and one.is_known]
    return max(people, key=lambda one: one.rank, default=pronoun)


def _is_a_thing(one: MaybeSubject) -> bool:
    """True for "umbrellas" and "reeds", which stand by themselves and are nobody."""
    several = not one.is_known and one.noun.islower() and is_several(one.noun)
    return one.is_bare and (several or one.fills.get("subject.kind") == "product")


def _who_is_there(sentence: Sentence, place: MaybeSubject) -> MaybeSubject | None:
    """Somebody rather than a place or a thing alone: "clearing over the fox", "misty lake, rower",
    "umbrellas, commuter"; who goes there: "wide of the street, she walks away"."""
    goes = [one.item.start for one in sentence.mentions if one.kind in ("going", "goes")]
    somewhere = place.fills.get("subject.kind") in PLACES
    for one in sentence.subjects:
        named = one.rank == BARE and one.is_bare and one.noun.endswith(PERSON_ENDINGS)
        near = place.is_bare and (named or (somewhere and one.rank == SOMEBODY_NEAR))
        acts = one.noun == "" and one.words.lower() in WHO_DO
        if near or (acts and any(at >= one.span[1] for at in goes)):
            return one
    return None


def _is_where_they_are(sentence: Sentence, best: MaybeSubject) -> bool:
    """True for a place alone beside somebody's own side: "cave, key from the actor's left"."""
    place = best.is_bare and best.fills.get("subject.kind") in PLACES
    return place and OWN.search(sentence.text) is not None


def _sizes(sentence: Sentence) -> list[Value]:
    paths = ("framing.size", "@size_from", "@size_to", "rig.from_distance_m", "rig.to_distance_m")
    found = [one[1].items() for one in sentence.found]
    return [v for items in found for path, v in items if path.lstrip(SUGGESTED) in paths]


def is_of_a_shot(sentence: Sentence, subject: MaybeSubject | None) -> bool:
    """True for a set-up of somebody, "OTS of the detective", and for what she does: "she cries"."""
    texts = {plain_word(sentence.text[a:b]).replace("-", " ") for a, b in sentence.asides}
    does = (
        subject is not None and subject.words.lower() in WHO_DO and len(sentence.text.split()) > 1
    )
    over = any(one.startswith("over ") and "shoulder" in one for one in texts)
    return does or (subject is not None and (over or bool(texts & OF_PEOPLE)))


def _is_of_people(sentence: Sentence) -> bool:
    """True for a set-up or a size that nobody has of a place."""
    texts = {plain_word(sentence.text[a:b]) for a, b in sentence.asides}
    return bool(texts & OF_PEOPLE or {*_sizes(sentence)} & SIZES_OF_PEOPLE)


def _leave_behind(sentence: Sentence, best: MaybeSubject) -> None:
    """Set aside the size of what a move comes from: "from a close up of the ring to reveal"."""
    left = {one.sized_at for one in sentence.subjects if best.is_found and one is not best}
    for found in [one for one in sentence.found if one[2] in left and _is_a_detail(one[1])]:
        sentence.found.remove(found)
        sentence.asides.append((found[2], found[2] + len(found[0])))


def _is_a_detail(fills: Fills) -> bool:
    """True for any size of what a move leaves, and for a near one that it starts on."""
    return "framing.size" in fills or fills.get("@size_from") in DETAILS


def _leave_theirs(sentence: Sentence, best: MaybeSubject) -> None:
    """Set aside how tall another is: "a ladder 4 metres tall beside the painter"."""
    others = [one.span[1] for one in sentence.subjects if one.span != best.span]
    for found in [one for one in sentence.found if TALL in one[1]]:
        if len(sentence.text[: found[2]].rstrip()) in others:
            sentence.found.remove(found)
            sentence.asides.append((found[2], found[2] + len(found[0])))


def _leave_age(sentence: Sentence, best: MaybeSubject) -> None:
    """Set aside how old somebody is: "woman, close up, 70s" lasts no 70 seconds."""
    person = best.fills.get("subject.kind") == "person"
    for found in [one for one in sentence.found if person and AGE.fullmatch(one[0])]:
        sentence.found.remove(found)
        sentence.asides.append((found[2], found[2] + len(found[0])))
