# SPDX-License-Identifier: Apache-2.0
"""The link of a vertex: its neighbours, in the order in which they stand round it."""

from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Bools, Indices
from scene_stager.maths.surface.half_edges import NONE, HalfEdges


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Rings of neighbours, anticlockwise seen from outside, one after another in one array.

    The ring of vertex k is `around[first[k]:first[k + 1]]`. It is closed, the last neighbour next
    to the first, or open at a border. Where the faces round a vertex are more than one fan there
    is no ring: it is empty, and the vertex is not `sound`; nor is one in no face.

    shapes   first (v + 1,); around (n,); closed, sound (v,)
    units    numbers of vertices
    """

    first: Indices
    around: Indices
    closed: Bools
    sound: Bools


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
    cut = np.where(turn == begin[sides.start], NONE, turn)
    to_end = _steps_to_end(cut, int(faces.max(initial=0)))

    closed = (borders == 0) & (faces > 0)
    reached = np.bincount(sides.start[to_end >= 0], minlength=vertices)
    sound = (faces > 0) & (reached == faces) & (borders <= 1)
    length = np.where(sound, faces + ~closed, 0)
    first = np.concatenate([[0], np.cumsum(length)])
    around = np.full(first[-1], NONE)
    kept = np.flatnonzero(sound[sides.start])
    owner = sides.start[kept]
    around[first[owner] + faces[owner] - 1 - to_end[kept]] = sides.end[kept]
    last = kept[(to_end[kept] == 0) & ~closed[owner]]
    around[first[sides.start[last] + 1] - 1] = sides.start[sides.behind[last]]
    return Links(first, around, closed & sound, sound)


def _beginnings(sides: HalfEdges, vertices: int) -> Indices:
    """The side that each ring begins with: on the border if there is one, else the first of all."""
    begin = np.full(vertices, NONE)
    for chosen in (np.arange(len(sides.start)), np.flatnonzero(sides.twin == NONE)):
        begin[sides.start[chosen][::-1]] = chosen[::-1]
    return begin


def _steps_to_end(following: Indices, longest: int) -> Indices:
    """How many steps each member of a chain is from its end; -1 in a chain without one."""
    jump = following.copy()
    steps: Indices = (following != NONE).astype(np.intp)
    for _ in range(max(longest, 1).bit_length()):
        going = np.flatnonzero(jump != NONE)
        steps[going] += steps[jump[going]]
        jump[going] = jump[jump[going]]
    steps[jump != NONE] = NONE
    return steps
