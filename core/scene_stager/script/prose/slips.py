# SPDX-License-Identifier: Apache-2.0
"""Slips of the pen in words of the trade: "medum", "clsoe up". Names of subjects are left alone."""

import re

from scene_stager.script.prose.items import WORD
from scene_stager.script.prose.synonyms import words
from scene_stager.script.prose.synonyms.glue import (
    ABSTRACT,
    ADJECTIVES,
    ARTICLES,
    FILLERS,
    OF,
    PREPOSITIONS,
    RELATIVES,
)
from scene_stager.script.prose.synonyms.verbs import DO_SEVERAL, DOES_ONE, GOES
from scene_stager.script.prose.words import lexicon, plain_word, trade_words

# Letters: one slip from so many on, two from so many; another letter in place of one is as often
# another word, and no slip in fewer than so many. House defaults.
SHORTEST, SURE_OF, SWAPPED = 5, 8, 7
BEFORE_NAMES = ARTICLES | PREPOSITIONS | OF
STOPS = (",", ".", ";", ":", "!", "?")  # behind these no name is waited for
ORDINARY = ARTICLES | PREPOSITIONS | FILLERS | ADJECTIVES | RELATIVES | ABSTRACT
ORDINARY |= DOES_ONE | DO_SEVERAL | GOES

# "She's walking", "the key's a 2K": two words, while "the sheriff's" is one.
SHORT_FOR_IS = words(
    "she he it they we that here there what who key rim fill camera lens backlight"
)
IS = {"'s": " is", "'re": " are"}

# "The sun's behind her", "the key's too hot", while "the sun's disc" is one.
LIGHT_IS = re.compile(
    r"\b(sun|window|light|key|rim|fill|backlight|camera)['’]s (?="
    r"(?:coming|behind|low|high|up|down|setting|in|at|on|from|an?|too|over|under|out|off)\b)",
    re.IGNORECASE,
)
THREE_QUARTERS = re.compile(
    r"\b3/4(?=[ -](?:back|front|left|right|view|profile|on|angle|shot|portrait|of))"
)

# "Drifts slowly left", "pull gently back": how, before the verb that the way belongs to.
HOW = re.compile(
    r"\b((?:drift|glid|slid|mov|track|truck|crab|push|pull|creep|eas|travel|doll|float|boom|cran"
    r"|ris|pan+|tilt|zoom|inch|go)(?:y|ies|e|es|s|ing|ying|ning|ming)?) ((?:very |ever so |quite )?"
    r"(?:slowly|gently|quickly|smoothly|gradually|swiftly|rapidly|briskly|imperceptibly)) "
    r"((?:(?:to the |to )?(?:left|right)|in(?! (?:the|an?|her|his) )"
    r"|out|back|up|down|forwards?|backwards?|around|away"
    r"|closer|toward|towards)\b(?! of\b))",
    re.IGNORECASE,
)

# Words that are known themselves, and are slips where they stand.
MISSPELT = re.compile(r"\b(?<=low )angel\b|\b(?<=high )angel\b|\b(?<=dutch )angel\b", re.IGNORECASE)

# As on a call sheet: "MCU w/ 85", "frm left".
SHORT_FOR = (
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without"),
    (re.compile(r"\bw/ ?(?=\w)", re.IGNORECASE), "with "),
    (re.compile(r"\bfrm\b", re.IGNORECASE), "from"),
)

ENDINGS = ("s", "es", "d", "ed", "ing", "er", "y", "ly")

Slip = tuple[str, str]


def mended(text: str) -> tuple[str, list[Slip]]:
    """The text with slips mended, and each as it was written beside what it was taken for."""
    slips: list[Slip] = [(one[0], "angle") for one in MISSPELT.finditer(text)]
    text = MISSPELT.sub("angle", text)
    for short, whole in SHORT_FOR:
        text = short.sub(whole, text)
    spoken = HOW.sub(r"\2 \1 \3", THREE_QUARTERS.sub("three quarter", text))
    spoken = LIGHT_IS.sub(r"\1 is ", spoken)
    before = [""]

    def one(found: re.Match[str]) -> str:
        begins = spoken[: found.start()].rstrip().endswith(STOPS)
        word, previous = plain_word(found[0]), "" if begins else before[0]
        before[0] = word
        stem, mark, rest = word.partition("'")
        if stem in SHORT_FOR_IS and mark + rest in IS:
            return found[0][: len(stem)] + IS[mark + rest]
        meant = None if previous in BEFORE_NAMES else _meant(word)
        if meant is None:
            return found[0]
        slips.append((found[0], meant))
        return meant

    return WORD.sub(one, spoken), slips


def _meant(word: str) -> str | None:
    """The nearest word of the trade that somebody may have meant, if one is near."""
    if len(word) < SHORTEST or not word.isalpha() or word in ORDINARY or _is_known(word):
        return None
    near = [
        known
        for known in trade_words()
        if known[0] == word[0]
        and len(known) >= SHORTEST
        and abs(len(known) - len(word)) <= 2
        and _is_slip(word, known)
    ]
    return min(near, key=lambda known: (distance(word, known), known), default=None)


def _is_known(word: str) -> bool:
    stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    return any(one in trade_words() or (one,) in lexicon() for one in (word, *stems))


def _is_slip(word: str, known: str) -> bool:
    """True where a slip of a hand makes one word of the other, and hardly another word."""
    if word.endswith("ing"):  # a letter dropped, doubled or swapped, and no other verb
        near = (len(word) < len(known) and set(word) <= set(known)) or sorted(word) == sorted(known)
        return near and known.endswith("ing") and distance(word, known) == 1
    if sorted(word) == sorted(known) and distance(word, known) == 1:
        return True
    if known.startswith(word):  # another form of it, and no slip
        return False
    if len(word) == len(known) < SWAPPED:
        return False
    if len(word) > len(known):
        return len(known) >= SURE_OF - 1 and distance(word, known) == 1 and word[:-1] != known
    return len(word) > SHORTEST - 1 and distance(word, known) <= (1 + (len(known) >= SURE_OF + 1))


def distance(one: str, other: str) -> int:
    """How many letters to put, drop, change or swap with a neighbour make one word the other."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
