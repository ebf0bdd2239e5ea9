# SPDX-License-Identifier: Apache-2.0
"""Put a record into a file, read it, judge it, take it out. No pixel is ever encoded again."""

import shutil
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.pictures.codes import MOST_FILE_BYTES
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.carriers._carrier import Beside, Carrier, Held
from scene_stager.provenance.pixel_hash import pixel_hash_of_file
from scene_stager.provenance.record import Record, read_record
from scene_stager.provenance.xmp import records_in_packet
from scene_stager.whole_file import write_whole

MOST_HELD = 64  # places of one file that are looked at
DAMAGE = (ValueError, struct.error, OverflowError)
LOSSY = {b"\xff\xd8": ("libjpeg_turbo", "libjpeg-turbo"), b"RI": ("webp", "libwebp")}


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """Whether the record of a file belongs to what is in it, and why."""

    verdict: Literal["holds", "broken", "no_record"]
    why: str
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a file where records stand, pixels unread.

    `records` are the different ones, `places` all that hold one, `faults` what could not be read.
    """

    records: tuple[Record, ...] = ()
    places: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    is_signed: bool = False

    @property
    def judged(self) -> RecordVerdict | None:
        """What is certain of them without a look at the pixels; None where there is just one."""
        if self.faults:
            return RecordVerdict("broken", self.faults[0])
        if len(self.records) > 1:
            return RecordVerdict(
                "broken", f"{len(self.records)} records that differ: {self.places}"
            )
        if not self.records:
            left = f"; {self.pointers[0]}" if self.pointers else ""
            return RecordVerdict("no_record", f"nothing of ours in it{left}")
        return None


def look_at(path: Path, carrier: Carrier | None = None) -> Kept:
    """The records of a file, without decoding it. Raises InputError for no carrier, or damage."""
    carrier = carrier or carrier_of(path)
    found: list[tuple[str, Record]] = []
    known: dict[bytes, Record] = {}
    faults: list[str] = []
    pointers: list[str] = []
    is_signed = False
    place = path if carrier.beside is None else carrier.beside.place(path.resolve())
    try:
        if not place.is_file():
            return Kept()
        with place.open("rb") as stream:
            for count, held in enumerate(carrier.find(stream)):
                if count >= MOST_HELD:
                    raise ValueError(f"more than {MOST_HELD} places that may hold a record")
                is_signed |= held.what == "signature"
                if held.what == "pointer":
                    pointers.append(held.data.decode("ascii", "replace"))
                found += [(held.place, one) for one in _records_in(held, known, faults)]
    except DAMAGE as error:
        raise _damaged(path, error) from None
    records = tuple(dict.fromkeys(record for _, record in found))
    places = tuple(dict.fromkeys(place for place, _ in found))
    return Kept(records, places, tuple(faults), tuple(pointers), is_signed)


def _records_in(held: Held, known: dict[bytes, Record], faults: list[str]) -> list[Record]:
    """The records in one place, each text read once; what is none that can be read is a fault."""
    texts = [held.data] if held.what == "json" else []
    try:
        if held.what == "xmp":
            texts = list(records_in_packet(held.data))
        for text in texts:
            known[text] = known.get(text) or read_record(text, held.place)
        return [known[text] for text in texts]
    except InputError as error:
        faults.append(str(error.mistakes[0]))
    except DAMAGE as error:
        faults.append(f"{held.place}: {shorten(str(error), 120)}")
    return []


def stamp(path: Path, record: Record) -> Record:
    """Write a record into a file, in place of any other, and return it as it stands there.

    Its own hash is filled in. The new file takes the place of the old one in one step, after it has
    been read again and its pixels found to be the same. Raises InputError, and nothing has changed.
    """
    carrier = carrier_of(path)
    if look_at(path, carrier).is_signed:
        advice = "Stamp before signing."
        expected = "one whose signature a record would not break"
        raise InputError(Mistake(str(path), "a file with a C2PA signature", expected, advice))
    own = own_hash(path, carrier)
    if carrier.content_hash is None:
        full = replace(record, pixel_hash=own, content_hash="", decoder=_decoder(path))
    else:
        full = replace(record, pixel_hash="", content_hash=own, decoder="")
    full.to_json()
    _rewrite(path, carrier, full, own)
    return full


def strip(path: Path) -> tuple[str, ...]:
    """Take every record of ours out of a file; the places where one was. Raises InputError."""
    carrier = carrier_of(path)
    look = look_at(path, carrier)
    if not look.places and not look.pointers and not look.faults:
        return ()
    _rewrite(path, carrier, None, own_hash(path, carrier))
    return (*look.places, *("pointer" for _ in look.pointers)) or ("an unreadable record",)


def verify(path: Path) -> RecordVerdict:
    """Whether the one record of a file names what the file holds. Raises InputError."""
    carrier = carrier_of(path)
    look = look_at(path, carrier)
    judged = look.judged
    return judged or verdict_for(path, carrier, look, own_hash(path, carrier))


def verdict_for(path: Path, carrier: Carrier, look: Kept, own: str) -> RecordVerdict:
    """Whether what a file keeps names it, where `own` is what it is called. Reads no pixel."""
    if look.judged is not None:
        return look.judged
    record = look.records[0]
    named = record.pixel_hash if carrier.content_hash is None else record.content_hash
    if named == own:
        return RecordVerdict("holds", f"the record in {', '.join(look.places)} names {own}", record)
    what = "pixels" if carrier.content_hash is None else "content"
    why = f"the record names {what} {named or 'of nothing'}, these are {own}"
    if record.decoder and record.decoder != _decoder(path):
        why += f"; it was decoded by {record.decoder}, here by {_decoder(path) or 'another'}"
    return RecordVerdict("broken", why, record)


def own_hash(path: Path, carrier: Carrier) -> str:
    """What a file's record calls it. Raises InputError."""
    if carrier.content_hash is None:
        return pixel_hash_of_file(path)
    try:
        return carrier.content_hash(path)
    except DAMAGE as error:
        raise _damaged(path, error) from None


def _rewrite(path: Path, carrier: Carrier, record: Record | None, own: str) -> None:
    """Edit the file beside its place, read it again, and only then let it take the place."""
    real = path.resolve()
    if carrier.beside is not None:
        _write_beside(real, carrier.beside, record)
        return
    data = read_plain_file(real, f"a {carrier.title} file", MOST_FILE_BYTES)
    try:
        edited = carrier.put(data, record)
    except InputError as error:  # a document that its reader refuses
        raise InputError(
            replace(one, where=f"{path}: {one.where}") for one in error.mistakes
        ) from None
    except DAMAGE as error:
        raise _damaged(path, error) from None

    def judge(draft: Path) -> None:
        shutil.copymode(real, draft)
        look = look_at(draft, carrier)
        wanted = () if record is None else (record,)
        if look.faults or look.records != wanted or own_hash(draft, carrier) != own:
            found, expected = "a file that would not be the same", "one that can be edited"
            raise InputError(Mistake(str(path), found, expected))

    if edited != data:
        write_whole(real, edited, judge)


def _write_beside(real: Path, beside: Beside, record: Record | None) -> None:
    """Write the file that holds another's record, or remove it."""
    place = beside.place(real)
    if record is None:
        place.unlink(missing_ok=True)
        return
    try:
        text = beside.text(real, record)
    except DAMAGE as error:
        raise _damaged(real, error) from None
    write_whole(place, text)


def _decoder(path: Path) -> str:
    """Who decodes a lossy file here, for others may come to other pixels; else ""."""
    with path.open("rb") as stream:
        name = LOSSY.get(stream.read(4)[:2])
    if name is None:
        return ""
    from PIL import features

    part, title = name
    return f"{title} {features.version(part) or 'unknown'}"


def _damaged(path: Path, error: BaseException) -> InputError:
    found = f"a file that is damaged ({shorten(str(error), 100)})"
    return InputError(Mistake(str(path), found, "a whole file"))
