# SPDX-License-Identifier: Apache-2.0
"""One SQLite file that several processes share: made whole, known as ours, set aside when damaged.

A file appears with its tables in it, or not at all. Every change is one transaction; who finds the
file busy waits. What another program wrote is refused and stays as it is. A damaged file, whenever
that is noticed, makes way for a new one.

All of that happens under a lock of ours. SQLite's own would do for changes, but it finds the notes
of a change by the file's name: whoever had a file open while another took its place would mend the
one by the notes of the other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from scene_stager.errors import InputError, Mistake
from scene_stager.file_lock import holding
from scene_stager.whole_file import drop_folders, make_folders, set_aside

Answer = TypeVar("Answer")
Act = Callable[[sqlite3.Connection], Answer]

WAIT_S = 30.0  # for another process that writes
DAMAGED = "damaged"
MOST_LOOKED_OVER_BYTES = 2**25  # page by page, which takes a quarter of a second: house default
NOTES = ("-journal", "-wal", "-shm")  # what SQLite writes beside a file, to finish a change by

# The head of an SQLite file: that it is one, at byte 60 the version its maker gave it, at byte 68
# whose it is (SQLite, "Database File Format").
MAGIC, VERSION_AT, MARK_AT, HEAD_BYTES = b"SQLite format 3\0", 60, 68, 72

# What SQLite answers of a file that is not as it was written (sqlite.org/rescode.html).
BROKEN = {
    sqlite3.SQLITE_ERROR,  # a table or a column that is not there
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_NOTADB,
}
FIRST_BYTE = 0xFF  # of a result code; the rest says more of the same


class DamagedError(Exception):
    """Rows do not hold what was written into them."""


# A broken file can even have names in it that Python cannot read aloud.
SAYS_NO = (DamagedError, sqlite3.DatabaseError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class SqliteKind:
    """A kind of file: what a message calls it, its mark, its version, and its tables in SQL."""

    name: str
    mark: int
    version: int
    tables: str


class SqliteFile:
    """A file of a kind, made when it is first needed. `set_aside` is where a damaged one went.

    The file is opened by SQLite only: its locks are the process's, and end when anybody in it
    closes the file.
    """

    def __init__(self, file: Path, kind: SqliteKind) -> None:
        self.kind, self._told = kind, file
        self.file = Path(os.path.realpath(file))  # a damaged one goes, not the link to it
        self.set_aside: Path | None = None
        self._lock = self._own("lock")
        self._is_sound = False

    def do(self, act: Act[Answer]) -> Answer:
        """Act in a transaction that nobody else is in: all of it happens, or nothing.

        `act` raises DamagedError for rows that are not as they were written; it may be called
        again on a new file. Raises InputError for a file that cannot be used.
        """
        if os.path.lexists(self._told) and not self._told.is_file():
            refuse_strangers(self._told, self.kind)
        made: list[Path] = []
        try:
            made = make_folders(self.file.parent)
            with holding(self._lock, WAIT_S):
                return self._do(act)
        except sqlite3.ProgrammingError:
            raise  # a mistake of ours
        except (OSError, *SAYS_NO) as error:
            raise self._unusable(getattr(error, "strerror", None) or str(error)) from error
        finally:
            drop_folders(made)

    def _do(self, act: Act[Answer]) -> Answer:
        if not _is_begun(self.file):
            self._make()
        try:
            return self._transaction(act)
        except SAYS_NO as error:
            if not self._is_damage(error):
                raise
        self._set_aside()
        self._make()
        return self._transaction(act)

    def _transaction(self, act: Act[Answer]) -> Answer:
        with closing(self._open(self.file)) as base:
            base.execute("BEGIN IMMEDIATE")
            return self._act(base, act)

    def _act(self, base: sqlite3.Connection, act: Act[Answer]) -> Answer:
        mark, version = (
            base.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version")
        )
        _refuse(self._told, self.kind, mark, version)
        try:
            self._look_over(base, version)
            answer = act(base)
            base.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # of a broken file nothing was kept anyway
                base.execute("ROLLBACK")
            raise
        return answer

    def _look_over(self, base: sqlite3.Connection, version: int) -> None:
        """Once, before anything is done: SQLite itself believes a table that says it is another,
        and an index that leaves out half of it."""
        if self._is_sound:
            return
        if version == self.kind.version and not _schema_of(self.kind) <= _schema(base):
            raise DamagedError("other tables than were made")
        small = self.file.stat().st_size <= MOST_LOOKED_OVER_BYTES
        if small and base.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise DamagedError("an index or a page that does not fit the rest")
        self._is_sound = True

    def _open(self, file: Path, mode: str = "rw") -> sqlite3.Connection:
        # Never to be made by being opened: a file without tables is none of ours.
        where = f"{file.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(where, timeout=WAIT_S, isolation_level=None, uri=True)

    def _make(self) -> None:
        """A file with its tables, made beside its place."""
        draft = self._own("new")
        try:
            _drop(draft)  # of who was killed here
            with closing(self._open(draft, "rwc")) as base:
                base.executescript(
                    f"BEGIN; {self.kind.tables}; PRAGMA user_version = {self.kind.version};"
                    f"PRAGMA application_id = {self.kind.mark}; COMMIT"
                )
            for ending in NOTES:
                # A new file must not be mended by the notes of one that is gone.
                with suppress(FileNotFoundError):
                    set_aside(_beside(self.file, ending), DAMAGED)
            os.replace(draft, self.file)
        except BaseException:
            _drop(draft)
            raise

    def _is_damage(self, error: Exception) -> bool:
        """Whether the file is to blame. Raises InputError for one that was never ours."""
        if isinstance(error, sqlite3.ProgrammingError):
            return False
        # What we or Python find wrong, such as text that is no UTF-8, has no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & FIRST_BYTE
        if code == sqlite3.SQLITE_NOTADB:
            refuse_strangers(self._told, self.kind)
        # A head that is damaged may say that nobody is to write; then only it says so.
        if code == sqlite3.SQLITE_READONLY:
            return all(os.access(place, os.W_OK) for place in (self.file, self.file.parent))
        return code in BROKEN

    def _own(self, ending: str) -> Path:
        """A file beside it that is nobody else's, while we are at work."""
        return self.file.with_name(f".scene-stager-{self.file.name}.{ending}")

    def _set_aside(self) -> None:
        self._is_sound = False
        self.set_aside = set_aside(self.file, DAMAGED)
        for ending in NOTES:
            with suppress(FileNotFoundError):
                os.replace(_beside(self.file, ending), _beside(self.set_aside, ending))

    def _unusable(self, reason: str) -> InputError:
        found = f"a file that cannot be used ({reason})"
        return InputError(Mistake(str(self._told), found, self.kind.name))


def _schema(base: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    """What the tables, indices and views of a file are."""
    return frozenset(base.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


@cache
def _schema_of(kind: SqliteKind) -> frozenset[tuple[object, ...]]:
    """The same of a file that was just made."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(kind.tables)
        return _schema(base)


def refuse_strangers(file: Path, kind: SqliteKind) -> None:
    """Raises InputError for a file of another program, or of a newer version: it stays as it is."""
    if not os.path.lexists(file):
        return
    head = b""
    if file.is_file():
        with file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
        if not head:
            return
    mark = int.from_bytes(head[MARK_AT:], "big") if head.startswith(MAGIC) else -1
    _refuse(file, kind, mark, int.from_bytes(head[VERSION_AT : VERSION_AT + 4], "big"))


def _refuse(file: Path, kind: SqliteKind, mark: int, version: int) -> None:
    if mark != kind.mark:
        advice = "Name a new file, and it is made."
        raise InputError(Mistake(str(file), "another kind of file", kind.name, advice))
    if version > kind.version:
        advice = "A newer Scene Stager may have written it."
        raise InputError(Mistake(str(file), f"version {version}", f"1 to {kind.version}", advice))


def _is_begun(file: Path) -> bool:
    """True for a file with something in it: an empty one is as good as none."""
    try:
        return file.stat().st_size > 0
    except FileNotFoundError:
        return False


def _drop(draft: Path) -> None:
    for left in (draft, *(_beside(draft, ending) for ending in NOTES)):
        left.unlink(missing_ok=True)


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(f"{file.name}{ending}")
