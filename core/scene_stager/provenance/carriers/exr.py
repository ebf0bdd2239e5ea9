# SPDX-License-Identifier: Apache-2.0
"""OpenEXR: a string attribute of the first part. Chunks move by what the header grows."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from scene_stager.provenance.carriers._carrier import Carrier, Held, read_exactly
from scene_stager.provenance.record import MOST_BYTES, Record

MAGIC = b"\x76\x2f\x31\x01"
NAME, STRING = b"stager/record", b"string"
MOST_ATTRIBUTES, LONGEST_NAME = 10_000, 255
MOST_CHUNKS = 1_000_000
MULTIPART = 0x1000  # a bit of the version; source: OpenEXR file layout
MOST_HEADER = 64 * 2**20


def find(file: BinaryIO) -> Iterator[Held]:
    """Walk through the attributes of the first part."""
    if read_exactly(file, 8)[:4] != MAGIC:
        raise ValueError("no OpenEXR signature")
    for _ in range(MOST_ATTRIBUTES):
        name = _name(file)
        if not name:
            return
        kind = _name(file)
        (size,) = struct.unpack("<I", read_exactly(file, 4))
        if name == NAME and kind == STRING:
            if size > MOST_BYTES:
                raise ValueError(f"a record of {size} bytes, more than {MOST_BYTES}")
            yield Held("json", "EXR stager/record", read_exactly(file, size))
        else:
            file.seek(size, 1)
    raise ValueError("a header without an end")


def _name(file: BinaryIO) -> bytes:
    """A name up to its NUL."""
    name = b""
    while (letter := read_exactly(file, 1)) != b"\0":
        name += letter
        if len(name) > LONGEST_NAME:
            raise ValueError("a name without an end")
    return name


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its attribute changed, and its table of chunks moved with it."""
    if data[:4] != MAGIC:
        raise ValueError("no OpenEXR signature")
    spans, first_end = _attributes(data, 8)
    kept = [data[start:end] for name, start, end in spans if name != NAME]
    if record is not None:
        text = record.to_json().encode("utf-8")
        kept.append(NAME + b"\0" + STRING + b"\0" + struct.pack("<I", len(text)) + text)
    header = b"".join(kept) + b"\0"
    table = _headers_end(data, first_end)
    moved = 8 + len(header) - first_end
    offsets = _offsets(data, table)
    packed = struct.pack(f"<{len(offsets)}Q", *(one + moved for one in offsets))
    rest = table + len(packed)
    return data[:8] + header + data[first_end:table] + packed + data[rest:]


def _attributes(data: bytes, place: int) -> tuple[list[tuple[bytes, int, int]], int]:
    """Name, start and end of every attribute of a header, and where the header ends."""
    spans: list[tuple[bytes, int, int]] = []
    while len(spans) < MOST_ATTRIBUTES:
        start = place
        name, place = _name_at(data, place)
        if not name:
            return spans, place
        _, place = _name_at(data, place)
        if place + 4 > min(len(data), MOST_HEADER):
            raise ValueError("a header that is cut short")
        place += 4 + struct.unpack_from("<I", data, place)[0]
        spans.append((name, start, place))
    raise ValueError("a header without an end")


def _name_at(data: bytes, place: int) -> tuple[bytes, int]:
    end = data.find(b"\0", place, place + LONGEST_NAME + 1)
    if end < 0:
        raise ValueError("a name without an end")
    return data[place:end], end + 1


def _headers_end(data: bytes, first_end: int) -> int:
    """Where the last header ends: of a file of several parts an empty one stands after them."""
    if not struct.unpack_from("<I", data, 4)[0] & MULTIPART:
        return first_end
    place = first_end
    while True:
        spans, place = _attributes(data, place)
        if not spans:
            return place


def _offsets(data: bytes, table: int) -> tuple[int, ...]:
    """The places of all chunks. Their table ends where the first chunk begins."""
    found: list[int] = []
    first = len(data)
    while table + 8 * len(found) < first and len(found) < MOST_CHUNKS:
        (offset,) = struct.unpack_from("<Q", data, table + 8 * len(found))
        if not table < offset < len(data):
            raise ValueError("a table of chunks that is not whole")
        found.append(offset)
        first = min(first, offset)
    if table + 8 * len(found) != first:
        raise ValueError("a table of chunks that does not end where chunks begin")
    return tuple(found)


CARRIER = Carrier("OpenEXR", lambda start, ending: start.startswith(MAGIC), find, put)
