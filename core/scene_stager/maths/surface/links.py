# SPDX-License-Identifier: Apache-2.0
"""The link of a vertex: its neighbours, in the order in which they stand round it."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bools, Indices
from scene_stager.maths.surface.half_edges import NONE, HalfEdges

Number = TypeVar("Number", np.intp, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Rings of neighbours, anticlockwise seen from outside, one after another in one array.

    The ring of vertex k is `around[first[k]:first[k + 1]]`. It is closed, the last neighbour next
    to the first, or open at a border. Where the faces round a vertex are more than one fan there
    is no ring: it is empty, and the vertex is not `sound`; nor is one in no face. `onward` is the
    side that leaves a vertex next to this one, as the ring goes; NONE at the end of it.

    shapes   first (v + 1,); around (n,); closed, sound (v,); onward (c,)
    units    numbers of vertices, and of sides
    """

    first: Indices
    around: Indices
    closed: Bools
    sound: Bools
    onward: Indices


def links(sides: HalfEdges, vertices: int) -> Links:
    """The ring of neighbours of every vertex.

    shapes   see `Links`
    units    numbers of vertices
    source   the link of a vertex of a surface is a cycle, or at its border a path
    """
    # Turning anticlockwise about a vertex: back along the side that arrives, on its other face.
    turn = sides.twin[sides.behind]
    faces = np.bincount(sides.start, minlength=vertices)
    borders = np.bincount(sides.start[sides.twin == NONE], minlength=vertices)
    begin = _beginnings(sides, vertices)
    onward = np.where(turn == begin[sides.start], NONE, turn)
    left, ended = sums_to_end(onward, np.ones_like(onward))

    closed = (borders == 0) & (faces > 0)
    reached = np.bincount(sides.start[ended], minlength=vertices)
    sound = (faces > 0) & (reached == faces) & (borders <= 1)
    length = np.where(sound, faces + ~closed, 0)
    first = np.concatenate([[0], np.cumsum(length)])
    around = np.full(first[-1], NONE)
    kept = np.flatnonzero(sound[sides.start])
    owner = sides.start[kept]
    around[first[owner] + faces[owner] - left[kept]] = sides.end[kept]
    last = kept[(left[kept] == 1) & ~closed[owner]]
    around[first[sides.start[last] + 1] - 1] = sides.start[sides.behind[last]]
    return Links(first, around, closed & sound, sound, onward)


def sums_to_end(onward: Indices, values: NDArray[Number]) -> tuple[NDArray[Number], Bools]:
    """The sum over each member of a chain and all that come after it; and whether the chain ends.

    shapes   onward (c,), the member after each, NONE at the end; values (c,) -> sums, ended (c,)
    units    those of the values; a sum means nothing where a chain has no end
    source   pointer jumping: Shiloach and Vishkin 1982, section 3
    """
    jump, sums = onward.copy(), values.copy()
    for _ in range(len(onward).bit_length()):
        going = np.flatnonzero(jump != NONE)
        sums[going] += sums[jump[going]]
        jump[going] = jump[jump[going]]
        if not len(going):
            break
    return sums, jump == NONE


def _beginnings(sides: HalfEdges, vertices: int) -> Indices:
    """The side that each ring begins with: on the border if there is one, else the first of all."""
    begin = np.full(vertices, NONE)
    for chosen in (np.arange(len(sides.start)), np.flatnonzero(sides.twin == NONE)):
        begin[sides.start[chosen][::-1]] = chosen[::-1]
    return begin
