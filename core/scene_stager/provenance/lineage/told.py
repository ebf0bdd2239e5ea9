# SPDX-License-Identifier: Apache-2.0
"""Everything that an index says of some files, as a graph."""

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from scene_stager.provenance.index.entry import EXPECTED
from scene_stager.provenance.lineage.graph import (
    SIBLING,
    ExpectedFile,
    LineageEdge,
    LineageGap,
    LineageGraph,
    LineageNode,
    Relation,
)
from scene_stager.provenance.lineage.rows import ask_for

Said = dict[str, Any]
"""A record as plain data; it was judged when it was indexed."""

EDGES_OF = (
    "SELECT child, parent, role, evidence, kind, number, claim, is_refused FROM edges "
    "WHERE child IN (*)"
)
NODES_OF = (
    "SELECT id, nodes.number, record, is_remembered FROM nodes "
    "LEFT JOIN records ON records.number = nodes.number WHERE id IN (*)"
)
FILE = "path, kind, verdict, signature FROM files WHERE kind NOT IN ('placeholder', 'claim')"
FILES_BY_OWN = f"SELECT own, {FILE} AND own IN (*)"
FILES_BY_BYTES = f"SELECT file, {FILE} AND own = '' AND file IN (*)"
# Of several files of the same pixels the first of these counts.
VERDICTS = ("holds", "broken", "no_record")
SIGNATURES = ("ours", "another's", "broken", "unread", "none", "")
THERE = "SELECT id FROM nodes WHERE id IN (*)"


class _Row(NamedTuple):
    """An edge as it stands in its table."""

    child: str
    parent: str
    role: str
    evidence: str
    kind: str
    number: int | None
    claim: bytes | None
    is_refused: int


class _File(NamedTuple):
    """A file of a node."""

    path: str
    carrier: str
    verdict: str
    signature: str


def graph_of(
    base: sqlite3.Connection,
    focus: str,
    found: dict[str, tuple[Relation, int]],
    left_off: int,
) -> LineageGraph:
    """Everything that is said of some files, and of the parents of theirs that are nowhere."""
    nodes, said = _nodes(base, found)
    known = {one.id: one for one in nodes}
    rows = [_Row(*row) for row in ask_for(base, EDGES_OF, list(known))]
    strangers = sorted({row.parent for row in rows} - set(known))
    elsewhere = {name for (name,) in ask_for(base, THERE, strangers)}
    rows = [row for row in rows if row.parent not in elsewhere]
    _look_up(base, rows, said)
    stated = sorted(((_edge(row, known, said), bool(row.is_refused)) for row in rows), key=_order)
    edges = tuple(dict.fromkeys(edge for edge, is_refused in stated if not is_refused))
    return LineageGraph(
        focus,
        tuple(sorted(nodes, key=lambda one: (one.steps, one.id))),
        edges,
        _gaps(base, edges, known),
        _expected(base, known, focus),
        tuple(dict.fromkeys(edge for edge, is_refused in stated if is_refused)),
        left_off=left_off,
    )


def _nodes(
    base: sqlite3.Connection, found: dict[str, tuple[Relation, int]]
) -> tuple[list[LineageNode], dict[object, Said]]:
    """The files of some ids, and what each record says, by its number."""
    rows = ask_for(base, NODES_OF, list(found))
    said = _parsed([(number, text) for _, number, text, _ in rows if text])
    files: dict[str, list[_File]] = {}
    for question in (FILES_BY_OWN, FILES_BY_BYTES):
        unmet = [name for name, *_ in rows if name not in files]
        for name, path, *facts in ask_for(base, question, unmet):
            files.setdefault(name, []).append(_File(_shown(path), *facts))
    return [
        _node(name, said.get(number, {}), bool(lost), sorted(files[name]), *found[name])
        for name, number, _, lost in rows
        if name in files
    ], said


def _node(
    name: str, said: Said, is_lost: bool, files: list["_File"], relation: Relation, steps: int
) -> LineageNode:
    first = files[0]
    verdict, signature = first.verdict, first.signature
    if len(files) > 1:
        verdict = min((one.verdict for one in files), key=VERDICTS.index)
        signature = min((one.signature for one in files), key=SIGNATURES.index)
    return LineageNode(
        name,
        tuple(one.path for one in files),
        first.carrier,
        "remembered" if is_lost and said else verdict,
        said,
        signature,
        relation,
        steps,
    )


def _look_up(base: sqlite3.Connection, rows: Sequence["_Row"], said: dict[object, Said]) -> None:
    """Add what the other records and claims say that edges stand in, by number or by path."""
    numbers = list({row.number for row in rows if row.number is not None} - set(said))
    paths = list({row.claim for row in rows if row.claim is not None})
    found = ask_for(base, "SELECT number, record FROM records WHERE number IN (*)", numbers)
    found += ask_for(base, "SELECT path, record FROM files WHERE path IN (*)", paths)
    said.update(_parsed(found))


def _parsed(texts: Sequence[tuple[Any, ...]]) -> dict[object, Said]:
    """What records say, by whatever each came with; all of them in one reading, which is faster."""
    together = json.loads(f"[{','.join(text for _, text in texts)}]")
    return dict(zip((key for key, _ in texts), together, strict=True))


def _edge(row: "_Row", known: dict[str, LineageNode], said: dict[object, Said]) -> LineageEdge:
    child, above = known[row.child], known.get(row.parent)
    words = said.get(row.number if row.claim is None else row.claim, {})
    is_earlier = above is not None and "" < child.stage < above.stage
    return LineageEdge(
        row.child,
        row.parent,
        row.role,
        row.evidence,
        row.kind,
        words.get("hand", ""),
        words.get("when", ""),
        "" if row.claim is None else _shown(row.claim),
        row.claim is None and child.verdict == "remembered",
        is_earlier and row.role != SIBLING,
    )


def _order(stated: tuple[LineageEdge, bool]) -> tuple[str, ...]:
    edge = stated[0]
    return (edge.child, edge.parent, edge.kind, edge.evidence, edge.claim)


def _gaps(
    base: sqlite3.Connection, edges: Iterable[LineageEdge], known: dict[str, LineageNode]
) -> tuple[LineageGap, ...]:
    wanted: dict[str, list[LineageEdge]] = {}
    for edge in edges:
        if edge.parent not in known:
            wanted.setdefault(edge.parent, []).append(edge)
    asked = "SELECT own, record FROM records WHERE own IN (*) ORDER BY number"
    once = _parsed(ask_for(base, asked, sorted(wanted)))
    return tuple(
        LineageGap(
            name,
            named[0].names,
            tuple(dict.fromkeys(edge.child for edge in named)),
            once.get(name),
        )
        for name, named in sorted(wanted.items())
    )


def _expected(
    base: sqlite3.Connection, known: dict[str, LineageNode], focus: str
) -> tuple[ExpectedFile, ...]:
    """What shall come of some files, or of the subject that was asked about; all where all is."""
    asked = "SELECT files.path, record FROM waiting JOIN files ON files.path = waiting.path"
    subject = known[focus].subject if focus in known else ""
    found = []
    for path, text in base.execute(asked):
        said = json.loads(text)
        is_of_these = any(one["sha256"] in known for one in said.get("parents", ()))
        if not focus or is_of_these or (subject and said.get("subject") == subject):
            found.append(ExpectedFile(_shown(path).removesuffix(EXPECTED), said))
    return tuple(sorted(found, key=lambda one: one.path))


def _shown(path: bytes) -> str:
    """A path as text that every program can print."""
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        return os.fsdecode(path).encode("utf-8", "backslashreplace").decode("utf-8")
