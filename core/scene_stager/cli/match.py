# SPDX-License-Identifier: Apache-2.0
"""`scene-stager match`: from reference stills to scripts with their lights, air and camera."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scene_stager.cli._command import BAD_INPUT, NO, YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import print_json
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.inverse.batch import Batch
    from scene_stager.inverse.still_job import Options

MATCHED = ("matched", "ambiguous")
MOST_JOBS = 64
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".exr", ".hdr", ".bmp", ".gif")
MOST_FILES = 100_000


def run(
    stills: Annotated[
        list[Path],
        typer.Argument(
            metavar="STILL...", help="Pictures, or folders of them.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Gets a folder for each still.")] = Path(
        "out"
    ),
    script: Annotated[
        str | None,
        typer.Option(metavar="SCRIPT", help="What to apply it to; what prose says stays."),
    ] = None,
    lock: Annotated[
        list[str] | None,
        typer.Option(metavar="SLOT[.FIELD]", help="Leave this alone; may be said often."),
    ] = None,
    mask: Annotated[
        Path | None, typer.Option(metavar="PICTURE", help="White where the subject is.")
    ] = None,
    height: Annotated[
        float | None, typer.Option(metavar="METRES", help="How tall the subject really is.")
    ] = None,
    jobs: Annotated[int, typer.Option(help="How many processes work at once.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A dask scheduler does the work.")
    ] = None,
    picture: Annotated[bool, typer.Option("--picture/--no-picture", help="Draw match.png.")] = True,
    as_json: AsJson = False,
) -> int:
    """Match stills; those of an earlier run that have not changed are kept."""
    from scene_stager.inverse.batch import Batch

    options = _options(script, lock or [], mask, height, picture)
    _check_amounts(jobs, height)
    sources = tuple(file for place in stills for file in _pictures(place))
    if mask is not None and (len(sources) != 1 or scheduler is not None):
        found = f"{len(sources)} stills" if scheduler is None else "a scheduler"
        raise InputError(Mistake("--mask", found, "one still, matched on this machine"))
    return _match(Batch(sources, out, options.plain(), jobs, scheduler), as_json)


def _match(batch: "Batch", as_json: bool) -> int:
    """Run the batch under a table that grows; then say it all."""
    from scene_stager.cli._match_table import MatchTable
    from scene_stager.inverse.batch import run_batch
    from scene_stager.inverse.still_job import MATCH_FILE, match_files

    told: list[dict[str, Any]] = []
    with MatchTable(len(batch.sources), quiet=as_json) as table:
        for result in run_batch(batch, match_files):
            one: dict[str, Any] = {"path": str(result.source), "status": result.status}
            if result.status == "failed":
                one["line"] = result.line
            else:
                one |= json.loads((result.folder / MATCH_FILE).read_text("utf-8"))
                names = sorted(file.name for file in result.folder.iterdir())
                one["outputs"] = [str(result.folder / name) for name in names]
            told.append(one)
            table.add(one)
    order = {str(source): place for place, source in enumerate(batch.sources)}
    told.sort(key=lambda one: order[one["path"]])
    if as_json:
        print_json({"matches": told})
    else:
        table.print(told)
    if any(one["status"] == "failed" for one in told):
        return BAD_INPUT
    return YES if all(one["outcome"] in MATCHED for one in told) else NO


def _options(
    script: str | None, lock: list[str], mask: Path | None, height: float | None, picture: bool
) -> "Options":
    from scene_stager.inverse.still_job import Options, read_mask

    text, said = _script(script)
    digest = None
    if mask is not None:
        read_mask(mask)
        digest = hashlib.sha256(mask.read_bytes()).hexdigest()
    locked = tuple(sorted({*said, *_locks(lock)}))
    return Options(text, locked, None if mask is None else str(mask), digest, height, picture)


def _script(source: str | None) -> tuple[str | None, list[str]]:
    """The script to apply to, as JSON, and the fields that its prose has said."""
    if source is None:
        return None, []
    from scene_stager.script.read import read_script_with_words

    script, words = read_script_with_words(source)
    said = sorted({f"{word.slot}.{word.field}" for word in words if word.slot})
    return script.to_json(), said


def _locks(asked: list[str]) -> list[str]:
    from scene_stager.script.field import rules_of
    from scene_stager.script.scene_script import SLOTS

    for name in asked:
        slot, _, field = name.partition(".")
        if slot not in SLOTS or (field and field not in rules_of(SLOTS[slot])):
            expected = f"a slot ({', '.join(SLOTS)}) or a field of one, such as lighting.rim_mode"
            raise InputError(Mistake("--lock", shorten(name), expected))
    return asked


def _check_amounts(jobs: int, height: float | None) -> None:
    if not 1 <= jobs <= MOST_JOBS:
        raise InputError(Mistake("--jobs", str(jobs), f"1 to {MOST_JOBS}"))
    if height is not None and not 0.01 <= height <= 1000.0:
        raise InputError(Mistake("--height", f"{height:g}", "metres from 0.01 to 1000"))


def _pictures(place: Path) -> Iterator[Path]:
    """The file, or the pictures in a folder, A to Z; links in it are not followed."""
    if not place.is_dir():
        if not place.exists():
            raise InputError(Mistake(str(place), "no such file", "a picture or a folder of them"))
        yield place
        return
    with os.scandir(place) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(PICTURES)
        )
    if not names:
        raise InputError(Mistake(str(place), "no pictures", f"files such as x{PICTURES[0]}"))
    yield from (place / name for name in names[:MOST_FILES])


COMMAND = Command("Match reference stills: their lights, air and camera, put into scripts.", run)
