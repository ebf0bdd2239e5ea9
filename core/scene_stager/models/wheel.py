# SPDX-License-Identifier: Apache-2.0
"""A package's file, a wheel, read as a zip file: looked into, never unpacked, never imported."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.plain_file import read_plain_file, shown_name, too_large

MOST_WHEEL_BYTES = 2**30
MOST_INDEX_BYTES = 2**24  # of a wheel's own list of files, some hundred thousand of them
END, END_BYTES, LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
END_OF_HUGE, END_OF_HUGE_BYTES = b"PK\x06\x07", 20
# The two ways that pip packs; with the others Python inflates before it counts.
WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_SWELLING = 50  # weights hardly shrink: the known networks by a tenth; house default
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)


def files_of_wheel(path: Path) -> dict[str, int]:
    """The files in a wheel and how many bytes each claims to have. Raises InputError.

    A wheel in which any name leads out of it is refused whole: an honest one has none.
    """
    with _opened(path) as wheel:
        sizes = {}
        for info in wheel.infolist():
            if not info.is_dir():
                sizes[_name(info, path)] = info.file_size
        return sizes


def read_from_wheel(path: Path, name: str, most_bytes: int) -> bytes:
    """One file of a wheel. Raises InputError, for one that is too large before it is inflated."""
    where = f"{shown_name(path)}: {shorten(name)}"
    with _opened(path) as wheel:
        info = wheel.getinfo(name)
        if info.file_size > most_bytes:
            raise too_large(where, info.file_size, most_bytes)
        if info.compress_type not in WAYS or info.file_size > MOST_SWELLING * info.compress_size:
            found = f"{info.compress_size} bytes that claim to become {info.file_size}"
            raise InputError(Mistake(where, found, "a network as pip packs it"))
        with wheel.open(info) as file:
            data = file.read(most_bytes + 1)
    if len(data) != info.file_size:
        found = f"{len(data)} bytes"
        raise InputError(Mistake(where, found, f"{info.file_size}, as the wheel says"))
    return data


def _name(info: zipfile.ZipInfo, path: Path) -> str:
    parts = PurePosixPath(info.orig_filename).parts
    if ".." in parts or info.orig_filename.startswith("/") or "\\" in info.orig_filename:
        found = f"the name {shorten(info.orig_filename)}"
        raise InputError(Mistake(shown_name(path), found, "names that stay inside the wheel"))
    return info.filename


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The wheel, measured; whatever is wrong with it comes out as one line."""
    if not path.is_file() or path.stat().st_size > MOST_WHEEL_BYTES:
        read_plain_file(path, "a wheel", MOST_WHEEL_BYTES)
    try:
        with path.open("rb") as file:
            _check_index(file, path)
            with zipfile.ZipFile(file) as wheel:
                yield wheel
    except BROKEN as error:
        found = f"a zip file that is broken ({shorten(str(error))})"
        raise InputError(Mistake(shown_name(path), found, "a whole wheel")) from None


def _check_index(file: BinaryIO, path: Path) -> None:
    """Refuse a list of files that would fill the memory before any file is looked at."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END_BYTES - LONGEST_COMMENT - END_OF_HUGE_BYTES))
    tail = file.read()
    place = tail.rfind(END)
    if place < 0 or len(tail) - place < END_BYTES:
        raise zipfile.BadZipFile("no list of files at its end")
    index_bytes = int.from_bytes(tail[place + 12 : place + 16], "little")
    huge = tail[max(0, place - END_OF_HUGE_BYTES) : place].startswith(END_OF_HUGE)
    if huge or index_bytes > MOST_INDEX_BYTES:
        found = "a list of files without end" if huge else f"a list of files of {index_bytes} bytes"
        expected = f"at most {MOST_INDEX_BYTES} bytes of it"
        raise InputError(Mistake(shown_name(path), found, expected))
