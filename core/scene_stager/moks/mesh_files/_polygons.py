# SPDX-License-Identifier: Apache-2.0
"""What every format comes down to: places, polygons and perhaps facings, none of them judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scene_stager.maths.arrays import Floats, Indices
from scene_stager.moks.json_document import wrong

# Bounds that no mesh of a shot comes near; what they keep out is nonsense. House defaults.
MOST_BYTES, MOST_TEXT_BYTES = 2**28, 2**27
MOST_VERTICES, MOST_CORNERS = 2**23, 2**25
UPRIGHT = {  # by the axis that points up in a file: to +z up
    "Y": np.array([[1.0, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]),
    "Z": np.eye(4),
}


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """A mesh as its file has it.

    shapes   places_m (v, 3); corners (c,); counts (f,); facings (v, 3) of any length, or None
    units    metres; numbers of vertices, which may be out of range
    frame    +z up
    """

    places_m: Floats
    corners: Indices
    counts: Indices
    facings: Floats | None = None


def check_counts(vertices: int, corners: int, where: str) -> None:
    """Refuse what is too large to be worth reading. Raises InputError."""
    for found, most, what in (
        (vertices, MOST_VERTICES, "vertices"),
        (corners, MOST_CORNERS, "corners of faces"),
    ):
        if found > most:
            raise wrong(where, f"{found} {what}", f"at most {most}")


def numbers_of_vertices(numbers: Floats) -> Indices:
    """As whole numbers; what is none, or past all that is read, is out of range."""
    near = np.where(np.abs(numbers) <= MOST_CORNERS, numbers, MOST_CORNERS)
    return np.where(near == np.floor(near), near, MOST_CORNERS).astype(np.intp)


def together(parts: Sequence[Polygons]) -> Polygons:
    """Several meshes as one, one after another."""
    shift = np.cumsum([0, *(len(part.places_m) for part in parts)])
    faced = [
        np.zeros_like(part.places_m) if part.facings is None else part.facings for part in parts
    ]
    return Polygons(
        np.concatenate([part.places_m for part in parts]),
        np.concatenate([part.corners + shift[k] for k, part in enumerate(parts)]),
        np.concatenate([part.counts for part in parts]),
        np.concatenate(faced) if any(part.facings is not None for part in parts) else None,
    )


def moved(part: Polygons, stage_from_part: Floats) -> Polygons:
    """Under a matrix that acts on columns, (4, 4); a mirrored one keeps its outside outside."""
    turn = stage_from_part[:3, :3]
    with np.errstate(over="ignore", invalid="ignore"):  # what is lost that way is left out later
        places = part.places_m @ turn.T + stage_from_part[:3, 3]
        # Facings go by the cofactors, which are the inverse transposed but for their size.
        cofactors = np.cross(np.roll(turn, -1, axis=0), np.roll(turn, -2, axis=0))
        facings = None if part.facings is None else part.facings @ cofactors.T
        mirrored = turn[0] @ cofactors[0] < 0
    if not mirrored:
        return Polygons(places, part.corners, part.counts, facings)
    first = np.repeat(np.cumsum(part.counts) - part.counts, part.counts)
    last = first + np.repeat(part.counts, part.counts) - 1
    turned = part.corners[last - (np.arange(len(part.corners)) - first)]
    return Polygons(places, turned, part.counts, None if facings is None else -facings)


def welded(part: Polygons) -> Polygons:
    """Vertices at the very same place as one, facing the way of all of them together."""
    places, first, one = np.unique(
        part.places_m + 0.0, axis=0, return_index=True, return_inverse=True
    )
    order = np.argsort(first)  # of their first mention, so that the file's own order stays
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    number = rank[one.ravel()]
    corners = part.corners.copy()
    there = (corners >= 0) & (corners < len(number))
    corners[there] = number[corners[there]]
    corners[~there] = len(order)
    facings = None
    if part.facings is not None:
        facings = np.zeros_like(places)
        np.add.at(facings, number, part.facings)
    return Polygons(places[order], corners, part.counts, facings)
