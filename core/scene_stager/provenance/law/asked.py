# SPDX-License-Identifier: Apache-2.0
"""Whom a rule asks about: our selectors, and labels of USD's semantics, as label:life=living."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.hosts.glass_shelves import Selector, parse_selector
from scene_stager.hosts.moks_host import HostObject

LABEL = "label"
EXPECTED = "role:living, tag:, name: or collection: and a pattern, or label:taxonomy=word"
MOST_REMEMBERED = 2**14  # things of one scene that are told apart by what is said of them


class Selecting(Protocol):
    """A rule as far as it says who may and who may not."""

    @property
    def only_on(self) -> tuple[str, ...]:
        """Selectors of those that may."""

    @property
    def never_on(self) -> tuple[str, ...]:
        """Selectors of those that may not."""


class Permission(StrEnum):
    """Whether a thing may carry a colour; nobody is guilty for want of a label."""

    MAY = "may"
    MAY_NOT = "may not"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Thing:
    """What is said of a thing: its names on our shelves, and its labels as taxonomy=word."""

    name: str
    roles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def words(self) -> Iterator[tuple[str, str, HostObject]]:
        """Everything that is said, by shelf, each as the glass shelves look at it."""
        yield "name", self.name, HostObject(self.name)
        for word in self.roles:
            yield "role", word, HostObject("", roles=(word,))
        for word in self.tags:
            yield "tag", word, HostObject("", tags=(word,))
        for word in self.collections:
            yield "collection", word, HostObject("", collections=(word,))
        for word in self.labels:
            yield LABEL, word, HostObject("", tags=(word,))


@lru_cache(MOST_REMEMBERED)
def read_asked(text: str, where: str = "law") -> tuple[str, Selector]:
    """The shelf that a selector of a law looks on, and the selector. Raises InputError.

    Labels have a shelf of their own, read as tags are: capitals do not count.
    """
    shelf, _, pattern = text.partition(":")
    taxonomy, equals, word = pattern.partition("=")
    try:
        if shelf != LABEL:
            return shelf, parse_selector(text, where)
        if taxonomy and equals and word:
            return LABEL, parse_selector(f"tag:{pattern}", where)
    except InputError:
        pass
    raise InputError(Mistake(where, shorten(text), EXPECTED))


def standing(chain: Iterable[Thing], rule: Selecting) -> Permission:
    """Whether a thing may carry a rule's colour: it, then what it is part of, the nearest that
    says something. `chain` goes from the thing up."""
    for thing in chain:
        said = said_of(thing, rule.only_on, rule.never_on)
        if said is not None:
            return said
    return Permission.UNKNOWN


@lru_cache(MOST_REMEMBERED)
def said_of(thing: Thing, only_on: tuple[str, ...], never_on: tuple[str, ...]) -> Permission | None:
    """What is said of a thing itself; None for nothing. Both is unknown: somebody is wrong.

    A word that makes it one of `only_on` is not held against it, however wide `never_on` is.
    """
    allowed = _selected(thing, only_on)
    refused = _selected(thing, never_on) - allowed
    if allowed and refused:
        return Permission.UNKNOWN
    if allowed:
        return Permission.MAY
    return Permission.MAY_NOT if refused else None


def _selected(thing: Thing, texts: Iterable[str]) -> set[tuple[str, str]]:
    """The words of a thing that some selector finds."""
    asked = [read_asked(text) for text in texts]
    return {
        (shelf, word)
        for shelf, word, looks in thing.words()
        if any(on == shelf and selector.finds(looks) for on, selector in asked)
    }
