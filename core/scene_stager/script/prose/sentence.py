# SPDX-License-Identifier: Apache-2.0
"""What was found in a sentence, before modifiers are bound and fields are settled."""

from dataclasses import dataclass, field

from scene_stager.script.prose.items import Item
from scene_stager.script.prose.synonyms import Found, Value
from scene_stager.script.prose.who.guess import MaybeSubject, Span

DOING = "doing"  # what somebody does; only what says how or where to has a word for it


@dataclass(frozen=True, slots=True)
class Mention:
    """A head or a modifier, in which clause and phrase of the sentence it stands and where."""

    item: Item
    kind: str
    clause: int
    phrase: int
    place: int


@dataclass(frozen=True, slots=True)
class Doing:
    """How somebody goes: what that fills, the place of its mention, and whose noun stood there."""

    found: Found
    place: int
    doer: Span | None


@dataclass(slots=True)
class Sentence:
    """What was found in a sentence, before modifiers are bound and fields are settled.

    `lone` are nouns that nobody knows and that are all of their clause: each with its whole
    phrase, and with the words of that which are said of it.
    """

    text: str = ""
    found: list[Found] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    subjects: list[MaybeSubject] = field(default_factory=list)
    doings: list[Doing] = field(default_factory=list)
    lone: list[tuple[MaybeSubject, Span, list[Span]]] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)
    clauses: int = 0
    phrases: int = 0
    places: int = 0
    plain: set[int] = field(default_factory=set)  # clauses in which nothing is named or done
    measured: set[int] = field(default_factory=set)  # clauses of nothing but measures
    things: dict[int, int] = field(default_factory=dict)  # where the first is in each clause
    moves: dict[str, Value] = field(default_factory=dict)  # what the camera does first
    marks: list[int] = field(default_factory=list)  # where what was said before is corrected

    @property
    def turns(self) -> bool:
        """True where the camera goes round or its head turns, by so many degrees."""
        return str(self.moves.get("rig.move", "")).startswith(("orbit", "pan", "tilt"))

    def take_back(self, found: Found) -> None:
        """Take back what was found, and set its words aside."""
        words, _, start = found
        self.found.remove(found)
        self.asides.append((start, start + len(words)))
