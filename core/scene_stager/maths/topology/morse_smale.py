# SPDX-License-Identifier: Apache-2.0
"""Cuts a field into the hills of its summits, the bowls of its pits, and the cells where both meet.

Every pixel climbs to a summit by the steepest of its eight neighbours and runs down to a pit by
the steepest of four: the summits and pits of the `centred` link of `banchoff`. Pixels with the
same summit and the same pit are a cell of the Morse-Smale complex, a Neumann domain. Shallow
summits and pits are cancelled first, each over the pass at which it is lost, so that what remains
stands out by at least a given height. What every summit stands out by is what gudhi says too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Floats, Ints

Labels = NDArray[np.int32]

MOST_PAIRS = 1 << 24  # of a summit and a pit, in a table; sorted where there are more
ROWS = 32  # in one go: what fits a processor's own memory
DIAGONAL = float(np.sqrt(0.5))
LATER = ((0, 1, 1.0), (1, 1, DIAGONAL), (1, 0, 1.0), (1, -1, DIAGONAL))
BELOW_NOTHING = -5e-324  # so that a level step to a later pixel counts as up, once
OUTSIDE = 0  # number of the hill that stands for all that is out of frame


@dataclass(frozen=True, slots=True, eq=False)
class Hills:
    """The hills of a field, after cancelling.

    shapes   label (h, w), which summit a pixel belongs to; top (n,) flat pixel numbers of the
             summits; rise (n,) and passes (m, 3)
    units    `rise` in the field's unit: how far a summit stands out before its hill is joined to
             a higher one (inf: never). Rows of `passes` are height, one hill, the other hill, from
             the highest down: a tree that joins all of them
    frame    flat numbers count along rows. With the frame's edge as a hill of its own that one is
             number 0, with no pixels and top -1
    """

    label: Labels
    top: Ints
    rise: Floats
    passes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Complex:
    """Hills of the field, and its bowls: the hills of the field upside down.

    shapes   hills.label, bowls.label (h, w)
    units    those of the field; of a bowl `rise` is how deep it is, and `passes` go from the
             lowest up
    """

    hills: Hills
    bowls: Hills

    def cells(self) -> Labels:
        """Number of the Neumann domain of each pixel.

        shapes   (h, w), numbers without gaps from 0
        units    plain numbers
        source   Band & Fajman 2016, "Topological properties of Neumann domains"
        """
        width = len(self.bowls.top)
        pair = self.hills.label.astype(np.int64) * width + self.bowls.label
        if len(self.hills.top) * width > MOST_PAIRS:
            number = np.unique(pair, return_inverse=True)[1]
            return np.asarray(number.reshape(pair.shape), dtype=np.int32)
        used = np.zeros(len(self.hills.top) * width, dtype=np.bool_)
        used[pair] = True
        return np.asarray((np.cumsum(used) - 1)[pair], dtype=np.int32)


def morse_smale(field: Floats, least: float = 0.0, framed: bool = False) -> Complex:
    """Cut a field into the cells of its Morse-Smale complex.

    shapes   field (h, w)
    units    any; `least` in the same: summits and pits that stand out by less are cancelled
    valid    finite, not empty; `least` >= 0. With `framed` the edge of the frame counts as the
             highest hill and the deepest bowl of all, so that only what is wholly inside stands out
    raises   InputError
    source   Edelsbrunner, Harer & Zomorodian 2003, "Hierarchical Morse-Smale complexes"
    """
    _check(field)
    # Seen from the other end, so that of two equal pixels the earlier is the lower here as well.
    back = hills(-field[::-1, ::-1], least, framed, corners=False)
    top = np.where(back.top < 0, -1, field.size - 1 - back.top)
    down = back.passes * (-1.0, 1.0, 1.0)
    return Complex(hills(field, least, framed), Hills(back.label[::-1, ::-1], top, back.rise, down))


def hills(field: Floats, least: float = 0.0, framed: bool = False, corners: bool = True) -> Hills:
    """The hill of every summit that stands out by at least `least`.

    shapes   field (h, w)
    units    any
    valid    finite, not empty; `corners` says whether pixels touch over corners too
    raises   InputError
    source   steepest ascent, then cancelling by persistence in the order of the passes
    """
    _check(field)
    summit = _follow(_steepest(field, corners))
    label, top = _number(summit)
    if framed:
        label, top = label + 1, np.concatenate([[-1], top])
    height = np.where(top < 0, np.inf, field.ravel()[top])
    tree = _tree(_passes(label, field, corners, framed), len(top))
    rise, into = _cancel(tree, height, top, least)
    return _merged(label, top, rise, into, tree)


def hills_on_edges(values: Floats, climbs: Labels, edges: Ints, least: float = 0.0) -> Hills:
    """The same on any net of vertices, for whoever knows where each vertex climbs.

    shapes   values (v,); climbs (v,), the vertex that each goes to, a summit to itself; edges
             (e, 2) -> label (v,)
    units    any
    valid    finite; climbing goes along edges
    source   as `hills`
    """
    label, top = _number(_follow(climbs))
    one, other = label[edges].T
    apart = one != other
    height = np.minimum(*values[edges[apart]].T)
    tree = _tree(_highest(one[apart], other[apart], height), len(top))
    rise, into = _cancel(tree, values[top], top, least)
    return _merged(label, top, rise, into, tree)


def _check(field: Floats) -> None:
    if field.ndim != 2 or field.size == 0:
        raise InputError(Mistake("field", f"shape {field.shape}", "(rows, columns), not empty"))
    if not np.isfinite(field).all():
        raise InputError(Mistake("field", "NaN or infinity", "finite values"))


def _steepest(field: Floats, corners: bool) -> Labels:
    """Flat number of the pixel that each pixel climbs to; a summit climbs to itself."""
    h, w = field.shape
    padded = np.full((h + 2, w + 2), -np.inf)
    padded[1:-1, 1:-1] = field
    target = np.arange(h * w, dtype=np.int32).reshape(h, w)
    steps = LATER if corners else LATER[::2]
    for first in range(0, h, ROWS):
        rows = slice(first, min(first + ROWS, h))
        here, goal = field[rows], target[rows]
        start, best = goal.copy(), np.full(here.shape, BELOW_NOTHING)
        for sign in (1, -1):
            for down, right, per_step in steps:
                top, left = rows.start + 1 + sign * down, 1 + sign * right
                there = padded[top : top + len(here), left : left + w]
                slope = (there - here) * per_step
                better = slope > best
                np.copyto(best, slope, where=better)
                np.copyto(goal, start + np.int32(sign * (down * w + right)), where=better)
            np.maximum(best, 0.0, out=best)
    return target


def _follow(target: Labels) -> Labels:
    """Where every pixel ends up: leaps that double until nothing moves."""
    end = target.ravel()
    while True:
        further = end[end]
        if np.array_equal(further, end):
            return end.reshape(target.shape)
        end = further


def _number(summit: Labels) -> tuple[Labels, Ints]:
    """Summits numbered from 0 in reading order, and the number of every pixel's."""
    flat = summit.ravel()
    top = np.flatnonzero(flat == np.arange(flat.size, dtype=np.int32))
    number = np.empty(flat.size, dtype=np.int32)
    number[top] = np.arange(len(top), dtype=np.int32)
    return number[summit], top.astype(np.int64)


def _passes(label: Labels, field: Floats, corners: bool, framed: bool) -> Floats:
    """Highest pass between every two hills that touch: rows of height, hill, hill."""
    w = field.shape[1]
    one, other, height = [], [], []
    flat, value = label.ravel(), field.ravel()
    for down, right, _ in LATER if corners else LATER[::2]:
        step = down * w + right
        at = np.flatnonzero(flat[: max(0, flat.size - step)] != flat[step:])
        column = at % w + right
        at = at[(column >= 0) & (column < w)]
        one.append(flat[at])
        other.append(flat[at + step])
        height.append(np.minimum(value[at], value[at + step]))
    if framed:
        for side in ((0, slice(None)), (-1, slice(None)), (slice(None), 0), (slice(None), -1)):
            other.append(label[side])
            one.append(np.full_like(label[side], OUTSIDE))
            height.append(field[side])
    return _highest(np.concatenate(one), np.concatenate(other), np.concatenate(height))


def _highest(one: Labels, other: Labels, height: Floats) -> Floats:
    """One row of height, hill, hill for each pair, from the highest down."""
    pair = np.minimum(one, other).astype(np.int64) << 32 | np.maximum(one, other)
    order = np.argsort(pair)
    pair, height = pair[order], height[order]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    most = np.maximum.reduceat(height, first) if len(first) else height
    ends = pair[first]
    down = np.argsort(-most, kind="stable")
    rows = np.stack([most, (ends >> 32).astype(np.float64), (ends & 0xFFFFFFFF).astype(np.float64)])
    return np.ascontiguousarray(rows.T[down])


def _tree(passes: Floats, count: int) -> Floats:
    """Of all passes those that join hills which no higher pass has joined, highest first."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    if len(passes) == 0:
        return passes
    order = np.arange(1.0, len(passes) + 1.0)
    ends = passes[:, 1:].astype(np.int64)
    graph = coo_array((order, (ends[:, 0], ends[:, 1])), shape=(count, count)).tocsr()
    kept: Ints = minimum_spanning_tree(graph).data.astype(np.int64) - 1
    return passes[np.sort(kept)]


def _cancel(tree: Floats, height: Floats, top: Ints, least: float) -> tuple[Floats, Ints]:
    """What each summit stands out by, and for those that are cancelled the hill they fall to."""
    rise = np.full(len(height), np.inf)
    into = np.arange(len(height))
    leader = list(range(len(height)))
    # Of two summits the higher stays; of two equal ones the later.
    rank = np.lexsort((top, height)).argsort().tolist()
    heights = height.tolist()
    for level, one, other in tree.tolist():
        a, b = _find(leader, int(one)), _find(leader, int(other))
        lost, across = (a, int(other)) if rank[a] < rank[b] else (b, int(one))
        leader[lost] = b if lost == a else a
        rise[lost] = heights[lost] - level
        if rise[lost] < least:
            into[lost] = across
    return rise, into


def _find(leader: list[int], one: int) -> int:
    while leader[one] != one:
        leader[one] = leader[leader[one]]
        one = leader[one]
    return one


def _merged(label: Labels, top: Ints, rise: Floats, into: Ints, tree: Floats) -> Hills:
    """Drop the cancelled hills and number the others afresh."""
    end = _follow(into.astype(np.int32))
    kept = np.flatnonzero(end == np.arange(len(end)))
    number = np.empty(len(end), dtype=np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    new = number[end]
    between = new[tree[:, 1:].astype(np.int64)]
    alive = between[:, 0] != between[:, 1]
    passes = np.concatenate([tree[alive, :1], between[alive].astype(np.float64)], axis=1)
    return Hills(new[label], top[kept], rise[kept], passes)
