# SPDX-License-Identifier: Apache-2.0
"""What a file says of itself, gathered up to a bound: what is over it is left out, and told."""

import zlib

from scene_stager.pictures.codes import MOST_TEXT_BYTES, MOST_TEXTS, Embedded, Text

MOST_PROFILE_BYTES = 4 * 2**20  # printers' tables have 1 to 3; house default


class Words:
    """Collects lines and packets of a file that nobody has vouched for."""

    def __init__(self) -> None:
        self._texts: list[Text] = []
        self._packets = {"xmp": b"", "exif": b""}
        self._room = MOST_TEXT_BYTES
        self._left_out = 0

    def add(self, kind: str, key: str, text: str) -> None:
        """Keep a line, if there is room."""
        if len(self._texts) < MOST_TEXTS and self._fits(len(key) + len(text)):
            self._texts.append(Text(kind, key, text))

    def add_packet(self, kind: str, data: bytes) -> None:
        """Keep an "xmp" or "exif" packet as it is, the first of its kind."""
        if data and not self._packets[kind] and self._fits(len(data)):
            self._packets[kind] = data

    def leave_out(self) -> None:
        """Count what is not worth unpacking."""
        self._left_out += 1

    def _fits(self, size: int) -> bool:
        if size > self._room:
            self._left_out += 1
            return False
        self._room -= size
        return True

    @property
    def embedded(self) -> Embedded:
        """All that was kept."""
        return Embedded(tuple(self._texts), self._packets["xmp"], self._packets["exif"])

    @property
    def notes(self) -> list[str]:
        """One line, when something was left out."""
        if not self._left_out:
            return []
        what = "text" if self._left_out == 1 else "texts"
        return [f"{self._left_out} embedded {what} damaged or too long, left out"]


def inflated(data: bytes, most_bytes: int) -> bytes | None:
    """Unpacked bytes; None when they are damaged or more than `most_bytes`."""
    unpack = zlib.decompressobj()
    try:
        plain = unpack.decompress(data, most_bytes)
    except zlib.error:
        return None
    return plain if unpack.eof else None
