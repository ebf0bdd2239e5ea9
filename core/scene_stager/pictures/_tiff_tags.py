# SPDX-License-Identifier: Apache-2.0
"""The first directory of a TIFF file: its tags, each measured before it is read."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from scene_stager.pictures._words import Words

MOST_TAGS, MOST_FRAMES = 4096, 10_000  # of a directory, and directories of a file: house default
MOST_VALUES = 2**22  # of one tag: more pieces than any picture that fits has rows and tiles
# Kinds of values and their letters for `struct`. Source: TIFF 6.0, page 15; BigTIFF adds 16 to 18.
KINDS = {1: "B", 2: "s", 3: "H", 4: "I", 5: "II", 6: "b", 7: "s", 8: "h", 9: "i", 10: "ii"}
KINDS |= {11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
# Tags. Source: TIFF 6.0, section 8 and 14 to 19; XMP, part 3; ICC.1:2022, annex B.4.
WIDTH, HEIGHT, BITS, PACKING, INK, FILL_ORDER = 256, 257, 258, 259, 262, 266
SAMPLES, PLANAR, PREDICTION, EXTRA_SAMPLES, SAMPLE_FORMAT = 277, 284, 317, 338, 339
STRIPS, STRIP_ROWS, STRIP_BYTES = 273, 278, 279
TILE_WIDTH, TILE_HEIGHT, TILES, TILE_BYTES = 322, 323, 324, 325
XMP, PROFILE = 700, 34675
TEXTS = {269: "DocumentName", 270: "ImageDescription", 305: "Software", 306: "DateTime"}
TEXTS |= {315: "Artist", 33432: "Copyright"}


@dataclass(frozen=True, slots=True)
class Directory:
    """Where a file's tags stand. `order` is "<" or ">"; `frames` counts the directories."""

    data: bytes
    order: str
    places: Mapping[int, tuple[int, int, int]]  # tag -> kind, count, offset of the first value
    frames: int

    def numbers(self, tag: int, default: tuple[int, ...] = ()) -> tuple[int, ...]:
        """The values of a tag of numbers. Raises ValueError where they are not in the file."""
        if tag not in self.places:
            return default
        kind, count, offset = self.places[tag]
        if KINDS.get(kind, "s") not in "BHIQbhiq" or not 1 <= count <= MOST_VALUES:
            raise ValueError(f"tag {tag} holds no numbers")
        return struct.unpack_from(f"{self.order}{count}{KINDS[kind]}", self.data, offset)

    def number(self, tag: int, default: int = 0) -> int:
        """The first value of a tag. Raises ValueError where it is not in the file."""
        return self.numbers(tag, (default,))[0]

    def raw(self, tag: int) -> bytes:
        """The bytes of a tag, empty when it is not there."""
        kind, count, offset = self.places.get(tag, (1, 0, 0))
        return self.data[offset : offset + count] if kind in (1, 2, 7) else b""


def read_directory(data: bytes) -> Directory:
    """The first directory. Raises ValueError where the file is no TIFF or cut short."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        raise ValueError("no TIFF byte order")
    try:
        (magic,) = struct.unpack_from(f"{order}H", data, 2)
        is_big = magic == 43
        (first,) = struct.unpack_from(
            f"{order}Q" if is_big else f"{order}I", data, 8 if is_big else 4
        )
        places, following = _tags(data, order, first, is_big)
        return Directory(data, order, places, _frames(data, order, following, is_big))
    except struct.error as error:
        raise ValueError(f"a directory that is cut short ({error})") from error


def _tags(
    data: bytes, order: str, at: int, is_big: bool
) -> tuple[dict[int, tuple[int, int, int]], int]:
    counting, entry, inside = ("Q", "HHQ", 8) if is_big else ("H", "HHI", 4)
    (count,) = struct.unpack_from(order + counting, data, at)
    at += struct.calcsize(order + counting)
    if count > MOST_TAGS:
        raise ValueError(f"{count} tags")
    places: dict[int, tuple[int, int, int]] = {}
    for _ in range(count):
        tag, kind, many = struct.unpack_from(order + entry, data, at)
        value = at + struct.calcsize(order + entry)
        if many * struct.calcsize("=" + KINDS.get(kind, "B")) > inside:
            (offset,) = struct.unpack_from(order + ("Q" if is_big else "I"), data, value)
        else:
            offset = value
        places.setdefault(tag, (kind, many, offset))
        at = value + inside
    (following,) = struct.unpack_from(order + ("Q" if is_big else "I"), data, at)
    return places, following


def _frames(data: bytes, order: str, at: int, is_big: bool) -> int:
    """How many directories there are; a chain that runs in a circle or astray ends there."""
    seen: set[int] = set()
    while at and at not in seen and len(seen) < MOST_FRAMES:
        seen.add(at)
        try:
            at = _tags(data, order, at, is_big)[1]
        except (struct.error, ValueError):
            return len(seen)
    return 1 + len(seen)


def words_of(directory: Directory) -> Words:
    """What the file says of itself."""
    words = Words()
    words.add_packet("xmp", directory.raw(XMP))
    for tag, key in TEXTS.items():
        text = directory.raw(tag).rstrip(b"\0").decode("utf-8", errors="replace")
        if text:
            words.add("TIFF", key, text)
    return words
