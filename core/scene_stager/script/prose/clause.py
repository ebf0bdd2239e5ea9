# SPDX-License-Identifier: Apache-2.0
"""A clause, item by item: its heads, its modifiers, who it may be about, and what is set aside."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.noun_phrase import NounPhrase, is_adjective, noun_phrase
from scene_stager.script.prose.quantities import NUMBER_WORDS
from scene_stager.script.prose.size_pairs import with_size_pairs
from scene_stager.script.prose.synonyms import Fills
from scene_stager.script.prose.synonyms.glue import FINDS, PLACES
from scene_stager.script.prose.synonyms.subject import DOES, nouns
from scene_stager.script.prose.who import (
    BESIDE,
    HERO,
    PRONOUN,
    MaybeSubject,
    Span,
    Standing,
    rank,
    settles,
)
from scene_stager.script.prose.words import Lexeme

MOVES = ("move", "follow", "zoom", "focus", "rig")
SHADED = ("in front of", "behind", "outside", "past", "in front", "beyond", "through")
AUXILIARY = ("can",)  # a noun only behind an article
WE = ("we", "you", "i", "they", "to", "he", "she")

COMPOUND = ("chase", "track", "lead", "climb")  # the second word of a noun: "a car chase"

# Words for a part of the camera that fill nothing, and take what is said of them.
NAMES = {"camera": "cam", "cam": "cam", "lens": "lens", "lenses": "lens"}
NAMES |= {"film": "film", "stock": "film"}

# What is left when a head is negated; any other is set aside.
NEGATED: dict[str, Fills] = {
    "rim": {"lighting.rim_mode": "none"},
    "kicker": {"lighting.rim_mode": "none"},
    "fill": {"lighting.ratio_stops": 10.0},  # as far under the key as the field goes
    "air": {"atmosphere.weather": "clear"},
    "zoom": {"lens.zoom": "none"},
    "practical": {"lighting.practicals": "none"},
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A head or a modifier, in which clause and phrase of the sentence it stands and where."""

    item: Item
    kind: str
    clause: int
    phrase: int
    place: int


@dataclass(slots=True)
class Sentence:
    """What was found in a sentence, before modifiers are bound and fields are settled."""

    found: list[tuple[str, Fills, int]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    subjects: list[MaybeSubject] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    clauses: int = 0
    phrases: int = 0
    places: int = 0


class ClauseWalk:
    """One walk through the items of a clause, which remembers what stood before."""

    def __init__(self, sentence: Sentence, items: list[Item]) -> None:
        self.sentence, self.items = sentence, with_size_pairs(items)
        self.before: Item | None = None  # a preposition that waits for its noun
        self.negation: Item | None = None
        self.here = Standing()
        self.acts = False  # somebody was named just before, and what follows is what they do
        sentence.phrases += 1
        sentence.clauses += 1

    def walk(self) -> None:
        """Take every item of the clause."""
        takes: dict[str, Callable[[int, Item, bool], int]] = {
            "head": self._head,
            "modifier": self._modifier,
            "quantity": self._quantity,
            "article": self._article,
            "preposition": self._preposition,
            "join": self._join,
            "relative": self._relative,
            "pronoun": self._pronoun,
            "negation": self._negation,
            "slug": self._slug,
            "filler": self._filler,
            "verb": self._verb,
            "aside": self._aside,
            "word": self._noun,
            "noun": self._noun,
            "adjective": self._noun,
        }
        at = 0
        while at < len(self.items):
            item = self.items[at]
            self.sentence.places += 1
            acted, self.acts = self.acts, False
            at = takes.get(item.role, self._other)(at, item, acted)

    def _head(self, at: int, item: Item, acted: bool) -> int:
        if self._is_meant_otherwise(at, item, acted):
            self._set_aside(item)
            return at + 1
        if self.negation is not None:
            self._negate(item)
            joined = at + 1 < len(self.items) and self.items[at + 1].plain == "or"
            self.negation = self.negation if joined else None
            return at + 1
        if self._is_named(item):
            return self._take(NounPhrase(at, at + 1, as_noun(item)), item, True)
        if item.kind == "practical":
            self._count(at)
        if is_adjective(item, True) and self._is_said_of_a_noun(at):
            return self._noun(at, item, acted)
        self._mention(item, item.kind)
        if item.lexeme.fills:
            self.sentence.found.append((item.text, item.lexeme.fills, item.start))
        self.here.has_moved = self.here.has_moved or item.kind in MOVES
        self.here.backs_off = item.lexeme.fills.get("rig.move") == "pull_out"
        self.here.has_head = True
        self.here.last_head = item.kind
        if self._role(at + 1) not in ("word", "noun"):
            self.before = None
        return at + 1

    def _modifier(self, at: int, item: Item, acted: bool) -> int:
        follows = self._follows_article(at)
        named = noun_phrase(self.items, at, follows)
        directly = self._role(at + 1) in ("word", "noun")
        if named is not None and is_adjective(item, follows or directly):
            return self._noun(at, item, acted)
        if self.negation is not None:
            self.sentence.asides.append((self.negation.start, item.end))
            return at + 1
        self._mention(item, "")
        if item.plain in BESIDE:
            self.before = item
        return at + 1

    def _quantity(self, at: int, item: Item, acted: bool) -> int:
        if item.kind == "@metres" and self._follows_article(at):
            phrase = noun_phrase(self.items, at + 1, True)
            if phrase is not None:  # "a 6'2" bouncer"
                tall: Fills = {"subject.height_m": item.lexeme.fills["@metres"]}
                self.sentence.found.append((item.text, tall, item.start))
                return self._take(phrase, self.items[phrase.start], True)
        self._mention(item, "")
        return at + 1

    def _article(self, at: int, item: Item, acted: bool) -> int:
        phrase = noun_phrase(self.items, at + 1, True)
        return at + 1 if phrase is None else self._take(phrase, item, True)

    def _noun(self, at: int, item: Item, acted: bool) -> int:
        follows = self._follows_article(at)
        phrase = noun_phrase(self.items, at, follows)
        before = self.items[at - 1].plain if at else ""
        if not follows and item.plain in DOES and (before in WE or item.plain in AUXILIARY):
            self._set_aside(item)
            return at + 1
        return self._other(at, item, acted) if phrase is None else self._take(phrase, item, follows)

    def _preposition(self, at: int, item: Item, acted: bool) -> int:
        self.before = item
        return at + 1

    def _join(self, at: int, item: Item, acted: bool) -> int:
        if item.plain != "or":
            self.negation = None
        self.before = item if item.plain == "with" else None
        self.sentence.phrases += 1
        return at + 1

    def _relative(self, at: int, item: Item, acted: bool) -> int:
        self.here.is_relative = True
        return at + 1

    def _pronoun(self, at: int, item: Item, acted: bool) -> int:
        if not self.here.has_subject and item.plain != "it":
            whom = MaybeSubject(PRONOUN, item.text, HERO, (item.start, item.end))
            self.sentence.subjects.append(whom)
        self.acts = self.before is None
        self.here.has_subject = self.here.has_subject or self.before is None
        self.before = None
        return at + 1

    def _negation(self, at: int, item: Item, acted: bool) -> int:
        self.negation = item
        return at + 1

    def _slug(self, at: int, item: Item, acted: bool) -> int:
        self.here.is_slug = True
        if item.lexeme.fills["@interior"]:
            self.sentence.found.append((item.text, item.lexeme.fills, item.start))
        return at + 1

    def _filler(self, at: int, item: Item, acted: bool) -> int:
        if item.plain in NAMES:
            self._mention(item, NAMES[item.plain])
        if item.plain in FINDS:
            self.here.finds, self.before = True, None
        return at + 1

    def _verb(self, at: int, item: Item, acted: bool) -> int:
        self._set_aside(item)
        self.here.has_subject = self.here.has_subject or acted
        return at + 1

    def _aside(self, at: int, item: Item, acted: bool) -> int:
        self._mention(item, item.kind)
        self._set_aside(item)
        over = "shoulder" in item.plain or item.plain in ("ots", "os")
        self.here.over_somebody = over
        self.here.has_moved = self.here.has_moved or over  # "over her shoulder to the doctor"
        return at + 1

    def _other(self, at: int, item: Item, acted: bool) -> int:
        """A word or a number that nobody knows; a number may be how many lamps there are."""
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        counts = following is not None and following.kind == "practical"
        if not (counts and _count_of(item)):
            self._set_aside(item)
        return at + 1

    def _take(self, phrase: NounPhrase, first: Item, has_article: bool) -> int:
        """A noun phrase: the subject perhaps, else a place or a thing with no field for it."""
        here = self._standing(phrase, has_article)
        value = rank(phrase, here)
        if phrase.name in NAMES:
            self._mention(phrase.noun, NAMES[phrase.name])
        elif value is None:
            self.sentence.asides.append((self._begin_of(first), self.items[phrase.end - 1].end))
        else:
            self.sentence.subjects.append(_maybe(value, phrase, here))
            for item in self.items[phrase.start : phrase.end]:
                if item.start != phrase.noun.start:
                    self._set_aside(item)
            if not phrase.is_place:
                self._mention(phrase.noun, "subject")
            here.place_only = not here.has_subject and phrase.is_place
            here.has_subject = here.has_subject or settles(phrase, here, value)
            self.acts = True
        self.before = self.negation = None
        here.over_somebody = here.finds = False
        return phrase.end

    def _standing(self, phrase: NounPhrase, has_article: bool) -> Standing:
        here, after = self.here, self.items[phrase.end : phrase.end + 1]
        here.before = "" if self.before is None else self.before.plain
        here.follows_article = has_article
        here.after = after[0].plain if after else ""
        here.is_negated = self.negation is not None
        return here

    def _is_meant_otherwise(self, at: int, item: Item, acted: bool) -> bool:
        """True for a word of the trade that is a thing in shot here, or what somebody does."""
        before = self.before.plain if self.before is not None else ""
        if item.kind == "window" and before in SHADED and self.here.has_subject:
            return True
        if item.kind == "angle" and acted and item.plain.startswith("look"):
            return True
        if item.kind not in ("move", "follow") or " " in item.text:
            return False
        place = self._follows_article(at) and before in PLACES and self.here.has_subject
        return place or (acted and item.plain.endswith(("s", "ing", *COMPOUND)))

    def _is_named(self, item: Item) -> bool:
        """True for a light that is a thing in shot: "insert of the key"."""
        of = self.before is not None and self.before.plain == "of"
        return of and not self.here.has_subject and item.plain in nouns()

    def _is_said_of_a_noun(self, at: int) -> bool:
        """True for "wide" in "a wide street"."""
        return self._follows_article(at) and noun_phrase(self.items, at, True) is not None

    def _follows_article(self, at: int) -> bool:
        return at > 0 and self.items[at - 1].role == "article"

    def _role(self, at: int) -> str:
        return self.items[at].role if at < len(self.items) else ""

    def _negate(self, item: Item) -> None:
        first = self.negation or item
        fills = NEGATED.get(item.kind)
        if fills is None:
            self.sentence.asides.append((first.start, item.end))
        else:
            self.sentence.found.append((f"{first.text} {item.text}", fills, first.start))

    def _count(self, at: int) -> None:
        """The number before lamps in the picture is how many of them there are."""
        many = _count_of(self.items[at - 1]) if at else 0
        if many:
            fills: Fills = {"lighting.practical_count": many}
            self.sentence.found.append((self.items[at - 1].text, fills, self.items[at - 1].start))

    def _begin_of(self, first: Item) -> int:
        if self.negation is not None:
            return self.negation.start
        return first.start if self.before is None else min(first.start, self.before.start)

    def _mention(self, item: Item, kind: str) -> None:
        here = self.sentence
        here.mentions.append(Mention(item, kind, here.clauses, here.phrases, here.places))

    def _set_aside(self, item: Item) -> None:
        self.sentence.asides.append((item.start, item.end))


def as_noun(item: Item) -> Item:
    """A word of the trade as the noun that it is as well."""
    return replace(item, lexeme=Lexeme("noun", "subject", nouns()[item.plain]))


def _maybe(value: float, phrase: NounPhrase, here: Standing) -> MaybeSubject:
    noun, bare = phrase.noun, not (here.before or here.follows_article)
    span = noun.start, noun.end
    return MaybeSubject(value, noun.text, phrase.fills, span, phrase.name, phrase.is_known, bare)


def _count_of(item: Item) -> int:
    """The whole number that a word or a figure says, or none."""
    if item.plain.isdigit():
        return int(item.plain)
    value = NUMBER_WORDS.get(item.plain, 0.0)
    return int(value) if value == int(value) else 0
