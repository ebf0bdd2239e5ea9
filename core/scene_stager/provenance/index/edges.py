# SPDX-License-Identifier: Apache-2.0
"""What was made of what, from records that hold and from what people claim; nothing else.

Files form no circle. Where statements do, the ones that are vouched for least are refused: a
signed record stands before a plain one, and that before a claim. What is refused is kept apart and
shown, for nobody here knows which of them is wrong.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

SIGNED, RECORD, OPERATOR = "signed", "record", "operator"
GRADES = (SIGNED, RECORD, OPERATOR)
"""How well an edge is vouched for, the best first."""

NODES = """
    INSERT INTO nodes
    SELECT id, coalesce(max(CASE in_file WHEN 1 THEN number END), max(number)),
        max(in_file) IS 0 FROM (
            SELECT CASE files.own WHEN '' THEN files.file ELSE files.own END AS id,
                live.number, live.in_file
            FROM files LEFT JOIN live ON live.path = files.path
            WHERE files.verdict <> 'unreadable' AND files.kind NOT IN ('placeholder', 'claim'))
    GROUP BY id
"""
# By what else a file may be named than by its own name: its bytes.
OTHER_NAMES = """
    SELECT file, min(CASE own WHEN '' THEN file ELSE own END) FROM files
    WHERE file <> '' AND kind NOT IN ('placeholder', 'claim') GROUP BY file
"""
SAID_IN_RECORDS = """
    SELECT DISTINCT live.own, parents.parent, parents.role,
        CASE WHEN live.in_file AND files.signature = 'ours' THEN 'signed' ELSE 'record' END,
        parents.kind, live.number
    FROM live JOIN parents ON parents.number = live.number JOIN files ON files.path = live.path
"""
CLAIMED = "SELECT child, parent, role, 'operator', kind, path FROM claims"


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A statement that a file was made of another: who says so, in a record or in a claim's file.

    `child` and `parent` are what the index knows the files by; a `parent` that it knows nothing of
    is a gap. `kind` says what the parent's name is the hash of, `role` what it was to the child.
    """

    child: str
    parent: str
    role: str
    evidence: str
    kind: str
    number: int | None = None
    claim: bytes | None = None
    is_refused: bool = False


def derive(base: sqlite3.Connection) -> None:
    """Make `nodes` and `edges` anew of the files, their records and the claims."""
    base.execute("DELETE FROM nodes")
    base.execute("DELETE FROM edges")
    base.execute(NODES)
    known = {str(one) for (one,) in base.execute("SELECT id FROM nodes")}
    other = dict(base.execute(OTHER_NAMES).fetchall())

    def named(name: str) -> str:
        return name if name in known else str(other.get(name, name))

    stated = [
        EdgeRow(str(child), named(parent), role, evidence, kind, number)
        for child, parent, role, evidence, kind, number in base.execute(SAID_IN_RECORDS)
    ]
    stated += [
        EdgeRow(named(child), named(parent), role, evidence, kind, claim=path)
        for child, parent, role, evidence, kind, path in base.execute(CLAIMED)
        if named(child) in known
    ]
    rows = [
        (e.child, e.parent, e.role, e.evidence, e.kind, e.number, e.claim, e.is_refused)
        for e in without_circles(_strongest(stated))
    ]
    base.executemany("INSERT INTO edges VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _strongest(stated: Iterable[EdgeRow]) -> list[EdgeRow]:
    """Each statement once: a record that stands in a signed and in a plain file is signed."""
    best: dict[tuple[object, ...], EdgeRow] = {}
    for edge in sorted(stated, key=lambda one: GRADES.index(one.evidence)):
        said = (edge.child, edge.parent, edge.role, edge.kind, edge.number, edge.claim)
        best.setdefault(said, edge)
    return list(best.values())


def without_circles(edges: Sequence[EdgeRow]) -> list[EdgeRow]:
    """The same statements, those refused that close a circle with what is vouched for better, or
    with others that are vouched for as well."""
    standing: list[EdgeRow] = []
    refused: list[EdgeRow] = []
    for grade in GRADES:
        fresh = [edge for edge in edges if edge.evidence == grade]
        suspects = _on_circles(standing, fresh)
        refused += (alone := _closing(standing, suspects))
        fresh = [edge for edge in fresh if edge not in alone] if alone else fresh
        refused += (together := _on_circles(standing, fresh) if suspects else set())
        standing += [edge for edge in fresh if edge not in together]
    return [*standing, *(replace(edge, is_refused=True) for edge in refused)]


def _on_circles(standing: Sequence[EdgeRow], fresh: Sequence[EdgeRow]) -> set[EdgeRow]:
    """Those of some statements that lie on a circle with each other and with others."""
    if not fresh:
        return set()
    circle_of = _circles([*standing, *fresh])
    return {edge for edge in fresh if circle_of[edge.child] == circle_of[edge.parent]}


def _closing(standing: Sequence[EdgeRow], suspects: Iterable[EdgeRow]) -> set[EdgeRow]:
    """Those of some statements that close a circle with no other than what stands already."""
    above: dict[str, list[str]] = {}
    for edge in standing:
        above.setdefault(edge.child, []).append(edge.parent)
    found = set()
    for edge in suspects:
        met, waiting = {edge.parent}, [edge.parent]
        while waiting:
            fresh = {one for one in above.get(waiting.pop(), ()) if one not in met}
            met |= fresh
            waiting += fresh
        if edge.child in met:
            found.add(edge)
    return found


def _circles(edges: Sequence[EdgeRow]) -> dict[str, int]:
    """For every file the number of the circle that it is in: equal where each leads to the other,
    its own alone where it is in none.

    source   Tarjan 1972, strongly connected components, as scipy has them
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    place = {
        name: k
        for k, name in enumerate(dict.fromkeys(n for e in edges for n in (e.child, e.parent)))
    }
    rows = np.array([place[edge.child] for edge in edges])
    columns = np.array([place[edge.parent] for edge in edges])
    matrix = coo_array((np.ones(len(edges)), (rows, columns)), shape=(len(place),) * 2)
    _, labels = connected_components(matrix.tocsr(), directed=True, connection="strong")
    return {name: int(labels[k]) for name, k in place.items()}
