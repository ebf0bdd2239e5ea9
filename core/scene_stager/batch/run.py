# SPDX-License-Identifier: Apache-2.0
"""A batch from its stills to its results: what is done stays done, what failed is told."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scene_stager.batch.crews import Alone, Cluster, Crew, Processes
from scene_stager.batch.job import Job, Work, jobs_for, sweep
from scene_stager.errors import InputError, Mistake
from scene_stager.whole_file import drop_folders, make_folders

Status = Literal["done", "kept", "failed"]

LOCK = ".batch.lock"
MOST_STILLS = 100_000


@dataclass(frozen=True, slots=True)
class Result:
    """How one still fared: matched now, kept from before, or failed with one line."""

    source: Path
    folder: Path
    status: Status
    line: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What to match, where the results go, with which options and by whom.

    out: a folder that gets one folder per still. jobs: processes of this machine. scheduler: the
    address of a dask scheduler, which then does the work instead.
    """

    sources: tuple[Path, ...]
    out: Path
    options: Mapping[str, object]
    jobs: int = 1
    scheduler: str | None = None

    def crew(self, count: int) -> Crew:
        """Who does `count` jobs."""
        if self.scheduler is not None:
            return Cluster(self.scheduler)
        processes = min(self.jobs, count)
        return Processes(processes) if processes > 1 else Alone()


def run_batch(batch: Batch, work: Work) -> Iterator[Result]:
    """Do what is not done yet, and tell of each still as it ends.

    Results of an earlier run of the same stills and options are kept. Killed at any moment, it
    leaves whole results only. Raises InputError when another run is at work in the folder.
    """
    if len(batch.sources) > MOST_STILLS:
        raise InputError(
            Mistake("match", f"{len(batch.sources)} stills", f"at most {MOST_STILLS} at once")
        )
    jobs = jobs_for(batch.sources, batch.out, batch.options)
    with _alone_in(batch.out):
        sweep(batch.out)
        yield from _do(batch, work, jobs)


def _do(batch: Batch, work: Work, jobs: Sequence[Job]) -> Iterator[Result]:
    waiting = []
    for job in jobs:
        if job.is_done():
            yield Result(job.source, job.folder, "kept")
        elif not job.source.is_file():
            line = f"{job.source}: found no such file, expected a still"
            yield Result(job.source, job.folder, "failed", line)
        elif job.is_taken():
            line = f"{job.folder}: found something of yours, expected a place for the match"
            yield Result(job.source, job.folder, "failed", line)
        else:
            waiting.append(job)
    for job, came in batch.crew(len(waiting)).do(work, waiting):
        if isinstance(came, str):
            yield Result(job.source, job.folder, "failed", came)
        else:
            job.keep(came)
            yield Result(job.source, job.folder, "done")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep a second run out of the folder for as long as this one lives; a kill ends it, too."""
    made = make_folders(folder)
    try:
        with (folder / LOCK).open("a+") as lock:
            try:
                _hold(lock.fileno())
            except OSError:
                expected = "a folder where no other run is at work"
                raise InputError(Mistake(str(folder), "another run", expected)) from None
            yield
    finally:
        _leave_as_found(folder, made)


def _leave_as_found(folder: Path, made: list[Path]) -> None:
    """Where nothing came of the run, no folder and no lock of ours is left behind."""
    if made and [entry.name for entry in folder.iterdir()] == [LOCK]:
        (folder / LOCK).unlink(missing_ok=True)
        drop_folders(made)


def _hold(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
