# SPDX-License-Identifier: Apache-2.0
"""PLY, meshes and splats alike: comment lines of the header, short enough for every reader."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scene_stager.pictures.codes import MOST_FILE_BYTES
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers._carrier import Carrier, Held
from scene_stager.provenance.carriers._one_line import ascii_json
from scene_stager.provenance.record import MOST_BYTES, Record

START = b"ply"
OURS = b"comment scene_stager "
PIECE = 160  # letters of a record on a line; some readers bear no more than 200 of any
MOST_HEADER, MOST_PIECES = 2**20, 400
VERSION = b"ply1\0"


def find(file: BinaryIO) -> Iterator[Held]:
    """The pieces of a record in the header, put together."""
    lines, _ = _header(file.read(MOST_HEADER))
    pieces = [line.strip()[len(OURS) :] for line in lines if line.startswith(OURS)]
    if not pieces:
        return
    text = b"".join(piece.partition(b" ")[2] for piece in pieces[:MOST_PIECES])
    numbers = [piece.partition(b" ")[0] for piece in pieces]
    expected = [b"%d/%d" % (n + 1, len(pieces)) for n in range(len(pieces))]
    if numbers != expected or len(text) > 6 * MOST_BYTES:
        raise ValueError("a record whose pieces do not make one")
    yield Held("json", "PLY comment", text.decode("ascii", "replace").encode("utf-8"))


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its comments changed; all else is copied as it is."""
    lines, end = _header(data)
    kept = [line for line in lines if not line.startswith(OURS)]
    ending = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    ours = [OURS + piece + ending for piece in _pieces(record)] if record is not None else []
    # After the format, which must be the second line, and before the elements.
    return b"".join((*kept[:2], *ours, *kept[2:], data[end:]))


def _pieces(record: Record) -> list[bytes]:
    """The record in plain ASCII, on numbered lines that neither begin nor end with a space."""
    text = ascii_json(record).decode("ascii").replace(" ", "\\u0020")
    count = -(-len(text) // PIECE)
    cut = (text[n * PIECE : (n + 1) * PIECE] for n in range(count))
    return [b"%d/%d %s" % (n + 1, count, one.encode("ascii")) for n, one in enumerate(cut)]


def _header(data: bytes) -> tuple[list[bytes], int]:
    """The lines of the header with their endings, and where what follows begins."""
    lines: list[bytes] = []
    place = 0
    while place < min(len(data), MOST_HEADER):
        end = data.find(b"\n", place) + 1
        if not end:
            break
        lines.append(data[place:end])
        place = end
        if lines[-1].strip() == b"end_header":
            if lines[0].strip() != START or len(lines) < 3:
                break
            return lines, place
    raise ValueError("no PLY header")


def content_hash(path: Path) -> str:
    """The sha256 of all but our comments."""
    data = read_plain_file(path, "a PLY file", MOST_FILE_BYTES)
    lines, end = _header(data)
    kept = b"".join(line for line in lines if not line.startswith(OURS))
    return hashlib.sha256(VERSION + kept + data[end:]).hexdigest()


CARRIER = Carrier(
    "PLY", lambda start, ending: start[:4] in (b"ply\n", b"ply\r"), find, put, content_hash
)
