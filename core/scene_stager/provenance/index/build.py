# SPDX-License-Identifier: Apache-2.0
"""From folders to an index: only what has changed is read, by several processes."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scene_stager.batch.workers import DIED as NO_ANSWER
from scene_stager.batch.workers import processes
from scene_stager.errors import InputError, Mistake
from scene_stager.provenance.index.entry import (
    AGAIN,
    DIED,
    IndexEntry,
    read_entry,
    state_of,
    unreadable,
)
from scene_stager.provenance.index.store import AssetIndex

MOST_FILES = 2_000_000
FEW = 24  # files that are read sooner than a process has begun
KEPT_EVERY_S = 2.0  # a kill costs no more than that


@dataclass(frozen=True, slots=True)
class Changes:
    """Files below some folders: what is to be read, and what is no longer there."""

    to_read: tuple[str, ...]
    gone: tuple[str, ...]


def changes(index: AssetIndex, folders: Sequence[Path]) -> Changes:
    """What is not as the index has it. Raises InputError for what is no folder."""
    roots = []
    for folder in folders:
        if not folder.is_dir():
            found = "a file" if folder.exists() else "no such folder"
            raise InputError(Mistake(str(folder), found, "a folder"))
        roots.append(os.path.realpath(folder))
    known = index.states(roots)
    there: dict[str, None] = {}
    for root in roots:
        for path in _files_below(root):
            there[path] = None
            if len(there) > MOST_FILES:
                raise InputError(Mistake(root, f"over {MOST_FILES} files", "fewer"))
    to_read = [
        path
        for path in sorted(there)
        if (state := known.get(path, AGAIN)) == AGAIN or state != state_of(path)
    ]
    return Changes(tuple(to_read), tuple(path for path in known if path not in there))


def read_all(index: AssetIndex, paths: Sequence[str], jobs: int) -> Iterator[bool]:
    """Read files and keep what they say; for each, as it is done, whether it was one of ours."""
    kept: list[IndexEntry] = []
    none_of_ours: list[str] = []
    last_s = time.monotonic()
    for path, entry in _entries(paths, jobs):
        if entry is None:
            none_of_ours.append(path)
        else:
            kept.append(entry)
        if time.monotonic() - last_s > KEPT_EVERY_S:
            index.put(kept, none_of_ours)
            kept, none_of_ours, last_s = [], [], time.monotonic()
        yield entry is not None
    index.put(kept, none_of_ours)


def _entries(paths: Sequence[str], jobs: int) -> Iterator[tuple[str, IndexEntry | None]]:
    if jobs == 1 or len(paths) <= FEW:
        for path in paths:
            yield path, read_entry(path)
        return
    with processes(jobs) as crew:
        for place, came in crew.answers([(read_entry, (path,)) for path in paths]):
            path = paths[place]
            yield path, unreadable(path, AGAIN, DIED) if came is NO_ANSWER else came


def _files_below(root: str) -> Iterator[str]:
    """Plain files, deep; nothing hidden, and no link is followed."""
    waiting = [root]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                there = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            continue
        for entry in there:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path
