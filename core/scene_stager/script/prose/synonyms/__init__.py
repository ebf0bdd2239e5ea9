# SPDX-License-Identifier: Apache-2.0
"""What people call things: the lexicon of the trade as plain tables, one file per slot.

Heads (a size, a move, a light) are listed by the field that they fill; modifiers by the head they
stand beside, since "hard" is one thing of a key and another of a rim.
"""

from collections.abc import Mapping

# A phrase fills fields by "slot.field". Each "~" before a field makes it a weaker suggestion: it
# gives way to any word, or number, that fills the field with fewer of them. A field with "@" is
# not settled yet: which field it is depends on the rest of the sentence.
Value = str | float | bool
Fills = Mapping[str, Value]
# Words of a sentence, what they fill, and where they begin.
Found = tuple[str, Fills, int]

# For each field, and each of its values, the phrases that mean it, with bars between them.
Listed = Mapping[str, Mapping[str, str] | Mapping[float, str]]

# What a modifier fills, by the kind of head it stands beside: None where that has no such field,
# and under "" what it means on its own.
ByHead = Mapping[str, Fills | None]


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


def either(text: str) -> tuple[str, ...]:
    """The phrases of a list with bars between them."""
    return tuple(text.split("|"))
