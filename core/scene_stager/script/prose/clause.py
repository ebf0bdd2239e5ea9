# SPDX-License-Identifier: Apache-2.0
"""A clause, item by item: its heads, its modifiers, who it may be about, and what is set aside."""

from dataclasses import dataclass, field, replace

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.noun_phrase import NounPhrase, is_adjective, noun_phrase
from scene_stager.script.prose.quantities import NUMBER_WORDS
from scene_stager.script.prose.synonyms import Fills, either
from scene_stager.script.prose.synonyms.glue import FROM, OF, TO_WHERE
from scene_stager.script.prose.synonyms.subject import nouns
from scene_stager.script.prose.words import Lexeme

BESIDE = frozenset(
    either("behind|in front of|in front|beside|next to|alongside|above|ahead of|in back of")
)
MOVES = ("move", "follow", "zoom", "focus", "rig")
SHADED = ("in front of", "behind", "outside", "past", "in front", "beyond")
AUXILIARY = ("can",)  # a noun only behind an article
SHOT = ("shot", "shots")
HERO: Fills = {"subject.kind": "person", "~subject.selector": "role:hero"}

# What is left when a head is negated; any other is set aside.
NEGATED: dict[str, Fills] = {
    "rim": {"lighting.rim_mode": "none"},
    "kicker": {"lighting.rim_mode": "none"},
    "fill": {"lighting.ratio_stops": 10.0},  # as far under the key as the field goes
    "air": {"atmosphere.weather": "clear"},
    "zoom": {"lens.zoom": "none"},
    "practical": {"lighting.practicals": "none"},
}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A head or a modifier, in which phrase of the sentence it stands and where."""

    item: Item
    kind: str
    clause: int
    phrase: int
    place: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who the shot may be of: the likelier, the higher the rank."""

    rank: float
    words: str
    fills: Fills
    span: Span
    noun: str = ""
    is_known: bool = True


@dataclass(slots=True)
class Sentence:
    """What was found in a sentence, before modifiers are bound and fields are settled."""

    found: list[tuple[str, Fills, int]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    clauses: int = 0
    phrases: int = 0
    places: int = 0


class ClauseWalk:
    """One walk through the items of a clause, which remembers what stood before."""

    def __init__(self, sentence: Sentence, items: list[Item]) -> None:
        self.sentence, self.items = sentence, _with_size_pairs(items)
        self.before: Item | None = None  # a preposition that waits for its noun
        self.negation: Item | None = None
        self.has_subject = self.is_relative = self.is_slug = self.over_somebody = False
        self.acts = False  # the subject of this phrase was named just before
        self.has_moved = self.has_head = False
        sentence.phrases += 1
        sentence.clauses += 1

    def walk(self) -> None:
        """Take every item of the clause."""
        at = 0
        while at < len(self.items):
            item = self.items[at]
            self.sentence.places += 1
            acted, self.acts = self.acts, False
            take = getattr(self, f"_{item.role}", self._other)
            at = take(at, item, acted)
        if self.negation is not None:
            self.negation = None

    def _head(self, at: int, item: Item, acted: bool) -> int:
        if self._is_meant_otherwise(item, acted):
            self._set_aside(item)
            return at + 1
        if self.negation is not None:
            self._negate(item)
            return at + 1
        if self._is_named(item):
            return self._take(NounPhrase(at, at + 1, as_noun(item)), item, True)
        if item.kind == "practical":
            self._count(at)
        if is_adjective(item, True) and self._is_said_of_a_noun(at):
            return self._noun(at, item, acted)
        self._node(item, item.kind)
        if item.lexeme.fills:
            self.sentence.found.append((item.text, item.lexeme.fills, item.start))
        self.has_moved = self.has_moved or item.kind in MOVES
        self.has_head = True
        following = self.items[at + 1].role if at + 1 < len(self.items) else ""
        if following not in ("word", "noun"):
            self.before = None
        return at + 1

    def _modifier(self, at: int, item: Item, acted: bool) -> int:
        if is_adjective(item, self._follows_article(at)) and noun_phrase(self.items, at, False):
            return self._noun(at, item, acted)
        if self.negation is not None:
            return at + 1
        self._node(item, "")
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
        self._node(item, "")
        return at + 1

    def _article(self, at: int, item: Item, acted: bool) -> int:
        phrase = noun_phrase(self.items, at + 1, True)
        if phrase is None:
            return at + 1
        return self._take(phrase, item, True)

    def _noun(self, at: int, item: Item, acted: bool) -> int:
        phrase = noun_phrase(self.items, at, self._follows_article(at))
        if item.plain in AUXILIARY and not self._follows_article(at):
            return at + 1
        if phrase is None:
            return self._other(at, item, acted)
        return self._take(phrase, item, self._follows_article(at))

    _word = _adjective = _noun

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
        self.is_relative = True
        return at + 1

    def _pronoun(self, at: int, item: Item, acted: bool) -> int:
        if not self.has_subject and item.plain != "it":
            words = Candidate(1.0, item.text, HERO, (item.start, item.end))
            self.sentence.candidates.append(words)
        self.acts = self.before is None
        self.has_subject = self.has_subject or self.before is None
        self.before = None
        return at + 1

    def _negation(self, at: int, item: Item, acted: bool) -> int:
        self.negation = item
        return at + 1

    def _slug(self, at: int, item: Item, acted: bool) -> int:
        self.is_slug = True
        if item.lexeme.fills["@interior"]:
            self.sentence.found.append((item.text, item.lexeme.fills, item.start))
        return at + 1

    def _filler(self, at: int, item: Item, acted: bool) -> int:
        if item.plain in ("camera", "cam"):
            self._node(item, "cam")
        return at + 1

    def _verb(self, at: int, item: Item, acted: bool) -> int:
        self._set_aside(item)
        self.has_subject = self.has_subject or acted
        return at + 1

    def _aside(self, at: int, item: Item, acted: bool) -> int:
        self._node(item, "other")
        self._set_aside(item)
        self.over_somebody = "shoulder" in item.plain or item.plain in ("ots", "os")
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
        end, words = self.items[phrase.end - 1].end, phrase.noun.text
        rank = self._rank(phrase, has_article)
        begins = self._begin_of(phrase, first)
        if rank is None:
            self.sentence.asides.append((begins, end))
        else:
            span = (phrase.noun.start, phrase.noun.end)
            known = phrase.is_known
            self.sentence.candidates.append(
                Candidate(rank, words, phrase.fills, span, phrase.name, known)
            )
            for item in self.items[phrase.start : phrase.end]:
                if item.start != phrase.noun.start:
                    self._set_aside(item)
            self._node(phrase.noun, "subject")
            part = phrase.noun.kind == "part" or phrase.is_scenery
            origin = self.before is not None and self.before.plain in FROM
            self.has_subject = self.has_subject or not (part or origin)
            self.acts = self.before is None
        self.before = self.negation = None
        self.over_somebody = False
        return phrase.end

    def _rank(self, phrase: NounPhrase, has_article: bool) -> float | None:
        """How likely the shot is of this; None for what it is surely not of."""
        before = self.before.plain if self.before is not None else ""
        if self.is_relative or phrase.is_abstract or self.negation is not None:
            return None
        if self.over_somebody and before == "of":
            return None
        after = self.items[phrase.end].plain if phrase.end < len(self.items) else ""
        if after in SHOT and not before:
            return None  # "product shot of": what kind of shot, not of what
        place = 0.2 if phrase.is_place and not phrase.is_scenery else None
        if self.has_subject or self.is_slug:
            return place
        lower = 2.5 if phrase.is_scenery else 0.7 if phrase.is_place else 0.0
        lower += 1.0 if phrase.noun.kind == "part" else 0.0
        lower += 1.5 if phrase.noun.role == "adjective" else 0.0
        if not before:
            sure = has_article or phrase.is_known
            return (4.0 if self.has_moved else 3.0 if sure else 2.0) - lower
        if before in OF:
            opens = before != "of" and not self.has_head
            return place if opens and phrase.is_place else 4.0 - lower
        if before in TO_WHERE | FROM and self.has_moved:
            return (3.5 if before in FROM else 4.0) - lower
        if before in BESIDE:
            return 3.0 - lower
        return place

    def _is_meant_otherwise(self, item: Item, acted: bool) -> bool:
        """True for a word of the trade that is a thing in shot here, or what somebody does."""
        before = self.before.plain if self.before is not None else ""
        if item.kind == "window" and before in SHADED and self.has_subject:
            return True
        doing = item.kind in ("move", "follow") and " " not in item.text
        return doing and acted and item.plain.endswith(("s", "ing"))

    def _is_named(self, item: Item) -> bool:
        """True for a light that is a thing in shot: "insert of the key"."""
        of = self.before is not None and self.before.plain == "of"
        return of and not self.has_subject and item.plain in nouns()

    def _is_said_of_a_noun(self, at: int) -> bool:
        """True for "wide" in "a wide street"."""
        return self._follows_article(at) and noun_phrase(self.items, at, True) is not None

    def _follows_article(self, at: int) -> bool:
        return at > 0 and self.items[at - 1].role == "article"

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

    def _begin_of(self, phrase: NounPhrase, first: Item) -> int:
        if self.negation is not None:
            return self.negation.start
        return first.start if self.before is None else min(first.start, self.before.start)

    def _node(self, item: Item, kind: str) -> None:
        here = self.sentence
        here.nodes.append(Node(item, kind, here.clauses, here.phrases, here.places))

    def _set_aside(self, item: Item) -> None:
        self.sentence.asides.append((item.start, item.end))


def as_noun(item: Item) -> Item:
    """A word of the trade as the noun that it is as well."""
    return replace(item, lexeme=Lexeme("noun", "subject", nouns()[item.plain]))


def _count_of(item: Item) -> int:
    """The whole number that a word or a figure says, or none."""
    if item.plain.isdigit():
        return int(item.plain)
    value = NUMBER_WORDS.get(item.plain, 0.0)
    return int(value) if value == int(value) else 0


def _with_size_pairs(items: list[Item]) -> list[Item]:
    """The items with "from wide to close up" as one: the sizes at both ends of a move."""
    kept: list[Item] = []
    for item in items:
        sizes = [one for one in kept[-3:] if one.kind == "size"]
        joined = [one for one in kept[-2:] if one.plain in ("to", "into")]
        if item.kind == "size" and sizes and joined:
            first = sizes[-1]
            while kept[-1] is not first:
                kept.pop()
            kept.pop()
            while kept and kept[-1].plain in ("from", "a", "an", "the"):
                kept.pop()
            ends: dict[str, str | float | bool] = {
                "@size_from": first.lexeme.fills["framing.size"],
                "@size_to": item.lexeme.fills["framing.size"],
            }
            text = f"{first.text} to {item.text}"
            kept.append(Item(text, first.start, item.end, Lexeme("head", "size", ends)))
        else:
            kept.append(item)
    return kept
