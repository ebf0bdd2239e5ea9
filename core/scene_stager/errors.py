# SPDX-License-Identifier: Apache-2.0
"""Everything that can go wrong, drawn as one tree.

StagerError
├── InputError        what a person wrote or handed over is wrong; carries every Mistake
├── RegistryError     a file in a registry folder does not say what its folder promises
├── CompileError      a pass or an operation broke a promise (ours, not the author's)
├── PlanError         a plan does not hold together: a cycle, an unknown kind, a wrong hash
├── HostError         a host refused; the bake was rolled back
├── MissingPartError  an optional part (a library, a host) is not installed here
└── ServiceError      a service out there (a vision model) gave no sound answer
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable


class StagerError(Exception):
    """The root of the tree: anything this product raises on purpose."""


@dataclass(frozen=True)
class Mistake:
    """One thing an author got wrong: where it stands, what was found, what was expected."""

    where: str
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        line = f"{self.where}: found {self.found}, expected {self.expected}"
        return printable(f"{line}. {self.advice}" if self.advice else line)


class InputError(StagerError):
    """Bad input. Holds every mistake that was found, so that one run shows them all."""

    def __init__(self, mistakes: Mistake | Iterable[Mistake]) -> None:
        self.mistakes = (mistakes,) if isinstance(mistakes, Mistake) else tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class RegistryError(StagerError):
    """A registry folder holds a file that does not say what an entry must say."""


class CompileError(StagerError):
    """A compiler pass or operation broke its promise; a bug of ours, so it stops at once."""


class PlanError(StagerError):
    """A plan does not hold together."""


class HostError(StagerError):
    """A host refused something; nothing was left half-written."""


class MissingPartError(StagerError):
    """Something optional is not installed; the message says what, and how to get it."""


class ServiceError(StagerError):
    """A service that was asked over the network gave no sound answer; the work goes on without."""


def printable(text: str) -> str:
    """Text as one line that a terminal can be shown, whoever wrote it.

    Signs that end the line, turn it round, hide in it or command the terminal are spelt out. A
    file's name may hold any of them.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def shorten(value: object, limit: int = 60) -> str:
    """Show a stranger's value in a message, without letting it flood the line."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
