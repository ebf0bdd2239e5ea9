# SPDX-License-Identifier: Apache-2.0
"""Maya ASCII: a fileInfo of the header, which Maya keeps when it saves the scene again."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scene_stager.pictures.codes import MOST_FILE_BYTES
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers._carrier import Carrier, Held
from scene_stager.provenance.carriers._one_line import ascii_json
from scene_stager.provenance.record import Record

START = b"//Maya ASCII"
# A string of MEL, perhaps in pieces that are added up, as Maya writes long ones.
PIECE = rb'"((?:[^"\\\n]|\\.)*)"'
OURS = re.compile(
    rb'fileInfo "scene_stager_record"\s+(' + PIECE + rb"(?:\s*\+\s*" + PIECE + rb")*)\s*;\r?\n?"
)
NODES = re.compile(rb"(?m)^createNode ")
MOST_HEADER = 2**20
VERSION = b"maya1\0"


def find(file: BinaryIO) -> Iterator[Held]:
    """The record among the header's facts."""
    for found in OURS.finditer(_header(file.read(MOST_HEADER))):
        text = b"".join(re.findall(PIECE, found[1]))
        yield Held("json", "Maya fileInfo", re.sub(rb"\\(.)", rb"\1", text))


def put(data: bytes, record: Record | None) -> bytes:
    """The file with its record changed; all else is copied as it is."""
    header = _header(data)
    kept, rest = OURS.sub(b"", header), data[len(header) :]
    if record is None:
        return kept + rest
    text = ascii_json(record).replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    if not kept.endswith(b"\n"):
        kept += b"\n"
    return kept + b'fileInfo "scene_stager_record" "' + text + b'";\n' + rest


def _header(data: bytes) -> bytes:
    """What stands before the first node."""
    if not data.startswith(START):
        raise ValueError("no Maya ASCII scene")
    first = NODES.search(data, 0, MOST_HEADER)
    return data[: first.start() if first else min(len(data), MOST_HEADER)]


def content_hash(path: Path) -> str:
    """The sha256 of all but our fact."""
    data = read_plain_file(path, "a Maya ASCII scene", MOST_FILE_BYTES)
    return hashlib.sha256(VERSION + put(data, None)).hexdigest()


CARRIER = Carrier(
    "Maya ASCII", lambda start, ending: start.startswith(START), find, put, content_hash
)
