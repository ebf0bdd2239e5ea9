# SPDX-License-Identifier: Apache-2.0
"""JPEG: an XMP segment of under 60 kB, and an EXIF UserComment that names the record.

Some tools keep EXIF and drop XMP; the comment then says which record was there.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from scene_stager.provenance.carriers._carrier import Carrier, Held, read_exactly
from scene_stager.provenance.carriers._exif import comment_in, exif_with
from scene_stager.provenance.record import Record
from scene_stager.provenance.xmp import packet_with

START = b"\xff\xd8"
XMP_HEAD, EXIF_HEAD = b"http://ns.adobe.com/xap/1.0/\0", b"Exif\0\0"
MOST_SEGMENTS = 10_000
MOST_PACKET = 60_000  # more is split, and most readers then see the first part only
BARE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
APP0, APP1, APP11, SCAN, END = 0xE0, 0xE1, 0xEB, 0xDA, 0xD9


def find(file: BinaryIO) -> Iterator[Held]:
    """Walk from segment to segment up to the first scan."""
    if file.read(2) != START:
        raise ValueError("no JPEG signature")
    for _ in range(MOST_SEGMENTS):
        marker = _marker(file)
        if marker in (SCAN, END):
            return
        if marker in BARE:
            continue
        (size,) = struct.unpack(">H", read_exactly(file, 2))
        if size < 2:
            raise ValueError("a segment shorter than its own length")
        if marker not in (APP1, APP11):
            file.seek(size - 2, 1)
            continue
        data = read_exactly(file, size - 2)
        if marker == APP11 and data[:2] == b"JP":
            yield Held("signature", "JPEG APP11", b"")
        elif data.startswith(XMP_HEAD):
            yield Held("xmp", "JPEG XMP", data[len(XMP_HEAD) :])
        elif data.startswith(EXIF_HEAD) and (comment := comment_in(data[len(EXIF_HEAD) :])):
            yield Held("pointer", "JPEG EXIF UserComment", comment)
    raise ValueError("no pixels in sight")


def _marker(file: BinaryIO) -> int:
    """The next marker; fill bytes before it are skipped."""
    byte = read_exactly(file, 2)
    while byte == b"\xff\xff":
        byte = byte[1:] + read_exactly(file, 1)
    if byte[0] != 0xFF:
        raise ValueError("no marker where one should be")
    return byte[1]


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its XMP and its comment changed; all other segments are copied as they are."""
    segments, place = _segments(data)
    exif = next((one for one in segments if _is(one, EXIF_HEAD)), b"")
    packet = next((one for one in segments if _is(one, XMP_HEAD)), b"")
    rest = [one for one in segments if not _is(one, EXIF_HEAD) and not _is(one, XMP_HEAD)]
    ours = [
        *_segment(EXIF_HEAD, exif_with(exif[4 + len(EXIF_HEAD) :], record), 65_533),
        *_segment(XMP_HEAD, packet_with(packet[4 + len(XMP_HEAD) :], record), MOST_PACKET),
    ]
    first = 1 if rest and rest[0][1] == APP0 else 0
    return b"".join((START, *rest[:first], *ours, *rest[first:], data[place:]))


def _is(segment: bytes, head: bytes) -> bool:
    return segment[1] == APP1 and segment.startswith(head, 4)


def _segments(data: bytes) -> tuple[list[bytes], int]:
    """All segments up to the first scan, as they are, and where that begins."""
    segments: list[bytes] = []
    place = 2
    while len(segments) < MOST_SEGMENTS:
        if place + 4 > len(data) or data[place] != 0xFF:
            raise ValueError("no marker where one should be")
        marker = data[place + 1]
        if marker == SCAN:
            return segments, place
        if marker == 0xFF:
            place += 1
            continue
        size = 0 if marker in BARE else struct.unpack_from(">H", data, place + 2)[0]
        end = place + 2 + size
        if end > len(data) or (size < 2 and marker not in BARE):
            raise ValueError("a segment that is cut short")
        segments.append(data[place:end])
        place = end
    raise ValueError("no pixels in sight")


def _segment(head: bytes, body: bytes, most_bytes: int) -> list[bytes]:
    """One APP1 segment, or none for an empty body. Raises ValueError when it does not fit."""
    if not body:
        return []
    if len(head) + len(body) > most_bytes:
        raise ValueError(f"{len(body)} bytes of metadata, more than {most_bytes} with the record")
    return [bytes((0xFF, APP1)) + struct.pack(">H", len(head) + len(body) + 2) + head + body]


CARRIER = Carrier("JPEG", lambda start, ending: start.startswith(START), find, put)
