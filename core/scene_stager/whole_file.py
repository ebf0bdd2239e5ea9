# SPDX-License-Identifier: Apache-2.0
"""Files appear whole or not at all: written beside their place, then moved into it in one step."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path

FIRST, LAST = ".writing-", ".tmp"


def write_whole(path: str | Path, data: bytes, check: Callable[[Path], None] | None = None) -> None:
    """Write a file; an older one gives way in one step, or stays as it was. Raises OSError.

    The folder must be there. Two writers never meet: each has a draft of its own. `check` sees the
    draft before it takes its place, and may raise.
    """
    place = Path(path)
    draft = place.with_name(f"{FIRST}{uuid.uuid4().hex}{LAST}")
    try:
        draft.write_bytes(data)
        if check is not None:
            check(draft)
        os.replace(draft, place)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise type(error)(error.errno, error.strerror, str(place)) from error
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def is_draft(name: str) -> bool:
    """True for the file of a writer that is still at work, or was killed."""
    return name.startswith(FIRST) and name.endswith(LAST)


def set_aside(file: Path, ending: str) -> Path:
    """Give a file another name, so that its own is free: `x.ending`, `x.ending-2` and so on.

    What was set aside before stays. Raises OSError.
    """
    place, number = file.with_name(f"{file.name}.{ending}"), 2
    while os.path.lexists(place):
        place, number = file.with_name(f"{file.name}.{ending}-{number}"), number + 1
    os.replace(file, place)
    return place


def make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there, outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def drop_folders(made: list[Path]) -> None:
    """Take back what `make_folders` made, as far as nothing has come into it."""
    with contextlib.suppress(OSError):
        for folder in reversed(made):
            folder.rmdir()
