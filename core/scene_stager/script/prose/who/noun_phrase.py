# SPDX-License-Identifier: Apache-2.0
"""A noun and what is said of it: where it ends, and which word of it is the noun."""

from dataclasses import dataclass

from scene_stager.script.prose.items import POSSESSIVE, Item
from scene_stager.script.prose.lights.verbs import does_a_light
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.glue import ABSTRACT, COUNTS, PERSON_ENDINGS
from scene_stager.script.prose.synonyms.modifiers import AMOUNTS, OF_CAMERA_AND_LIGHT
from scene_stager.script.prose.synonyms.subject import DOES, SCENERY, guessed_kind, named, nouns
from scene_stager.script.prose.synonyms.verbs import DO_SEVERAL, GOES, GONE, IS_GONE, MAY_DO_ONE

QUALITY = {
    word
    for table in (*OF_CAMERA_AND_LIGHT, AMOUNTS)
    for words in table
    for word in words.split("|")
}
STANDING = {"low", "high", "front", "back", "side", "left", "right", "overhead", "frontal", "lower"}
SIZES = words(
    "size angle profile setup key lens rig move follow focus roll placement film"
)  # kinds of words said of nouns as well
LAMPS = words("practical")
VERBAL = ("ing", "ed")
MANNERS = ("y", "ic", "ive", "al", "ish")  # how words end that are rather said of a shot
OF_THE_CAMERA = words("angle size setup rig profile roll")
CARDS = words("piece card")  # things where a noun says of what: "a chess piece"
PIECES = words(  # of a thing that is named behind them
    """bonnet hood roof wheel wheels corner top bottom front back side tip barrel handle surface
    cover spine neck rim lip tail nose wing wings bow stern base foot heart middle rear inside"""
)
ONE = ("a", "an")
DEGREES = ("little", "bit", "touch")  # before what something is so much of
SETUPS = ("setup", "set-up")
SINGULAR = ("ss", "us", "is", "'s", "’s")  # how words end that are no verb and not of several
SEVERAL = words("men women children people cattle geese sheep wolves mice police")
WAYS = words(
    "toward towards through into past across down up out along around away off over by onto"
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Items from `start` to before `end` in their clause, of which `noun` names the thing."""

    start: int
    end: int
    noun: Item
    said_of_it: str = ""  # the noun before it: "chess" of a board

    @property
    def name(self) -> str:
        """The noun without capitals, accents or a possessive ending."""
        return POSSESSIVE.sub("", self.noun.plain) or self.noun.plain

    @property
    def is_known(self) -> bool:
        """True for a noun of the lexicon."""
        return self.noun.role == "noun"

    @property
    def is_somebody(self) -> bool:
        """True for a noun that is known to be a person."""
        return self.noun.lexeme.fills.get("subject.kind") == "person"

    @property
    def is_scenery(self) -> bool:
        """True for what a shot is rather near or in than of."""
        return self.name in SCENERY or self.name.removesuffix("s") in SCENERY

    @property
    def is_place(self) -> bool:
        """True for what may be a place as well as the subject."""
        return self.is_scenery or self.noun.lexeme.fills.get("subject.kind") in (
            "venue",
            "building",
        )

    @property
    def fills(self) -> Fills:
        """What it fills as the subject; a noun that nobody knows is guessed."""
        return self.noun.lexeme.fills or named(self.name, self._guessed())

    def _guessed(self) -> str:
        """Its kind by its own end, or by the word before: a "chess board" is no person."""
        one = nouns().get(f"{self.said_of_it}{self.name}", {}).get("subject.kind")
        return str(one or guessed_kind(self.name, self.said_of_it))

    @property
    def is_abstract(self) -> bool:
        """True for a noun that no shot is of."""
        counted = self.name in CARDS and bool(self.said_of_it)
        return self.name in ABSTRACT and not counted


def noun_phrase(items: list[Item], start: int, after_article: bool) -> NounPhrase | None:
    """The noun phrase that begins here, if one does."""
    nouns: list[int] = []
    at = start
    while at < len(items):
        item = items[at]
        if _is_noun(item) and does_a_light(items, at):
            break  # "the car's lights flash"
        if _is_noun(item):
            if nouns and _is_behind_the_name(items, start, nouns[-1], at, after_article):
                break
            nouns.append(at)
        elif not is_adjective(item, after_article):
            break
        at += 1
    head = items[at].kind if at < len(items) and items[at].role == "head" else "motion"
    if not nouns and head not in ("motion", "measure"):
        return None  # "a restless handheld camera"
    manner = nouns and items[nouns[-1]].role == "word" and items[nouns[-1]].plain.endswith(MANNERS)
    if manner and after_article and head in OF_THE_CAMERA:
        return None  # "a scary low angle"
    if head in LAMPS and is_said_of_lamps(items[nouns[-1]]):
        return None  # "three guttering candles"
    if not nouns:
        last = items[at - 1]
        of_a_lamp = at < len(items) and items[at].role == "aside"  # "a small eyelight"
        counted = last.role != "adjective" or last.plain in COUNTS
        counted |= at - start > 1 and items[start].plain in DEGREES  # "a little green"
        if not after_article or at == start or counted or of_a_lamp:
            return None
        return NounPhrase(start, at, items[at - 1])  # "the giant": said of nobody, it is the noun
    owner = next((n for n in nouns[:-1] if _owns(items[n])), None)
    if _is_person(items[nouns[-1]]) and items[nouns[-1]].kind != "part":
        owner = None  # "the bride's father"
    last = items[nouns[-1]]
    piece = len(nouns) > 1 and last.plain in PIECES and items[nouns[-2]].role == "noun"
    if owner is None and len(nouns) > 1 and (last.kind == "part" or piece):
        owner = nouns[-2]  # "the watch face" is of a watch
    noun = nouns[-1] if owner is None else owner
    before = items[noun - 1].plain if noun - 1 in nouns else ""
    return NounPhrase(start, nouns[-1] + 1, items[noun], before)


def _is_behind_the_name(
    items: list[Item], start: int, last: int, at: int, after_article: bool
) -> bool:
    """True for a word that is no more of the name of which `last` is a noun."""
    if items[at].plain in SETUPS:
        return True  # "the florist setup"
    if items[at].plain in GONE and any(one.plain == "let" for one in items[:start]):
        return True  # "let the bus drive through"
    one = start > 0 and items[start - 1].plain in ONE
    done = _ends_the_name(items, last, at, after_article, one=one)
    return done or does_right_behind(items, last, at, opens=_opens(items, start))


def is_adjective(item: Item, after_article: bool) -> bool:
    """True for a word that may be said of the noun behind it, whatever it means elsewhere."""
    if item.role == "adjective":
        return True
    if item.role == "modifier":
        return item.plain in QUALITY or (after_article and item.plain in STANDING)
    return after_article and item.role == "head" and item.kind in SIZES and " " not in item.text


def is_said_of_lamps(item: Item) -> bool:
    """True for "flickering", "guttering" and "tungsten" before a lamp."""
    quality = item.role == "modifier" and item.plain in QUALITY | STANDING
    verbal = item.role == "word" and item.plain.endswith(VERBAL)
    return quality or verbal or item.role == "adjective"


def _is_noun(item: Item) -> bool:
    return item.role in ("word", "noun")


def _owns(item: Item) -> bool:
    return item.text.endswith(("'s", "’s", "s'", "s’"))


def _ends_the_name(
    items: list[Item], last: int, at: int, after_article: bool, *, one: bool
) -> bool:
    """True for a word behind a noun that says what it does: "the widow crying", "nods".

    The noun is of `one` thing behind "a".
    """
    noun, word = items[last], items[at]
    if _is_done(noun, word, one=one):
        return True
    if word.plain in DOES and _is_person(noun):
        return not _owns(noun)  # "grandmother cook soup"
    animal = "~subject.height_m" in word.lexeme.fills
    thing = word.role == "noun" and (animal or not _is_person(word))
    does = at + 1 < len(items) and items[at + 1].role == "article"  # "chef plates the dish"
    if (after_article or does) and _is_person(noun) and thing:
        return word.plain.endswith("s") and not noun.plain.endswith("s")  # "the boxer ducks"
    if word.role != "word" or _owns(noun):
        return False
    if word.plain.endswith(("wise", *VERBAL)):  # "the couple clockwise"
        return True
    if noun.kind == "part":  # "her eyes wet"
        return True
    if _is_person(noun) and not word.plain.endswith(PERSON_ENDINGS):  # "the widow alone"
        return True
    if noun.role == "noun" and noun.plain.endswith("s") and noun.plain[:-1] in nouns():
        return True  # "shoes hit"
    said = word.plain.endswith("s") and not word.plain.endswith("ss")
    goes = at + 1 < len(items) and items[at + 1].plain in WAYS  # "the mech stomps through"
    goes = goes or (at + 1 < len(items) and items[at + 1].role == "article")  # "breaks the tape"
    goes = goes or (at + 1 < len(items) and _is_how(items[at + 1]))  # "spins slowly"
    return said and (goes or (noun.role == "noun" and after_article))


def does_right_behind(items: list[Item], noun_at: int, at: int, *, opens: bool) -> bool:
    """True for "swings" in "the acrobat swings": of somebody, or of who `opens` a clause."""
    noun, word = items[noun_at], items[at]
    if is_several(noun.plain) or _owns(noun):
        return False
    if opens and noun.lexeme.fills.get("subject.kind") == "vehicle":
        return word.plain in GOES | IS_GONE and word.plain.endswith(
            "s"
        )  # "plane taxis left to right"
    if word.plain not in MAY_DO_ONE:
        return False
    named = noun.plain.endswith(PERSON_ENDINGS) and noun.role == "word"
    return _is_person(noun) or named or (opens and noun.role == "word")


def _opens(items: list[Item], start: int) -> bool:
    """True for a noun phrase that opens its clause or what stands behind "as" or "when"."""
    before = start - 1 if start and items[start - 1].role == "article" else start
    return before == 0 or items[before - 1].role in ("join", "relative")


def is_several(noun: str) -> bool:
    """True for the name of several things."""
    return noun in SEVERAL or (noun.endswith("s") and not noun.endswith(SINGULAR))


def _is_done(noun: Item, word: Item, *, one: bool) -> bool:
    """True for what one does, "a heron lands", and for what several do, "the gulls wheel"."""
    if _owns(noun) or noun.kind == "part":
        return False
    if one and word.role == "noun":
        return word.plain.endswith("s") and word.plain[:-1] in nouns()  # "a jet taxis"
    if one:
        does = word.plain.endswith("s") and not word.plain.endswith(SINGULAR)
        return does and word.role == "word"
    return is_several(noun.plain) and word.plain in DO_SEVERAL


def _is_how(item: Item) -> bool:
    return item.plain.endswith("ly") and item.role in ("adjective", "modifier")


def _is_person(noun: Item) -> bool:
    return noun.lexeme.fills.get("subject.kind") == "person"
