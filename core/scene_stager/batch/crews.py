# SPDX-License-Identifier: Apache-2.0
"""Who does the work of a batch: this process, several processes, or a cluster's workers.

Every crew takes jobs and gives back, in any order, a job with its files or with the one line that
says what went wrong. The files are written by who asked, so a worker that dies leaves nothing.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from scene_stager.batch.job import Files, Job, Work
from scene_stager.errors import (
    InputError,
    MissingPartError,
    Mistake,
    ServiceError,
    StagerError,
    shorten,
)

Done = tuple[Job, Files | str]

CRASHED = "the process that worked on it died (out of memory, perhaps)"


class Crew(Protocol):
    """Does jobs in any order."""

    def do(self, work: Work, jobs: Sequence[Job]) -> Iterator[Done]:
        """Each job with its files, or with a line about what went wrong. Never raises for a job."""


class Alone:
    """This process, one job after the other."""

    def do(self, work: Work, jobs: Sequence[Job]) -> Iterator[Done]:
        """Each job in turn."""
        for job in jobs:
            yield job, attempt(work, job.source, job.options)


class Processes:
    """Several processes of this machine. One that dies costs its own still, no other."""

    def __init__(self, count: int) -> None:
        self.count = count

    def do(self, work: Work, jobs: Sequence[Job]) -> Iterator[Done]:
        """Jobs as they end."""
        from scene_stager.batch.workers import DIED, processes

        with processes(self.count) as crew:
            calls = [(attempt, (work, job.source, job.options)) for job in jobs]
            for place, came in crew.answers(calls):
                yield jobs[place], CRASHED if came is DIED else came


class Cluster:
    """The workers of a dask scheduler. The still travels to them, so no folder is shared."""

    def __init__(self, address: str) -> None:
        self.address = address

    def do(self, work: Work, jobs: Sequence[Job]) -> Iterator[Done]:
        """Jobs as they end. Raises MissingPartError without dask, InputError for what is no
        address, ServiceError without an answer."""
        try:
            from dask import distributed as dask
        except ModuleNotFoundError:
            raise MissingPartError(
                "--scheduler needs dask.distributed; install scene-stager[cluster]"
            ) from None
        untyped: Any = dask
        try:
            client = untyped.Client(self.address, timeout=10, set_as_default=False)
        except ValueError as error:
            found = f"{shorten(self.address)} ({shorten(str(error), 120)})"
            expected = "the address of a dask scheduler, such as tcp://host:8786"
            raise InputError(Mistake("--scheduler", found, expected)) from None
        except (OSError, TimeoutError) as error:
            said = shorten(str(error), 120)
            raise ServiceError(f"--scheduler {self.address}: no answer ({said})") from None
        with client:
            asked = {}
            for job in jobs:
                sent = (job.source.name, job.source.read_bytes(), dict(job.options))
                asked[client.submit(attempt_with, work, *sent, pure=False)] = job
            for task in untyped.as_completed(list(asked), loop=client.loop):
                job = asked.pop(task)
                try:
                    yield job, task.result()
                except Exception as error:  # noqa: BLE001 (a worker that died, a lost result)
                    yield job, f"{CRASHED}: {type(error).__name__}"


def attempt(work: Work, source: Path, options: Mapping[str, object]) -> Files | str:
    """Do one job; whatever goes wrong with it is a line, not an end."""
    try:
        return work(source, options)
    except StagerError as error:
        return str(error).splitlines()[0]
    except MemoryError:
        return f"{source.name}: found too little memory, expected room for the still"
    except Exception as error:  # noqa: BLE001 (one bad still never stops the rest)
        return f"{source.name}: a mistake of ours, {type(error).__name__} ({shorten(str(error))})"


def attempt_with(work: Work, name: str, data: bytes, options: Mapping[str, object]) -> Files | str:
    """The same where only the still's bytes have arrived."""
    with tempfile.TemporaryDirectory(prefix="scene-stager-") as folder:
        source = Path(folder) / Path(name).name
        source.write_bytes(data)
        return attempt(work, source, options)
