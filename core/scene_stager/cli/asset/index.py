# SPDX-License-Identifier: Apache-2.0
"""`asset index`: what the files of some folders say of themselves, in one place."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import complain, frame_progress, print_json, print_table, say
from scene_stager.cli.asset._options import IndexFolder
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.provenance.index.store import AssetIndex

Folders = Annotated[
    list[Path], typer.Argument(parser=read_path, metavar="FOLDER...", show_default=False)
]
Jobs = Annotated[
    int | None,
    typer.Option(help="Processes that read; as many as there are cores, if nothing is said."),
]
Measure = Annotated[
    bool,
    typer.Option(
        "--measure",
        help="Measure every picture as well, for asset find: about a second each, once.",
    ),
]
MOST_JOBS = 64
MOST_ROUNDS = 2  # a damaged index is begun anew once


def run(
    folders: Folders,
    index: IndexFolder = None,
    jobs: Jobs = None,
    measure: Measure = False,
    as_json: AsJson = False,
) -> int:
    """Take in what has changed below some folders, and say what there is. Raises InputError."""
    from scene_stager.provenance.index.store import AssetIndex, dump_digest

    jobs = jobs if jobs is not None else min(os.cpu_count() or 1, MOST_JOBS)
    if not 1 <= jobs <= MOST_JOBS:
        raise InputError(Mistake("--jobs", str(jobs), f"1 to {MOST_JOBS}"))
    started_s = time.perf_counter()
    store = AssetIndex(index)
    read, counts = 0, {}
    for _ in range(MOST_ROUNDS):
        before = store.damaged
        read += _take_in(store, folders, jobs, as_json)
        counts = store.finish()
        if store.damaged == before:
            break
    if measure:
        counts |= _measured(store, jobs, as_json)
    told = {
        "path": str(store.folder),
        **counts,
        "read": read,
        "seconds": round(time.perf_counter() - started_s, 3),
        "digest": dump_digest(store.dump()),
        "damaged": None if store.damaged is None else str(store.damaged),
    }
    if as_json:
        print_json(told)
        return YES
    _tell(store, told, counts["refused"])
    return YES


def _tell(store: "AssetIndex", told: Mapping[str, object], refused: int) -> None:
    print_table(str(store.folder), ("", ""), [(k, v) for k, v in told.items() if k != "path"])
    if refused:
        say(
            f"{refused} statements close a circle: a file would come to be of itself. "
            "They are no edges; asset lineage FILE shows them"
        )
    if store.damaged is not None:
        say(f"the index was damaged; it is now {store.damaged}, and a new one was made")


def _take_in(store: "AssetIndex", folders: list[Path], jobs: int, quiet: bool) -> int:
    from scene_stager.provenance.index.build import changes, read_all

    found = changes(store, folders)
    read = 0
    with frame_progress("reading", len(found.to_read), quiet) as step:
        for is_ours in read_all(store, found.to_read, jobs):
            read += is_ours
            step()
    store.drop(found.gone)
    return read


def _measured(store: "AssetIndex", jobs: int, quiet: bool) -> dict[str, int]:
    """Measure the pictures that nobody has measured; how many were, and how many could not be."""
    from scene_stager.finding.base import FindBase
    from scene_stager.finding.build import measure_all

    base = FindBase(store)
    base.catch_up()
    done, refused = 0, 0
    with frame_progress("measuring", len(base.unmeasured()), quiet) as step:
        for why in measure_all(base, jobs):
            done, refused = done + (not why), refused + bool(why)
            if why:
                complain(why)
            step()
    return {"measured": done, "unmeasured": refused}


ACTION = Command("Build an index of folders, or take in what has changed.", run)
