# SPDX-License-Identifier: Apache-2.0
"""A query in plain words: what is looked for in records, and what in measured numbers."""

import re
from dataclasses import dataclass

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.finding.senses import Sense, sense_of, senses, words_of_pictures
from scene_stager.script.prose.reading import LONGEST_PROSE, said_in
from scene_stager.script.prose.synonyms import Value
from scene_stager.script.prose.synonyms.glue import ARTICLES, FILLERS, JOINS, PREPOSITIONS
from scene_stager.script.prose.words import plain_word

MOST_TERMS = 64
LONGEST_TERM = 64
IGNORED = ARTICLES | FILLERS | JOINS | PREPOSITIONS
IN_RECORDS_ONLY = ("subject.kind", "subject.selector", "subject.height_m")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side in a record, in plain letters."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words)

    @property
    def match(self) -> str:
        """The term as FTS5 takes it: a phrase in quotes, of letters and digits only."""
        return f'"{self}"'


@dataclass(frozen=True, slots=True)
class Wish:
    """A phrase of the query that a picture's own numbers answer."""

    phrase: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class PictureQuery:
    """A query, read. `unmeasured` are phrases of the trade that no number of ours shows: they are
    looked for in records only."""

    text: str
    terms: tuple[Term, ...]
    wishes: tuple[Wish, ...]
    unmeasured: tuple[str, ...] = ()


def read_query(text: str) -> PictureQuery:
    """Read a query with the words that scripts are written in. Raises InputError.

    A phrase that a number answers is looked for in records, too, as one.
    """
    if len(text) > LONGEST_PROSE:
        expected = f"at most {LONGEST_PROSE}"
        raise InputError(Mistake("query", f"{len(text)} characters", expected))
    wishes, unmeasured = _wishes(text)
    rest = text
    phrases = []
    for phrase in (*(wish.phrase for wish in wishes), *unmeasured):
        rest, count = re.subn(re.escape(phrase), " ", rest, count=1, flags=re.IGNORECASE)
        phrases += [phrase] if count else []
    found = [_term(phrase) for phrase in phrases]
    found += [_term(word) for word in WORD.findall(rest) if plain_word(word) not in IGNORED]
    terms = tuple(dict.fromkeys(one for one in found if one.words))[:MOST_TERMS]
    if not terms and not wishes:
        advice = "Such as: recon pilot in the dry-dock, low key."
        raise InputError(Mistake("query", shorten(text), "words that describe a picture", advice))
    return PictureQuery(text, terms, wishes, unmeasured)


def _term(phrase: str) -> Term:
    words = [plain_word(part) for part in re.split(r"[^\w]+|_", phrase)]
    plain = [re.sub(r"[^\w]|_", "", word)[:LONGEST_TERM] for word in words]
    return Term(tuple(word for word in plain if word))


def _wishes(text: str) -> tuple[tuple[Wish, ...], tuple[str, ...]]:
    """What numbers answer, once each, and phrases of the trade that none does."""
    found: set[Wish] = set()
    left = f" {' '.join(plain_word(word) for word in WORD.findall(text))} "
    for word, label in words_of_pictures().items():  # the longest first
        if f" {word} " in left:
            left = left.replace(f" {word} ", "  ")
            found.add(Wish(word, senses()[label]))
    known = {wish.phrase for wish in found}
    said = [one for one in _said(text) if one[0].lower() not in known]
    found |= {
        Wish(phrase, sense)
        for phrase, field, value in said
        if (sense := sense_of(field, value)) is not None
    }
    known = {wish.phrase for wish in found}
    others = [phrase for phrase, _, _ in said if phrase not in known]
    in_order = sorted(found, key=lambda one: (text.lower().find(one.phrase.lower()), one.phrase))
    return tuple(in_order), tuple(dict.fromkeys(others))


def _said(text: str) -> list[tuple[str, str, Value]]:
    """Phrase, field and value of everything that the script's own reader understands.

    Of a sentence that it refuses, since two words want one field otherwise, each part is read by
    itself; a part that it refuses is words for the records.
    """
    try:
        parts = [said_in(text, mends=False)]
    except InputError:
        parts = []
        for part in re.split(r"[,;.]", text):
            try:
                parts.append(said_in(part, mends=False))
            except InputError:
                continue
    return [
        (choice.words, field, choice.value)
        for one in parts
        for field, choice in one.choices.items()
        if field not in IN_RECORDS_ONLY
    ]
