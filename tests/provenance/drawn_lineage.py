"""Files that are drawn and never written: what an index would have read of each."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import strategies as st

from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.provenance.index.edges import GRADES, EdgeRow
from scene_stager.provenance.index.entry import EXPECTED, IndexEntry
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.record import Record

MOST_PARENTS = 8
STATE = (1, 1, 1, 1)


def name_of(number: int) -> str:
    """What the file of a number is known by."""
    return hashlib.sha256(str(number).encode()).hexdigest()


@st.composite
def statements(draw, most: int = 9) -> list[EdgeRow]:
    """Statements of every grade among a few files, circles, repetitions and all."""
    number = st.integers(0, most - 1)
    pairs = draw(st.lists(st.tuples(number, number, st.sampled_from(GRADES)), max_size=24))
    return [
        EdgeRow(str(child), str(parent), "source", grade, "pixels", place)
        for place, (child, parent, grade) in enumerate(pairs)
    ]


@st.composite
def families(draw, most: int = 14) -> dict[int, set[int]]:
    """Parents by child, older ones only, so that there is no circle; some are of no file."""
    count = draw(st.integers(1, most))
    return {
        child: draw(st.sets(st.integers(0, child - 1), max_size=4)) if child else set()
        for child in range(count)
    }


def entry(
    number: int, parents: Iterable[int], path: str = "", evidence: str = "", **said
) -> IndexEntry:
    """A file that was read, whose record holds and names its parents."""
    line = Lineage("render", tuple(Parent(name_of(one)) for one in parents))
    record = Record(lineage=line, pixel_hash=name_of(number), **said)
    place = path or f"/drawn/{number}.png"
    whole = hashlib.sha256(place.encode()).hexdigest()
    facts = (record.to_json(), b"", 0, b"", evidence)
    return IndexEntry(place, STATE, "PNG", "holds", "", name_of(number), whole, *facts)


def awaited(path: str, record: Record) -> IndexEntry:
    """What is expected there."""
    text = record.to_json()
    return IndexEntry(
        path + EXPECTED, STATE, "placeholder", "no_record", file="f" * 64, record=text
    )


def claimed(path: str, child: int, parent: int, hand: str = "Åsa") -> IndexEntry:
    """What a person says that a file was made of."""
    line = Lineage("unknown", (Parent(name_of(parent), "sketch"),), "2026-11-30")
    record = Record(lineage=line, pixel_hash=name_of(child), hand=hand)
    text = record.to_json()
    return IndexEntry(path, STATE, "claim", "no_record", file="e" * 64, record=text)


def index_of(folder: Path, entries: Iterable[IndexEntry]) -> AssetIndex:
    """An index that has read them."""
    index = AssetIndex(folder)
    index.put(list(entries), ())
    return index


def family_index(folder: Path, family: Mapping[int, Iterable[int]], gone: Iterable[int] = ()):
    """An index of a family, without the files that are gone."""
    missing = set(gone)
    return index_of(folder, [entry(c, sorted(p)) for c, p in family.items() if c not in missing])
