# SPDX-License-Identifier: Apache-2.0
"""PNG: an iTXt chunk `stager` and an XMP packet, both before the pixels, where all readers look."""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from scene_stager.provenance.carriers._carrier import Carrier, Held, read_exactly
from scene_stager.provenance.record import MOST_BYTES, Record
from scene_stager.provenance.xmp import MOST_BYTES as MOST_PACKET
from scene_stager.provenance.xmp import packet_with

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEY, XMP_KEY = b"stager", b"XML:com.adobe.xmp"
TEXTS = (b"iTXt", b"tEXt", b"zTXt")
MOST_CHUNKS = 1_000_000
LONGEST_CHUNK = 2**31 - 1  # source: PNG third edition, 5.3


def find(file: BinaryIO) -> Iterator[Held]:
    """Walk from chunk to chunk; what is no text is skipped, unread."""
    if file.read(8) != SIGNATURE:
        raise ValueError("no PNG signature")
    for _ in range(MOST_CHUNKS):
        size, name = struct.unpack(">I4s", read_exactly(file, 8))
        if size > LONGEST_CHUNK or not name.isalpha():
            raise ValueError("no chunk where one should begin")
        if name == b"IEND":
            return
        if name == b"caBX":
            yield Held("signature", "PNG caBX", b"")
        if name not in TEXTS or size > MOST_PACKET:
            file.seek(size + 4, 1)
            continue
        data = read_exactly(file, size)
        (total,) = struct.unpack(">I", read_exactly(file, 4))
        key, _, rest = data.partition(b"\0")
        if zlib.crc32(data, zlib.crc32(name)) != total:
            continue
        if key == KEY:
            yield Held("json", f"PNG {name.decode()} stager", _text(name, rest, MOST_BYTES))
        elif key == XMP_KEY and name == b"iTXt":
            yield Held("xmp", "PNG XMP", _text(name, rest, MOST_PACKET))
    raise ValueError("no end in sight")


def _text(name: bytes, rest: bytes, most_bytes: int) -> bytes:
    """The text after the keyword, unpacked up to a bound. Source: PNG third edition, 11.3.3.

    Our own is iTXt; other programs that pass it on make tEXt of it.
    """
    if name == b"tEXt":
        return rest
    packed, body = rest[:1], rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    if name == b"zTXt":
        packed, body = b"\1", rest[1:]
    if packed != b"\1":
        return body
    unpack = zlib.decompressobj()
    try:
        plain = unpack.decompress(body, most_bytes)
    except zlib.error:
        raise ValueError("packed text that is damaged") from None
    if not unpack.eof:
        raise ValueError(f"packed text of more than {most_bytes} bytes")
    return plain


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its record chunks changed; all other chunks are copied as they are."""
    kept: list[bytes] = [SIGNATURE]
    packet, place, first_pixels = b"", 8, None
    while place < len(data):
        name, body, end = _chunk_at(data, place)
        key = body.partition(b"\0")[0] if name in TEXTS else b""
        if name == b"IDAT" and first_pixels is None:
            first_pixels = len(kept)
        is_xmp = key == XMP_KEY and name == b"iTXt"
        if is_xmp and not packet:
            packet = _text(name, body.partition(b"\0")[2], MOST_PACKET)
        elif not is_xmp and key != KEY:
            kept.append(data[place:end])
        place = end
        if name == b"IEND":
            break
    if first_pixels is None:
        raise ValueError("no pixels")
    packet = packet_with(packet, record)
    ours = [_chunk(KEY, record.to_json().encode("utf-8"))] if record is not None else []
    ours += [_chunk(XMP_KEY, packet)] if packet else []
    return b"".join((*kept[:first_pixels], *ours, *kept[first_pixels:], data[place:]))


def _chunk_at(data: bytes, place: int) -> tuple[bytes, bytes, int]:
    """Name, bytes and end of a chunk."""
    if place + 12 > len(data):
        raise ValueError("no end chunk")
    size, name = struct.unpack_from(">I4s", data, place)
    end = place + 12 + size
    if end > len(data) or not name.isalpha():
        raise ValueError("a chunk that is cut short")
    return name, data[place + 8 : end - 4] if name in TEXTS else b"", end


def _chunk(key: bytes, text: bytes) -> bytes:
    """An iTXt chunk, not packed."""
    body = b"iTXt" + key + b"\0\0\0\0\0" + text
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


CARRIER = Carrier("PNG", lambda start, ending: start.startswith(SIGNATURE), find, put)
