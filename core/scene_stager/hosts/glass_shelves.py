# SPDX-License-Identifier: Apache-2.0
"""Glass shelves: from words such as role:hero or name:Maana* to an object of the host's scene.

A selector is a shelf, a colon and a pattern. In the pattern * stands for any run of letters, ?
for any one letter, and a backslash takes the meaning from what follows it; all else stands for
itself. Names and collections are told apart by capitals, as hosts do; tags and roles are not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.hosts.moks_host import HostObject

SHELVES = ("name", "tag", "role", "collection")
LOOSE_SHELVES = ("tag", "role")
LONGEST_PATTERN = 120
MOST_SHOWN = 5

ANY_RUN = None
ANY_ONE = ""


@dataclass(frozen=True)
class Selector:
    """A parsed selector. `glob` holds letters, ANY_ONE and ANY_RUN."""

    text: str
    shelf: str
    glob: tuple[str | None, ...]

    def finds(self, thing: HostObject) -> bool:
        """True when a label of the thing on this shelf fits the pattern."""
        return any(_fits(self.glob, _spelling(label, self.shelf)) for label in self._labels(thing))

    def _labels(self, thing: HostObject) -> tuple[str, ...]:
        shelves = (thing.tags, thing.roles, thing.collections)
        return (thing.name,) if self.shelf == "name" else shelves[SHELVES.index(self.shelf) - 1]


@dataclass(frozen=True)
class Resolution:
    """What a selector found: the object that was taken, and the others that would have fitted."""

    selector: Selector
    taken: HostObject | None
    others: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """What a person should know about it; empty when it found exactly one thing."""
        if self.taken is None:
            return f"{self.selector.text} finds nothing in the scene"
        if not self.others:
            return ""
        shown = ", ".join(self.others[:MOST_SHOWN])
        more = len(self.others) - MOST_SHOWN
        rest = f" and {more} more" if more > 0 else ""
        return f"{self.selector.text} finds {self.taken.name}, taken, but also {shown}{rest}"


def parse_selector(text: str, where: str = "selector") -> Selector:
    """Read a selector, or say in one line what is wrong with it. Raises InputError."""
    expected = "name:, tag:, role: or collection: and a pattern, such as role:hero or name:Maana*"
    shelf, colon, pattern = text.partition(":") if isinstance(text, str) else ("", "", "")
    bad = any(unicodedata.category(letter) in ("Cc", "Cs") for letter in pattern)
    if shelf not in SHELVES or not colon or not 1 <= len(pattern) <= LONGEST_PATTERN or bad:
        raise InputError(Mistake(where, shorten(text), expected))
    return Selector(text, shelf, _glob(_spelling(pattern, shelf)))


def resolve(selector: Selector, objects: Iterable[HostObject]) -> Resolution:
    """Take the first fitting object by name; objects that a bake made are never taken."""
    found = sorted(
        (thing for thing in objects if not thing.owner and selector.finds(thing)),
        key=lambda thing: thing.name,
    )
    if not found:
        return Resolution(selector, None)
    return Resolution(selector, found[0], tuple(thing.name for thing in found[1:]))


def _spelling(text: str, shelf: str) -> str:
    """One spelling for letters that look the same, and for capitals where they do not count."""
    composed = unicodedata.normalize("NFC", text)
    if shelf not in LOOSE_SHELVES:
        return composed
    return unicodedata.normalize("NFC", composed.casefold())


def _glob(pattern: str) -> tuple[str | None, ...]:
    parts: list[str | None] = []
    letters = iter(pattern)
    for letter in letters:
        if letter == "\\":
            parts.append(next(letters, "\\"))
        elif letter == "*":
            parts.append(ANY_RUN)
        else:
            parts.append(ANY_ONE if letter == "?" else letter)
    return tuple(parts)


def _fits(glob: tuple[str | None, ...], text: str) -> bool:
    """True when the whole text fits. At most len(glob) * len(text) steps, whatever the pattern."""
    at, place = 0, 0
    star, star_place = -1, 0
    while place < len(text):
        if at < len(glob) and glob[at] is ANY_RUN:
            star, star_place = at, place
            at += 1
        elif at < len(glob) and glob[at] in (ANY_ONE, text[place]):
            at, place = at + 1, place + 1
        elif star >= 0:
            # Let the last star swallow one letter more, and try again behind it.
            star_place += 1
            at, place = star + 1, star_place
        else:
            return False
    return all(part is ANY_RUN for part in glob[at:])
