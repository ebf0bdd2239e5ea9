# SPDX-License-Identifier: Apache-2.0
"""The chunks of a PNG file: every sum checked, colours and words understood, pixels left packed."""

import struct
import zlib
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import BinaryIO

from scene_stager.errors import shorten
from scene_stager.pictures._cicp import colour_of
from scene_stager.pictures._spaces import are_sound
from scene_stager.pictures._words import MOST_PROFILE_BYTES, Words, inflated
from scene_stager.pictures.codes import MOST_TEXT_BYTES, Colour, Transfer, bound_size

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 1_000_000  # of a file: house default
LONGEST_CHUNK = 2**31 - 1  # source: PNG third edition, 5.3
PIXELS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
SAID = (b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM")
WORDS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf")
TOLD = (*SAID, *WORDS, b"tRNS", b"acTL")
SMALLEST_GAMMA, LARGEST_GAMMA = 0.01, 100.0  # of gAMA; what is beyond is a mistake, house default
# What PNG files that mean sRGB say in their gAMA chunk, and how near to it they mean the same.
SRGB_GAMMA, SRGB_ROOM = 1 / 2.2, 0.02
SRGB_CORNERS = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290)
XMP = "XML:com.adobe.xmp"
EXIF_AS_TEXT = "Raw profile type exif"  # how ImageMagick wrote it before there was a chunk


@dataclass
class Chunks:
    """What a PNG file is made of. `pixels` is a PNG of what pixels need, and of nothing else."""

    width_px: int
    height_px: int
    depth: int
    kind: int  # colour type
    pixels: BytesIO
    transparent: bytes = b""
    said: dict[bytes, bytes] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    notes: list[str] = field(default_factory=list)
    frames: int = 1


def read_chunks(file: BinaryIO, name: str) -> Chunks:
    """Walk through a PNG file. Raises InputError for its size, ValueError for damage."""
    if file.read(8) != SIGNATURE:
        raise ValueError("no PNG signature")
    kind, data, is_sound = _next(file)
    if kind != b"IHDR" or len(data) != 13 or not is_sound:
        raise ValueError("no header first")
    width, height, depth, colours = struct.unpack_from(">IIBB", data)
    found = Chunks(width, height, depth, colours, BytesIO(SIGNATURE))
    bound_size(name, found.width_px, found.height_px)
    found.pixels.seek(0, 2)
    _copy(found.pixels, kind, data)
    for _ in range(MOST_CHUNKS):
        kind, data, is_sound = _next(file)
        if not is_sound and _is_critical(kind):
            raise ValueError(f"a wrong check sum of a chunk {kind.decode()}")
        if not is_sound:
            found.notes.append(f"a damaged chunk {kind.decode()}, left out")
        elif kind in PIXELS:
            _copy(found.pixels, kind, data)
        elif kind in TOLD:
            _understand(found, kind, data)
        elif _is_critical(kind):
            raise ValueError(f"an unknown chunk {shorten(kind)} that pixels need")
        if kind == b"IEND":
            found.pixels.seek(0)
            return found
    raise ValueError("no end in sight")


def _is_critical(kind: bytes) -> bool:
    """Whether pixels cannot be had without a chunk. Source: PNG third edition, 5.4."""
    return not kind[0] & 0x20


def _next(file: BinaryIO) -> tuple[bytes, bytes, bool]:
    """The next chunk: its name, its bytes where somebody wants them, whether its sum is right."""
    head = file.read(8)
    if len(head) < 8:
        raise ValueError("no end chunk")
    size, name = struct.unpack(">I4s", head)
    if size > LONGEST_CHUNK or not name.isalpha():
        raise ValueError(f"no chunk where one should begin, but {shorten(name)}")
    kept, total, left = [], zlib.crc32(name), size
    wanted = name in PIXELS or name in TOLD
    while left:
        block = file.read(min(left, 2**20))
        if not block:
            raise ValueError(f"a chunk {name.decode()} that is cut short")
        total, left = zlib.crc32(block, total), left - len(block)
        if wanted:
            kept.append(block)
    return name, b"".join(kept), file.read(4) == struct.pack(">I", total)


def _copy(pixels: BytesIO, name: bytes, data: bytes) -> None:
    pixels.write(struct.pack(">I4s", len(data), name))
    pixels.write(data)
    pixels.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(name))))


def _understand(found: Chunks, name: bytes, data: bytes) -> None:
    if name == b"tRNS":
        found.transparent = data
        if found.kind == 3:
            _copy(found.pixels, name, data)
    elif name == b"acTL" and len(data) == 8:
        found.frames = max(1, struct.unpack_from(">I", data)[0])
    elif name in SAID:
        found.said.setdefault(name, data)
    elif name == b"eXIf":
        found.words.add_packet("exif", data)
    elif name in WORDS:
        _hear(found.words, name.decode(), data)


def _hear(words: Words, kind: str, data: bytes) -> None:
    """A line of text. Source: PNG third edition, 11.3.3."""
    key, _, rest = data.partition(b"\0")
    body: bytes | None = rest
    if kind == "zTXt":
        body = inflated(rest[1:], MOST_TEXT_BYTES)
    elif kind == "iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        body = inflated(rest, MOST_TEXT_BYTES) if packed else rest
    if body is None:
        words.leave_out()
        return
    said = key.decode("latin-1")
    if kind == "iTXt" and said == XMP:
        words.add_packet("xmp", body)
    elif said == EXIF_AS_TEXT:
        words.add_packet("exif", _bytes_of(body))
    else:
        coding = "utf-8" if kind == "iTXt" else "latin-1"
        words.add(kind, said, body.decode(coding, errors="replace"))


def _bytes_of(body: bytes) -> bytes:
    """Hexadecimal digits after three lines that say what they are."""
    try:
        return bytes.fromhex(b"".join(body.split(b"\n")[3:]).decode("ascii"))
    except ValueError:
        return b""


def colour_of_chunks(found: Chunks) -> Colour:
    """What the chunks say of colours, the strongest word first; what cannot be followed is noted.

    Source: PNG third edition, 13.13 and table 12: cICP, then iCCP, then sRGB, then gAMA and cHRM.
    """
    said, notes = found.said, found.notes
    if b"cICP" in said:
        points = colour_of(said[b"cICP"])
        if points is not None:
            return points
        notes.append(f"cICP code points {list(said[b'cICP'][:4])} are not known here, left out")
    if b"iCCP" in said:
        profile = inflated(said[b"iCCP"].partition(b"\0")[2][1:], MOST_PROFILE_BYTES)
        if profile:
            return Colour("iCCP", profile=profile)
        notes.append("a damaged colour profile, left out")
    if b"sRGB" in said:
        return Colour("sRGB")
    return _calibrated(said, notes)


def _calibrated(said: dict[bytes, bytes], notes: list[str]) -> Colour:
    colour = Colour()
    if len(said.get(b"gAMA", b"")) == 4:
        gamma = struct.unpack(">I", said[b"gAMA"])[0] / 100_000
        if not SMALLEST_GAMMA <= gamma <= LARGEST_GAMMA:
            notes.append(f"a gamma of {gamma:g}, left out")
        elif abs(gamma - SRGB_GAMMA) > SRGB_ROOM:
            colour = Colour("gAMA", Transfer.GAMMA, 1.0 / gamma)
        else:
            colour = Colour("gAMA")
    if len(said.get(b"cHRM", b"")) == 32:
        white_first = [v / 100_000 for v in struct.unpack(">8I", said[b"cHRM"])]
        corners = (*white_first[2:], *white_first[:2])
        if not are_sound(corners):
            notes.append("odd chromaticities, left out")
        elif corners != SRGB_CORNERS:
            colour = replace(colour, said_by=colour.said_by or "cHRM", primaries_xy=corners)
    return colour
