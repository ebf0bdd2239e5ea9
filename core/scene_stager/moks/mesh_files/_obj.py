# SPDX-License-Identifier: Apache-2.0
"""Wavefront OBJ: lines of text, of which those of vertices, their facings and faces are read."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scene_stager.errors import shorten
from scene_stager.maths.arrays import Floats, Indices
from scene_stager.moks.json_document import wrong
from scene_stager.moks.mesh_files._polygons import MOST_CORNERS, Polygons, check_counts

NONE = -1


class _Lines:
    """What has been read so far."""

    def __init__(self) -> None:
        self.places, self.facings = list[list[float]](), list[list[float]]()
        self.corners, self.facing_of, self.counts = list[int](), list[int](), list[int]()


def read_obj(data: bytes, where: str) -> Polygons:
    """Vertices, faces, and how vertices face where each does so one way. Raises InputError.

    Numbers of vertices may count back from the last. Texture, materials and groups are left out;
    the axes are the file's own.
    """
    found = _Lines()
    for number, line in _lines(data):
        words = line.split()
        if words and words[0] in ("v", "vn", "f"):
            try:
                _read(words, found)
            except ValueError:
                expected = "v x y z, vn x y z, or f and three vertices or more"
                raise wrong(f"{where} line {number}", shorten(line.strip()), expected) from None
            if len(found.corners) > MOST_CORNERS:
                break
    check_counts(len(found.places), len(found.corners), where)
    corners = np.array(found.corners, dtype=np.intp)
    places = np.array(found.places, dtype=np.float64).reshape(-1, 3)
    facings = _facings(found, corners, len(places))
    return Polygons(places, corners, np.array(found.counts, dtype=np.intp), facings)


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """Every line with its number; a backslash at its end goes on in the next."""
    kept = ""
    for number, written in enumerate(data.decode("latin-1").split("\n"), start=1):
        line = kept + written.partition("#")[0].rstrip()
        if line.endswith("\\"):
            kept = line[:-1] + " "
            continue
        kept = ""
        yield number, line


def _read(words: list[str], found: _Lines) -> None:
    """Raises ValueError for what is not of its kind."""
    if words[0] != "f":
        x, y, z = (float(word) for word in words[1:4])
        (found.places if words[0] == "v" else found.facings).append([x, y, z])
        return
    if len(words) < 4:
        raise ValueError
    for word in words[1:]:
        vertex, *rest = word.split("/")
        found.corners.append(_numbered(vertex, len(found.places)))
        facing = rest[1] if len(rest) > 1 and rest[1] else ""
        found.facing_of.append(_numbered(facing, len(found.facings)) if facing else NONE)
    found.counts.append(len(words) - 1)


def _numbered(word: str, count: int) -> int:
    """From 1 on, or back from the last; what is past either end is out of range, not wrapped."""
    number = int(word)
    if abs(number) > MOST_CORNERS or number == 0:
        return MOST_CORNERS
    return number - 1 if number > 0 else number + count if number + count >= 0 else MOST_CORNERS


def _facings(found: _Lines, corners: Indices, count: int) -> Floats | None:
    """One facing to a vertex, if the file gives each vertex one and no more."""
    said = np.array(found.facing_of, dtype=np.intp)
    given = np.array(found.facings, dtype=np.float64).reshape(-1, 3)
    if not len(said) or said.min() < 0 or said.max() >= len(given):
        return None
    if corners.min() < 0 or corners.max() >= count:
        return None
    facings = np.zeros((count, 3))
    facings[corners] = given[said]
    return facings if (facings[corners] == given[said]).all() else None
