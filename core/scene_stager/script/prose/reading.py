# SPDX-License-Identifier: Apache-2.0
"""Prose into slots: words bind to what they stand beside, and what has no slot is set aside."""

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.script.prose.air import settle_air
from scene_stager.script.prose.bind import bind
from scene_stager.script.prose.clause import ClauseWalk
from scene_stager.script.prose.fill import OTHER_SIZE, script_of, with_room
from scene_stager.script.prose.gels import settle_gel
from scene_stager.script.prose.items import clauses
from scene_stager.script.prose.open_fields import (
    NIGHT,
    daylight,
    no_lamp_there,
    settle_light,
    settle_sizes,
    with_tones,
)
from scene_stager.script.prose.sentence import Sentence
from scene_stager.script.prose.settle import (
    ADJECTIVE,
    SUGGESTED,
    Choices,
    choose_all,
    said,
    settle_moves,
)
from scene_stager.script.prose.slips import Slip, mended
from scene_stager.script.prose.synonyms import Fills, Value, either, words
from scene_stager.script.prose.synonyms.glue import ARTICLES, FILLERS, JOINS, PREPOSITIONS
from scene_stager.script.prose.synonyms.subject import PARTS
from scene_stager.script.prose.tell import in_order, slated, told
from scene_stager.script.prose.who import (
    BARE,
    HERO,
    PLACE,
    PRONOUN,
    SIZE_OF,
    SIZE_TOO,
    MaybeSubject,
    Span,
)
from scene_stager.script.prose.words import known_words, plain_word
from scene_stager.script.scene_script import SceneScript

LONGEST_PROSE = 2000
MOST_UNKNOWN = 20
BETWEEN = ARTICLES | FILLERS | JOINS | PREPOSITIONS  # what two stretches set aside may have between
DAYLIGHT_FILM = "vision3_250d"
OF_SUBJECT = {"subject.kind", "subject.selector"}
NO_SLOT = ("word", "stray", "adjective", "verb", "aside")  # roles of what fills nothing
OF_SOMEBODY = re.compile(r"\b(?:of|on)\s+(?:(?:an?|the)\s+)?$", re.IGNORECASE)
OF_PEOPLE = {"two shot", "2 shot", "three shot", "group shot", "over the shoulder", "ots", "pov"}
SIZES_OF_PEOPLE = set(either("medium_full|medium|medium_close_up|close_up|extreme_close_up"))
UNSEEN = PARTS - words("face faces eye eyes profile")  # parts that no focal target is at
HEIGHTS = ("rig.from_height_m", "rig.to_height_m")
OUTRIGHT = ("subject.selector", "rig.pace")  # said, though their words give way to others
NEEDED = ("framing.size", "rig.rig", "rig.move", "lens.focal_length_mm", "stock.stock")


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


def read_prose(text: str, *, strict: bool = False) -> tuple[SceneScript, Understanding]:
    """The script that prose describes, and how it was read.

    What the prose leaves open is filled so that the shot bakes. Raises InputError for two words
    that want the same field otherwise; where it is `strict`, also for every word that has no slot.
    """
    said, far = _with_room(text, said_in(text, strict=strict))
    script = script_of(text, said.values | far)
    filled = [Word(c.words, *_slot_and_field(path), c.value) for path, c in said.choices.items()]
    assumed = [f"{wrong!r} is {right!r}" for wrong, right in said.slips]
    assumed += _assumed(script, said) + [told(path, value) for path, value in far.items()]
    return script, Understanding(
        tuple(filled), tuple(_understood(said.choices)), tuple(assumed), said.aside
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says, field by field, before what it leaves open is filled."""

    choices: Choices
    values: dict[str, Value]
    aside: tuple[str, ...]
    slips: list[Slip]
    film: str | None
    subject: MaybeSubject | None


def _with_room(text: str, said: Said) -> tuple[Said, dict[str, Value]]:
    """A sentence without a size that the camera is too far off for, and how far off is assumed."""
    values = with_room(text, said.values)
    over = [path for path in said.choices if path in said.values and path not in values]
    aside = (*said.aside, *(said.choices[path].words for path in over))
    choices = {path: one for path, one in said.choices.items() if path not in over}
    kept = {path: value for path, value in values.items() if path in said.values}
    far = {path: value for path, value in values.items() if path not in said.values}
    return replace(said, choices=choices, values=kept, aside=aside), far


def said_in(text: str, *, strict: bool = False, mends: bool = True) -> Said:
    """What a sentence says and what of it has no slot. Raises InputError as `read_prose` does.

    A slip of the pen is mended, unless it is `strict` or `mends` is not set: a name is no slip.
    """
    if len(text) > LONGEST_PROSE:
        found = f"{len(text)} characters"
        raise InputError(Mistake("prose", found, f"at most {LONGEST_PROSE}"))
    whole, slips = mended(text) if mends and not strict else (text, [])
    sentence = _parsed(whole)
    subject = _with_subject(sentence)
    choices, mistakes, rest = _settled(sentence)
    if strict:
        mistakes = [*_first_few(_unknown(whole, sentence, rest)), *mistakes]
    if mistakes:
        raise InputError(mistakes)
    if not choices or (set(choices) <= OF_SUBJECT and _is_a_guess(subject)):
        advice = _nearest(text) if sentence.asides or subject else ""
        raise InputError(Mistake("prose", shorten(text), "words that describe a shot", advice))
    aside = (*_texts(whole, sentence.asides), *rest.homeless)
    return Said(choices, _values(choices, rest), aside, slips, rest.film, subject)


def _is_a_guess(subject: MaybeSubject | None) -> bool:
    """True for a noun that nobody knows, and that stands where a subject may or may not."""
    return subject is not None and subject.rank <= (PRONOUN if subject.is_known else BARE)


@dataclass(slots=True)
class _Rest:
    """What a sentence says beside single fields."""

    film: str | None = None
    other_size: str = ""
    homeless: list[str] = field(default_factory=list)


def _parsed(text: str) -> Sentence:
    sentence = Sentence(text)
    for clause in sorted(clauses(text), key=lambda one: one[0].plain == "then"):
        ClauseWalk(sentence, clause).walk()
    bind(sentence)
    return sentence


def _with_subject(sentence: Sentence) -> MaybeSubject | None:
    """The likeliest of those that the shot may be of, added to what was found; the first of
    several. The others are set aside."""
    if not sentence.subjects and len(sentence.lone) == 1:
        ((alone, phrase, others),) = sentence.lone
        sentence.asides.remove(phrase)
        sentence.asides += others
        sentence.subjects.append(alone)
    if not sentence.subjects:
        return None
    best = max(sentence.subjects, key=lambda one: one.rank)
    if best.rank <= PLACE and _is_of_people(sentence):  # "INT. DINER - DAY. Two shot"
        sentence.asides += [one.span for one in sentence.subjects if one.fills != HERO]
        return None
    sentence.found.append((best.words, best.fills, best.span[0]))
    if best.is_last and best.noun in SIZE_OF:
        sentence.found.append((best.words, {"~~@size_to": SIZE_OF[best.noun]}, best.span[0]))
    elif best.noun in SIZE_OF and best.noun != "face" and not _sizes(sentence):
        sentence.found.append((best.words, {"~~framing.size": SIZE_OF[best.noun]}, best.span[0]))
    _leave_behind(sentence, best)
    for other in sentence.subjects:
        if other.is_bare and other.noun in SIZE_TOO and other is not best:
            sentence.found.append((other.words, SIZE_TOO[other.noun], other.span[0]))
        elif other.noun != best.noun and (other.fills != HERO or other.noun in UNSEEN):
            sentence.asides.append(other.span)
    return best


def _sizes(sentence: Sentence) -> list[Value]:
    paths = ("framing.size", "@size_from", "@size_to", "rig.from_distance_m", "rig.to_distance_m")
    found = [one[1].items() for one in sentence.found]
    return [v for items in found for path, v in items if path.lstrip(SUGGESTED) in paths]


def _is_of_people(sentence: Sentence) -> bool:
    """True for a set-up or a size that nobody has of a place."""
    texts = {plain_word(sentence.text[a:b]) for a, b in sentence.asides}
    return bool(texts & OF_PEOPLE or {*_sizes(sentence)} & SIZES_OF_PEOPLE)


def _leave_behind(sentence: Sentence, best: MaybeSubject) -> None:
    """Set aside the size of what a move comes from: "from a close up of the ring to reveal"."""
    left = {one.sized_at for one in sentence.subjects if best.is_found and one is not best}
    for found in [one for one in sentence.found if one[2] in left and "framing.size" in one[1]]:
        sentence.found.remove(found)
        sentence.asides.append((found[2], found[2] + len(found[0])))


def _settled(sentence: Sentence) -> tuple[Choices, list[Mistake], _Rest]:
    """One value for each field, in the order of the text, and what belongs to no single one."""
    found = sorted(sentence.found, key=lambda one: one[2])
    choices, mistakes = choose_all((words, fills) for words, fills, _ in with_tones(found))
    mistakes += [*settle_air(choices), *settle_light(choices)]
    gelled = settle_gel(choices)
    rest = _Rest(film=daylight(choices))
    wrong, rest.other_size = settle_sizes(choices)
    unsettled, rest.homeless = settle_moves(choices)
    rest.homeless += [*gelled, *no_lamp_there(choices)]
    high = next((path for path in HEIGHTS if path in choices), None)
    if high is not None and said("framing.angle", choices) == "overhead":
        choices.setdefault("rig.from_distance_m", choices[high])  # as far off as it is high
        choices.pop(high)
    elif high is not None and "framing.angle" in choices:  # it says already how high the camera is
        rest.homeless.append(choices.pop("framing.angle").words)
    shape = choices.get("lens.frame_aspect")
    if (
        shape is not None
        and shape.words == "1:1"
        and any("macro" in one[0].lower() for one in found)
    ):
        rest.homeless.append(choices.pop("lens.frame_aspect").words)  # how large, not what shape
    rest.homeless += [words for words, fills, _ in found if _is_overruled(fills, choices)]
    in_order = sorted(choices.items(), key=lambda item: item[1].place)
    return dict(in_order), [*mistakes, *wrong, *unsettled], rest


def _is_overruled(fills: Fills, choices: Choices) -> bool:
    """True for an hour or a sky of which other words leave nothing: "overcast, by the window"."""
    weak = SUGGESTED * ADJECTIVE + SUGGESTED
    hours = [path for path in fills if path.startswith(weak) and path.endswith("lighting.style")]
    if not hours or hours[0].startswith(SUGGESTED * NIGHT):
        return False
    paths = {path.lstrip(SUGGESTED): value for path, value in fills.items()}
    return not any(path in choices and choices[path].value == v for path, v in paths.items())


def _values(choices: Choices, rest: _Rest) -> dict[str, Value]:
    values = {path: choice.value for path, choice in choices.items()}
    if rest.film is not None:
        values["stock.stock"] = DAYLIGHT_FILM
    return values | ({OTHER_SIZE: rest.other_size} if rest.other_size else {})


def _understood(choices: Choices) -> list[str]:
    """What was said outright, in the order in which a slate reads."""
    values = {path: one.value for path, one in choices.items() if _is_said(path, choices)}
    return slated(values, values)


def _is_said(path: str, choices: Choices) -> bool:
    return path != "subject.kind" and (path in OUTRIGHT or not choices[path].suggested)


def _assumed(script: SceneScript, said: Said) -> list[str]:
    """What nobody said, and the shot needs."""
    lines: list[str] = []
    choices, subject = said.choices, said.subject
    if subject is not None and not subject.is_known:
        lines.append(f"{subject.noun} is a {script.subject.kind}")
    for path in NEEDED:
        if path not in choices:
            slot, _, one = path.partition(".")
            value = getattr(getattr(script, slot), one)
            why = f" for {said.film!r}" if path == "stock.stock" and said.film else ""
            lines += [f"{told(path, value)}{why}"] if value is not None else []
    return lines + [f"{', '.join(shown)} for {words!r}" for words, shown in _suggested(choices)]


def _suggested(choices: Choices) -> list[tuple[str, list[str]]]:
    """What words only suggest, told together for each of them."""
    told_of: dict[str, list[str]] = {}
    for path in sorted(choices, key=in_order):
        choice = choices[path]
        if choice.suggested and path not in (*OF_SUBJECT, *OUTRIGHT):
            told_of.setdefault(choice.words, []).append(told(path, choice.value))
    return list(told_of.items())


def _texts(text: str, spans: list[Span]) -> list[str]:
    """The stretches of the text that were set aside; neighbours are told as one."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        between = text[merged[-1][1] : start] if merged else ""
        words = re.findall(r"[^\s-]+", between)
        if merged and all(plain_word(word) in BETWEEN for word in words):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in merged))


def _unknown(text: str, sentence: Sentence, rest: _Rest) -> list[Mistake]:
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
    for word in [*words, *rest.homeless]:
        own = f"For a subject of your own write tag:{nouns[word]}." if word in nouns else ""
        mistakes.append(
            Mistake("prose", shorten(word), expected, f"{_nearest(word)} {own}".strip())
        )
    return mistakes


def _nearest(words: str) -> str:
    near = get_close_matches(plain_word(words)[:64], known_words(), n=3, cutoff=0.6)
    return f"Nearest known: {', '.join(near)}." if near else ""


def _first_few(mistakes: list[Mistake]) -> list[Mistake]:
    rest = len(mistakes) - MOST_UNKNOWN
    if rest <= 0:
        return mistakes
    return [*mistakes[:MOST_UNKNOWN], Mistake("prose", f"{rest} more such words", "none")]


def _slot_and_field(path: str) -> tuple[str, str]:
    slot, dot, name = path.partition(".")
    return (slot, name) if dot else ("header", path)
