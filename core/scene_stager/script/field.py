# SPDX-License-Identifier: Apache-2.0
"""What may stand in one field of a slot, said once, for reading, judging, docs and schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, TypeVar, cast

Kind = Literal["number", "whole", "word", "text", "switch", "rate", "table"]
Words = Callable[[], tuple[str, ...]]
Unfit = Callable[[Any], "tuple[str, str] | None"]
Value = TypeVar("Value")

KEY = "rule"  # where a dataclass field keeps its rule, among its metadata


@dataclass(frozen=True)
class Rule:
    """The type of a field, its bounds or its closed list of words, and what it is for.

    `low` and `high` are allowed values, unless `above` is set: then `low` itself is not.
    A table has numbers as deep and as many as its `shape` says; one whose shape begins with 0 has
    at most `longest` rows, or none at all.
    `optional` fields may be absent or null: they are derived from the rest of the script. `later`
    fields came after version 1 of the schema: left at their default, they are not written, so that
    a script from before them is spelt as it was. `unfit` looks at a value of the right type, and
    says what was found and what is expected where it may not stand.
    """

    kind: Kind
    about: str
    low: float = 0.0
    high: float = 0.0
    above: bool = False
    optional: bool = False
    later: bool = False
    words: Words = tuple
    pattern: str = ""
    longest: int = 0
    shape: tuple[int, ...] = ()
    example: str = ""
    advice: str = ""
    unfit: Unfit | None = None

    @property
    def expected(self) -> str:
        """The rule in words, as a message says it after "expected"."""
        if self.kind == "word":
            return f"one of {', '.join(self.words())}"
        if self.kind == "switch":
            return "true or false"
        if self.kind == "text":
            return self.example or f"printable text of at most {self.longest} characters"
        if self.kind == "table":
            if not self.shape[0]:
                return f"at most {self.longest} rows of {self.shape[1]} numbers"
            return f"{' rows of '.join(map(str, self.shape))} numbers"
        if self.kind == "rate":
            return "a whole rate, 23.976, 29.97 or the like, or a fraction such as [24000, 1001]"
        noun = "a whole number" if self.kind == "whole" else "a number"
        if self.above:
            return f"{noun} more than {plainly(self.low)}, at most {plainly(self.high)}"
        return f"{noun} from {plainly(self.low)} to {plainly(self.high)}"


def number(
    default: Value,
    low: float,
    high: float,
    about: str,
    *,
    above: bool = False,
    later: bool = False,
    advice: str = "",
) -> Value:
    """A field that holds a number; a default of None makes it optional."""
    rule = Rule("number", about, low, high, above, default is None, later, advice=advice)
    return field(default=default, metadata={KEY: rule})


def whole(default: Value, low: int, high: int, about: str) -> Value:
    """A field that holds a whole number; a default of None makes it optional."""
    rule = Rule("whole", about, low, high, optional=default is None)
    return field(default=default, metadata={KEY: rule})


def word(
    default: Value, words: tuple[str, ...] | Words, about: str, *, later: bool = False
) -> Value:
    """A field that holds one word of a closed list, or of a registry that is asked when needed."""
    listed = words if callable(words) else lambda: words
    rule = Rule("word", about, optional=default is None, later=later, words=listed)
    return field(default=default, metadata={KEY: rule})


def text(
    default: str,
    longest: int,
    about: str,
    *,
    pattern: str = "",
    example: str = "",
    later: bool = False,
) -> str:
    """A field that holds free text, or text of one form: then `example` says which."""
    rule = Rule("text", about, later=later, pattern=pattern, longest=longest, example=example)
    return field(default=default, metadata={KEY: rule})


def rows(
    numbers: int, longest: int, about: str, unfit: Unfit | None = None
) -> tuple[tuple[float, ...], ...]:
    """A field that holds rows of so many numbers, at most so many of them; none while unused."""
    rule = Rule("table", about, later=True, shape=(0, numbers), longest=longest, unfit=unfit)
    return field(default=(), metadata={KEY: rule})


def switch(default: bool, about: str) -> bool:
    """A field that is true or false."""
    return field(default=default, metadata={KEY: Rule("switch", about)})


def rate(default: tuple[int, int], about: str) -> tuple[int, int]:
    """A field that holds a frame rate, as a fraction in lowest terms."""
    return field(default=default, metadata={KEY: Rule("rate", about, 1, 240)})


@cache
def rules_of(slot: type) -> dict[str, Rule]:
    """The rule of every field of a slot that has one, in the order of the slot."""
    found = {one.name: one.metadata.get(KEY) for one in fields(slot)}
    return {name: cast(Rule, rule) for name, rule in found.items() if rule is not None}


def plainly(value: float) -> str:
    """A bound as people write it: 4, not 4.0."""
    return f"{value:.12g}"
