# SPDX-License-Identifier: Apache-2.0
"""What can be asked for, in a file beside the index: the words of records, and measured numbers.

Derived like the index: made of its records and of the pictures themselves, and made anew where it
is gone. Numbers are kept by the pixels they are of, so that no picture is measured twice.
"""

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, MissingPartError, Mistake
from scene_stager.finding.asked import Term
from scene_stager.finding.measured import measured_by, names
from scene_stager.finding.words import COLUMNS, Told, told_of
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.provenance.index.store import FILE as INDEX_FILE
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.sqlite_file import DamagedError, SqliteFile, SqliteKind

FILE = "find.sqlite"
MARK, VERSION = 0x53746166, 1  # "Staf", by which SQLite tells our files: house default
WEIGHTS = (4.0, 3.0, 2.0, 1.0, 1.0)  # of the columns, the subject first: house default

TABLES = f"""
CREATE VIRTUAL TABLE words USING fts5 ({", ".join(COLUMNS)}, tokenize = 'unicode61');
CREATE TABLE told (
    number INTEGER PRIMARY KEY, own BLOB UNIQUE NOT NULL, digest TEXT NOT NULL,
    is_picture INTEGER NOT NULL, path TEXT NOT NULL,
    {" TEXT NOT NULL, ".join(COLUMNS)} TEXT NOT NULL
);
CREATE TABLE numbers (
    own BLOB PRIMARY KEY, made_by TEXT NOT NULL, row BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
"""
KIND = SqliteKind("what can be asked for", MARK, VERSION, TABLES)
NO_FTS5 = "asset find: this Python's SQLite has no full-text search (FTS5); use another Python"


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """Everything that can be found: `own` are pixel hashes, A to Z, `place_of` says where each
    stands, rows (n, names) are numbers. A picture that was not measured has NaN throughout.
    `place_of_number` is by the number of its words, -1 for what is no picture."""

    own: tuple[bytes, ...]
    place_of: Mapping[bytes, int]
    rows: Floats
    place_of_number: Indices


@cache
def has_full_text() -> bool:
    """Whether the SQLite here can search text."""
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
        except sqlite3.OperationalError:
            return False
    return True


class FindBase:
    """The file beside one index. Raises MissingPartError where SQLite cannot search text, and
    InputError where there is no index."""

    def __init__(self, index: AssetIndex) -> None:
        if not has_full_text():
            raise MissingPartError(NO_FTS5)
        if not index.is_begun:
            advice = "scene-stager asset index FOLDER makes one."
            raise InputError(Mistake(str(index.folder), "no index", "one", advice))
        self.index = index
        self._base = SqliteFile(index.folder / FILE, KIND)
        self._seen: tuple[str, Pictures] | None = None

    def catch_up(self) -> None:
        """Take in what the index has come to say since."""
        state = _state(self.index.folder / INDEX_FILE)
        if self._base.do(lambda base: _fact(base, "seen")) == state:
            return
        every = {bytes.fromhex(one.own): one for one in told_of(self.index.every())}

        def act(base: sqlite3.Connection) -> None:
            known = dict(base.execute("SELECT own, digest FROM told"))
            gone = [(own,) for own in known if own not in every]
            changed = [one for own, one in every.items() if known.get(own) != one.digest]
            again = [(bytes.fromhex(one.own),) for one in changed]
            _forget(base, [*gone, *again])
            _tell(base, changed)
            _set_fact(base, "seen", state)

        self._base.do(act)

    def unmeasured(self) -> list[tuple[str, str]]:
        """Pixel hash and path of each picture that has no numbers of this version, A to Z."""
        asked = (
            "SELECT told.own, told.path FROM told LEFT JOIN numbers ON numbers.own = told.own "
            "AND numbers.made_by = ? WHERE is_picture AND numbers.own IS NULL ORDER BY told.own"
        )
        return self._base.do(
            lambda base: [(own.hex(), path) for own, path in base.execute(asked, (measured_by(),))]
        )

    def paths(self) -> list[tuple[bytes, str]]:
        """Pixel hash and path of each picture, A to Z."""
        asked = "SELECT own, path FROM told WHERE is_picture ORDER BY own"
        return self._base.do(
            lambda base: [(bytes(own), str(path)) for own, path in base.execute(asked)]
        )

    def keep_numbers(self, rows: Iterable[tuple[str, Floats]]) -> None:
        """Keep what was measured, by pixel hash."""
        by = measured_by()
        kept = [(bytes.fromhex(own), by, np.asarray(row, "<f8").tobytes()) for own, row in rows]
        asked = "INSERT OR REPLACE INTO numbers VALUES (?, ?, ?)"
        self._base.do(lambda base: base.executemany(asked, kept))

    def pictures(self) -> Pictures:
        """All pictures and their numbers, read again only where something has changed."""
        state = _state(self._base.file)
        if self._seen is None or self._seen[0] != state:
            self._seen = (state, self._base.do(_pictures))
        return self._seen[1]

    def by_words(self, terms: Sequence[Term]) -> Floats:
        """How well the words of each of `pictures` fit, (n,); NaN where none of them is asked for.

        Higher fits better: Okapi BM25 (Robertson, Zaragoza 2009) by SQLite, columns by weight.
        """
        pictures = self.pictures()
        fits = np.full(len(pictures.own), np.nan)
        if not terms:
            return fits
        marks = ", ".join(f"{weight}" for weight in WEIGHTS)
        asked = f"SELECT rowid, bm25(words, {marks}) FROM words WHERE words MATCH ?"
        match = " OR ".join(term.match for term in terms)
        found = self._base.do(lambda base: base.execute(asked, (match,)).fetchall())
        if found:
            numbers, far = np.array(found).T
            places = pictures.place_of_number[numbers.astype(np.intp)]
            fits[places[places >= 0]] = -far[places >= 0]
        return fits

    def unsaid(self, terms: Sequence[Term]) -> list[Term]:
        """The terms that no record and no file's name has."""
        asked = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
        return self._base.do(
            lambda base: [one for one in terms if not base.execute(asked, (one.match,)).fetchone()]
        )

    def told(self, owns: Sequence[bytes]) -> list[Told]:
        """What is said of some pictures. Raises KeyError for one that is not there."""
        asked = f"SELECT path, is_picture, {', '.join(COLUMNS)} FROM told WHERE own = ?"
        rows = self._base.do(lambda base: [base.execute(asked, (own,)).fetchone() for own in owns])
        found = []
        for own, row in zip(owns, rows, strict=True):
            if row is None:
                raise KeyError(own.hex())
            path, is_picture, *columns = row
            found.append(Told(own.hex(), str(path), bool(is_picture), tuple(map(str, columns))))
        return found


def _pictures(base: sqlite3.Connection) -> Pictures:
    asked = (
        "SELECT told.own, numbers.row, told.number FROM told LEFT JOIN numbers "
        "ON numbers.own = told.own AND numbers.made_by = ? WHERE is_picture ORDER BY told.own"
    )
    found = base.execute(asked, (measured_by(),)).fetchall()
    size = 8 * len(names())
    if any(len(own) != 32 or (row is not None and len(row) != size) for own, row, _ in found):
        raise DamagedError("a picture whose numbers are cut")
    rows = np.full((len(found), len(names())), np.nan)
    measured = np.array([row is not None for _, row, _ in found], dtype=bool)
    if measured.any():
        data = b"".join(row for _, row, _ in found if row is not None)
        rows[measured] = np.frombuffer(data, "<f8").reshape(-1, len(names()))
    own = tuple(bytes(own) for own, _, _ in found)
    most = base.execute("SELECT coalesce(max(number), 0) FROM told").fetchone()[0]
    of_number = np.full(int(most) + 1, -1, dtype=np.intp)
    of_number[[number for _, _, number in found]] = np.arange(len(found))
    return Pictures(own, {one: place for place, one in enumerate(own)}, rows, of_number)


def _forget(base: sqlite3.Connection, owns: Sequence[tuple[bytes]]) -> None:
    base.executemany(
        "DELETE FROM words WHERE rowid = (SELECT number FROM told WHERE own = ?)", owns
    )
    base.executemany("DELETE FROM told WHERE own = ?", owns)


def _tell(base: sqlite3.Connection, every: Sequence[Told]) -> None:
    marks = ", ".join("?" * (5 + len(COLUMNS)))
    first = 1 + int(base.execute("SELECT coalesce(max(number), 0) FROM told").fetchone()[0])
    rows = [
        (first + k, bytes.fromhex(one.own), one.digest, one.is_picture, one.path, *one.columns)
        for k, one in enumerate(every)
    ]
    base.executemany(f"INSERT INTO told VALUES ({marks})", rows)
    into = f"INSERT INTO words (rowid, {', '.join(COLUMNS)})"
    base.executemany(
        f"{into} VALUES ({', '.join('?' * (1 + len(COLUMNS)))})",
        [(row[0], *row[5:]) for row in rows],
    )


def _state(file: Path) -> str:
    found = os.stat(file)
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"


def _fact(base: sqlite3.Connection, name: str) -> str:
    row = base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def _set_fact(base: sqlite3.Connection, name: str, value: str) -> None:
    base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
