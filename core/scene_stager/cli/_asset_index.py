# SPDX-License-Identifier: Apache-2.0
"""`asset index` and `asset near`: an index of folders, and what in it looks like a picture."""

import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._command import NO, YES
from scene_stager.cli._show import frame_progress, print_json, print_table, say, tell
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.provenance.index.near import LookAlike, MarkedAs
    from scene_stager.provenance.index.store import AssetIndex

MOST_JOBS = 64
MOST_ROUNDS = 2  # a damaged index is begun anew once
FORMS = (
    "as it is",
    "mirrored",
    "upside down",
    "half round",
    "turned",
    "turned",
    "turned",
    "turned",
)


def index_folders(folders: list[Path], index: Path | None, jobs: int | None, as_json: bool) -> int:
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


def look_near(files: list[Path], index: Path | None, as_json: bool) -> int:
    """What in the index looks like each of some pictures. Raises InputError where there is none."""
    from scene_stager.models.load import available
    from scene_stager.provenance.index.near import look_alikes
    from scene_stager.provenance.index.store import AssetIndex
    from scene_stager.provenance.mark import DECODER

    store = AssetIndex(index)
    if not store.is_begun:
        advice = "scene-stager asset index FOLDER makes one."
        raise InputError(Mistake(str(store.folder), "no index", "one", advice))
    why = str(available(DECODER).why)
    found = [(file, look_alikes(store, file), _marks(store, file, why)) for file in files]
    if as_json:
        rows = [
            {
                "path": str(file),
                "near": [_row(one) for one in near],
                "marks": [asdict(one) for one in marks],
                "marks_unread": why,
            }
            for file, near, marks in found
        ]
        print_json(rows[0] if len(rows) == 1 else {"assets": rows})
    else:
        for file, near, marks in found:
            _print_near(file, near)
            _print_marks(marks)
        if why:
            say(f"marks were not looked for: {why}")
    return YES if all(near or marks for _, near, marks in found) else NO


def _marks(store: "AssetIndex", file: Path, why: str) -> "tuple[MarkedAs, ...]":
    """What a picture's mark proposes; nothing for one that can bear none."""
    from scene_stager.provenance.index.near import marked_as
    from scene_stager.provenance.mark import can_bear, read_mark

    return () if why or not can_bear(file) else marked_as(store, read_mark(file))


def _print_marks(marks: "tuple[MarkedAs, ...]") -> None:
    for one in marks:
        there = ", ".join(each.path or "a file that is gone" for each in one.named_by)
        tell(f"its mark proposes {there} ({one.wrong_bits} of 32 bits wrong)")


def mark_files(files: list[Path], as_json: bool) -> int:
    """Write each picture once more with a mark in it."""
    from scene_stager.provenance.mark import mark_file

    made = [(file, *mark_file(file)) for file in files]
    rows = [
        {"path": str(file), "marked": str(place), "record": record.as_json()}
        for file, place, record in made
    ]
    if as_json:
        print_json(rows[0] if len(rows) == 1 else {"assets": rows})
    else:
        for row in rows:
            tell(f"marked  {row['path']} as {row['marked']}")
    return YES


def _row(one: "LookAlike") -> dict[str, object]:
    return {
        "pixel_hash": one.own,
        "files": [{"path": each.path, "has_record": bool(each.record)} for each in one.files],
        "distance_bits": one.distance_bits,
        "form": one.form,
        "colours_apart_share": one.colours_apart_share,
        "grade": one.grade,
    }


def _print_near(file: Path, near: "tuple[LookAlike, ...]") -> None:
    if not near:
        tell(f"{file}: nothing in the index looks like it")
        return
    rows = [
        (one.grade, one.distance_bits, FORMS[one.form], one.colours_apart_share, each.path)
        for one in near
        for each in one.files
    ]
    heads = ("", "bits apart", "how it stands", "colours apart", "file")
    print_table(f"{file}: proposals, for you to judge", heads, rows)
