# SPDX-License-Identifier: Apache-2.0
"""WebP: an XMP chunk. A plain file becomes an extended one, which has room; its pixels are moved
as they are."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from scene_stager.provenance.carriers._carrier import Carrier, Held, read_exactly
from scene_stager.provenance.record import Record
from scene_stager.provenance.xmp import MOST_BYTES as MOST_PACKET
from scene_stager.provenance.xmp import packet_with

MOST_CHUNKS = 100_000
HAS_XMP, HAS_ALPHA = 0x04, 0x10  # source: RFC 9649, 2.7.1
Chunk = tuple[bytes, bytes]


def find(file: BinaryIO) -> Iterator[Held]:
    """Walk from chunk to chunk."""
    head = read_exactly(file, 12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise ValueError("no WebP signature")
    left = struct.unpack_from("<I", head, 4)[0] - 4
    for _ in range(MOST_CHUNKS):
        if left < 8:
            return
        name, size = struct.unpack("<4sI", read_exactly(file, 8))
        padded = size + size % 2
        left -= 8 + padded
        if name == b"C2PA":
            yield Held("signature", "WebP C2PA", b"")
        if name == b"XMP " and size <= MOST_PACKET:
            yield Held("xmp", "WebP XMP", read_exactly(file, size))
            file.seek(size % 2, 1)
        else:
            file.seek(padded, 1)
    raise ValueError("no end in sight")


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its XMP changed; all other chunks are copied as they are."""
    chunks = _chunks(data)
    packet = next((body for name, body in chunks if name == b"XMP "), b"")
    chunks = [(name, body) for name, body in chunks if name != b"XMP "]
    packet = packet_with(packet, record)
    if packet:
        chunks = [*_extended(chunks), (b"XMP ", packet)]
    elif chunks[0][0] == b"VP8X":
        flags = chunks[0][1]
        chunks[0] = (b"VP8X", bytes((flags[0] & ~HAS_XMP,)) + flags[1:])
    body = b"".join(_packed(name, inside) for name, inside in chunks)
    after = data[8 + struct.unpack_from("<I", data, 4)[0] :]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body + after


def _chunks(data: bytes) -> list[Chunk]:
    if len(data) < 12 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no WebP signature")
    end = min(len(data), struct.unpack_from("<I", data, 4)[0] + 8)
    found: list[Chunk] = []
    place = 12
    while place + 8 <= end and len(found) < MOST_CHUNKS:
        name, size = struct.unpack_from("<4sI", data, place)
        if place + 8 + size > end:
            raise ValueError("a chunk that is cut short")
        found.append((name, data[place + 8 : place + 8 + size]))
        place += 8 + size + size % 2
    if not found or len(found[0][1]) < 10:
        raise ValueError("no pixels")
    return found


def _packed(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _extended(chunks: list[Chunk]) -> list[Chunk]:
    """The chunks of an extended file that says it has XMP. Source: RFC 9649, 2.7.1."""
    name, body = chunks[0]
    if name == b"VP8X":
        return [(name, bytes((body[0] | HAS_XMP,)) + body[1:]), *chunks[1:]]
    width, height, has_alpha = _size(name, body)
    flags = HAS_XMP | (HAS_ALPHA if has_alpha else 0)
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return [(b"VP8X", bytes((flags, 0, 0, 0)) + sides), *chunks]


def _size(name: bytes, body: bytes) -> tuple[int, int, bool]:
    """Width, height and whether there is alpha. Source: RFC 6386, 9.1; RFC 9649, 3.4."""
    if name == b"VP8L" and body[0] == 0x2F:
        (bits,) = struct.unpack_from("<I", body, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF, False
    raise ValueError("no pixels where they should begin")


CARRIER = Carrier(
    "WebP", lambda start, ending: start[:4] == b"RIFF" and start[8:12] == b"WEBP", find, put
)
