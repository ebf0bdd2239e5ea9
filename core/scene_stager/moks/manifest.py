# SPDX-License-Identifier: Apache-2.0
"""A manifest: which plan, which frames, and where each file is that the plan names by its sha256.

It stands beside those files and leads nowhere else: its inputs are the plan's own, as `PlanInput`,
each with the way to its file from the manifest's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scene_stager.canonical import canonical_lines
from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.moks._outline import DIGEST, MAX_START_FRAME
from scene_stager.moks.json_document import (
    Upgrade,
    is_count,
    is_text,
    key_mistakes,
    load_object,
    text_of,
    upgraded,
)
from scene_stager.moks.plan import MoksBakePlan
from scene_stager.moks.plan_input import INPUT_KEYS, PlanInput, inputs_from
from scene_stager.plain_file import read_plain_file, too_large

SCHEMA = "scene_stager.manifest"
VERSION = 1
WHERE = "manifest"
KEYS = ("schema", "version", "plan_hash", "frames", "usd_sha256", "inputs")
FILE = "file"
MOST_BYTES = 2**20  # 64 inputs with names of any length stay below
MOST_TOGETHER_BYTES = 2**31  # of all its files; house default, not measured
LONGEST_PART, MOST_PARTS = 255, 16
INSIDE = "the way to a file from the folder of the one that names it, with / and without .."

# One step each: UPGRADES[1] turns a document of version 1 into one of version 2.
UPGRADES: dict[int, Upgrade] = {}


@dataclass(frozen=True, slots=True)
class PlanManifest:
    """What a plan is evaluated with: the inputs that it names, and the file of each, by name.

    `frames` are the first and the last, both included. `usd_sha256` is what came of it when it was
    written, "" where nobody says.
    """

    plan_hash: str
    frames: tuple[int, int]
    inputs: tuple[PlanInput, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    usd_sha256: str = ""

    def to_json(self) -> str:
        """The manifest as a file: the same bytes every time, whatever order the inputs came in."""
        listed = sorted(self.inputs, key=lambda one: one.name)
        return canonical_lines(
            {
                "schema": SCHEMA,
                "version": VERSION,
                "plan_hash": self.plan_hash,
                "frames": list(self.frames),
                "usd_sha256": self.usd_sha256,
                "inputs": [{**asdict(one), FILE: self.files[one.name]} for one in listed],
            }
        )

    def must_be_of(self, plan: MoksBakePlan) -> None:
        """Raises InputError with everything in which it is not the manifest of this plan."""
        mistakes = []
        if self.plan_hash != plan.plan_hash:
            advice = "It is of another plan: bring that, or write the manifest anew."
            mistakes = [Mistake(f"{WHERE}.plan_hash", self.plan_hash, plan.plan_hash, advice)]
        mistakes += _unlike(plan.inputs, {one.name: one for one in self.inputs})
        if mistakes:
            raise InputError(mistakes)

    def found_in(self, folder: Path) -> dict[str, Path]:
        """The file of every input, by name. Raises InputError for what is no plain file in there,
        for a link, and for more than `MOST_TOGETHER_BYTES`."""
        found: dict[str, Path] = {}
        mistakes: list[Mistake] = []
        size_bytes = 0
        for one in self.inputs:
            try:
                place = file_inside(
                    folder, self.files[one.name], f"{WHERE}.inputs.{one.name}.{FILE}"
                )
            except InputError as error:
                mistakes += error.mistakes
                continue
            found[one.name] = place
            size_bytes += place.stat().st_size if place.is_file() else 0
        if mistakes:
            raise InputError(mistakes)
        if size_bytes > MOST_TOGETHER_BYTES:
            raise too_large(f"{WHERE}.inputs, together", size_bytes, MOST_TOGETHER_BYTES)
        return found


def read_manifest(data: bytes) -> PlanManifest:
    """The manifest that a file spells: strictly, with every mistake. Raises InputError."""
    text = text_of(data, WHERE)
    document = upgraded(load_object(text, WHERE, MOST_BYTES), SCHEMA, VERSION, UPGRADES, WHERE)
    mistakes = key_mistakes(document, KEYS, WHERE) or [*_mistakes(document)]
    if mistakes:
        raise InputError(mistakes)
    rows = document["inputs"]
    named = [{key: row[key] for key in row if key != FILE} for row in rows]
    return PlanManifest(
        plan_hash=document["plan_hash"],
        frames=(document["frames"][0], document["frames"][1]),
        inputs=inputs_from(named, f"{WHERE}.inputs"),
        files={row["name"]: row[FILE] for row in rows},
        usd_sha256=document["usd_sha256"],
    )


def read_manifest_file(path: Path) -> PlanManifest:
    """The manifest in a file. Raises InputError with everything that is wrong with it."""
    return read_manifest(read_plain_file(path, "a manifest, as bake writes it", MOST_BYTES))


def _mistakes(document: Mapping[str, Any]) -> Iterable[Mistake]:
    """What is wrong with the values; the inputs are judged as a plan's once their files are."""
    for key, empty in (("plan_hash", False), ("usd_sha256", True)):
        value = document[key]
        if not (isinstance(value, str) and (DIGEST.fullmatch(value) or (empty and not value))):
            expected = f"64 hexadecimal digits{', or nothing' if empty else ''}"
            yield Mistake(f"{WHERE}.{key}", shorten(value, 70), expected)
    frames = document["frames"]
    if not (
        isinstance(frames, list)
        and len(frames) == 2
        and all(is_count(one, -2 * MAX_START_FRAME, 2 * MAX_START_FRAME) for one in frames)
    ):
        yield Mistake(f"{WHERE}.frames", shorten(frames), "the first and the last frame")
    rows = document["inputs"]
    if not isinstance(rows, list):
        yield Mistake(f"{WHERE}.inputs", shorten(rows), "a list")
        return
    for index, row in enumerate(rows):
        here = f"{WHERE}.inputs[{index}]"
        if not isinstance(row, dict):
            keys = ", ".join((*INPUT_KEYS, FILE))
            yield Mistake(here, shorten(row), f"an object with {keys}")
        elif FILE not in row or not stays_inside(row[FILE]):
            yield Mistake(f"{here}.{FILE}", shorten(row.get(FILE)), INSIDE)


def stays_inside(way: object) -> bool:
    """True for the way to a file that never leads out of the folder where it begins, on any
    system: names divided by /, none of them `.` or `..`, no root, no drive, no backslash."""
    if not is_text(way, LONGEST_PART * MOST_PARTS) or not isinstance(way, str):
        return False
    parts = way.split("/")
    return len(parts) <= MOST_PARTS and all(
        part == part.strip(" .") != ""
        and part.isprintable()
        and len(part.encode("utf-8")) <= LONGEST_PART
        and not set('\\:*?"<>|') & set(part)
        for part in parts
    )


def file_inside(folder: Path, way: str, where: str) -> Path:
    """The file that a way leads to which `stays_inside`. Raises InputError for a link on it."""
    place = folder
    for part in way.split("/"):
        place = place / part
        if place.is_symlink():
            raise InputError(Mistake(where, "a link", "a file in the folder of who names it"))
    return place


def _unlike(wanted: Iterable[PlanInput], told: Mapping[str, PlanInput]) -> list[Mistake]:
    """Inputs that the plan names and the manifest does not have so, and the other way round."""
    found, names = [], []
    for one in wanted:
        names.append(one.name)
        where, own = f"{WHERE}.inputs.{one.name}", told.get(one.name)
        if own is None:
            found.append(Mistake(where, "nothing", f"a {one.kind}, sha256 {one.sha256}"))
        elif own.kind != one.kind:
            found.append(Mistake(f"{where}.kind", own.kind, f"{one.kind}, as in the plan"))
        elif own.sha256 != one.sha256:
            found.append(Mistake(f"{where}.sha256", own.sha256, f"{one.sha256}, as in the plan"))
    expected = f"only {', '.join(names)}" if names else "none, since the plan names none"
    extra = (name for name in told if name not in names)
    return found + [Mistake(f"{WHERE}.inputs.{name}", "an input", expected) for name in extra]
