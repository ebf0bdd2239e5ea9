# SPDX-License-Identifier: Apache-2.0
"""A path as a file: where something is at which second, sampled by whoever knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scene_stager.canonical import canonical_json
from scene_stager.errors import InputError, shorten
from scene_stager.maths.arrays import Floats
from scene_stager.moks._outline import MAX_FRAMES
from scene_stager.moks.json_document import (
    Upgrade,
    key_mistakes,
    load_object,
    text_of,
    upgraded,
    wrong,
)

SCHEMA = "scene_stager.path"
VERSION = 1
KEYS = ("schema", "version", "times_s", "positions_m")
MAX_CHARACTERS = 2**26
# House defaults, not measured: a day, a thousand kilometres, no step that a slope would choke on.
LONGEST_S, FARTHEST_M, SHORTEST_STEP_S = 86_400.0, 1e6, 1e-6

# One step each: UPGRADES[1] turns a document of version 1 into one of version 2.
UPGRADES: dict[int, Upgrade] = {}


@dataclass(frozen=True, slots=True, eq=False)
class SampledPath:
    """Places in time: times_s (k,) from the first frame of the shot, rising; positions_m (k, 3) in
    the stage frame. Both are read-only."""

    times_s: Floats
    positions_m: Floats

    def to_json(self) -> str:
        """The path as a file. Equal paths have equal bytes, and so the same sha256."""
        rows = {"times_s": self.times_s.tolist(), "positions_m": self.positions_m.tolist()}
        return canonical_json({"schema": SCHEMA, "version": VERSION, **rows}) + "\n"


def sampled_path(times_s: Any, positions_m: Any, where: str = "path") -> SampledPath:
    """A path from anything that numpy takes for numbers. Raises InputError for what is no path."""
    times = _table(times_s, f"{where}.times_s", ())
    places = _table(positions_m, f"{where}.positions_m", (3,))
    if len(times) != len(places):
        raise wrong(f"{where}.positions_m", f"{len(places)}", f"{len(times)}, one for each time")
    if np.abs(times).max() > LONGEST_S or np.abs(places).max() > FARTHEST_M:
        expected = f"at most {LONGEST_S:g} s and {FARTHEST_M:g} m"
        raise wrong(where, "times or places out of reach", expected)
    if (np.diff(times) < SHORTEST_STEP_S).any():
        index = int(np.argmax(np.diff(times) < SHORTEST_STEP_S)) + 1
        expected = f"later than the one before by {SHORTEST_STEP_S:g} s or more"
        raise wrong(f"{where}.times_s[{index}]", f"{times[index]:g}", expected)
    return SampledPath(times, places)


def read_path(data: bytes, where: str = "path") -> SampledPath:
    """The path that a file spells. Raises InputError, which says what is wrong with it."""
    text = text_of(data, where)
    document = upgraded(load_object(text, where, MAX_CHARACTERS), SCHEMA, VERSION, UPGRADES, where)
    mistakes = key_mistakes(document, KEYS, where)
    if mistakes:
        raise InputError(mistakes)
    rows = _listed(document["positions_m"], f"{where}.positions_m", {list})
    _listed(document["times_s"], f"{where}.times_s", {int, float})
    for index, row in enumerate(rows):
        _listed(row, f"{where}.positions_m[{index}]", {int, float})
    return sampled_path(document["times_s"], document["positions_m"], where)


def _listed(listed: Any, where: str, kinds: set[type]) -> list[Any]:
    """The list as it is, if it is one of such things: numpy would take text for a number."""
    if not isinstance(listed, list) or not set(map(type, listed)) <= kinds:
        expected = "a list of rows" if list in kinds else "a list of numbers"
        raise wrong(where, shorten(listed), expected)
    return listed


def _table(listed: Any, where: str, row: tuple[int, ...]) -> Floats:
    """Numbers as a read-only array, each of them a row of that shape."""
    expected = f"1 to {MAX_FRAMES} {'rows of 3 numbers' if row else 'numbers'}"
    try:
        table = np.array(listed, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise wrong(where, "something else", expected) from None
    if table.ndim != 1 + len(row) or table.shape[1:] != row or not 1 <= len(table) <= MAX_FRAMES:
        raise wrong(where, f"an array of {' x '.join(map(str, table.shape))}", expected)
    if not np.isfinite(table).all():
        raise wrong(where, "a number that is not finite", expected)
    table.setflags(write=False)
    return table
