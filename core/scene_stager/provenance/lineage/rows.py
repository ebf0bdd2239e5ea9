# SPDX-License-Identifier: Apache-2.0
"""Rows of an index for many values at once."""

import sqlite3
from collections.abc import Sequence
from typing import Any

MOST_ASKED = 500  # values in one question; SQLite takes 999 in its oldest form


def ask_for(
    base: sqlite3.Connection, question: str, values: Sequence[object]
) -> list[tuple[Any, ...]]:
    """The rows for each of some values, in place of the star in brackets."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(values), MOST_ASKED):
        part = values[start : start + MOST_ASKED]
        marks = ",".join("?" * len(part))
        rows += base.execute(question.replace("(*)", f"({marks})"), part)
    return rows
