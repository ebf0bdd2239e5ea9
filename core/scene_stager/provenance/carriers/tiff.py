# SPDX-License-Identifier: Apache-2.0
"""TIFF: the XMP tag of the first directory. What is new goes to the end of the file."""

from collections.abc import Iterator
from typing import BinaryIO

from scene_stager.provenance.carriers._carrier import Carrier, Held
from scene_stager.provenance.carriers._ifd import (
    ReadAt,
    read_directory,
    read_layout,
    read_pointer,
    reader_of,
    set_value,
    value_of,
)
from scene_stager.provenance.record import Record
from scene_stager.provenance.xmp import MOST_BYTES as MOST_PACKET
from scene_stager.provenance.xmp import packet_with

STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
XMP_TAG, C2PA_TAG = 700, 0xCD41  # source: XMP specification part 3, 1.1.7; C2PA 2.1, A.3.4
BYTE = 1


def find(file: BinaryIO) -> Iterator[Held]:
    """Read the first directory, and what it says of XMP."""

    def read(place: int, size: int) -> bytes:
        file.seek(place)
        data = file.read(size)
        if len(data) < size:
            raise ValueError("a place that is not in the file")
        return data

    yield from _held(read)


def _held(read: ReadAt) -> Iterator[Held]:
    layout, pointer = read_layout(read(0, 16))
    for one in read_directory(read, layout, read_pointer(read, layout, pointer)).entries:
        if one.tag == C2PA_TAG:
            yield Held("signature", "TIFF C2PA", b"")
        if one.tag == XMP_TAG:
            yield Held("xmp", "TIFF XMP", value_of(read, layout, one, MOST_PACKET))


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its XMP changed; nothing else moves."""
    packet = next((one.data for one in _held(reader_of(data)) if one.what == "xmp"), b"")
    changed = packet_with(packet, record)
    if not packet and not changed:
        return data
    layout, pointer = read_layout(data[:16])
    edited = bytearray(data)
    set_value(edited, layout, pointer, XMP_TAG, BYTE, changed or None)
    return bytes(edited)


CARRIER = Carrier("TIFF", lambda start, ending: start.startswith(STARTS), find, put)
