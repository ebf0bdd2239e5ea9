# SPDX-License-Identifier: Apache-2.0
"""Measure the pictures of an index that nobody has measured yet, by several processes."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from scene_stager.batch.workers import DIED, processes
from scene_stager.finding.base import FindBase
from scene_stager.finding.measured import measured_file, names
from scene_stager.maths.arrays import Floats

FEW = 2  # pictures that are measured sooner than a process has begun
KEPT_EVERY_S = 2.0  # a kill costs no more than that


def measure_all(base: FindBase, jobs: int) -> Iterator[str]:
    """Measure what is not measured; for each picture, as it is done, why it could not be.

    One that cannot be read has no numbers until it, or what measures it, changes.
    """
    kept: list[tuple[str, Floats]] = []
    last_s = time.monotonic()
    todo = base.unmeasured()
    for own, row, why in _measured(todo, jobs):
        kept.append((own, np.full(len(names()), np.nan) if row is None else row))
        if time.monotonic() - last_s > KEPT_EVERY_S:
            base.keep_numbers(kept)
            kept, last_s = [], time.monotonic()
        yield why
    base.keep_numbers(kept)


def _measured(todo: list[tuple[str, str]], jobs: int) -> Iterator[tuple[str, Floats | None, str]]:
    if jobs == 1 or len(todo) <= FEW:
        for own, path in todo:
            yield (own, *_measure(path))
        return
    with processes(jobs) as crew:
        for place, came in crew.answers([(_measure, (path,)) for _, path in todo]):
            died = (None, f"{todo[place][1]}: the process that measured it died")
            yield (todo[place][0], *(died if came is DIED else came))


def _measure(path: str) -> tuple[Floats | None, str]:
    try:
        return measured_file(Path(path)), ""
    except Exception as error:  # noqa: BLE001 (one bad file never stops the rest)
        return None, why_not(path, error)


def why_not(path: str, error: Exception) -> str:
    """What is wrong with a picture, in a line that names it."""
    said = str(error) or type(error).__name__
    return said if path in said else f"{path}: {said}"
