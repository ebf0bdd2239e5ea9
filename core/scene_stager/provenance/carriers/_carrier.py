# SPDX-License-Identifier: Apache-2.0
"""What every kind of file that carries a record has to say about itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from scene_stager.provenance.record import Record

# A record as JSON, a packet that may hold one, words that name one, or another's signature.
What = Literal["json", "xmp", "pointer", "signature"]


@dataclass(frozen=True, slots=True)
class Held:
    """A place in a file where a record may be: `place` is its name there."""

    what: What
    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Beside:
    """A record in a file of its own: where that is for a file, and what is in it.

    `endings` are those of the files that may have one, `ending` is its own.
    """

    place: Callable[[Path], Path]
    text: Callable[[Path, Record], bytes]
    endings: tuple[str, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A kind of file: how it is known, read and edited.

    `suits` looks at the first bytes and the ending of a name; `is_one` reads on where these do not
    tell. `find` reads what stands where
    records stand, and no pixels. `put` gives the file's bytes with a record in place of every
    other, or without any; nothing else changes. Both raise ValueError for damage. `content_hash`
    is the sha256 of all but records, of files that are no pictures; of pictures it is None.
    Where the record stands in a file `beside`, `find` and `put` are of that one.
    """

    title: str
    suits: Callable[[bytes, str], bool]
    find: Callable[[BinaryIO], Iterable[Held]]
    put: Callable[[bytes, Record | None], bytes]
    content_hash: Callable[[Path], str] | None = None
    beside: Beside | None = None
    is_one: Callable[[Path], bool] = lambda path: True


def read_all(file: BinaryIO, most_bytes: int) -> bytes:
    """All of a file, or ValueError for more than so many bytes."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > most_bytes:
        raise ValueError(f"{size} bytes, more than {most_bytes}")
    return file.read(size)


def read_exactly(file: BinaryIO, size: int) -> bytes:
    """So many bytes, or ValueError."""
    data = file.read(size)
    if len(data) < size:
        raise ValueError("a file that is cut short")
    return data
