# SPDX-License-Identifier: Apache-2.0
"""`asset index`: what the files of some folders say of themselves, in one place."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import frame_progress, print_json, print_table, say
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
MOST_JOBS = 64
MOST_ROUNDS = 2  # a damaged index is begun anew once


def run(
    folders: Folders, index: IndexFolder = None, jobs: Jobs = None, as_json: AsJson = False
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
    print_table(str(store.folder), ("", ""), [(k, v) for k, v in told.items() if k != "path"])
    if counts["refused"]:
        say(
            f"{counts['refused']} statements close a circle: a file would come to be of itself. "
            "They are no edges; asset lineage FILE shows them"
        )
    if store.damaged is not None:
        say(f"the index was damaged; it is now {store.damaged}, and a new one was made")
    return YES


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


ACTION = Command("Build an index of folders, or take in what has changed.", run)
