# SPDX-License-Identifier: Apache-2.0
"""A batch from its stills to its results: what is done stays done, what failed is told."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scene_stager.batch.crews import Alone, Cluster, Crew, Processes
from scene_stager.batch.job import Job, Work, jobs_for
from scene_stager.batch.receipt import Receipt
from scene_stager.errors import InputError, Mistake
from scene_stager.file_lock import holding
from scene_stager.whole_file import drop_folders, make_folders
from scene_stager.whole_folder import tidy

Status = Literal["done", "kept", "failed"]

LOCK = ".scene-stager-batch"
# What is wrong with one place only. A full disk stops the run: there is no use in going on.
IN_THE_WAY = (IsADirectoryError, NotADirectoryError, FileExistsError, PermissionError)
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

    out: a folder that gets one folder per still. code: the digest of the code that does the work;
    where it is empty, nothing of an earlier run is kept. jobs: processes of this machine.
    scheduler: the address of a dask scheduler, which then does the work instead. still_holds: says
    of a whole result of an earlier run whether it still holds, where more than still, options and
    code decides that.
    """

    sources: tuple[Path, ...]
    out: Path
    options: Mapping[str, object]
    code: str
    jobs: int = 1
    scheduler: str | None = None
    still_holds: Callable[[Path], bool] = lambda folder: True

    def crew(self, count: int) -> Crew:
        """Who does `count` jobs."""
        if self.scheduler is not None:
            return Cluster(self.scheduler)
        processes = min(self.jobs, count)
        return Processes(processes) if processes > 1 else Alone()


def run_batch(batch: Batch, work: Work) -> Generator[Result, None, None]:
    """Do what is not done yet, and tell of each still as it ends.

    Results of an earlier run of the same stills, options and code are kept, where all their files
    are as they were written and they still hold. Killed at any moment, it leaves whole results
    only. Raises InputError when another run is at work in the folder, OSError when a result cannot
    be written.
    """
    if len(batch.sources) > MOST_STILLS:
        raise InputError(
            Mistake("match", f"{len(batch.sources)} stills", f"at most {MOST_STILLS} at once")
        )
    with _alone_in(batch.out):
        _tidy_all(batch.out)
        yield from _do(batch, work, jobs_for(batch.sources, batch.out, batch.options, batch.code))


def _do(batch: Batch, work: Work, jobs: Sequence[Job]) -> Iterator[Result]:
    waiting: dict[Path, tuple[Job, Receipt]] = {}
    for job in jobs:
        try:
            wanted = job.receipt_for(job.still_sha256())
        except InputError as error:
            yield Result(job.source, job.folder, "failed", str(error))
            continue
        except OSError as error:
            found = error.strerror if job.source.exists() else "no such file"
            line = f"{job.source}: found {found}, expected a still"
            yield Result(job.source, job.folder, "failed", line)
            continue
        if job.is_done(wanted) and batch.still_holds(job.folder):
            yield Result(job.source, job.folder, "kept")
        elif job.is_taken():
            line = f"{job.folder}: found something of yours, expected a place for the match"
            yield Result(job.source, job.folder, "failed", line)
        else:
            waiting[job.folder] = job, wanted
    crew = batch.crew(len(waiting))
    for job, came in crew.do(work, [job for job, _ in waiting.values()]):
        if isinstance(came, str):
            yield Result(job.source, job.folder, "failed", came)
        else:
            try:
                job.keep(came, waiting[job.folder][1])
            except IN_THE_WAY as error:
                line = f"{error.filename}: {error.strerror}"
                yield Result(job.source, job.folder, "failed", line)
            else:
                yield Result(job.source, job.folder, "done")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep a second run out of the folder for as long as this one lives; a kill ends it, too.

    Where nothing came of the run, no folder of ours is left behind.
    """
    made = make_folders(folder)
    try:
        with holding(folder / LOCK):
            yield
    except BlockingIOError as error:
        if error.filename != str(folder / LOCK):
            raise
        expected = "a folder where no other run is at work"
        raise InputError(Mistake(str(folder), "another run", expected)) from None
    finally:
        drop_folders(made)


def _tidy_all(out: Path) -> None:
    """Take up what a killed run left, beside the folder, in it, and in the results that stand in
    it."""
    tidy(out.parent)
    tidy(out)
    for entry in out.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            tidy(entry)
