# SPDX-License-Identifier: Apache-2.0
"""What a person says that a file was made of: dated, signed by name, in a file of its own.

For files whose own record cannot or shall not be written: signed by others, locked, or long since
delivered. A claim names its child by hash, so it may lie anywhere; who takes it back deletes it.
"""

from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.parents import parent_of_file
from scene_stager.provenance.record import MOST_SPELT, Record, read_record
from scene_stager.whole_file import write_whole

CLAIMED = ".claim.json"  # the ending of a claim's file
MOST_CLAIMS = 99  # about one file, in one folder: house default


def claim_about(path: Path, parents: tuple[Parent, ...], hand: str, made_on: str) -> Record:
    """What somebody says of a file that is there. Raises InputError for what cannot be meant."""
    child = parent_of_file(path, "source")
    if child.sha256 in [one.sha256 for one in parents]:
        raise InputError(Mistake(str(path), "itself as its parent", "what it was made of"))
    own = {"pixel_hash" if child.kind == "pixels" else "content_hash": child.sha256}
    record = Record(lineage=Lineage("unknown", parents, made_on), hand=hand, **own)
    return read_claim(record.to_json().encode("utf-8"), str(path))


def read_claim(data: bytes, where: str) -> Record:
    """The claim that JSON text spells: a record with a child, parents, a hand and a day.

    Raises InputError.
    """
    record = read_record(data, where)
    if bool(record.pixel_hash) == bool(record.content_hash):
        raise InputError(Mistake(where, "no one file that it is about", "a pixel or content hash"))
    for name, said in (("parents", record.lineage.parents), ("hand", record.hand)):
        if not said:
            raise InputError(Mistake(f"{where} {name}", "nothing", "what a claim must say"))
    if record.lineage.made_on is None:
        raise InputError(Mistake(f"{where} when", "nothing", "the day on which it was said"))
    return record


def keep_claim(path: Path, claim: Record) -> Path:
    """Write a claim beside the file that it is about, beside what others said; its file.

    What the same person has said before is not said again. Raises InputError.
    """
    for number in range(1, MOST_CLAIMS + 1):
        middle = "" if number == 1 else f".{number}"
        place = path.with_name(f"{path.name}{middle}{CLAIMED}")
        if not place.exists():
            write_whole(place, claim.to_json().encode("utf-8"))
            return place
        there = read_claim(read_plain_file(place, "a claim", MOST_SPELT), str(place))
        if _says(there) == _says(claim):
            return place
    advice = "Delete those that no longer hold."
    raise InputError(Mistake(str(path), f"{MOST_CLAIMS} claims", "fewer", advice))


def _says(claim: Record) -> tuple[object, ...]:
    """All of a claim but its day."""
    return claim.pixel_hash, claim.content_hash, claim.hand, claim.lineage.parents
