# SPDX-License-Identifier: Apache-2.0
"""One file as the index knows it: what it is called, whether its record holds, and that record."""

import os
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scene_stager.errors import InputError, MissingPartError, StagerError, shorten
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers import carrier_of, carriers
from scene_stager.provenance.carriers._carrier import Beside
from scene_stager.provenance.certificate import SigningCertificate
from scene_stager.provenance.claim import CLAIMED, read_claim
from scene_stager.provenance.names import names_of
from scene_stager.provenance.pixel_hash import file_hash
from scene_stager.provenance.record import MOST_BYTES, read_record
from scene_stager.provenance.signature import signature_of
from scene_stager.provenance.stamp import look_at, verdict_for

EXPECTED = ".expected.json"  # the ending of the record of what is not there yet
DOCUMENT = ".json"
PLACEHOLDER, PLAIN, CLAIM = "placeholder", "document", "claim"
MOST_LETTERS = 300
# A file that was written so short a time ago may be written again without its time changing; FAT
# counts in two seconds.
FRESH_NS = 2 * 10**9
DIED = "the process that read it died (out of memory, perhaps)"

FileState = tuple[int, int, int, int]
"""Size in bytes, time of contents and of all else in nanoseconds, number of the file; all 0 where
it is to be read again in any case."""
AGAIN: FileState = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """`verdict` is that of a record, or `unreadable`, with `why`; `record` is its canonical JSON.

    `own` is the hash of pixels or content, `file` of the bytes; `bits` (32), `quality` and
    `colours` (13) are of pictures; `signature` is how one stands, where there is any.
    """

    path: str
    state: FileState
    kind: str
    verdict: str
    why: str = ""
    own: str = ""
    file: str = ""
    record: str = ""
    bits: bytes = b""
    quality: int = 0
    colours: bytes = b""
    signature: str = ""


def state_of(path: str) -> FileState | None:
    """How a file stands, and the one beside it that holds its record, where there is one; None for
    none."""
    state = _state_of(path)
    for beside in besides():
        if state is not None and path.lower().endswith(beside.endings):
            place = str(beside.place(Path(path)))
            if place != path and (other := _state_of(place)) is not None:
                size, number = state[0] + other[0], state[3] ^ other[3]
                return (size, max(state[1], other[1]), max(state[2], other[2]), number)
    return state


def _state_of(path: str) -> FileState | None:
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & (2**63 - 1))


@cache
def besides() -> tuple[Beside, ...]:
    """The kinds of record that stand in files of their own."""
    return tuple(one.beside for one in carriers().values() if one.beside is not None)


def read_entry(path: str) -> IndexEntry | None:
    """What a file is; None for what is none of ours, or gone. Whatever goes wrong is told in it."""
    state = state_of(path)
    if state is None:
        return None
    is_fresh = time.time_ns() - state[1] < FRESH_NS
    try:
        entry = _read(Path(path), AGAIN if is_fresh else state)
    except MissingPartError as error:
        return unreadable(path, AGAIN, str(error))
    except InputError as error:
        if _state_of(path) is None:  # moved while it was read
            return None
        return unreadable(path, state, str(error.mistakes[0]))
    except (StagerError, OSError, MemoryError) as error:
        if _state_of(path) is None:
            return None
        return unreadable(path, AGAIN, str(error) or type(error).__name__)
    except Exception as error:  # noqa: BLE001 (one bad file never stops the rest)
        return unreadable(path, AGAIN, f"a mistake of ours, {type(error).__name__}: {error}")
    return entry


def unreadable(path: str, state: FileState, why: str) -> IndexEntry:
    """The entry of a file that nothing is known of."""
    return IndexEntry(path, state, "", "unreadable", shorten(why, MOST_LETTERS))


def _read(path: Path, state: FileState) -> IndexEntry | None:
    if path.name.endswith(EXPECTED):
        data = read_plain_file(path, "the record of what is expected", MOST_BYTES)
        record = read_record(data, path.name).to_json()
        return IndexEntry(
            str(path), state, PLACEHOLDER, "no_record", file=file_hash(path), record=record
        )
    if path.name.endswith(CLAIMED):
        data = read_plain_file(path, "a claim", MOST_BYTES)
        claim = read_claim(data, path.name).to_json()
        return IndexEntry(str(path), state, CLAIM, "no_record", file=file_hash(path), record=claim)
    if path.name.endswith(tuple(beside.ending for beside in besides())):
        return None  # it is read with the file that it is about
    try:
        carrier = carrier_of(path)
    except InputError:
        if path.suffix.lower() != DOCUMENT:
            return None
        return IndexEntry(str(path), state, PLAIN, "no_record", file=file_hash(path))
    look, names = look_at(path, carrier), names_of(path, carrier)
    found = verdict_for(path, carrier, look, names.own)
    holds = found.verdict == "holds" and found.record is not None
    return IndexEntry(
        str(path),
        state,
        carrier.title,
        found.verdict,
        "" if holds else shorten(found.why, MOST_LETTERS),
        names.own,
        names.file,
        found.record.to_json() if holds and found.record is not None else "",
        b"" if names.looks is None else names.looks.bits.tobytes(),
        0 if names.looks is None else names.looks.quality,
        b"" if names.colours is None else names.colours.tobytes(),
        signature_of(path, SigningCertificate()).state if look.is_signed else "",
    )
