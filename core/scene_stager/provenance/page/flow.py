# SPDX-License-Identifier: Apache-2.0
"""Where the stops of a river stand: stages are columns, time runs down, children below parents."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scene_stager.provenance.page.river import COLUMNS, Edge, River, Stop

Key = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Course:
    """An edge between two places of the flow; `is_return` where it goes back to an earlier stage.

    `leaves` and `enters` say which of several at that end it is, and of how many; `lane` is where
    it runs beside those that pass the same rows of the same column.
    """

    number: int
    edge: Edge
    start: tuple[int, int]
    end: tuple[int, int]
    leaves: tuple[int, int]
    enters: tuple[int, int]
    lane: int

    @property
    def is_return(self) -> bool:
        """Whether it takes up an earlier medium again."""
        return 0 < self.end[1] < self.start[1]


@dataclass(frozen=True, slots=True)
class Flow:
    """`rows` of stops by column; `columns` are the stages that are shown."""

    rows: tuple[dict[int, Stop], ...]
    courses: tuple[Course, ...]
    columns: tuple[int, ...]
    place_of: dict[str, tuple[int, int]]


def flow_of(river: River) -> Flow:
    """Lay out a river. The same stops and edges, in any order, stand the same."""
    stops = {one.own: one for one in (*river.others, *river.stops)}
    edges = sorted(
        (one for one in river.edges if one.child in stops and one.parent in stops),
        key=lambda one: (one.parent, one.child, one.role),
    )
    place_of: dict[str, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    parents = defaultdict(list)
    for edge in edges:
        parents[edge.child].append(edge.parent)
    earlier, day, deepest = 0, "", 0
    for stop in in_order(stops.values(), edges):
        if stop.when and stop.when[:10] > day:  # a new day begins no higher than the last one ended
            earlier, day = deepest, stop.when[:10]
        above = [place_of[one][0] for one in parents[stop.own] if one in place_of]
        row = max([*(one + 1 for one in above), earlier if stop.when else 0])
        while (row, stop.column) in taken:
            row += 1
        place_of[stop.own] = (row, stop.column)
        taken.add((row, stop.column))
        deepest = max(deepest, row) if stop.when else deepest
    rows: list[dict[int, Stop]] = [{} for _ in range(1 + max((r for r, _ in taken), default=-1))]
    for own, (row, column) in place_of.items():
        rows[row][column] = stops[own]
    columns = tuple(k for k in range(len(COLUMNS)) if k or any(0 in row for row in rows))
    return Flow(tuple(rows), _courses(edges, place_of), columns, place_of)


def in_order(stops: Iterable[Stop], edges: Iterable[Edge]) -> list[Stop]:
    """Parents before their children, and the earlier first; what runs in a circle comes last."""
    of = {one.own: one for one in stops}
    waits_for, next_of = dict.fromkeys(of, 0), defaultdict(list)
    for edge in edges:
        waits_for[edge.child] += 1
        next_of[edge.parent].append(edge.child)
    ready = [_key(of[own]) for own, count in waits_for.items() if not count]
    heapq.heapify(ready)
    found: list[Stop] = []
    while ready:
        own = heapq.heappop(ready)[-1]
        found.append(of[own])
        for child in next_of[own]:
            waits_for[child] -= 1
            if not waits_for[child]:
                heapq.heappush(ready, _key(of[child]))
    known = {one.own for one in found}
    return found + sorted((one for one in of.values() if one.own not in known), key=_key)


def _key(stop: Stop) -> Key:
    return (stop.when, stop.column, stop.file, stop.own)


def _courses(edges: list[Edge], place_of: dict[str, tuple[int, int]]) -> tuple[Course, ...]:
    """Edges that flow down, those at one end side by side in the order of their other ends."""
    down = [one for one in edges if place_of[one.parent][0] < place_of[one.child][0]]
    into, out_of = defaultdict(list), defaultdict(list)
    for edge in down:
        into[edge.child].append(edge)
        out_of[edge.parent].append(edge)
    for many in into.values():
        many.sort(key=lambda one: (place_of[one.parent][1], place_of[one.parent][0]))
    for many in out_of.values():
        many.sort(key=lambda one: (place_of[one.child][1], place_of[one.child][0]))
    lanes = _lanes(down, place_of)
    return tuple(
        Course(
            number,
            edge,
            place_of[edge.parent],
            place_of[edge.child],
            (out_of[edge.parent].index(edge), len(out_of[edge.parent])),
            (into[edge.child].index(edge), len(into[edge.child])),
            lanes[number],
        )
        for number, edge in enumerate(down)
    )


def _lanes(down: list[Edge], place_of: dict[str, tuple[int, int]]) -> list[int]:
    """For each edge the first lane into its column that no other has in the rows it passes."""
    free_from: dict[int, list[int]] = defaultdict(list)
    found = [0] * len(down)
    for number in sorted(range(len(down)), key=lambda k: (place_of[down[k].parent][0], k)):
        (first, _), (last, column) = place_of[down[number].parent], place_of[down[number].child]
        lanes = free_from[column]
        lane = next((k for k, row in enumerate(lanes) if row <= first), len(lanes))
        lanes[lane : lane + 1] = [last]
        found[number] = lane
    return found
