# SPDX-License-Identifier: Apache-2.0
"""JSON documents of ours: `record` beside their other names, and no part of their digest.

The text is edited and not written anew, so everything else stays as somebody spelt it. JSON of
other programs carries nothing.
"""

import hashlib
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scene_stager.errors import InputError
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers._carrier import Carrier, Held, read_all
from scene_stager.provenance.documents import DIGESTS
from scene_stager.provenance.record import Record
from scene_stager.script.strict_json import MAX_DEPTH

RECORD, AFTER = "record", ("version", "schema")  # it stands after the first of these
MOST_JSON = 32 * 2**20  # a Take of ten thousand frames is a third of it
MOST_MARKS, MOST_MEMBERS, MOST_RECORDS = 100_000, 1000, 8
# A whole string, a bracket, or the quote of a string that never ends.
MARKS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{}]', re.DOTALL)
VERSION = "json1"  # another one with any change of what a document is known by
BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Member:
    """One name of the outermost object, and where it, its value, and the end of that stand."""

    name: str
    start: int
    value: int
    end: int


def is_one(path: Path) -> bool:
    """Whether a file is a whole object that names a schema of ours."""
    if path.stat().st_size > MOST_JSON:
        return False
    return _kind(read_plain_file(path, "a JSON file", MOST_JSON)) is not None


def find(file: BinaryIO) -> Iterator[Held]:
    """The records among the names of the outermost object."""
    data = read_all(file, MOST_JSON)
    for one in _members_of_ours(data):
        if one.name == RECORD:
            yield Held("json", "JSON record", data[one.value : one.end])


def put(data: bytes, record: Record | None) -> bytes:
    """The document with its record changed; all else is copied as it is."""
    kept = _without(data)
    if record is None:
        return kept
    _digest(kept)
    return with_record(kept, record)


def with_record(data: bytes, record: Record) -> bytes:
    """A document of ours that has no record, with one; spaced as its neighbour is."""
    members = _members_of_ours(data)
    place = next(n for name in AFTER for n, one in enumerate(members) if one.name == name)
    one = members[place]
    before = members[place - 1].end if place else data.index(b"{")
    gap = data[before + 1 : one.start].lstrip(b",")
    colon = data[one.start : one.value].partition(b'":')[2]
    text = b"," + gap + b'"record":' + colon + record.to_json().encode("utf-8")
    return data[: one.end] + text + data[one.end :]


def content_hash(path: Path) -> str:
    """The digest that a document is known by; of what its reader refuses, a sha256 of its bytes."""
    kept = _without(read_plain_file(path, "a JSON file", MOST_JSON))
    try:
        return _digest(kept)
    except (InputError, ValueError):
        return hashlib.sha256(VERSION.encode() + b"\0" + kept).hexdigest()


def _digest(data: bytes) -> str:
    """Raises InputError or ValueError where it is no sound document of ours."""
    kind = _kind(data)
    if kind is None:
        raise ValueError("JSON that is none of ours")
    return DIGESTS[kind](data)


def _without(data: bytes) -> bytes:
    """The text without any record, nor the comma that parted it from others."""
    for _ in range(MOST_RECORDS):
        members = _members_of_ours(data)
        place = next((n for n, one in enumerate(members) if one.name == RECORD), None)
        if place is None:
            return data
        first, last = members[place].start, members[place].end
        if place:
            first = members[place - 1].end
        elif len(members) > 1:
            last = members[1].start
        data = data[:first] + data[last:]
    raise ValueError(f"more than {MOST_RECORDS} records")


def _kind(data: bytes) -> str | None:
    """The schema that a document names, where it is one of ours."""
    return _kind_said(data, _members(data))


def _members_of_ours(data: bytes) -> list[Member]:
    members = _members(data)
    return [] if _kind_said(data, members) is None else members


def _kind_said(data: bytes, members: list[Member]) -> str | None:
    for one in members:
        if one.name == "schema":
            said = data[one.value : one.end].decode("utf-8", "replace").strip('"')
            return said if said in DIGESTS else None
    return None


def _members(data: bytes) -> list[Member]:
    """The names of the outermost object; none where the text is no such thing, or no end is seen
    of it. No value is built, so none can be too large."""
    if len(data) > MOST_JSON or b'"scene_stager.' not in data:
        return []
    keys: list[re.Match[bytes]] = []
    depth, last, gap = 0, 0, b""
    for count, mark in enumerate(MARKS.finditer(data)):
        sign = mark[0]
        if count >= MOST_MARKS or sign == b'"' or depth > MAX_DEPTH:
            return []
        if depth < 2:
            gap = data[last : mark.start()].strip(BLANK)
        if count == 0 and (sign != b"{" or gap.removeprefix(BOM_UTF8)):
            return []
        if sign in (b"{", b"["):
            depth += 1
        elif sign in (b"}", b"]"):
            depth -= 1
            if depth == 0:
                return _parted(data, keys, mark.start())
        elif depth == 1 and (gap or data[last - 1 : last])[-1:] in (b"{", b","):
            keys.append(mark)
        last = mark.end()
    return []


def _parted(data: bytes, keys: list[re.Match[bytes]], close: int) -> list[Member]:
    """The members that begin with these keys, in an object that ends at `close`."""
    if not 0 < len(keys) <= MOST_MEMBERS:
        return []
    found = []
    for key, limit in zip(keys, [*(one.start() for one in keys[1:]), close], strict=True):
        said = data[key.end() : limit].strip(BLANK)
        value = data[key.end() : limit].lstrip(BLANK)[1:].lstrip(BLANK)
        if limit != close:
            said = said[:-1].rstrip(BLANK)
        start = limit - len(value)
        end = start + len(said[1:].lstrip(BLANK))
        try:
            found.append(Member(json.loads(key[0]), key.start(), start, end))
        except ValueError:
            return []
    return found


CARRIER = Carrier(
    "JSON of ours",
    lambda start, ending: ending == ".json",
    find,
    put,
    content_hash,
    is_one=is_one,
)
