# SPDX-License-Identifier: Apache-2.0
"""A sentence as items, clause by clause: measures, phrases of the lexicon, and other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import category

from scene_stager.script.prose.lights.kinds import LAMPS
from scene_stager.script.prose.numbers.measures import measures_at
from scene_stager.script.prose.numbers.quantities import DECADE
from scene_stager.script.prose.synonyms import Fills, words
from scene_stager.script.prose.synonyms.amounts import QUANTITIES
from scene_stager.script.prose.synonyms.glue import (
    ADJECTIVE_ENDINGS,
    ADJECTIVES,
    ARTICLES,
    FILLERS,
    JOINS,
    LABELS,
    NEGATIONS,
    NOUNS_SO_ENDED,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
)
from scene_stager.script.prose.synonyms.verbs import DOES_ONE
from scene_stager.script.prose.words import Lexeme, Tokens, lexicon, longest_phrase, plain_word

WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
LETTERED = re.compile(r"[^\W\d_][-‐‑][^\W\d_]{2,}")  # "T-Rex" is one word
STRAY = re.compile(r"\d+(?:[.:/]\d+)*[^\W_]*")  # a number that is no measure
GAP = re.compile(r"[ \t\-_‐‑–]+")  # what may stand between the words of one phrase
# What ends a clause: punctuation, and a dash or a bar that stands between spaces.
BREAK = re.compile(r"\s*(?:[,;:.!?()\[\]{}|\n\r…—]+|\s[-–/•*]+(?=\s)|(?<![^\s])[-–/•*]+\s)\s*")
POSSESSIVE = re.compile(r"['’]s?$")
SLUG = re.compile(
    r"(?:i/e|interiors?|exteriors?|int|ext)\.?(?:\s?/\s?(?:ext|int)\.?)?(?=[\s.])", re.IGNORECASE
)

NAMING = words("a an the his their our my your its these those some")  # no verb stands behind
# What kind of head a measure is, by the field that it fills first.
MEASURED = {
    "atmosphere.wind_m_s": "wind",
    "atmosphere.weather": "air",
    "framing.size": "size",
    "framing.view": "profile",
    "framing.angle": "angle",
    "framing.placement": "placement",
    "framing.roll_deg": "roll",
    "lens.focus": "focus",
}
LABELLED = (*LAMPS, "air", "wind")  # before a colon: of these is what follows it

GLUE = (
    ("article", ARTICLES),
    ("negation", NEGATIONS),
    ("preposition", PREPOSITIONS),
    ("join", JOINS),
    ("relative", RELATIVES),
    ("pronoun", PRONOUNS),
    ("filler", FILLERS),
    ("verb", DOES_ONE),
    ("adjective", ADJECTIVES),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the sentence that is one thing: a head, a modifier, a number, or a word."""

    text: str
    start: int
    end: int
    lexeme: Lexeme

    @property
    def role(self) -> str:
        """What it does in the sentence."""
        return self.lexeme.role

    @property
    def kind(self) -> str:
        """Of a head: of what."""
        return self.lexeme.kind

    @property
    def plain(self) -> str:
        """Its words without capitals or accents."""
        return plain_word(self.text)


def clauses(text: str) -> Iterator[list[Item]]:
    """The items of each clause, in order; labels such as "Lens:" are left out."""
    at, clause, labelled = 0, list[Item](), False
    while at < len(text):
        broken = BREAK.match(text, at)
        if broken:
            mark = text[at : broken.end()].strip()[:1]
            labels = mark == ":"
            at = broken.end()
            if labels and len(clause) == 1 and _is_labelled(clause[0]):
                labelled = True
                continue  # "Fill: 2 stops under"
            if labelled and mark == "," and _says_more(text, at):
                continue  # "Rim: left, 1 stop over"
            labelled = False
            if clause and not (labels and _is_label(clause)):
                yield clause
            clause = []
            continue
        item = _item_at(text, at)
        if item is not None:
            clause.append(_as_noun(item) if _is_named(item, clause) else item)
        at = at + 1 if item is None else item.end
    if clause:
        yield clause


def _is_labelled(item: Item) -> bool:
    return item.kind in LABELLED or item.plain == "kick"


def _is_named(item: Item, before: list[Item]) -> bool:
    """True for "leaves" in "the leaves", which does nothing."""
    named = bool(before) and before[-1].plain in NAMING
    return named and item.role == "verb" and item.plain.endswith("s")


def _as_noun(item: Item) -> Item:
    return replace(item, lexeme=Lexeme("word"))


def _says_more(text: str, at: int) -> bool:
    """True where what follows as far as the next break only says more of what stands before."""
    while at < len(text) and not BREAK.match(text, at):
        item = _item_at(text, at)
        if item is not None and item.role not in ("modifier", "quantity", "preposition", "article"):
            return False
        at = at + 1 if item is None else item.end
    return True


def _is_label(clause: list[Item]) -> bool:
    """True for what stands before a colon and only says which slot follows."""
    return all(item.role == "filler" or item.plain in LABELS for item in clause)


def _item_at(text: str, at: int) -> Item | None:
    """The longest thing that begins here; None for a space or a sign that means nothing."""
    slug = SLUG.match(text, at)
    if slug:
        inside = slug[0].lower().startswith("i")
        return _made(text, at, slug.end(), Lexeme("slug", fills={"@interior": inside}))
    measured, phrased = measures_at(text, at), _phrase_at(text, at)
    if measured and (phrased is None or measured[0] > phrased[0]):
        return _made(text, at, measured[0], _measure(measured[1]))
    if phrased:
        return _made(text, at, *phrased)
    word = STRAY.match(text, at) or LETTERED.match(text, at) or WORD.match(text, at)
    if word:
        return _made(text, at, word.end(), Lexeme(_role(plain_word(word[0]))))
    if category(text[at]).startswith("S"):
        return _made(text, at, at + 1, Lexeme("stray"))
    return None


def _made(text: str, start: int, end: int, lexeme: Lexeme) -> Item:
    return Item(" ".join(text[start:end].split()), start, end, lexeme)


def _measure(fills: Fills) -> Lexeme:
    """A number by what it does: it stands for itself, or it modifies what it stands beside."""
    if "@aside" in fills or "@lamp" in fills:
        return Lexeme("aside", "key" if "@lamp" in fills else "other")
    if "@phrase" in fills:
        return lexicon()[tuple(str(fills["@phrase"]).split())]
    if "@as" in fills:
        own = {path: value for path, value in fills.items() if path != "@as"}
        return Lexeme("head", str(fills["@as"]), own)
    if "@lens_tube" in fills:
        own = {path: value for path, value in fills.items() if path != "@lens_tube"}
        return Lexeme("aside", "key", own)
    (first, *_) = fills
    if first in QUANTITIES:
        return Lexeme("quantity", first, fills)
    return Lexeme("head", MEASURED.get(first.lstrip("~"), "measure"), fills)


def _role(plain: str) -> str:
    """What a word does that is no phrase of the trade."""
    for role, listed in GLUE:
        if plain in listed:
            return role
    if re.match(DECADE, plain):
        return "adjective"
    if plain[0].isdigit():
        return "stray"
    said_of_nouns = plain.endswith(ADJECTIVE_ENDINGS) and plain not in NOUNS_SO_ENDED
    return "adjective" if said_of_nouns else "word"


def _phrase_at(text: str, at: int) -> tuple[int, Lexeme] | None:
    best: tuple[int, Lexeme] | None = None
    tokens: Tokens = ()
    place = at
    for _ in range(longest_phrase()):
        word = WORD.match(text, place)
        if word is None:
            break
        plain = plain_word(word.group())
        for spelling in (plain, POSSESSIVE.sub("", plain)):
            found = lexicon().get((*tokens, spelling))
            if found is not None and (
                spelling == plain or found.role == "noun" or found.kind in ("air", "wind")
            ):
                best = word.end(), found
                break
        tokens = (*tokens, plain)
        gap = GAP.match(text, word.end())
        if gap is None or re.fullmatch(r"\s[-–]\s", gap[0]):
            break
        place = gap.end()
    return best
