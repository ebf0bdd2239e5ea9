# SPDX-License-Identifier: Apache-2.0
"""The lineage of an index, as rivers: one for each subject of each domain."""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scene_stager.canonical import canonical_json
from scene_stager.provenance.lineage.graph import (
    ExpectedFile,
    LineageEdge,
    LineageGap,
    LineageGraph,
    LineageNode,
)
from scene_stager.provenance.page.flow import in_order
from scene_stager.provenance.page.river import (
    AWAITED,
    EXPECTED,
    GAP,
    THERE,
    Edge,
    Resemblance,
    River,
    Stop,
    Support,
)

MOST_STOPS = 240  # of one page: house default; what has more goes on, on the next
STATE_OF = {"holds": THERE, "no_record": "unknown"}
UNTITLED = "Files that name no subject"
WORDS = (
    *("subject", "environment", "domain", "stage", "hand", "tool", "licence", "source_type"),
    *("plan_hash", "prompt_hash", "origin", "when"),
)

Group = tuple[str, str]
Shows = Callable[[Stop, str], Stop]
Alike = Callable[[list[str]], Iterable[Resemblance]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All stops and edges, and which river each stop is in; of `paths`, where a stop's file is,
    and `top`, the folder that all of these are below."""

    stops: dict[str, Stop]
    edges: tuple[Edge, ...]
    refused: tuple[Edge, ...]
    paths: dict[str, str]
    top: str
    parts: tuple[tuple[str, Group, int, tuple[str, ...]], ...]

    def rivers(self, shows: Shows, alike: Alike) -> Iterator[River]:
        """One river after the other; `shows` gives a stop its pictures."""
        page_of = {own: name for name, _, _, owns in self.parts for own in owns}
        by_page: dict[str, list[Edge]] = defaultdict(list)
        circles: dict[str, list[Edge]] = defaultdict(list)
        for said, pages in ((self.edges, by_page), (self.refused, circles)):
            for edge in said:
                for page in sorted({page_of[edge.child], page_of[edge.parent]}):
                    pages[page].append(edge)
        for name, (domain, subject), part, owns in self.parts:
            edges = by_page[name]
            ends = {own for edge in edges for own in (edge.child, edge.parent)} - set(owns)
            others = (
                replace(self.stops[own], elsewhere=f"{page_of[own]}.html") for own in sorted(ends)
            )
            title = subject or UNTITLED
            yield River(
                name,
                f"{title}, part {part + 1}" if part else title,
                domain,
                tuple(shows(self.stops[own], self.paths.get(own, "")) for own in owns),
                tuple(edges),
                tuple(alike(list(owns))),
                tuple(shows(one, self.paths.get(one.own, "")) for one in others),
                tuple(circles[name]),
            )


def corpus_of(graph: LineageGraph) -> Corpus:
    """Sort all that an index says into rivers. The same graph gives the same."""
    top = _top(graph.nodes)
    stops = {one.id: _stop(one, top) for one in graph.nodes}
    stops |= {one.id: _gap(one) for one in graph.gaps}
    awaited = {_name_of(one): one for one in graph.placeholders}
    stops |= {name: _awaited(name, one, top) for name, one in awaited.items()}
    edges = [_edge(one) for one in graph.edges]
    edges += [
        Edge(name, str(parent["sha256"]), str(parent["role"]), AWAITED, str(parent["kind"]))
        for name, one in awaited.items()
        for parent in one.said.get("parents", ())
    ]
    for edge in edges:  # what is awaited may be made of what is nowhere, too
        stops.setdefault(edge.parent, Stop(edge.parent, GAP))
    refused = tuple(map(_edge, graph.refused))
    paths = {one.id: one.paths[0] for one in graph.nodes if one.paths}
    return Corpus(stops, tuple(edges), refused, paths, top, tuple(_parts(stops, edges)))


def _parts(
    stops: dict[str, Stop], edges: list[Edge]
) -> Iterator[tuple[str, Group, int, tuple[str, ...]]]:
    """Pages: their name, their group, which part of it, and what is on them."""
    groups: dict[Group, list[str]] = defaultdict(list)
    for own, group in sorted(_groups(stops, edges).items()):
        groups[group].append(own)
    inside: dict[Group, list[Edge]] = defaultdict(list)
    group_of = {own: group for group, owns in groups.items() for own in owns}
    for edge in edges:
        if group_of[edge.child] == group_of[edge.parent]:
            inside[group_of[edge.child]].append(edge)
    for group, owns in sorted(groups.items()):
        ordered = [one.own for one in in_order((stops[own] for own in owns), inside[group])]
        for part, start in enumerate(range(0, len(ordered), MOST_STOPS)):
            yield _page_name(group, part), group, part, tuple(ordered[start : start + MOST_STOPS])


def _groups(stops: dict[str, Stop], edges: list[Edge]) -> dict[str, Group]:
    """Domain and subject of each stop; what names none goes with what is beside it."""
    found = {own: (one.domain, one.subject) for own, one in stops.items() if one.subject}
    beside: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        beside[edge.parent].append(edge.child)
        beside[edge.child].append(edge.parent)
    front = sorted(found)
    while front:
        reached: dict[str, list[Group]] = defaultdict(list)
        for own in front:
            for other in beside[own]:
                if other not in found:
                    reached[other].append(found[own])
        found |= {own: min(groups) for own, groups in reached.items()}
        front = sorted(reached)
    return {own: found.get(own, (one.domain, "")) for own, one in stops.items()}


def _page_name(group: Group, part: int) -> str:
    """A name for a page: words of its subject, and digits that no other has."""
    plain = re.sub(r"[^a-z0-9]+", "-", group[1].lower()).strip("-")[:40]
    digits = hashlib.sha256("\0".join(group).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(filter(None, (plain, digits, str(part + 1) if part else "")))


def _stop(node: LineageNode, top: str) -> Stop:
    stop = Stop(
        node.id,
        STATE_OF.get(node.verdict, node.verdict),
        _below(node.paths[0], top) if node.paths else "",
        node.carrier,
        signature=node.signature,
        is_root=node.parents == "declared root",
    )
    return _with_words(stop, node.said)


def _gap(gap: LineageGap) -> Stop:
    """A parent that is nowhere; of one that was once seen it is known what it was."""
    return _with_words(Stop(gap.id, GAP), gap.remembered or {})


def _awaited(name: str, expected: ExpectedFile, top: str) -> Stop:
    return _with_words(Stop(name, EXPECTED, _below(expected.path, top)), expected.said)


def _with_words(stop: Stop, said: Mapping[str, Any]) -> Stop:
    """A stop with what a record says, which is plain data; as it was where there is none."""
    words: dict[str, Any] = {word: str(said.get(word, "")) for word in WORDS}
    return replace(stop, **words, record=canonical_json(dict(said)) if said else "")


def _edge(edge: LineageEdge) -> Edge:
    supports = tuple(Support(one.what, one.value, one.says) for one in edge.support)
    said_by = ", ".join(filter(None, (edge.by, edge.when))) if edge.evidence == "operator" else ""
    return Edge(edge.child, edge.parent, edge.kind, edge.evidence, edge.names, supports, said_by)


def _name_of(expected: ExpectedFile) -> str:
    return hashlib.sha256(b"expected\0" + os.fsencode(expected.path)).hexdigest()


def _top(nodes: Iterable[LineageNode]) -> str:
    """The folder that all files are below: no page tells more of a machine than what is in it."""
    folders = {os.path.dirname(path) for one in nodes for path in one.paths}
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # several drives
        return ""


def _below(path: str, top: str) -> str:
    """A file's name below the folder of all; its own name alone where it is not."""
    inside = os.path.join(top, "")
    return path[len(inside) :] if top and path.startswith(inside) else os.path.basename(path)
