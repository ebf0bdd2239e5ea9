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
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.sqlite_file import DamagedError, SqliteFile, SqliteKind, refuse_strangers

# House defaults, not measured, but where a line says otherwise.
VERSION = 1  # of the file, by definition
HALF_LIFE_DAYS = 90.0  # house default: about one production
HALF_LIFE_QUESTIONS = 500.0  # house default: questions that chose others
REVIVAL = 0.5  # how much of what is missing to full vitality one use gives back
FADED = 0.05  # below this an entry is not offered, and is pruned
MOST_ENTRIES = 5000  # past which the least alive go
MOST_NUMBERS = 256  # of a signature
SECONDS_A_DAY = 86_400.0  # by definition
MARK = 0x53746167  # "Stag", by which SQLite tells our files: house default

TABLES = """
CREATE TABLE entries (
    digest TEXT PRIMARY KEY,
    signature TEXT NOT NULL,
    answer TEXT NOT NULL,
    vitality REAL NOT NULL,
    touched_s REAL NOT NULL,
    touched_at INTEGER NOT NULL,
    uses INTEGER NOT NULL
);
CREATE TABLE questions (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER);
INSERT INTO questions VALUES (1, 0)
"""

KIND = SqliteKind("a library of matches", MARK, VERSION, TABLES)

# What other text than ours makes of a reader.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, RecursionError, InputError)

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
    """The index in one SQLite file, which is made when it is first used. Safe with several
    processes at once: every change is one transaction, and who finds it busy waits. A damaged
    library is set aside and begun anew, whenever that is noticed; a file that never was one is
    refused and stays as it is."""

    def __init__(self, file: Path, now_s: Clock = time.time) -> None:
        self._file, self._now_s = SqliteFile(file, KIND), now_s

    @property
    def damaged(self) -> Path | None:
        """Where a damaged library went that this one was begun in place of."""
        return self._file.set_aside

    def add(self, entry: Entry) -> None:
        """Keep an entry at full vitality; the same digest again replaces it.

        Raises InputError for an entry that holds no finite number, or too many.
        """
        _judge(entry)
        self._file.do(lambda base: self._insert(base, entry))

    def nearest(self, signature: Sequence[float], count: int = 1) -> tuple[NearEntry, ...]:
        """The entries nearest to a signature, nearest first; faded ones are not offered.

        Numbers that either side lacks are left out; at least half must remain. Asking counts as a
        question; `used` must be said of what helped.
        """

        def look(base: sqlite3.Connection) -> list[tuple[Entry, float]]:
            base.execute("UPDATE questions SET count = count + 1")
            return list(self._all(base))

        return tuple(ranked(signature, self._file.do(look))[:count])

    def used(self, digest: str) -> None:
        """Say that an entry helped: its vitality rises, and its clock begins again."""

        def revive(base: sqlite3.Connection) -> None:
            worth = self._worth(base, digest)
            if worth is not None:
                base.execute(
                    "UPDATE entries SET vitality = ?, touched_s = ?, touched_at = ?, "
                    "uses = uses + 1 WHERE digest = ?",
                    (worth + REVIVAL * (1.0 - worth), self._now_s(), _asked(base), digest),
                )

        self._file.do(revive)

    def vitality(self, digest: str) -> float:
        """What an entry is worth now, 0 to 1; 0 for one that is not there."""
        return self._file.do(lambda base: self._worth(base, digest)) or 0.0

    def prune(self) -> int:
        """Take out what has faded, and the least worth beyond MOST_ENTRIES; how many went."""

        def cut(base: sqlite3.Connection) -> int:
            worth = {entry.digest: vitality for entry, vitality in self._all(base)}
            kept = set(sorted(worth, key=lambda digest: (-worth[digest], digest))[:MOST_ENTRIES])
            gone = [d for d in worth if worth[d] < FADED or d not in kept]
            base.executemany("DELETE FROM entries WHERE digest = ?", [(d,) for d in gone])
            return len(gone)

        return self._file.do(cut)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Begin anew from match files; what is known of the same digests' use stays. How many."""
        fresh = {entry.digest: entry for entry in entries}
        for entry in fresh.values():
            _judge(entry)

        def begin(base: sqlite3.Connection) -> int:
            known = {row[0] for row in base.execute("SELECT digest FROM entries")}
            base.executemany(
                "DELETE FROM entries WHERE digest = ?", [(d,) for d in known - fresh.keys()]
            )
            for digest, entry in fresh.items():
                if digest not in known:
                    self._insert(base, entry)
            return len(fresh)

        return self._file.do(begin)

    def entries(self) -> tuple[tuple[Entry, float], ...]:
        """Every entry with its vitality, the liveliest first."""
        found = self._file.do(lambda base: list(self._all(base)))
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].digest)))

    def __len__(self) -> int:
        """How many entries there are, faded ones included."""
        return self._file.do(lambda base: _whole(base, "SELECT COUNT(*) FROM entries"))

    def _insert(self, base: sqlite3.Connection, entry: Entry) -> None:
        signature = json.dumps([None if math.isnan(x) else x for x in entry.signature])
        answer = json.dumps(dict(entry.answer), sort_keys=True)
        row = (entry.digest, signature, answer, 1.0, self._now_s(), _asked(base))
        base.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, 0)", row)

    def _all(self, base: sqlite3.Connection) -> Iterator[tuple[Entry, float]]:
        rows = base.execute(
            "SELECT digest, signature, answer, vitality, touched_s, touched_at FROM entries"
        )
        for digest, signature, answer, *age in rows:
            yield _read_entry(digest, signature, answer), self._now_worth(base, *age)

    def _worth(self, base: sqlite3.Connection, digest: str) -> float | None:
        """What an entry is worth now; None for one that is not there."""
        row = base.execute(
            "SELECT vitality, touched_s, touched_at FROM entries WHERE digest = ?", (digest,)
        ).fetchone()
        return None if row is None else self._now_worth(base, *row)

    def _now_worth(
        self, base: sqlite3.Connection, vitality: object, touched_s: object, touched_at: object
    ) -> float:
        if not (_is_finite(vitality) and _is_finite(touched_s) and type(touched_at) is int):
            raise DamagedError("an entry without an age")
        # A clock that was set back does not make anything younger.
        days = max(self._now_s() - touched_s, 0.0) / SECONDS_A_DAY
        passed_over = max(_asked(base) - touched_at, 0)
        halvings = days / HALF_LIFE_DAYS + passed_over / HALF_LIFE_QUESTIONS
        return float(min(max(vitality, 0.0), 1.0) * 2.0**-halvings)


def ranked(signature: Sequence[float], entries: Iterable[tuple[Entry, float]]) -> list[NearEntry]:
    """Entries, each with its vitality, by their distance from a signature, nearest first."""
    asked = np.asarray(signature, dtype=np.float64)
    found = [
        NearEntry(entry, distance, vitality)
        for entry, vitality in entries
        if vitality >= FADED and (distance := _distance(asked, entry.signature)) is not None
    ]
    return sorted(found, key=lambda one: (one.distance, -one.vitality, one.entry.digest))


def check_library_file(file: Path) -> None:
    """Raises InputError for a file of another program: nothing is written into it."""
    refuse_strangers(file, KIND)


def _read_entry(digest: object, signature: object, answer: object) -> Entry:
    """The entry of a row; DamagedError when it is not as it was written."""
    try:
        numbers, values = json.loads(str(signature)), json.loads(str(answer))
        known = [x for x in numbers if x is not None]
        if not isinstance(digest, str) or not all(map(_is_finite, [*known, *values.values()])):
            raise DamagedError("an entry that holds no numbers")
        entry = Entry(digest, tuple(math.nan if x is None else x for x in numbers), values)
        _judge(entry)
    except UNREADABLE as error:
        raise DamagedError("an entry that does not read") from error
    return entry


def _is_finite(value: object) -> TypeGuard[float]:
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]


def _whole(base: sqlite3.Connection, question: str) -> int:
    row = base.execute(question).fetchone()
    if row is None or type(row[0]) is not int:
        raise DamagedError("no number where one was")
    return row[0]


def _asked(base: sqlite3.Connection) -> int:
    return _whole(base, "SELECT count FROM questions")


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
