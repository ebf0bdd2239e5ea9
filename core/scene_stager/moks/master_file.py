# SPDX-License-Identifier: Apache-2.0
"""A master as a file: which shots stand where on one clock, and which variants each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scene_stager.canonical import canonical_lines
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import (
    DIGEST,
    MAX_RATE_TERM,
    MAX_START_FRAME,
    MAX_TITLE,
    rate_from,
    twice,
)
from scene_stager.moks.json_document import (
    Upgrade,
    is_count,
    is_text,
    key_mistakes,
    load_object,
    text_of,
    upgraded,
    wrong,
)
from scene_stager.moks.manifest import INSIDE, stays_inside
from scene_stager.moks.manifest import SCHEMA as MANIFEST_SCHEMA
from scene_stager.moks.plan import SCHEMA as PLAN_SCHEMA
from scene_stager.moks.plan_input import INPUT_NAME
from scene_stager.plain_file import read_plain_file

SCHEMA = "scene_stager.master"
VERSION = 1
WHERE = "master"
KEYS = ("schema", "version", "title", "fps", "shots")
SHOT_KEYS = ("name", "at_frame", "vary", "variants")
VARIANT_KEYS = ("name", "plan", "manifest", "sha256")
MOST_BYTES = 2**22
MOST_SHOTS, MOST_VARIANTS = 1000, 64
MOST_SHOWN = 30
WORD = "a word in small letters"

# One step each: UPGRADES[1] turns a document of version 1 into one of version 2.
UPGRADES: dict[int, Upgrade] = {}


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a shot may be: the ways to its plan and its manifest from the master's
    folder, and the sha256 of the manifest, which names all the rest; "" is not yet filled in."""

    name: str
    plan: str
    manifest: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MasterShot:
    """A shot, the frame of the master at which it begins, and what varies; the first is chosen."""

    name: str
    at_frame: int
    vary: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Master:
    """Shots one after the other on one clock."""

    title: str
    fps: tuple[int, int]
    shots: tuple[MasterShot, ...]

    def to_json(self) -> str:
        """The master as a file: the same bytes every time."""
        return canonical_lines(
            {
                "schema": SCHEMA,
                "version": VERSION,
                "title": self.title,
                "fps": list(self.fps),
                "shots": [asdict(shot) for shot in self.shots],
            }
        )


def read_master(data: bytes) -> Master:
    """The master that a file spells: strictly, with every mistake. Raises InputError."""
    tree = load_object(text_of(data, WHERE), WHERE, MOST_BYTES)
    if tree.get("schema") == MANIFEST_SCHEMA:
        raise wrong("PLAN", "nothing", "the plan of this manifest", "Name it before the manifest.")
    if tree.get("schema") == PLAN_SCHEMA:
        advice = "Only a master goes without one."
        raise wrong("MANIFEST", "nothing", "the manifest of this plan", advice)
    document = upgraded(tree, SCHEMA, VERSION, UPGRADES, WHERE)
    mistakes = key_mistakes(document, KEYS, WHERE) or [*_mistakes(document)]
    if mistakes:
        raise InputError(mistakes[:MOST_SHOWN])
    shots = (
        MasterShot(**{**shot, "variants": tuple(Variant(**one) for one in shot["variants"])})
        for shot in document["shots"]
    )
    return Master(document["title"], rate_from(document["fps"], WHERE), tuple(shots))


def read_master_file(path: Path) -> Master:
    """The master in a file. Raises InputError with everything that is wrong with it."""
    return read_master(read_plain_file(path, "a master: a JSON file of shots", MOST_BYTES))


def _mistakes(document: Mapping[str, Any]) -> Iterator[Mistake]:
    if not is_text(document["title"], MAX_TITLE):
        yield Mistake(f"{WHERE}.title", shorten(document["title"]), f"up to {MAX_TITLE} letters")
    fps = document["fps"]
    if not (isinstance(fps, list) and len(fps) == 2 and all(_is_term(one) for one in fps)):
        yield Mistake(f"{WHERE}.fps", shorten(fps), "two whole numbers such as [24000, 1001]")
    yield from _rows(document["shots"], f"{WHERE}.shots", SHOT_KEYS, MOST_SHOTS, _about_shot)


def _rows(rows: object, where: str, keys: tuple[str, ...], most: int, about: Any) -> Iterator[Any]:
    """What is wrong with a list of objects that have these keys and names of their own."""
    if not isinstance(rows, list) or not 1 <= len(rows) <= most:
        yield Mistake(where, shorten(rows), f"a list of 1 to {most}")
        return
    for index, row in enumerate(rows):
        here = f"{where}[{index}]"
        if not isinstance(row, dict):
            yield Mistake(here, shorten(row), f"an object with {', '.join(keys)}")
        elif found := key_mistakes(row, keys, here):
            yield from found
        else:
            yield from _about_word(row["name"], f"{here}.name")
            yield from about(row, here)
    names = [row.get("name") for row in rows if isinstance(row, dict)]
    yield from twice([name for name in names if isinstance(name, str)], where)


def _about_shot(shot: Mapping[str, Any], here: str) -> Iterator[Mistake]:
    if not is_count(shot["at_frame"], -MAX_START_FRAME, MAX_START_FRAME):
        yield Mistake(f"{here}.at_frame", shorten(shot["at_frame"]), "a frame number")
    yield from _about_word(shot["vary"], f"{here}.vary")
    where = f"{here}.variants"
    yield from _rows(shot["variants"], where, VARIANT_KEYS, MOST_VARIANTS, _about_variant)


def _about_variant(variant: Mapping[str, Any], here: str) -> Iterator[Mistake]:
    for key in ("plan", "manifest"):
        if not stays_inside(variant[key]):
            yield Mistake(f"{here}.{key}", shorten(variant[key]), INSIDE)
    said = variant["sha256"]
    if not (isinstance(said, str) and (not said or DIGEST.fullmatch(said))):
        expected = "64 hexadecimal digits, or nothing until it is filled in"
        yield Mistake(f"{here}.sha256", shorten(said, 70), expected)


def _about_word(word: object, where: str) -> Iterator[Mistake]:
    if not (isinstance(word, str) and INPUT_NAME.fullmatch(word)):
        yield Mistake(where, shorten(word), WORD)


def _is_term(value: object) -> bool:
    return is_count(value, 1, MAX_RATE_TERM)
