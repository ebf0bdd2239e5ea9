# SPDX-License-Identifier: Apache-2.0
"""How prose was read, told to whoever wrote it; apart from the reader, whose patterns take long."""

from dataclasses import dataclass

from scene_stager.script.prose.synonyms import Value


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of the prose, and the one field it filled."""

    word: str
    slot: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a sentence was read: what each word filled, what nobody said, and what has no slot."""

    words: tuple[Word, ...] = ()
    understood: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    def as_line(self) -> str:
        """The whole reading on one line, for whoever wrote the sentence."""
        parts = {"understood": self.understood, "assumed": self.assumed, "set aside": self.aside}
        return "; ".join(f"{name}: {', '.join(said)}" for name, said in parts.items() if said)
