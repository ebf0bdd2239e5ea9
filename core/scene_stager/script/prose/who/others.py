# SPDX-License-Identifier: Apache-2.0
"""What others do than whom the shot is of: how they go and where they stand has no field."""

from dataclasses import replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.sentence import Doing, Sentence
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.who.guess import MaybeSubject, Standing
from scene_stager.script.prose.who.noun_phrase import NounPhrase

CARRY = ("on", "in", "of", "at", "onto", "upon", "inside", "from", "to", "into")
APART = "apart"  # a mention of somebody else, or of what they do


def does_what_follows(phrase: NounPhrase, here: Standing, after: list[Item]) -> bool:
    """True for a noun that stands by itself, and for "a dog" in "with a dog running beside her"."""
    if not here.before:
        return True
    running = bool(after) and after[0].kind == "motion" and after[0].plain.endswith("ing")
    return running and phrase.is_somebody and here.before not in CARRY


def leave_what_others_do(sentence: Sentence, subject: MaybeSubject | None) -> None:
    """Set aside how others go, and let nothing that is said of them be said of the subject."""
    if subject is None:
        return
    surely = [one for one in sentence.subjects if one.is_known or not one.is_bare]
    names = {one.span: one.noun for one in surely}
    places: set[int] = set()
    goes: Fills | None = None
    for one in sentence.doings:
        mine = not _is_anothers(one, subject, names)
        if mine and goes in (None, one.found[1]):
            goes = one.found[1]  # of two ways to go the first
        else:
            sentence.take_back(one.found)
            places.add(one.place)
    for at, node in enumerate(sentence.mentions):
        span = node.item.start, node.item.end
        whole = node.kind == "subject" and node.item.kind != "part"
        other = whole and names.get(span, subject.noun) != subject.noun
        if other or (node.kind in ("going", "motion") and node.place in places):
            sentence.mentions[at] = replace(node, kind=APART)


def _is_anothers(one: Doing, subject: MaybeSubject, names: dict[tuple[int, int], str]) -> bool:
    named = one.doer is not None and names.get(one.doer, "") != subject.noun
    return named and one.doer != subject.span
