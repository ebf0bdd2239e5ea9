# SPDX-License-Identifier: Apache-2.0
"""The index in one SQLite file: derived, safe with several processes at once, equal when remade.

Only what a record says that holds becomes a parent here. What looks alike is asked of the arrays
beside it, and never stands in a table.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from scene_stager.canonical import canonical_json, digest_of
from scene_stager.provenance.certificate import SigningCertificate
from scene_stager.provenance.index.edges import derive
from scene_stager.provenance.index.entry import CLAIM, FileState, IndexEntry
from scene_stager.provenance.index.journal import RecordJournal
from scene_stager.provenance.index.looks import Looks, drop_other_looks, open_looks, write_looks
from scene_stager.provenance.index.tables import COLUMNS, COUNTS, DUMPED, KIND, MADE_BY
from scene_stager.provenance.record import Record, read_record
from scene_stager.sqlite_file import DamagedError, SqliteFile
from scene_stager.user_folder import user_folder

FOLDER_VARIABLE = "SCENE_STAGER_INDEX"
FILE, JOURNAL = "index.sqlite", "records.jsonl"
READ_AGAIN = "UPDATE files SET size_bytes=0, mtime_ns=0, ctime_ns=0, inode=0"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IndexedPicture:
    """A file of a picture, and its record where one is known: in it, or remembered."""

    path: str
    record: str


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file with a hash of its own: pixels where it is a picture, else content."""

    own: str
    path: str
    is_picture: bool
    record: str


class AssetIndex:
    """An index in a folder of its own. `damaged` is where a damaged one went."""

    def __init__(self, folder: Path | None = None) -> None:
        chosen = user_folder(FOLDER_VARIABLE, "index") if folder is None else folder
        self.folder = Path(os.path.realpath(chosen))
        self._base, self._journal = (
            SqliteFile(self.folder / FILE, KIND),
            RecordJournal(self.folder / JOURNAL),
        )

    @property
    def damaged(self) -> Path | None:
        """Where a damaged index went that this one was begun in place of."""
        return self._base.set_aside

    @property
    def is_begun(self) -> bool:
        """Whether there is anything yet."""
        return (self.folder / FILE).is_file()

    def states(self, roots: Sequence[str]) -> dict[str, FileState]:
        """How every file below some folders stood when it was read."""

        def ask(base: sqlite3.Connection) -> dict[str, FileState]:
            if _fact(base, "made_by") != MADE_BY:  # by older hashes: all is to be read again
                base.execute(READ_AGAIN)
                _set_fact(base, "made_by", MADE_BY)
            if _fact(base, "signers") != (signers := _who_reads_signatures()):
                base.execute(f"{READ_AGAIN} WHERE signature <> ''")
                _set_fact(base, "signers", signers)
            rows = base.execute("SELECT path, size_bytes, mtime_ns, ctime_ns, inode FROM files")
            return {path: tuple(state) for path, *state in _below(rows, roots)}  # type: ignore[misc]

        return self._base.do(ask)

    def put(self, entries: Sequence[IndexEntry], none_of_ours: Sequence[str]) -> None:
        """Keep entries, in place of older ones of the same files, and none of what is no asset; all
        of that, or nothing."""

        def act(base: sqlite3.Connection) -> None:
            self._catch_up(base)
            new = [one for one in entries if one.record and one.own and not _knows(base, one)]
            self._journal.add(list(dict.fromkeys(one.record for one in new)))
            self._catch_up(base)
            rows = [_row_of(one) for one in entries]
            marks = ",".join("?" * COLUMNS)
            base.executemany(f"INSERT OR REPLACE INTO files VALUES ({marks})", rows)
            _forget(base, "claims", [one.path for one in entries])
            for table in ("files", "claims"):
                _forget(base, table, none_of_ours)
            claims = [row for one in entries if one.kind == CLAIM for row in _claim_rows(one)]
            base.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", claims)
            if entries or none_of_ours:
                _set_fact(base, "edges", "")

        self._base.do(act)

    def drop(self, paths: Iterable[str]) -> None:
        """Forget files that are gone; their records are remembered."""
        gone = [path for path in paths if not os.path.lexists(path)]

        def act(base: sqlite3.Connection) -> None:
            for table in ("files", "claims"):
                _forget(base, table, gone)
            if gone:
                _set_fact(base, "edges", "")

        self._base.do(act)

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the tables, with nodes and edges as the files and records are now."""

        def act(base: sqlite3.Connection) -> T:
            _derive(base)
            return question(base)

        return self._base.do(act)

    def finish(self) -> dict[str, int]:
        """Make the arrays of looks anew where they have changed; how many there are of each."""

        def act(base: sqlite3.Connection) -> dict[str, int]:
            self._catch_up(base)
            self._make_looks(base)
            _derive(base)
            return {
                key: int(base.execute(f"SELECT count(*) FROM {of}").fetchone()[0])
                for key, of in COUNTS.items()
            }

        counts = self._base.do(act)
        # The older ones go once the index names the new ones, and not before.
        self._base.do(lambda base: drop_other_looks(self.folder, _fact(base, "looks")))
        return counts

    def looks(self) -> Looks:
        """The arrays of how pictures look; made anew where they are gone."""

        def act(base: sqlite3.Connection) -> Looks:
            found = open_looks(self.folder, _fact(base, "looks"))
            found = found or open_looks(self.folder, self._make_looks(base))
            if found is None:
                raise OSError(None, "arrays that cannot be read", str(self.folder))
            return found

        return self._base.do(act)

    def pictures(self, own: str) -> tuple[IndexedPicture, ...]:
        """The files that hold the same pixels, and what is known of each."""

        def ask(base: sqlite3.Connection) -> tuple[IndexedPicture, ...]:
            rows = base.execute(
                "SELECT files.path, coalesce(records.record, '') FROM files "
                "LEFT JOIN live ON live.path = files.path "
                "LEFT JOIN records ON records.number = live.number "
                "WHERE files.own = ? ORDER BY files.path",
                (own,),
            )
            return tuple(IndexedPicture(_path(path), str(record)) for path, record in rows)

        return self._base.do(ask)

    def every(self) -> tuple[IndexedFile, ...]:
        """All files that have a hash, those with the same one side by side."""

        def ask(base: sqlite3.Connection) -> tuple[IndexedFile, ...]:
            rows = base.execute(
                "SELECT files.own, files.path, length(bits) > 0, coalesce(records.record, '') "
                "FROM files LEFT JOIN live ON live.path = files.path "
                "LEFT JOIN records ON records.number = live.number "
                "WHERE files.own <> '' ORDER BY files.own, files.path"
            )
            return tuple(
                IndexedFile(str(own), _path(path), bool(is_picture), str(record))
                for own, path, is_picture, record in rows
            )

        return self._base.do(ask)

    def sources(self) -> tuple[str, ...]:
        """The pixel hash of everything that a record names as its source, each once."""
        asked = "SELECT DISTINCT parent FROM parents WHERE kind = 'pixels' AND role = 'source'"
        return self._base.do(
            lambda base: tuple(str(one) for (one,) in base.execute(f"{asked} ORDER BY parent"))
        )

    def records_naming(self, source: str) -> tuple[IndexedPicture, ...]:
        """The records that name a source, and where each is; "" for one whose file is gone."""

        def ask(base: sqlite3.Connection) -> tuple[IndexedPicture, ...]:
            rows = base.execute(
                "SELECT coalesce(live.path, x''), records.record FROM parents "
                "JOIN records ON records.number = parents.number "
                "LEFT JOIN live ON live.number = parents.number "
                "WHERE parent = ? AND parents.kind = 'pixels' AND role = 'source' ORDER BY 1, 2",
                (source,),
            )
            return tuple(IndexedPicture(_path(path), str(record)) for path, record in rows)

        return self._base.do(ask)

    def dump(self) -> str:
        """All that the index says, in one canonical spelling: equal for equal files."""

        def ask(base: sqlite3.Connection) -> str:
            lines = []
            for table, columns in DUMPED.items():
                rows = [
                    [_path(cell) if isinstance(cell, bytes) else cell for cell in row]
                    for row in base.execute(f"SELECT {columns} FROM {table}")
                ]
                lines += sorted(canonical_json([table, *row]) for row in rows)
            return "\n".join(lines) + "\n"

        return self.ask(ask)

    def _make_looks(self, base: sqlite3.Connection) -> str:
        rows = [
            (bytes.fromhex(own), bits, colours)
            for own, bits, colours, _ in base.execute(
                "SELECT own, bits, colours, min(path) FROM files "
                "WHERE length(bits) > 0 GROUP BY own ORDER BY own"
            )
        ]
        name = write_looks(self.folder, rows)
        _set_fact(base, "looks", name)
        return name

    def _catch_up(self, base: sqlite3.Connection) -> None:
        """Take in what the journal has and the tables have not; and give back what it has lost."""
        known, size = int(_fact(base, "journal") or 0), self._journal.size_bytes
        if size == known:
            return
        _set_fact(base, "edges", "")
        for record in self._journal.since(known if size > known else 0):
            _remember(base, record)
        if size < known:
            there = {one.to_json() for one in self._journal.since(0)}
            ours = base.execute("SELECT record FROM records ORDER BY number")
            self._journal.add([text for (text,) in ours if text not in there])
        _set_fact(base, "journal", str(self._journal.size_bytes))


def _remember(base: sqlite3.Connection, record: Record) -> None:
    own = record.pixel_hash or record.content_hash
    row = (record.digest, own, record.to_json())
    added = base.execute("INSERT OR IGNORE INTO records VALUES (NULL, ?, ?, ?)", row)
    if added.rowcount:
        rows = [
            (added.lastrowid, place, one.sha256, one.kind, one.role)
            for place, one in enumerate(record.lineage.parents)
        ]
        base.executemany("INSERT INTO parents VALUES (?, ?, ?, ?, ?)", rows)


def _derive(base: sqlite3.Connection) -> None:
    """Make nodes and edges anew, where anything has changed that they are made of."""
    if not _fact(base, "edges"):
        derive(base)
        _set_fact(base, "edges", "made")


def _forget(base: sqlite3.Connection, table: str, paths: Iterable[str]) -> None:
    base.executemany(f"DELETE FROM {table} WHERE path = ?", [(os.fsencode(one),) for one in paths])


def _claim_rows(entry: IndexEntry) -> list[tuple[object, ...]]:
    claim = read_record(entry.record.encode("utf-8"))
    path, child = os.fsencode(entry.path), claim.pixel_hash or claim.content_hash
    parents = enumerate(claim.lineage.parents)
    return [(path, place, child, one.sha256, one.kind, one.role) for place, one in parents]


def _who_reads_signatures() -> str:
    """What the state of a signature depends on besides its file."""
    return digest_of([SigningCertificate().anchor(), find_spec("c2pa") is not None])


def _knows(base: sqlite3.Connection, entry: IndexEntry) -> bool:
    asked = "SELECT 1 FROM records WHERE own = ? AND record = ?"
    return base.execute(asked, (entry.own, entry.record)).fetchone() is not None


def _row_of(entry: IndexEntry) -> tuple[object, ...]:
    facts = (entry.kind, entry.verdict, entry.why, entry.own, entry.file, entry.record)
    looks = (entry.bits, entry.quality, entry.colours, entry.signature)
    return (os.fsencode(entry.path), *entry.state, *facts, *looks)


def _below(rows: Iterable[Sequence[object]], roots: Sequence[str]) -> Iterator[list[object]]:
    """Rows whose path, which is their first cell, is below one of some folders."""
    starts = tuple(os.path.join(root, "") for root in roots)
    for path, *others in rows:
        if not isinstance(path, bytes):
            raise DamagedError("a file without a path")
        if (name := os.fsdecode(path)).startswith(starts):
            yield [name, *others]


def _path(cell: bytes) -> str:
    return os.fsdecode(cell).encode("utf-8", "backslashreplace").decode("utf-8")


def _fact(base: sqlite3.Connection, name: str) -> str:
    row = base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def _set_fact(base: sqlite3.Connection, name: str, value: str) -> None:
    base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def dump_digest(dump: str) -> str:
    """One name for all that an index says."""
    return digest_of(dump)
