# SPDX-License-Identifier: Apache-2.0
"""`scene-stager library`: the solved matches that later ones begin from; pruned, or made anew."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, say
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.inverse.second_look.calibration_library import Entry

MOST_FILES = 100_000


def run(
    file: Annotated[
        Path, typer.Argument(parser=read_path, metavar="FILE", help="The library's file.")
    ],
    rebuild: Annotated[
        Path | None,
        typer.Option(
            parser=read_path,
            metavar="DIR",
            help="Make it anew from the match.json files below here.",
        ),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Take out what has faded.")] = False,
    as_json: AsJson = False,
) -> int:
    """Show a library, after making it anew or pruning it when that is asked."""
    from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary

    if rebuild is None and not (file.is_file() and file.stat().st_size):
        found = "an empty file" if file.is_file() else "no such file"
        raise InputError(Mistake(str(file), found, "a library, or --rebuild DIR"))
    entries = [] if rebuild is None else list(_entries(rebuild))
    shelf = CalibrationLibrary(file)
    if rebuild is not None:
        shelf.rebuild(entries)
    gone = shelf.prune() if prune else 0
    kept = shelf.entries()
    rows = [_row(entry, vitality) for entry, vitality in kept]
    aside = None if shelf.damaged is None else str(shelf.damaged)
    if as_json:
        print_json({"path": str(file), "damaged": aside, "pruned": gone, "entries": rows})
        return YES
    _print(rows)
    _say_old([entry for entry, _ in kept], file)
    say(f"{len(rows)} kept, {gone} pruned")
    if aside is not None:
        say(f"{file} was damaged and is now {aside}; --rebuild DIR fills a new one from matches")
    return YES


def _row(entry: "Entry", vitality: float) -> dict[str, object]:
    return {"digest": entry.digest, "vitality": round(vitality, 4), **entry.answer}


def _say_old(entries: "list[Entry]", file: Path) -> None:
    """What to do about matches that no still can be near to any more."""
    from scene_stager.inverse.second_look.match_signatures import is_of_today

    old = sum(not is_of_today(entry.signature) for entry in entries)
    if old:
        say(
            f"{old} of {len(entries)} are an older Scene Stager's and not used: match their stills "
            f"again, then say scene-stager library {file} --rebuild DIR"
        )


def _print(rows: list[dict[str, object]]) -> None:
    from scene_stager.inverse.solve.again import REMEMBERED

    heads = ("digest", "vitality", *REMEMBERED)
    table = [[str(row.get(name, ""))[:12] for name in heads] for row in rows]
    print_table("Solved matches, the liveliest first", heads, table)


def _entries(folder: Path) -> "Iterator[Entry]":
    """What every match file below a folder has to keep; links are not followed."""
    from scene_stager.inverse.answer.match_file import MATCH_FILE
    from scene_stager.inverse.second_look.memory import entry_of
    from scene_stager.plain_file import read_plain_file
    from scene_stager.script.strict_json import MAX_BYTES, parse

    if not folder.is_dir():
        raise InputError(Mistake("--rebuild", str(folder), "a folder with matches"))
    count = 0
    for place, below, names in os.walk(folder):
        below.sort()
        path = Path(place) / MATCH_FILE
        if MATCH_FILE not in names or path.is_symlink():
            continue
        count += 1
        if count > MOST_FILES:
            raise InputError(Mistake("--rebuild", f"over {MOST_FILES} matches", "fewer"))
        tree = parse(read_plain_file(path, f"a {MATCH_FILE}", MAX_BYTES, str(path)), str(path))
        try:
            entry = entry_of(tree)
        except InputError as error:
            say(f"{path}: {error}; left out")
            continue
        if entry is not None:
            yield entry


COMMAND = Command("Show, prune or rebuild the library of solved matches.", run)
