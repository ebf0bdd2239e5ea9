# SPDX-License-Identifier: Apache-2.0
"""Walk the edges of an index: up to what a file was made of, down to what was made of it."""

import sqlite3
from dataclasses import dataclass

from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.lineage.graph import SIBLING, LineageGraph, Relation
from scene_stager.provenance.lineage.rows import ask_for
from scene_stager.provenance.lineage.told import graph_of

DEPTH = 20  # steps, where nobody says: house default
MOST_NODES = 20_000  # of one walk: house default

STANDING = "FROM edges WHERE is_refused = 0 AND"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a walk goes: steps up to ancestors and down to descendants, and whether to those that
    share a parent with the focus, or vary it."""

    up: int = DEPTH
    down: int = DEPTH
    siblings: bool = True


EVERYWHERE = Reach()


def lineage_of(index: AssetIndex, focus: str, reach: Reach = EVERYWHERE) -> LineageGraph:
    """What a file was made of, what was made of it, and its siblings; `focus` is its id.

    A name that the index knows only as somebody's parent is a gap, and may be asked about too.
    """
    return index.ask(lambda base: _walked(base, focus, reach))


def whole_lineage(index: AssetIndex) -> LineageGraph:
    """All files of an index, and all that is stated of them."""

    def ask(base: sqlite3.Connection) -> LineageGraph:
        ids = [str(one) for (one,) in base.execute("SELECT id FROM nodes ORDER BY id")]
        found: dict[str, tuple[Relation, int]] = {name: ("", 0) for name in ids}
        return graph_of(base, "", found, 0)

    return index.ask(ask)


def id_of(index: AssetIndex, name: str) -> str | None:
    """What the index knows a hash by, of pixels, content or bytes; None for one that it has never
    met, not even as somebody's parent."""

    def ask(base: sqlite3.Connection) -> str | None:
        for question in (
            "SELECT id FROM nodes WHERE id = ?",
            "SELECT CASE own WHEN '' THEN file ELSE own END FROM files WHERE file = ? ORDER BY 1",
            "SELECT parent FROM edges WHERE parent = ?",
        ):
            if (row := base.execute(question, (name,)).fetchone()) is not None:
                return str(row[0])
        return None

    return index.ask(ask)


def _walked(base: sqlite3.Connection, focus: str, reach: Reach) -> LineageGraph:
    up = _climb(base, focus, "child", "parent", reach.up)
    down = _climb(base, focus, "parent", "child", reach.down)
    found: dict[str, tuple[Relation, int]] = {focus: ("itself", 0)}
    found |= {name: ("ancestor", steps) for name, steps in up.items()}
    found |= {name: ("descendant", steps) for name, steps in down.items()}
    if reach.siblings:
        for name in _siblings(base, focus):
            found.setdefault(name, ("sibling", 1))
    kept = dict(list(found.items())[:MOST_NODES])
    return graph_of(base, focus, kept, len(found) - len(kept))


def _climb(
    base: sqlite3.Connection, start: str, here: str, there: str, most_steps: int
) -> dict[str, int]:
    """How many steps each file is away that edges lead to, one way; siblings are no step."""
    steps = {start: 0}
    question = f"SELECT {there} {STANDING} role <> '{SIBLING}' AND {here} IN (*)"
    front = [start]
    for step in range(1, most_steps + 1):
        front = sorted({name for (name,) in ask_for(base, question, front) if name not in steps})
        if not front or len(steps) > MOST_NODES:
            break
        steps |= dict.fromkeys(front, step)
    return {name: count for name, count in steps.items() if count}


def _siblings(base: sqlite3.Connection, focus: str) -> list[str]:
    """What shares a parent with a file, varies it, or is what it varies."""
    parents = ask_for(base, f"SELECT parent, role {STANDING} child IN (*)", [focus])
    children = f"SELECT child, role {STANDING} parent IN (*)"
    found = {name for name, role in parents if role == SIBLING}
    found |= {name for name, _ in ask_for(base, children, sorted({one for one, _ in parents}))}
    found |= {name for name, role in ask_for(base, children, [focus]) if role == SIBLING}
    return sorted(found - {focus})
