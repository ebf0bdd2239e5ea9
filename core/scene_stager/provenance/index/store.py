# SPDX-License-Identifier: Apache-2.0
"""The index in one SQLite file: derived, safe with several processes at once, equal when remade.

Only what a record says that holds becomes a parent here. What looks alike is asked of the arrays
beside it, and never stands in a table.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scene_stager.canonical import canonical_json, digest_of
from scene_stager.provenance.carriers.document import VERSION as OF_JSON
from scene_stager.provenance.colour_signature import VERSION as VERSION_OF_COLOURS
from scene_stager.provenance.index.entry import EXPECTED, PLACEHOLDER, FileState, IndexEntry
from scene_stager.provenance.index.journal import RecordJournal
from scene_stager.provenance.index.looks import Looks, drop_other_looks, open_looks, write_looks
from scene_stager.provenance.perceptual_hash import VERSION as VERSION_OF_LOOKS
from scene_stager.provenance.pixel_hash import VERSION as VERSION_OF_PIXELS
from scene_stager.provenance.record import Record
from scene_stager.sqlite_file import DamagedError, SqliteFile, SqliteKind
from scene_stager.user_folder import user_folder

FOLDER_VARIABLE = "SCENE_STAGER_INDEX"
FILE, JOURNAL = "index.sqlite", "records.jsonl"
MARK, VERSION = 0x53746169, 1  # "Stai", by which SQLite tells our files: house default

TABLES = f"""
CREATE TABLE files (
    path BLOB PRIMARY KEY,
    size_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    kind TEXT NOT NULL, verdict TEXT NOT NULL, why TEXT NOT NULL,
    own TEXT NOT NULL, file TEXT NOT NULL, record TEXT NOT NULL,
    bits BLOB NOT NULL, quality INTEGER NOT NULL, colours BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_own ON files (own);
CREATE INDEX files_by_bytes ON files (file);
CREATE TABLE records (
    number INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL, own TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX records_by_own ON records (own);
CREATE TABLE parents (
    number INTEGER NOT NULL, place INTEGER NOT NULL, parent TEXT NOT NULL, kind TEXT NOT NULL,
    role TEXT NOT NULL, PRIMARY KEY (number, place)
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW live AS
    SELECT files.path, files.own, records.number, 1 AS in_file FROM files
        JOIN records ON records.own = files.own AND records.record = files.record
        WHERE files.verdict = 'holds'
    UNION ALL
    SELECT files.path, files.own, max(records.number), 0 FROM files
        JOIN records ON records.own = files.own
        WHERE files.verdict <> 'holds' AND files.own <> '' GROUP BY files.path;
CREATE VIEW gaps AS
    SELECT DISTINCT parent, parents.kind FROM parents
        WHERE number IN (SELECT number FROM live)
        AND NOT EXISTS (SELECT 1 FROM files WHERE own = parent OR file = parent);
CREATE VIEW waiting AS
    SELECT path FROM files WHERE kind = '{PLACEHOLDER}'
        AND substr(path, 1, length(path) - {len(EXPECTED)}) NOT IN (SELECT path FROM files)
"""
MADE_BY = " ".join(
    (VERSION_OF_PIXELS.rstrip(bytes(1)).decode(), VERSION_OF_LOOKS, VERSION_OF_COLOURS, OF_JSON)
)
KIND = SqliteKind("an index of assets", MARK, VERSION, TABLES)
COLUMNS = 14
COUNTS = {
    "files": "files WHERE kind NOT IN ('placeholder', 'document')",
    "documents": "files WHERE kind = 'document'",
    "unreadable": "files WHERE verdict = 'unreadable'",
    "records": "live",
    "remembered": "live WHERE in_file = 0",
    "broken": "files WHERE verdict = 'broken'",
    "gaps": "gaps",
    "placeholders": "waiting",
}
DUMPED = {
    "files": "path, kind, verdict, why, own, file, record, hex(bits), quality, hex(colours)",
    "records": "digest, own, record",
    "gaps": "parent, kind",
    "waiting": "path",
}


@dataclass(frozen=True, slots=True)
class IndexedPicture:
    """A file of a picture, and its record where one is known: in it, or remembered."""

    path: str
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
                base.execute("UPDATE files SET size_bytes=0, mtime_ns=0, ctime_ns=0, inode=0")
                _set_fact(base, "made_by", MADE_BY)
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
            paths = [(os.fsencode(path),) for path in none_of_ours]
            base.executemany("DELETE FROM files WHERE path = ?", paths)

        self._base.do(act)

    def drop(self, paths: Iterable[str]) -> None:
        """Forget files that are gone; their records are remembered."""
        gone = [(os.fsencode(path),) for path in paths if not os.path.lexists(path)]
        self._base.do(lambda base: base.executemany("DELETE FROM files WHERE path = ?", gone))

    def finish(self) -> dict[str, int]:
        """Make the arrays of looks anew where they have changed; how many there are of each."""

        def act(base: sqlite3.Connection) -> dict[str, int]:
            self._catch_up(base)
            self._make_looks(base)
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

        return self._base.do(ask)

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


def _knows(base: sqlite3.Connection, entry: IndexEntry) -> bool:
    asked = "SELECT 1 FROM records WHERE own = ? AND record = ?"
    return base.execute(asked, (entry.own, entry.record)).fetchone() is not None


def _row_of(entry: IndexEntry) -> tuple[object, ...]:
    facts = (entry.kind, entry.verdict, entry.why, entry.own, entry.file, entry.record)
    looks = (entry.bits, entry.quality, entry.colours)
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
