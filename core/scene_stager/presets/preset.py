# SPDX-License-Identifier: Apache-2.0
"""A preset: some of the seven slots of a script, a name, and where it comes from."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file, shown_name
from scene_stager.presets.documents import PRESET_SCHEMA, PRESET_VERSION
from scene_stager.presets.lineage import HAND, Lineage, json_for_preset, lineage_of_preset
from scene_stager.presets.math_over_matter import findings_in_tree
from scene_stager.script.field import rules_of
from scene_stager.script.from_plain import read_tree
from scene_stager.script.scene_script import SCHEMA, SLOTS, VERSION, Plain, SceneScript
from scene_stager.script.strict_json import MAX_BYTES, parse
from scene_stager.script.validate import between_fields

ENDING = ".preset.json"
HEADER = ("name", "title", "description")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well the match held that a preset was made of."""

    outcome: str
    residual: float | None = None
    condition: float | None = None
    iterations: int | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """A look to put on any shot. `slots` holds whole slots of a script, keyed by their names.

    `record` says where its file comes from, as plain data. It is passed on, and is no part of the
    preset: neither of what is equal, nor of the digest.
    """

    name: str
    title: str = ""
    description: str = ""
    lineage: Lineage = HAND
    fit: Fit | None = None
    slots: Mapping[str, object] = field(default_factory=dict)
    record: Mapping[str, object] | None = field(default=None, compare=False)

    def applied_to(self, script: SceneScript) -> SceneScript:
        """The script with the slots of the preset in place of its own; the rest stays."""
        changed: Any = dict(self.slots)
        return replace(script, **changed)

    def as_json(self) -> dict[str, Plain]:
        """Plain data in the order people read it: the header, where it is from, the slots."""
        whole = replace(SceneScript(), **dict(self.slots)).as_json()  # type: ignore[arg-type]
        document: dict[str, Plain] = {"schema": PRESET_SCHEMA, "version": PRESET_VERSION}
        document |= {key: getattr(self, key) for key in HEADER}
        document["lineage"] = json_for_preset(self.lineage)
        if self.fit is not None:
            document["fit"] = asdict(self.fit)
        document["slots"] = {name: whole[name] for name in SLOTS if name in self.slots}
        return document

    def to_json(self) -> str:
        """The canonical text: every number on a line of its own, so that a diff is one line each.

        Equal presets with equal records have equal bytes.
        """
        said = {} if self.record is None else {"record": dict(self.record)}
        whole = self.as_json() | said
        return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    @property
    def digest(self) -> str:
        """The sha256 of its content, by which lineage names it."""
        return digest_of(self.as_json())


def read_preset_file(path: Path) -> Preset:
    """The preset in a file. Raises InputError with every mistake; the file is measured first."""
    data = read_plain_file(path, f"a preset, a file that ends in {ENDING}", MAX_BYTES)
    return read_preset(data, shown_name(path))


def read_preset(data: bytes, where: str = "preset") -> Preset:
    """The preset that JSON text spells, through the gate. Raises InputError with every mistake."""
    tree = parse(data, where)
    findings = findings_in_tree(tree)
    if findings:
        raise InputError(finding.as_mistake(where) for finding in findings)
    if not isinstance(tree, dict) or tree["schema"] != PRESET_SCHEMA:
        raise InputError(Mistake(where, "a script", "a preset"))
    return _made_of(tree, where)


def preset_of(script: SceneScript, slots: tuple[str, ...], lineage: Lineage) -> Preset:
    """A preset of some of a script's slots, under the script's own name and title."""
    parts = {name: getattr(script, name) for name in SLOTS if name in slots}
    return Preset(script.name, script.title[:80], script.logline[:600], lineage, None, parts)


def _made_of(tree: dict[str, Any], where: str) -> Preset:
    given = tree["slots"]
    reading = read_tree({"schema": SCHEMA, "version": VERSION, **given}, where)
    # What a preset leaves to the shot cannot be held against it.
    unsaid = frozenset({*SLOTS, *rules_of(SceneScript)} - given.keys())
    mistakes = (*reading.mistakes, *between_fields(reading.script, reading.wrong | unsaid))
    if mistakes:
        raise InputError(mistakes)
    return Preset(
        lineage=lineage_of_preset(tree.get("lineage", {"origin": "hand"})),
        fit=Fit(**tree["fit"]) if "fit" in tree else None,
        slots={name: getattr(reading.script, name) for name in SLOTS if name in given},
        record=tree.get("record"),
        **{key: tree.get(key, "") for key in HEADER},
    )
