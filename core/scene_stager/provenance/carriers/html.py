# SPDX-License-Identifier: Apache-2.0
"""Pages, such as the report of a shot: a block of data in the head; no browser shows or runs it."""

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

START = b"<!doctype html"
OPENING = b'<script type="application/json" id="scene-stager-record">'
CLOSING = b"</script>"
OURS = re.compile(re.escape(OPENING) + rb"([^<]*)" + re.escape(CLOSING))
HEAD = re.compile(rb"(?i)<head(?: [^<>]*)?>(?:<meta charset=[^<>]*>)?")
MOST_HEAD = 2**20
VERSION = b"html1\0"


def find(file: BinaryIO) -> Iterator[Held]:
    """The record in the head."""
    for found in OURS.finditer(file.read(MOST_HEAD)):
        yield Held("json", "HTML data block", found[1])


def put(data: bytes, record: Record | None) -> bytes:
    """The page with its block changed; all else is copied as it is."""
    kept = OURS.sub(b"", data[:MOST_HEAD]) + data[MOST_HEAD:]
    if record is None:
        return kept
    head = HEAD.search(kept, 0, MOST_HEAD // 2)
    if head is None:
        raise ValueError("a page without a head")
    return kept[: head.end()] + OPENING + ascii_json(record) + CLOSING + kept[head.end() :]


def content_hash(path: Path) -> str:
    """The sha256 of all but our block."""
    return hashlib.sha256(
        VERSION + put(read_plain_file(path, "a page", MOST_FILE_BYTES), None)
    ).hexdigest()


CARRIER = Carrier(
    "HTML",
    lambda start, ending: start[: len(START)].lower() == START and ending in (".html", ".htm"),
    find,
    put,
    content_hash,
)
