# SPDX-License-Identifier: Apache-2.0
"""What is said of the things of a picture: a small document of labels, by name or by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scene_stager.canonical import canonical_json
from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file, shown_path
from scene_stager.presets.math_over_matter import findings_against
from scene_stager.presets.shape import Exactly, Fields, Many, prose
from scene_stager.provenance.law.asked import Thing
from scene_stager.script.field import Rule
from scene_stager.script.strict_json import parse

LABELS_SCHEMA, LABELS_VERSION = "scene_stager.labels", 1
# House defaults, not measured.
MOST_BYTES = 1024 * 1024
MOST_THINGS, MOST_WORDS = 4000, 32
MOST_ID = 2**31 - 1
MOST_DEEP = 256

WORDS = Many(prose(80, "a word"), MOST_WORDS)
THING = Fields(
    {
        "name": prose(200, "its name, or its prim's path"),
        "id": Rule("whole", "its number in an ID pass", 0, MOST_ID),
        "roles": WORDS,
        "tags": WORDS,
        "labels": WORDS,
    },
    frozenset({"name"}),
)
LABELS = Fields(
    {
        "schema": Exactly(LABELS_SCHEMA),
        "version": Exactly(LABELS_VERSION),
        "things": Many(THING, MOST_THINGS),
    },
    frozenset({"schema", "version", "things"}),
)


@dataclass(frozen=True, eq=False)
class Labels:
    """Things by their name, and by the number that an ID pass has for them."""

    by_name: Mapping[str, Thing]
    by_id: Mapping[int, Thing]

    def chain(self, name: str) -> tuple[Thing, ...]:
        """A thing and what it is part of, where its name is a path; the nearest first."""
        names = [name]
        while "/" in names[-1].lstrip("/"):
            names.append(names[-1].rpartition("/")[0])
        known = [self.by_name[one] for one in names[:MOST_DEEP] if one in self.by_name]
        return (Thing(name.rpartition("/")[2]), *known)

    def nearest(self, name: str) -> Thing | None:
        """The nearest of a thing and what it is part of that something is said of."""
        return next(iter(self.chain(name)[1:]), None)

    def to_json(self) -> str:
        """The canonical text."""
        number_of = {thing.name: number for number, thing in self.by_id.items()}
        things = [_plain(thing, number_of.get(name)) for name, thing in self.by_name.items()]
        return canonical_json(
            {"schema": LABELS_SCHEMA, "version": LABELS_VERSION, "things": things}
        )


def read_labels_file(path: Path) -> Labels:
    """The labels in a file. Raises InputError."""
    return read_labels(read_plain_file(path, "labels", MOST_BYTES), shown_path(path))


def read_labels(data: bytes, where: str = "labels") -> Labels:
    """The labels that JSON spells. Raises InputError with every mistake."""
    tree = parse(data, where, MOST_BYTES)
    mistakes = [one.as_mistake(where) for one in findings_against(tree, LABELS)]
    if mistakes or not isinstance(tree, dict):
        raise InputError(mistakes or Mistake(where, "no object", "labels"))
    by_name: dict[str, Thing] = {}
    by_id: dict[int, Thing] = {}
    for said in tree["things"]:
        thing = _thing(said)
        if thing.name in by_name or said.get("id", -1) in by_id:
            raise InputError(Mistake(f"{where} {thing.name}", "two of them", "one"))
        by_name[thing.name] = thing
        if "id" in said:
            by_id[said["id"]] = thing
    return Labels(by_name, by_id)


def _thing(said: Mapping[str, Any]) -> Thing:
    roles, tags, labels = (tuple(said.get(key, ())) for key in ("roles", "tags", "labels"))
    return Thing(said["name"], roles=roles, tags=tags, labels=labels)


def _plain(thing: Thing, number: int | None) -> dict[str, object]:
    said: dict[str, object] = {"name": thing.name} | ({} if number is None else {"id": number})
    words = {"roles": thing.roles, "tags": thing.tags, "labels": thing.labels}
    return said | {key: list(value) for key, value in words.items() if value}
