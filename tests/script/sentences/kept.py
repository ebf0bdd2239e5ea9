"""Sentences with their readings, a line each: SENTENCE => FIELD=VALUE ... / WORDS SET ASIDE."""

import re
from dataclasses import dataclass
from pathlib import Path

from scene_stager.script.field import rules_of
from scene_stager.script.prose.synonyms.glue import (
    ARTICLES,
    FILLERS,
    JOINS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
)
from scene_stager.script.read import read_script_with_words
from scene_stager.script.scene_script import SLOTS, SceneScript

HERE = Path(__file__).parent
OTHER_END = "other_end"  # the size at the end of a move or a zoom that is not the framed one
OF_SUBJECT = ("subject.kind", "subject.selector")
SMALL = FILLERS | NEGATIONS | ARTICLES | PREPOSITIONS | JOINS | PRONOUNS


@dataclass(frozen=True)
class Kept:
    """A sentence, what it fills, what may be assumed of it, and the words that have no slot."""

    sentence: str
    said: dict[str, str]
    assumed: dict[str, str]
    aside: frozenset[str]


def kept(name: str) -> list[Kept]:
    """Every sentence of a file."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [_kept(line) for line in lines if line and not line.startswith("#")]


def _kept(line: str) -> Kept:
    sentence, _, readings = line.partition(" => ")
    fields, _, aside = f" {readings} ".partition(" / ")
    pairs = [pair.split("=", 1) for pair in fields.split()]
    said = {path_of(name): value for name, value in pairs if not name.startswith("~")}
    assumed = {path_of(name[1:]): value for name, value in pairs if name.startswith("~")}
    return Kept(sentence, said, assumed, frozenset(words_of(aside)))


def words_of(text: str) -> set[str]:
    """The words of a text that say something."""
    return set(re.findall(r"[^\W_]+", text.lower().replace("’s", "").replace("'s", ""))) - SMALL


def path_of(name: str) -> str:
    """The field that goes by this name, in whichever slot."""
    if "." in name:
        return name
    slots = [slot for slot in SLOTS if name in rules_of(SLOTS[slot])]
    return f"{slots[0]}.{name}" if slots else name


def faults(one: Kept) -> list[str]:
    """Where a sentence is read otherwise than it is meant; nothing where it is right."""
    script, reading = read_script_with_words(one.sentence)
    slots = [(f"{word.slot}.{word.field}".removeprefix("header."), word) for word in reading.words]
    filled = {path: word.value for path, word in slots if path not in OF_SUBJECT}
    wanted = dict(one.said)
    end = wanted.pop(OTHER_END, None)
    told = f"{(end or '').replace('_', ' ')} at the other end"
    wrong = [f"{told}: not told"] if end and told not in reading.understood else []
    who, _, kind = wanted.pop("who", "@hero").partition(":")
    selector = f"role:{who[1:]}" if who.startswith("@") else f"tag:{who}"
    wrong += _differ("selector", script.subject.selector, selector)
    wrong += _differ("kind", script.subject.kind, kind or "person")
    for path, value in {**wanted, **one.assumed}.items():
        wrong += _differ(path, _value(script, path), value)
        wrong += [f"{path}: not said"] if path in wanted and path not in filled else []
    suggested = {line.split(" for ", 1)[1] for line in reading.assumed if " for " in line}
    for path, value in filled.items():
        words = next(word.word for at, word in slots if at == path)
        if path not in wanted and path not in one.assumed and repr(words) not in suggested:
            wrong.append(f"{path}: found {value!r} for {words!r}, which nobody said")
    aside = {word for text in reading.aside for word in words_of(text)}
    return wrong + (
        [f"aside: {sorted(aside)} for {sorted(one.aside)}"] if aside != one.aside else []
    )


def _value(script: SceneScript, path: str) -> object:
    slot, _, field = path.partition(".")
    if not field:
        value = getattr(script, path)
        return f"{value[0]}/{value[1]}" if path == "fps" else value
    return getattr(getattr(script, slot), field)


def _differ(path: str, found: object, wanted: str) -> list[str]:
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        same = abs(found - float(wanted)) <= 1e-3 * max(1.0, abs(found))
    else:
        same = str(found) == wanted
    return [] if same else [f"{path}: found {found!r} for {wanted}"]
