# SPDX-License-Identifier: Apache-2.0
"""The comment in an EXIF block that names a record: less than a record, kept by more tools."""

import struct

from scene_stager.provenance.carriers._ifd import (
    IfdLayout,
    read_directory,
    read_layout,
    read_pointer,
    reader_of,
    set_value,
    value_of,
)
from scene_stager.provenance.record import Record

EXIF_DIRECTORY, USER_COMMENT = 0x8769, 0x9286  # source: EXIF 2.32, tables 3 and 7
LONG, UNDEFINED = 4, 7
ASCII = b"ASCII\0\0\0"
OURS = b"scene-stager record "
MOST_COMMENT = 65_000
# Big-endian, one directory with a pointer to another, which holds the EXIF version alone.
EMPTY = (
    b"MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"
    b"\0\x01\x90\0\0\x07\0\0\0\x040232\0\0\0\0"
)


def comment_of(record: Record) -> bytes:
    """What the comment says: the record's own digest, and the name of what it belongs to."""
    own = record.pixel_hash or record.content_hash
    return OURS + f"{record.digest} of pixels {own}".encode("ascii")


def comment_in(exif: bytes) -> bytes:
    """Our comment in a block, or nothing; a damaged block has none."""
    try:
        found = _comment(exif)
    except (ValueError, struct.error):
        return b""
    text = found.removeprefix(ASCII)
    return text if text.startswith(OURS) else b""


def exif_with(exif: bytes, record: Record | None) -> bytes:
    """The block with a comment that names this record, or without one of ours; b"" for none.

    Another's comment is left where it is: then there is no pointer.
    """
    if record is None and not comment_in(exif):
        return exif
    data = bytearray(exif or EMPTY)
    layout, pointer = read_layout(bytes(data))
    place = _exif_pointer(data, layout, pointer)
    if place is None:
        end = len(data) + len(data) % 2
        data += bytes(end - len(data)) + _bare_directory(layout)
        target = struct.pack(layout.offset, end)
        set_value(data, layout, pointer, EXIF_DIRECTORY, LONG, target)
        place = _exif_pointer(data, layout, pointer)
    others = _comment(bytes(data)).removeprefix(ASCII).strip(b"\0 ")
    if place is None or (others and not others.startswith(OURS)):
        return exif
    value = None if record is None else ASCII + comment_of(record)
    set_value(data, layout, place, USER_COMMENT, UNDEFINED, value)
    return b"" if value is None and _says_nothing(data, layout, pointer) else bytes(data)


def _comment(exif: bytes) -> bytes:
    layout, pointer = read_layout(exif)
    place = _exif_pointer(exif, layout, pointer)
    if place is None:
        return b""
    read = reader_of(exif)
    inner = read_directory(read, layout, read_pointer(read, layout, place))
    for one in inner.entries:
        if one.tag == USER_COMMENT:
            return value_of(read, layout, one, MOST_COMMENT)
    return b""


def _exif_pointer(data: bytes | bytearray, layout: IfdLayout, pointer: int) -> int | None:
    """Where in the block the pointer to the inner directory stands."""
    read = reader_of(data)
    outer = read_directory(read, layout, read_pointer(read, layout, pointer))
    head, step = struct.calcsize(layout.counts), struct.calcsize(layout.entry)
    for index, one in enumerate(outer.entries):
        if one.tag == EXIF_DIRECTORY:
            return outer.place + head + (index + 1) * step - struct.calcsize(layout.offset)
    return None


def _bare_directory(layout: IfdLayout) -> bytes:
    """A directory that holds the EXIF version alone."""
    version = struct.pack(layout.entry, 0x9000, UNDEFINED, 4, b"0232")
    return struct.pack(layout.counts, 1) + version + struct.pack(layout.offset, 0)


def _says_nothing(data: bytearray, layout: IfdLayout, pointer: int) -> bool:
    """Whether a block holds no more than EMPTY does."""
    read = reader_of(data)
    outer = read_directory(read, layout, read_pointer(read, layout, pointer))
    place = _exif_pointer(data, layout, pointer)
    if place is None or len(outer.entries) > 1 or outer.next_place:
        return False
    inner = read_directory(read, layout, read_pointer(read, layout, place))
    return [one.tag for one in inner.entries] == [0x9000]
