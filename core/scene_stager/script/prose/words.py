# SPDX-License-Identifier: Apache-2.0
"""The dictionary that prose is read with: every phrase, what kind of word it is, what it fills."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from scene_stager.script.field import rules_of
from scene_stager.script.prose.synonyms import ByHead, Fills, Listed
from scene_stager.script.prose.synonyms.atmosphere import (
    ATMOSPHERE,
    FLICKER,
    STILL_AIR,
    WINDS,
    weathers_by_amount,
)
from scene_stager.script.prose.synonyms.framing import A_LITTLE, FRAMING, ROLLS, SETUPS
from scene_stager.script.prose.synonyms.gaits import MOTION
from scene_stager.script.prose.synonyms.glue import INSTEAD
from scene_stager.script.prose.synonyms.hours import MORE_HOURS, MORE_SUNS, SUN_AT
from scene_stager.script.prose.synonyms.lamps import AMBIENTS, LAMP_FILLS, SHADOWS
from scene_stager.script.prose.synonyms.lens import GLASS, LENS, RACKS, ZOOMS
from scene_stager.script.prose.synonyms.lighting import (
    AMBIENT,
    BRIGHT,
    FILLS,
    HOURS,
    KEYS,
    KICKERS,
    LAMPS,
    LIGHTING,
    PRACTICALS,
    RIMS,
    SUNS,
    WINDOWS,
)
from scene_stager.script.prose.synonyms.modifiers import modifiers
from scene_stager.script.prose.synonyms.no_slot import INSTRUMENTS, SETUPS_ASIDE
from scene_stager.script.prose.synonyms.no_slot import PHRASES as SET_ASIDE
from scene_stager.script.prose.synonyms.practicals import MORE_PRACTICALS
from scene_stager.script.prose.synonyms.rig import CARRIED, RIG, moves
from scene_stager.script.prose.synonyms.sayings import SAYINGS
from scene_stager.script.prose.synonyms.stock import STOCK
from scene_stager.script.prose.synonyms.subject import PARTS, nouns
from scene_stager.script.scene_script import SLOTS

# Fields whose own words are phrases too ("medium_full" is "medium full"), so that a new rig or
# stock is understood the day its file is there, though another went by its name before.
SPEAKS_FOR_ITSELF = ("framing.size", "rig.rig", "rig.move", "lighting.style", "stock.stock")

SAID_OTHERWISE = ("sun", "practical", "hold", "reveal", "detail")  # their own tables say more

# What kind of head the phrases of a field are.
KINDS = {
    "framing.size": "size",
    "framing.angle": "angle",
    "framing.view": "profile",
    "framing.placement": "placement",
    "rig.rig": "rig",
    "rig.move": "move",
    "lens.format": "film",
    "lens.verticals": "lens",
    "lighting.style": "key",
    "lighting.practicals": "practical",
    "atmosphere.weather": "air",
    "stock.stock": "film",
    "stock.exposure": "film",
}

TURNED_OFF = ("turn off", "switch off", "turn out", "switch out", "no more")
Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A phrase of the dictionary.

    A head fills its fields wherever it stands; a modifier what its table says of the head that it
    stands beside; a phrase to set aside fills nothing, since a script has no field for it.
    """

    role: str
    kind: str = ""
    fills: Fills = field(default_factory=dict)
    by_head: ByHead = field(default_factory=dict)


@cache
def lexicon() -> Mapping[Tokens, Lexeme]:
    """Every phrase of the trade, and every known noun."""
    lamps = {tokens_of(f"{phrase}{more}") for phrase in INSTRUMENTS for more in ("", "s")}
    aside = {*map(tokens_of, SET_ASIDE), *lamps}
    setups = {tokens_of(phrase) for phrase in SETUPS_ASIDE}
    kinds = {**dict.fromkeys(lamps, "key"), **dict.fromkeys(setups, "setup")}
    found = {tokens_of(one): Lexeme("negation", "instead") for one in INSTEAD}
    found[("out", "of")] = Lexeme("preposition")
    found |= {one: Lexeme("aside", kinds.get(one, "other")) for one in sorted(aside)}
    found |= {tokens_of(p): Lexeme("aside", "key", fills) for p, fills in LAMP_FILLS.items()}
    found |= {
        tokens_of(phrase): Lexeme("modifier", by_head=by)
        for phrases_of, by in SUN_AT.items()
        for phrase in phrases_of.split("|")
    }
    found |= {tokens_of(p): Lexeme("modifier", by_head=by) for p, by in modifiers().items()}
    found |= {tokens_of(p): Lexeme("noun", "subject", fills) for p, fills in nouns().items()}
    parts = {"subject.kind": "person", "~subject.selector": "role:hero"}
    found |= {(noun,): Lexeme("noun", "part", parts) for noun in PARTS}
    found |= {tokens_of(p): Lexeme("head", kind, fills) for p, kind, fills in _heads()}
    found |= {tokens_of(p): Lexeme("negation") for p in TURNED_OFF}
    found |= {tokens_of(p): Lexeme("aside", "other") for p in SAYINGS}
    return found


@cache
def phrases() -> Mapping[Tokens, Fills]:
    """Every phrase that fills the same fields wherever it stands."""
    return {tokens: one.fills for tokens, one in lexicon().items() if one.fills}


@cache
def longest_phrase() -> int:
    """How many words the longest phrase has."""
    return max(len(tokens) for tokens in lexicon())


@cache
def known_words() -> tuple[str, ...]:
    """Every phrase as people write it, for finding the nearest to an unknown word."""
    return tuple(sorted({" ".join(tokens) for tokens in lexicon()}))


@cache
def trade_words() -> frozenset[str]:
    """The single words of the trade's own phrases, which a slip of the pen may have meant."""
    roles = ("head", "modifier")
    trade = [t for t, one in lexicon().items() if one.role in roles and one.kind != "motion"]
    return frozenset(word for tokens in trade for word in tokens)


def tokens_of(phrase: str) -> Tokens:
    """The words of a phrase, without capitals or accents."""
    return tuple(plain_word(word) for word in phrase.replace("-", " ").split())


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """One word without capitals, accents or typographers' apostrophes."""
    apart = unicodedata.normalize("NFKD", word.replace("’", "'").lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _heads() -> Iterator[tuple[str, str, Fills]]:
    tables: tuple[tuple[str, Mapping[str, Fills]], ...] = (
        ("setup", SETUPS),
        ("angle", A_LITTLE),
        ("roll", ROLLS),
        ("zoom", ZOOMS),
        ("focus", RACKS),
        ("lens", GLASS),
        ("time", {**HOURS, **MORE_HOURS}),
        ("sun", {**SUNS, **MORE_SUNS}),
        ("window", WINDOWS),
        ("rim", RIMS),
        ("kicker", KICKERS),
        ("fill", {**FILLS, **SHADOWS}),
        ("ambient", {**AMBIENT, **AMBIENTS}),
        ("key", {**KEYS, **BRIGHT}),
        ("practical", LAMPS),
        ("air", weathers_by_amount()),
        ("wind", WINDS),
        ("wind", STILL_AIR),
        ("flicker", FLICKER),
        ("motion", MOTION),
    )
    yield from _listed(
        (FRAMING, RIG, LENS, LIGHTING, PRACTICALS, MORE_PRACTICALS, ATMOSPHERE, STOCK)
    )
    for kind, table in tables:
        for phrase, fills in table.items():
            yield phrase, kind, fills
    for phrase, fills in {**CARRIED, **moves()}.items():
        moving = {"rig.move", "~rig.move"} & set(fills)
        kind = "follow" if "follow" in fills.values() else "move" if moving else "rig"
        yield phrase, kind, fills
    yield from _own_words()


def _listed(tables: Iterable[Listed]) -> Iterator[tuple[str, str, Fills]]:
    for table in tables:
        for path, values in table.items():
            for value, listed in values.items():
                for phrase in listed.split("|"):
                    yield phrase, KINDS[path], {path: value}


def _own_words() -> Iterator[tuple[str, str, Fills]]:
    for path in SPEAKS_FOR_ITSELF:
        slot, field_name = path.split(".")
        for word in rules_of(SLOTS[slot])[field_name].words():
            kind = "follow" if word == "follow" else KINDS[path]
            if word not in SAID_OTHERWISE:
                yield word.replace("_", " "), kind, {path: word}
