# SPDX-License-Identifier: Apache-2.0
"""The shape of a document, said as data: which keys, which types, how many of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from scene_stager.script.field import Rule

MOST_PARENTS = 8


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: its keys, and which of them must be there. No other key may be."""

    of: "Mapping[str, Shape]"
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Many:
    """A list of at most `longest` items of one shape."""

    item: "Shape"
    longest: int


@dataclass(frozen=True, slots=True)
class Exactly:
    """One fixed value."""

    value: str | int


Shape = Fields | Many | Exactly | Rule


def form(pattern: str, longest: int, example: str, optional: bool = False) -> Rule:
    """Text of one form, such as a digest or a date; `example` says which in a message."""
    return Rule(
        "text", example, pattern=pattern, longest=longest, example=example, optional=optional
    )


DIGEST = form(r"[0-9a-f]{64}", 64, "a sha256: 64 digits of 0-9 and a-f")
DAY = form(r"[0-9]{4}-[01][0-9]-[0-3][0-9]", 10, "a day such as 2026-11-25", optional=True)


def prose(longest: int, about: str) -> Rule:
    """Free text of bounded length; the gate holds it to plain words."""
    return Rule("text", about, longest=longest)


def one_of(words: tuple[str, ...], about: str) -> Rule:
    """A word of a closed list."""
    return Rule("word", about, words=lambda: words)


def amount(low: float, high: float, about: str) -> Rule:
    """A number that may be absent."""
    return Rule("number", about, low, high, optional=True)
