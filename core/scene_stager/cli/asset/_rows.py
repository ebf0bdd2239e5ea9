# SPDX-License-Identifier: Apache-2.0
"""What comes of each of several files, and how that is told."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from scene_stager.cli._command import BAD_INPUT, YES
from scene_stager.cli._show import complain, print_json, tell
from scene_stager.errors import InputError

Row = dict[str, object]
T = TypeVar("T")


def each(files: list[Path], do: Callable[[Path], T]) -> tuple[list[T], int]:
    """What came of each file; one that is refused is told and stops no other."""
    came, code = [], YES
    for file in files:
        try:
            came.append(do(file))
        except InputError as error:
            code = BAD_INPUT
            for line in str(error).split("\n"):
                complain(line)
        except OSError as error:  # a folder that may not be written, a disk that is full
            code = BAD_INPUT
            complain(f"{file}: {error.strerror or error}")
    return came, code


def tell_rows(rows: Sequence[Row], as_json: bool, line: Callable[[Row], str]) -> None:
    """One JSON document of all rows, or a line for each."""
    if as_json:
        print_rows(rows)
        return
    for row in rows:
        tell(line(row))


def print_rows(rows: Sequence[Row]) -> None:
    """One JSON document: the row, or several as `assets`; nothing for none."""
    if rows:
        print_json(rows[0] if len(rows) == 1 else {"assets": list(rows)})
