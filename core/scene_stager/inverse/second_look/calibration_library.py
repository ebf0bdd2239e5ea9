# SPDX-License-Identifier: Apache-2.0
"""Solved matches, kept so that the next still of the same kind begins near its answer.

An index, never the only copy: each entry comes from a match file, and the whole can be rebuilt
from those files. Vitality says how much an entry is still worth: it halves with every half-life of
calendar time and with every so many questions that went to others, and rises when it is used.
"""

from __future__ import annotations

import json
import math
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten

VERSION = 1
HALF_LIFE_DAYS = 90.0  # house default: about one production
HALF_LIFE_QUESTIONS = 500.0  # house default: questions that chose others
REVIVAL = 0.5  # how much of what is missing to full vitality one use gives back
FADED = 0.05  # below this an entry is not offered, and is pruned
MOST_ENTRIES = 5000
MOST_NUMBERS = 256
WAIT_S = 30.0  # for another process that writes
SECONDS_A_DAY = 86_400.0

# The head of an SQLite file: that it is one, at byte 60 which version of ours it is, and at byte 68
# whose (SQLite, "Database File Format").
SQLITE, VERSION_AT, MARK_AT, HEADER_BYTES = b"SQLite format 3\0", 60, 68, 72
OURS = 0x53746167  # "Stag"

SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    digest TEXT PRIMARY KEY,
    signature TEXT NOT NULL,
    answer TEXT NOT NULL,
    vitality REAL NOT NULL,
    touched_s REAL NOT NULL,
    touched_at INTEGER NOT NULL,
    uses INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS questions (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER);
INSERT OR IGNORE INTO questions VALUES (1, 0);
"""

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Entry:
    """A solved match: the digest of its file, the still's signature, and the answer.

    signature: numbers in units of their own repeatability, so that a distance of 1 is one step;
    NaN where the still did not tell. answer: parameters by name, in the units of their names.
    """

    digest: str
    signature: tuple[float, ...]
    answer: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class NearEntry:
    """An entry near a question: how far away (root mean square), and how much it is worth."""

    entry: Entry
    distance: float
    vitality: float


class CalibrationLibrary:
    """The index in one SQLite file. Safe with several processes at once: every change is one
    transaction, and who finds it busy waits. A damaged library is set aside and begun anew; a file
    that never was one is refused and stays as it is."""

    def __init__(self, file: Path, now_s: Clock = time.time) -> None:
        self.file, self._now_s = file, now_s
        check_library_file(file)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._begin()
        except OSError as error:
            raise _closed(file, error.strerror) from None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise _closed(file, str(error)) from None
            file.replace(file.with_name(f"{file.name}.damaged"))
            self._begin()

    def add(self, entry: Entry) -> None:
        """Keep an entry at full vitality; the same digest again replaces it.

        Raises InputError for an entry that holds no finite number, or too many.
        """
        _judge(entry)
        with self._writing() as base:
            self._insert(base, entry, 1.0)

    def nearest(self, signature: Sequence[float], count: int = 1) -> tuple[NearEntry, ...]:
        """The entries nearest to a signature, nearest first; faded ones are not offered.

        Numbers that either side lacks are left out; at least half must remain. Asking counts as a
        question; `used` must be said of what helped.
        """
        with self._writing() as base:
            base.execute("UPDATE questions SET count = count + 1")
            asked = np.asarray(signature, dtype=np.float64)
            found = [
                NearEntry(entry, distance, vitality)
                for entry, vitality in self._living(base)
                if (distance := _distance(asked, entry.signature)) is not None
            ]
        found.sort(key=lambda one: (one.distance, -one.vitality, one.entry.digest))
        return tuple(found[:count])

    def used(self, digest: str) -> None:
        """Say that an entry helped: its vitality rises, and its clock begins again."""
        with self._writing() as base:
            row = base.execute(
                "SELECT vitality, touched_s, touched_at FROM entries WHERE digest = ?", (digest,)
            ).fetchone()
            if row is not None:
                worth = self._vitality(base, *row)
                base.execute(
                    "UPDATE entries SET vitality = ?, touched_s = ?, touched_at = ?, "
                    "uses = uses + 1 WHERE digest = ?",
                    (worth + REVIVAL * (1.0 - worth), self._now_s(), _asked(base), digest),
                )

    def vitality(self, digest: str) -> float:
        """What an entry is worth now, 0 to 1; 0 for one that is not there."""
        with self._writing() as base:
            row = base.execute(
                "SELECT vitality, touched_s, touched_at FROM entries WHERE digest = ?", (digest,)
            ).fetchone()
            return 0.0 if row is None else self._vitality(base, *row)

    def prune(self) -> int:
        """Take out what has faded, and the least worth beyond MOST_ENTRIES; how many went."""
        with self._writing() as base:
            worth = {entry.digest: vitality for entry, vitality in self._all(base)}
            kept = sorted(worth, key=lambda digest: (-worth[digest], digest))[:MOST_ENTRIES]
            gone = [d for d in worth if worth[d] < FADED or d not in set(kept)]
            base.executemany("DELETE FROM entries WHERE digest = ?", [(d,) for d in gone])
        return len(gone)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Begin anew from match files; what is known of the same digests' use stays. How many."""
        fresh = {entry.digest: entry for entry in entries}
        for entry in fresh.values():
            _judge(entry)
        with self._writing() as base:
            known = {row[0] for row in base.execute("SELECT digest FROM entries")}
            base.executemany(
                "DELETE FROM entries WHERE digest = ?", [(d,) for d in known - fresh.keys()]
            )
            for digest, entry in fresh.items():
                if digest not in known:
                    self._insert(base, entry, 1.0)
        return len(fresh)

    def entries(self) -> tuple[tuple[Entry, float], ...]:
        """Every entry with its vitality, the liveliest first."""
        with self._writing() as base:
            found = list(self._all(base))
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].digest)))

    def __len__(self) -> int:
        """How many entries there are, faded ones included."""
        with self._writing() as base:
            return int(base.execute("SELECT COUNT(*) FROM entries").fetchone()[0])

    def _begin(self) -> None:
        with self._writing() as base:
            for statement in SCHEMA.split(";"):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {VERSION}")
            base.execute(f"PRAGMA application_id = {OURS}")
            base.execute("SELECT COUNT(signature) FROM entries").fetchone()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that nobody else is in; all of it happens, or nothing."""
        base = sqlite3.connect(self.file, timeout=WAIT_S, isolation_level=None)
        try:
            base.execute("BEGIN IMMEDIATE")
            yield base
            base.execute("COMMIT")
        except BaseException:
            if base.in_transaction:
                base.execute("ROLLBACK")
            raise
        finally:
            base.close()

    def _insert(self, base: sqlite3.Connection, entry: Entry, vitality: float) -> None:
        signature = json.dumps([None if math.isnan(x) else x for x in entry.signature])
        answer = json.dumps(dict(entry.answer), sort_keys=True)
        row = (entry.digest, signature, answer, vitality, self._now_s(), _asked(base))
        base.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, 0)", row)

    def _living(self, base: sqlite3.Connection) -> Iterator[tuple[Entry, float]]:
        return (pair for pair in self._all(base) if pair[1] >= FADED)

    def _all(self, base: sqlite3.Connection) -> Iterator[tuple[Entry, float]]:
        rows = base.execute(
            "SELECT digest, signature, answer, vitality, touched_s, touched_at FROM entries"
        ).fetchall()
        for digest, signature, answer, vitality, touched_s, touched_at in rows:
            numbers = tuple(math.nan if x is None else float(x) for x in json.loads(signature))
            entry = Entry(digest, numbers, json.loads(answer))
            yield entry, self._vitality(base, vitality, touched_s, touched_at)

    def _vitality(
        self, base: sqlite3.Connection, vitality: float, touched_s: float, touched_at: int
    ) -> float:
        # A clock that was set back does not make anything younger.
        days = max(self._now_s() - touched_s, 0.0) / SECONDS_A_DAY
        passed_over = max(_asked(base) - touched_at, 0)
        halvings = days / HALF_LIFE_DAYS + passed_over / HALF_LIFE_QUESTIONS
        return float(vitality * 2.0**-halvings)


def _closed(file: Path, reason: str | None) -> InputError:
    found = f"a file that cannot be opened ({reason})"
    return InputError(Mistake(str(file), found, "a library of matches"))


def check_library_file(file: Path) -> None:
    """Raises InputError for a file of another program: nothing is written into it."""
    if not file.exists():
        return
    start = b""
    if file.is_file():
        with file.open("rb") as opened:
            start = opened.read(HEADER_BYTES)
    ours = start.startswith(SQLITE) and start[MARK_AT:] == OURS.to_bytes(4, "big")
    if not file.is_file() or (start and not ours):
        advice = "Name a new file, and it is made."
        raise InputError(Mistake(str(file), "another kind of file", "a library of matches", advice))
    version = int.from_bytes(start[VERSION_AT : VERSION_AT + 4], "big")
    if version > VERSION:
        advice = "A newer Scene Stager may have written it."
        raise InputError(Mistake(str(file), f"version {version}", f"1 to {VERSION}", advice))


def _asked(base: sqlite3.Connection) -> int:
    return int(base.execute("SELECT count FROM questions").fetchone()[0])


def _distance(asked: np.ndarray, kept: tuple[float, ...]) -> float | None:
    """Root mean square over the numbers that both have; None when that is less than half."""
    if len(asked) != len(kept):
        return None
    apart = asked - np.asarray(kept)
    both = np.isfinite(apart)
    if 2 * int(both.sum()) < len(asked):
        return None
    return float(np.sqrt(np.mean(apart[both] ** 2)))


def _judge(entry: Entry) -> None:
    numbers = [*(x for x in entry.signature if not math.isnan(x)), *entry.answer.values()]
    sound = all(math.isfinite(x) for x in numbers)
    if not sound or not numbers or len(entry.signature) > MOST_NUMBERS:
        expected = f"finite numbers, at most {MOST_NUMBERS}"
        found = shorten(entry.signature)
        raise InputError(Mistake(f"match {entry.digest[:12]}", found, expected))
