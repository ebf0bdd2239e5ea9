# SPDX-License-Identifier: Apache-2.0
"""Prose into slots, word by word: longest phrase first, and no word is swallowed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import category

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.measures import measures_at
from scene_stager.script.prose_fill import script_of
from scene_stager.script.scene_script import SceneScript
from scene_stager.script.settle import settle
from scene_stager.script.synonyms import Fills, Value
from scene_stager.script.words import (
    STOP_WORDS,
    Tokens,
    known_words,
    longest_phrase,
    phrases,
    plain_word,
)

LONGEST_PROSE = 2000
MOST_UNKNOWN = 20

WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
STRAY = re.compile(r"\d+(?:[.:/]\d+)*[^\W_]*")  # a number that is no measure
GAP = re.compile(r"[\s\-_/‐‑–]+")  # what may stand between the words of one phrase
POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of the prose, and the one field it filled."""

    word: str
    slot: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A stretch of the prose that means something, and all that it fills."""

    words: str
    fills: Fills


def decompose(text: str) -> tuple[SceneScript, tuple[Word, ...]]:
    """The script that prose describes, and which words filled which field.

    What the prose leaves open is filled so that the shot bakes. Raises InputError with every word
    that nothing knows, and every two words that want the same field otherwise.
    """
    if len(text) > LONGEST_PROSE:
        found = f"{len(text)} characters"
        raise InputError(Mistake("prose", found, f"at most {LONGEST_PROSE}"))
    parts: list[FoundWords] = []
    mistakes: list[Mistake] = []
    for part in _scan(text):
        if isinstance(part, FoundWords):
            parts.append(part)
        else:
            mistakes.append(part)
    if not parts and not mistakes:
        raise InputError(Mistake("prose", shorten(text), "words that describe a shot"))
    settled, conflicts = settle([(part.words, part.fills) for part in parts])
    mistakes = [*_first_few(mistakes), *conflicts]
    if mistakes:
        raise InputError(mistakes)
    words = tuple(
        Word(choice.words, *_slot_and_field(path), choice.value) for path, choice in settled.items()
    )
    return script_of(text, {path: choice.value for path, choice in settled.items()}), words


def _scan(text: str) -> Iterator[FoundWords | Mistake]:
    """Walk through the text, taking the longest thing that is known at every place."""
    at, of_something = 0, False
    while at < len(text):
        end, fills = _known_at(text, at)
        if fills is not None:
            yield FoundWords(" ".join(text[at:end].split()), fills)
            at, of_something = end, False
            continue
        word = STRAY.match(text, at) or WORD.match(text, at)
        if word is None:
            if category(text[at]).startswith("S"):
                yield _unknown(text[at], False)
            at += 1
            continue
        plain = plain_word(word.group())
        if plain not in STOP_WORDS:
            yield _unknown(word.group(), of_something)
        of_something = plain in ("of", "on") or (of_something and plain in ("a", "an", "the"))
        at = word.end()


def _known_at(text: str, at: int) -> tuple[int, Fills | None]:
    """Where the longest known phrase or measure ends, and what it fills."""
    measured = measures_at(text, at)
    phrased = _phrase_at(text, at)
    if measured and (phrased is None or measured[0] > phrased[0]):
        return measured
    return phrased if phrased else (at, None)


def _phrase_at(text: str, at: int) -> tuple[int, Fills] | None:
    best: tuple[int, Fills] | None = None
    tokens: Tokens = ()
    place = at
    for _ in range(longest_phrase()):
        word = WORD.match(text, place)
        if word is None:
            break
        plain = plain_word(word.group())
        for spelling in (plain, POSSESSIVE.sub("", plain)):
            fills = phrases().get((*tokens, spelling))
            if fills is not None:
                best = word.end(), fills
                break
        tokens = (*tokens, plain)
        gap = GAP.match(text, word.end())
        if gap is None:
            break
        place = gap.end()
    return best


def _unknown(word: str, of_something: bool) -> Mistake:
    near = get_close_matches(plain_word(word)[:64], known_words(), n=3, cutoff=0.6)
    advice = f"Nearest known: {', '.join(near)}." if near else ""
    if of_something and word.isidentifier():
        own = f"For a subject of your own write tag:{plain_word(word)}."
        advice = f"{advice} {own}".strip()
    return Mistake("prose", shorten(word), "a word that one of the seven slots knows", advice)


def _first_few(mistakes: list[Mistake]) -> list[Mistake]:
    rest = len(mistakes) - MOST_UNKNOWN
    if rest <= 0:
        return mistakes
    return [*mistakes[:MOST_UNKNOWN], Mistake("prose", f"{rest} more such words", "none")]


def _slot_and_field(path: str) -> tuple[str, str]:
    slot, dot, field = path.partition(".")
    return (slot, field) if dot else ("header", path)
