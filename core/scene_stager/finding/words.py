# SPDX-License-Identifier: Apache-2.0
"""The words that a picture can be found by: those of its record, and the names of its files."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from scene_stager.canonical import digest_of
from scene_stager.finding.asked import Term
from scene_stager.presets.record_shape import STAGES
from scene_stager.provenance.index.store import IndexedFile
from scene_stager.script.prose.words import plain_word

COLUMNS = ("subject", "environment", "domain", "made", "name")
MADE = ("hand", "tool", "origin", "licence", "when")
MOST_NAMES = 8  # files of the same pixels whose names count
MASK = "mask"  # what a parent was to a picture
NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one picture: columns as in COLUMNS, in plain letters."""

    own: str
    path: str
    is_picture: bool
    columns: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The sha256 of all of it."""
        return digest_of([self.path, self.is_picture, *self.columns])

    def where(self, term: Term) -> tuple[str, ...]:
        """The columns in which a term stands."""
        return tuple(
            name
            for name, text in zip(COLUMNS, self.columns, strict=True)
            if f" {term} " in f" {text} "
        )


def told_of(every: Iterable[IndexedFile]) -> Iterator[Told]:
    """What is said of each picture, its files together; files come with equal pixels side by
    side. What is somebody's mask has words, and no look that anybody asks for."""
    told = [(own, list(files)) for own, files in groupby(every, key=lambda one: one.own)]
    records = [next((one.record for one in files if one.record), "") for _, files in told]
    documents = [json.loads(record) if record else {} for record in records]
    masks = {
        parent["sha256"]
        for said in documents
        for parent in said.get("parents", ())
        if parent.get("role") == MASK
    }
    for (own, files), said in zip(told, documents, strict=True):
        stage = str(said.get("stage", ""))
        made = [stage, STAGES.get(stage, ""), str(said.get("source_type", ""))]
        made += [str(said.get(name, "")) for name in MADE]
        stems = [PurePath(one.path).stem for one in files[:MOST_NAMES]]
        texts = [str(said.get(name, "")) for name in COLUMNS[:3]]
        columns = tuple(plain(text) for text in (*texts, " ".join(made), " ".join(stems)))
        yield Told(
            own, files[0].path, own not in masks and any(one.is_picture for one in files), columns
        )


def plain(text: str) -> str:
    """Words as they are searched: small letters without accents, one space between."""
    apart = NEW_WORD.sub(" ", text)
    words = re.split(r"[\W_]+", apart)
    return " ".join(plain_word(word) for word in words if word)
