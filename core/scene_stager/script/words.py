# SPDX-License-Identifier: Apache-2.0
"""The dictionary that prose is read with: every phrase, and the fields it fills."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from scene_stager.script.field import rules_of
from scene_stager.script.scene_script import SLOTS
from scene_stager.script.synonyms import Fills, Listed
from scene_stager.script.synonyms.atmosphere import ATMOSPHERE, weathers_by_amount
from scene_stager.script.synonyms.framing import FRAMING
from scene_stager.script.synonyms.lens import GLASS, LENS, ZOOMS
from scene_stager.script.synonyms.lighting import LIGHTING, MIXED
from scene_stager.script.synonyms.rig import BOTH, RIG
from scene_stager.script.synonyms.stock import STOCK
from scene_stager.script.synonyms.subject import subject_words

# Words that only hold a sentence together. They fill nothing, and nothing is lost with them.
STOP_WORDS = frozenset(
    word
    for line in (
        "a across along an and are as at by for from her his in into is it its of on onto or our",
        "over past that the their then this through to toward towards under us using we while who",
        "with camera film film's lens light lighting lit scene shot shots stock",
    )
    for word in line.split()
)

# Fields whose own words are phrases too ("medium_full" is "medium full"), so that a new rig or
# stock is understood the day its file is there, though another went by its name before.
SPEAKS_FOR_ITSELF = ("framing.size", "rig.rig", "rig.move", "lighting.style", "stock.stock")

Tokens = tuple[str, ...]


@cache
def phrases() -> Mapping[Tokens, Fills]:
    """Every phrase as its words, with the fields it fills."""
    own = {tokens_of(phrase): fills for phrase, fills in _own_words()}
    listed = {tokens_of(phrase): fills for phrase, fills in (*_listed(), *_mixed())}
    return {**own, **listed, **own}


@cache
def longest_phrase() -> int:
    """How many words the longest phrase has."""
    return max(len(tokens) for tokens in phrases())


@cache
def known_words() -> tuple[str, ...]:
    """Every phrase as people write it, for finding the nearest to an unknown word."""
    return tuple(sorted({" ".join(tokens) for tokens in phrases()}))


def tokens_of(phrase: str) -> Tokens:
    """The words of a phrase, without capitals or accents."""
    return tuple(plain_word(word) for word in phrase.split())


def plain_word(word: str) -> str:
    """One word without capitals, accents or typographers' apostrophes."""
    apart = unicodedata.normalize("NFKD", word.replace("’", "'").lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _own_words() -> Iterator[tuple[str, Fills]]:
    for path in SPEAKS_FOR_ITSELF:
        slot, field = path.split(".")
        for word in rules_of(SLOTS[slot])[field].words():
            yield word.replace("_", " "), {path: word}


def _listed() -> Iterator[tuple[str, Fills]]:
    tables: tuple[Listed, ...] = (FRAMING, RIG, LENS, LIGHTING, ATMOSPHERE, STOCK)
    for table in tables:
        for path, values in table.items():
            for value, listed in values.items():
                for phrase in listed.split("|"):
                    yield phrase, {path: value}


def _mixed() -> Iterator[tuple[str, Fills]]:
    tables: tuple[Mapping[str, Fills], ...] = (
        subject_words(),
        BOTH,
        ZOOMS,
        GLASS,
        MIXED,
        weathers_by_amount(),
    )
    for table in tables:
        yield from table.items()
