# SPDX-License-Identifier: Apache-2.0
"""What has no slot, as it is told, and as a mistake where every word is to have one."""

import re
from difflib import get_close_matches

from scene_stager.errors import Mistake, shorten
from scene_stager.script.prose.items import clauses
from scene_stager.script.prose.sentence import Sentence
from scene_stager.script.prose.synonyms.glue import ARTICLES, FILLERS, JOINS, PREPOSITIONS
from scene_stager.script.prose.who.guess import Span
from scene_stager.script.prose.words import known_words, plain_word

MOST_UNKNOWN = 20
BETWEEN = ARTICLES | FILLERS | JOINS | PREPOSITIONS  # what two stretches set aside may have between
NO_SLOT = ("word", "stray", "adjective", "verb", "aside")  # roles of what fills nothing
REST = re.compile(r"[^\W\d_]*")  # of a word of which only the beginning was taken
OF_SOMEBODY = re.compile(r"\b(?:of|on)\s+(?:(?:an?|the)\s+)?$", re.IGNORECASE)


def as_texts(text: str, spans: list[Span]) -> list[str]:
    """The stretches of the text that were set aside; neighbours are told as one."""
    merged: list[list[int]] = []
    for start, part in sorted(spans):
        rest = REST.match(text, part)
        end = rest.end() if rest and text[part - 1 : part].isalpha() else part
        between = text[merged[-1][1] : start] if merged else ""
        words = re.findall(r"[^\s-]+", between)
        if merged and all(plain_word(word) in BETWEEN for word in words):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in merged))


def unknown(text: str, sentence: Sentence, homeless: list[str]) -> list[Mistake]:
    """A mistake for every word that has no slot, in the order of the text."""
    items = [item for clause in clauses(text) for item in clause if item.role in NO_SLOT]
    spans = [(item.start, item.end) for item in items]
    for start, end in sentence.asides:
        if not any(start <= item.start and item.end <= end for item in items):
            spans.append((start, end))
    spans.sort()
    words = [text[start:end] for start, end in spans]
    nouns = {text[a:b]: plain_word(text[a:b]) for a, b in spans if OF_SOMEBODY.search(text[:a])}
    expected = "a word that one of the seven slots knows"
    mistakes: list[Mistake] = []
    for word in [*words, *homeless]:
        own = f"For a subject of your own write tag:{nouns[word]}." if word in nouns else ""
        mistakes.append(Mistake("prose", shorten(word), expected, f"{nearest(word)} {own}".strip()))
    return mistakes


def nearest(words: str) -> str:
    """The phrases that are known and most like these words, as advice; nothing where none is."""
    near = get_close_matches(plain_word(words)[:64], known_words(), n=3, cutoff=0.6)
    return f"Nearest known: {', '.join(near)}." if near else ""


def first_few(mistakes: list[Mistake]) -> list[Mistake]:
    """As many mistakes as anybody reads, and how many more there are."""
    rest = len(mistakes) - MOST_UNKNOWN
    if rest <= 0:
        return mistakes
    return [*mistakes[:MOST_UNKNOWN], Mistake("prose", f"{rest} more such words", "none")]
