# SPDX-License-Identifier: Apache-2.0
"""Every record that was ever seen to hold, a line each, in a file that is only added to.

An index can be made anew from the files at any time; what a person said of a picture whose record
has since been lost, by a re-save or by another hand, is not in the files any more. It is here.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from scene_stager.errors import InputError
from scene_stager.provenance.record import MOST_BYTES, Record, read_record


class RecordJournal:
    """A file of lines, each the canonical JSON of a record. Whoever writes holds a lock."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def size_bytes(self) -> int:
        """How long it is; 0 where there is none."""
        try:
            return self.file.stat().st_size
        except FileNotFoundError:
            return 0

    def since(self, place_bytes: int) -> Iterator[Record]:
        """The records that stand from a place on; a line that was cut short by a kill is none."""
        if self.size_bytes <= place_bytes:
            return
        with self.file.open("rb") as stream:
            stream.seek(place_bytes)
            while line := stream.readline(MOST_BYTES + 2):
                try:
                    yield read_record(line.strip())
                except InputError:
                    continue

    def add(self, texts: list[str]) -> None:
        """Add lines, and wait until they are on the disk."""
        if not texts:
            return
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        with os.fdopen(descriptor, "r+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(size - 1, 0))
            cut_short = size > 0 and stream.read(1) != b"\n"
            stream.write(b"\n" * cut_short + "".join(f"{text}\n" for text in texts).encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
