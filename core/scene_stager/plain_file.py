# SPDX-License-Identifier: Apache-2.0
"""A stranger's file: measured before it is opened, and never read past what it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scene_stager.errors import InputError, Mistake, printable

LONGEST_SHOWN, LONGEST_PATH = 100, 300
GROWN_BYTES = 2**20  # read at a time of a file that grows meanwhile
UNITS = ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))


def read_plain_file(path: Path, expected: str, most_bytes: int, where: str = "") -> bytes:
    """The bytes of a file of at most `most_bytes`; `expected` says what should be in it.

    `where` is what a message calls the file; its name, when that is left out.

    Raises InputError, one line, for what is not there, no plain file (a folder, a device, a pipe),
    too large, or not to be read. A file that grows meanwhile is not read to its end.
    """
    where = where or shown_name(path)
    with _refused_by_name(path, expected, where):
        size_bytes = _size_of(path)
        if size_bytes > most_bytes:
            raise too_large(where, size_bytes, most_bytes)
        with path.open("rb") as file:
            data = file.read(size_bytes + 1)
            while (room := most_bytes + 1 - len(data)) > 0:
                more = file.read(min(GROWN_BYTES, room))
                if not more:
                    break
                data += more
    if len(data) > most_bytes:
        raise too_large(where, len(data), most_bytes)
    return data


def read_start(path: Path, expected: str, count_bytes: int, where: str) -> bytes:
    """The first bytes of a file of any size, which tell what it is; fewer where it ends sooner.

    Raises InputError, one line, as `read_plain_file` does, and for a file that is empty.
    """
    with _refused_by_name(path, expected, where), path.open("rb") as file:
        start = file.read(count_bytes)
    if not start:
        raise InputError(Mistake(where, "an empty file", expected))
    return start


@contextmanager
def _refused_by_name(path: Path, expected: str, where: str) -> Iterator[None]:
    """What is no plain file, or cannot be read, as the one mistake that it is."""
    try:
        if not path.is_file():
            raise InputError(Mistake(where, what_it_is(path), expected))
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        found = f"a file that cannot be read ({reason})"
        raise InputError(Mistake(where, found, expected)) from None


def too_large(where: str, size_bytes: int, most_bytes: int) -> InputError:
    """The one mistake of a file that is not worth opening."""
    for unit, name in UNITS:
        if most_bytes % unit == 0:
            most = f"{most_bytes} bytes ({most_bytes // unit} {name})"
            break
    else:
        most = f"{most_bytes} bytes"
    return InputError(Mistake(where, f"{size_bytes} bytes", f"at most {most}"))


def shown_name(path: Path) -> str:
    """The name of a file as a message may show it: on one line, and not without end."""
    return _shown(path.name or str(path), LONGEST_SHOWN)


def shown_path(path: Path | str) -> str:
    """The whole way to a file as a message may show it: on one line, without signs that act."""
    return _shown(str(path), LONGEST_PATH)


def _shown(text: str, most: int) -> str:
    plain = printable(text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _size_of(path: Path) -> int:
    return path.stat().st_size


def what_it_is(path: Path) -> str:
    """What stands where a plain file should."""
    if path.is_dir():
        return "a folder"
    return "no plain file" if path.exists() else "no such file"
