# SPDX-License-Identifier: Apache-2.0
"""One directory of a TIFF file or an EXIF block, read within bounds and edited where it stands.

Nothing else moves: offsets elsewhere in the file stay true, those in maker's notes too.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

MOST_ENTRIES = 4096
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
SIZES |= {16: 8, 17: 8, 18: 8}  # source: TIFF 6.0, section 2; BigTIFF
ReadAt = Callable[[int, int], bytes]  # so many bytes from a place; ValueError where there are fewer


@dataclass(frozen=True, slots=True)
class IfdLayout:
    """How a file spells numbers: its byte order, and whether it is a BigTIFF."""

    order: str
    is_big: bool

    @property
    def counts(self) -> str:
        """How many entries there are, as struct has it."""
        return self.order + ("Q" if self.is_big else "H")

    @property
    def entry(self) -> str:
        """Tag, type, count and value of an entry."""
        return self.order + ("HHQ8s" if self.is_big else "HHI4s")

    @property
    def offset(self) -> str:
        """A place in the file."""
        return self.order + ("Q" if self.is_big else "I")


@dataclass(frozen=True, slots=True)
class IfdEntry:
    """An entry as it stands; `value` is the value itself where it fits, else its place."""

    tag: int
    kind: int
    count: int
    value: bytes


@dataclass(frozen=True, slots=True)
class Ifd:
    """Entries, where they stand, and the place of the next directory."""

    place: int
    entries: tuple[IfdEntry, ...]
    next_place: int


def read_layout(start: bytes) -> tuple[IfdLayout, int]:
    """The layout of what begins so, and the place of the pointer to its first directory."""
    order = {b"II": "<", b"MM": ">"}.get(start[:2])
    if order is None or len(start) < 8:
        raise ValueError("no TIFF signature")
    (magic,) = struct.unpack_from(order + "H", start, 2)
    if magic not in (42, 43):
        raise ValueError("no TIFF signature")
    return IfdLayout(order, magic == 43), 8 if magic == 43 else 4


def read_pointer(read: ReadAt, layout: IfdLayout, place: int) -> int:
    """The offset that stands at a place."""
    return int(struct.unpack(layout.offset, read(place, struct.calcsize(layout.offset)))[0])


def read_directory(read: ReadAt, layout: IfdLayout, place: int) -> Ifd:
    """The directory at a place. Raises ValueError for damage."""
    head, step = struct.calcsize(layout.counts), struct.calcsize(layout.entry)
    (count,) = struct.unpack(layout.counts, read(place, head))
    if not 0 < count <= MOST_ENTRIES:
        raise ValueError(f"a directory of {count} entries")
    body = read(place + head, count * step)
    entries = tuple(IfdEntry(*one) for one in struct.iter_unpack(layout.entry, body))
    after = read_pointer(read, layout, place + head + count * step)
    return Ifd(place, entries, after)


def value_of(read: ReadAt, layout: IfdLayout, entry: IfdEntry, most_bytes: int) -> bytes:
    """The bytes of an entry's value. Raises ValueError for more than `most_bytes`."""
    size = SIZES.get(entry.kind, 1) * entry.count
    if size > most_bytes:
        raise ValueError(f"a value of {size} bytes, more than {most_bytes}")
    if size <= len(entry.value):
        return entry.value[:size]
    return read(struct.unpack(layout.offset, entry.value)[0], size)


def reader_of(data: bytes | bytearray) -> ReadAt:
    """Reads within bytes in memory."""

    def read(place: int, size: int) -> bytes:
        if place < 0 or place + size > len(data):
            raise ValueError("a place that is not in the file")
        return bytes(data[place : place + size])

    return read


def set_value(
    data: bytearray, layout: IfdLayout, pointer: int, tag: int, kind: int, value: bytes | None
) -> None:
    """Change an entry of the directory that `pointer` points at, or remove it where None.

    An old value is blotted out, and a new one put there if it fits. Else that goes to the end, and
    so does the directory when it grows.
    """
    read = reader_of(data)
    found = read_directory(read, layout, read_pointer(read, layout, pointer))
    room = (0, 0)
    for old in (one for one in found.entries if one.tag == tag):
        size = SIZES.get(old.kind, 1) * old.count
        if size > len(old.value):
            place = struct.unpack(layout.offset, old.value)[0]
            data[place : place + size] = bytes(len(read(place, size)))
            room = (place, size)
    kept = [one for one in found.entries if one.tag != tag]
    if value is not None:
        kept.append(_new_entry(data, layout, tag, kind, value, room))
        kept.sort(key=lambda one: one.tag)
    packed = _packed(layout, kept, found.next_place)
    if len(kept) <= len(found.entries):
        size = len(_packed(layout, list(found.entries), 0))
        data[found.place : found.place + size] = packed.ljust(size, b"\0")
        return
    place = _append(data, packed)
    struct.pack_into(layout.offset, data, pointer, place)


def _new_entry(
    data: bytearray, layout: IfdLayout, tag: int, kind: int, value: bytes, room: tuple[int, int]
) -> IfdEntry:
    """An entry whose value stands in it, or in `room` (place and size), or at the end."""
    inside, count = struct.calcsize(layout.offset), len(value) // SIZES[kind]
    if len(value) <= inside:
        return IfdEntry(tag, kind, count, value.ljust(inside, b"\0"))
    place, size = room
    if len(value) > size:
        return IfdEntry(tag, kind, count, struct.pack(layout.offset, _append(data, value)))
    data[place : place + len(value)] = value
    return IfdEntry(tag, kind, count, struct.pack(layout.offset, place))


def _append(data: bytearray, more: bytes) -> int:
    """Put bytes at the end, on an even place, and return it."""
    if len(data) % 2:
        data.append(0)
    place = len(data)
    data += more
    return place


def _packed(layout: IfdLayout, entries: list[IfdEntry], next_place: int) -> bytes:
    body = b"".join(
        struct.pack(layout.entry, one.tag, one.kind, one.count, one.value) for one in entries
    )
    head = struct.pack(layout.counts, len(entries))
    return head + body + struct.pack(layout.offset, next_place)
