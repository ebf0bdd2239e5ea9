# SPDX-License-Identifier: Apache-2.0
"""What can be said of a file on the command line, and the record that it becomes."""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._options import AsJson, read_path
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.presets.lineage import Parent
    from scene_stager.provenance.index.store import AssetIndex
    from scene_stager.provenance.record import Record

Files = Annotated[
    list[Path], typer.Argument(parser=read_path, metavar="FILE...", show_default=False)
]
Subject = Annotated[str | None, typer.Option(help="Who or what is in it.")]
Environment = Annotated[str | None, typer.Option(help="Where that is.")]
Domain = Annotated[str | None, typer.Option(help="The show, the world, the field.")]
Stage = Annotated[
    str | None,
    typer.Option(
        metavar="S1..S5",
        help="Its medium: S1 hand-drawn, S2 reference, S3 sculpt or render, S4 generative, "
        "S5 image-to-3D.",
    ),
]
Origin = Annotated[
    str | None, typer.Option(help="How it came to be: hand, capture, render, generate, match, ...")
]
Parents = Annotated[
    list[str] | None,
    typer.Option(
        "--parent",
        metavar="[ROLE=]FILE",
        help="What it was made of: a file, or the 64 digits of a pixel hash. Repeat for more.",
    ),
]
Hand = Annotated[str | None, typer.Option(help="Who steered it.")]
Tool = Annotated[str | None, typer.Option(help="The program that made it.")]
PlanFile = Annotated[
    Path | None,
    typer.Option(parser=read_path, metavar="FILE", help="What was carried out; its sha256."),
]
Prompt = Annotated[
    str | None, typer.Option(help="The prompt. Its sha256 is kept, its words are not.")
]
When = Annotated[str | None, typer.Option(metavar="DAY", help="A day, or a time in UTC.")]
Licence = Annotated[str | None, typer.Option(help="On what terms it may be used.")]
SourceType = Annotated[str | None, typer.Option(metavar="IPTC", help="IPTC's digital source type.")]

IndexFolder = Annotated[
    Path | None,
    typer.Option(
        "--index",
        parser=read_path,
        metavar="FOLDER",
        help="Where the index is kept; among your own data where nothing is said.",
    ),
]
ModelFolder = Annotated[
    Path | None,
    typer.Option(
        "--model",
        parser=read_path,
        metavar="FOLDER",
        help="A model folder of yours: its vectors have a say, too.",
    ),
]
TheModelFolder = Annotated[
    Path,
    typer.Option(
        "--model",
        parser=read_path,
        metavar="FOLDER",
        help="A model folder of yours, laid out as hubs do, with ONNX files.",
        show_default=False,
    ),
]


def begun_index(folder: Path | None) -> "AssetIndex":
    """The index, where there is one. Raises InputError where nothing has been indexed."""
    from scene_stager.provenance.index.store import AssetIndex

    index = AssetIndex(folder)
    if not index.is_begun:
        advice = "scene-stager asset index FOLDER makes one."
        raise InputError(Mistake(str(index.folder), "no index", "one", advice))
    return index


def with_a_record(do: "Callable[[list[Path], Record, bool], int]") -> Callable[..., int]:
    """An action that takes the words of a record as its options."""

    def run(
        files: Files,
        subject: Subject = None,
        environment: Environment = None,
        domain: Domain = None,
        stage: Stage = None,
        origin: Origin = None,
        parent: Parents = None,
        hand: Hand = None,
        tool: Tool = None,
        plan: PlanFile = None,
        prompt: Prompt = None,
        when: When = None,
        licence: Licence = None,
        source_type: SourceType = None,
        as_json: AsJson = False,
    ) -> int:
        words = {"subject": subject, "environment": environment, "domain": domain, "stage": stage}
        words |= {"hand": hand, "tool": tool, "licence": licence, "source_type": source_type}
        said = {name: value for name, value in words.items() if value is not None}
        return do(files, _record_of(said, origin, parent or [], plan, prompt, when), as_json)

    return run


def _record_of(
    words: dict[str, str],
    origin: str | None,
    parents: list[str],
    plan: Path | None,
    prompt: str | None,
    when: str | None,
) -> "Record":
    """The record that the options describe, judged before any file is touched."""
    from scene_stager.presets.lineage import Lineage
    from scene_stager.provenance.pixel_hash import file_hash
    from scene_stager.provenance.record import Record

    hashes = {}
    if plan is not None:
        hashes["plan_hash"] = file_hash(plan)
    if prompt is not None:
        hashes["prompt_hash"] = hashlib.sha256(prompt.encode("utf-8", "surrogatepass")).hexdigest()
    must_be_a_time(when)
    lineage = Lineage(origin or "unknown", parents_said(parents), when)
    record = Record(lineage=lineage, **words, **hashes)
    record.to_json()
    return record


def must_be_a_time(when: str | None) -> None:
    """Raises InputError for a day that no calendar has."""
    if when is None:
        return
    try:
        datetime.fromisoformat(when)
    except ValueError:
        expected = "a day, or a time in UTC such as 2026-11-25T09:30:00Z"
        raise InputError(Mistake("--when", shorten(when), expected)) from None


def parents_said(texts: list[str]) -> "tuple[Parent, ...]":
    """The parents that options name, each with its role. Raises InputError."""
    return tuple(map(_parent, texts))


def _parent(text: str) -> "Parent":
    """`ROLE=FILE`, or with a hash for the file; `source` where no role is said."""
    from scene_stager.presets.lineage import ROLES, Parent
    from scene_stager.provenance.parents import parent_of_file

    role, _, name = text.partition("=")
    if role not in ROLES:
        if name and re.fullmatch("[a-z]+", role) and not os.path.lexists(text):
            raise InputError(Mistake("--parent", shorten(role), f"one of {', '.join(ROLES)}"))
        role, name = "source", text
    if re.fullmatch("[0-9a-f]{64}", name):
        return Parent(name, role)
    return parent_of_file(read_path(name), role)
