# SPDX-License-Identifier: Apache-2.0
"""Pictures as graphs of neighbouring pixels: distances from the border, and the minimum cut."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, dijkstra, maximum_flow

from scene_stager.maths.arrays import Bools, Floats, Indices

# House defaults, not measured.
STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))  # right, down and both diagonals: each pair once
CAPACITY_UNITS = 100.0  # the flow works in whole numbers: this many to one
LEAST_STEP = 1e-6  # cost of a step between equal pixels: without it sparse graphs lose the edge


@dataclass(frozen=True, eq=False)
class Pairs:
    """All neighbours along one direction: pixel numbers, and how far apart they stand (px)."""

    here: Indices
    there: Indices
    apart_px: float


def neighbours(rows: int, columns: int) -> Iterator[Pairs]:
    """Every pair of 8-neighbours of a grid, once."""
    number = np.arange(rows * columns).reshape(rows, columns)
    for down, right in STEPS:
        left_end, right_end = max(0, -right), columns - max(0, right)
        here = number[: rows - down, left_end:right_end]
        there = number[down:, left_end + right : right_end + right]
        yield Pairs(here.ravel(), there.ravel(), float(np.hypot(down, right)))


def border_of(rows: int, columns: int) -> Bools:
    """True on the outermost ring of pixels."""
    border = np.zeros((rows, columns), dtype=bool)
    border[[0, -1], :] = True
    border[:, [0, -1]] = True
    return border


def distance_from_border(feature: Floats) -> Floats:
    """The least total change on a walk from the picture's border to each pixel.

    shapes   feature (h, w, c) -> (h, w)
    units    of the feature
    valid    2 x 2 pixels or more
    source   Wei, Wen, Zhu, Sun 2012, "Geodesic Saliency Using Background Priors"; Dijkstra 1959
    """
    rows, columns, channels = feature.shape
    flat = feature.reshape(-1, channels)
    return _shortest(rows, columns, lambda p: np.linalg.norm(flat[p.here] - flat[p.there], axis=1))


def fence_height(edges: Floats) -> Floats:
    """The least total edge strength that a walk from the border has to climb over.

    shapes   edges (h, w) -> (h, w)
    units    of the edges, times pixels
    source   as `distance_from_border`, with the edges as the cost of a step
    """
    rows, columns = edges.shape
    flat = edges.ravel()
    return _shortest(rows, columns, lambda p: 0.5 * (flat[p.here] + flat[p.there]) * p.apart_px)


def _shortest(rows: int, columns: int, cost: Callable[[Pairs], Floats]) -> Floats:
    pairs = list(neighbours(rows, columns))
    costs = np.concatenate([cost(p) + LEAST_STEP for p in pairs])
    here = np.concatenate([p.here for p in pairs])
    there = np.concatenate([p.there for p in pairs])
    graph = csr_matrix((costs, (here, there)), shape=(rows * columns,) * 2)
    start = np.flatnonzero(border_of(rows, columns))
    found = dijkstra(graph, directed=False, indices=start, min_only=True)
    return np.asarray(found.reshape(rows, columns), dtype=np.float64)


def minimum_cut(pull: Floats, edges: Floats, edge_scale: float, stiffness: float) -> Bools:
    """Split a picture in two along its edges: the side where the pull is positive, cut cheaply.

    shapes   pull (h, w), edges (h, w) -> (h, w), True inside
    units    pull in nats, + means inside; edges and edge_scale alike
    valid    finite; edge_scale > 0
    source   Boykov, Jolly 2001, "Interactive Graph Cuts", with capacities exp(-edge / scale)
    """
    rows, columns = pull.shape
    size, source, sink = pull.size, pull.size, pull.size + 1
    strength = np.exp(-edges.ravel() / edge_scale) + 0.01
    tails, heads, flows = [], [], []
    for p in neighbours(rows, columns):
        weaker = np.minimum(strength[p.here], strength[p.there]) * stiffness / p.apart_px
        tails += [p.here, p.there]
        heads += [p.there, p.here]
        flows += [weaker, weaker]
    flat = pull.ravel()
    inside, outside = np.flatnonzero(flat > 0.0), np.flatnonzero(flat < 0.0)
    tails += [np.full(inside.size, source), outside]
    heads += [inside, np.full(outside.size, sink)]
    flows += [flat[inside], -flat[outside]]
    whole = np.round(np.concatenate(flows) * CAPACITY_UNITS).astype(np.int32)
    at = (np.concatenate(tails), np.concatenate(heads))
    graph = csr_matrix((whole, at), shape=(size + 2,) * 2, dtype=np.int32)
    rest = graph - maximum_flow(graph, source, sink).flow
    rest.data[rest.data < 0] = 0
    rest.eliminate_zeros()
    reached = np.zeros(size + 2, dtype=bool)
    reached[breadth_first_order(rest, source, return_predecessors=False)] = True
    return np.asarray(reached[:size].reshape(rows, columns))
