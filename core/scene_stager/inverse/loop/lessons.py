# SPDX-License-Identifier: Apache-2.0
"""What a library teaches now, held against what it taught the matches of an earlier run."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from scene_stager.errors import InputError
from scene_stager.inverse.answer.match_file import MATCH_FILE
from scene_stager.inverse.second_look.calibration_library import CalibrationLibrary
from scene_stager.inverse.second_look.memory import is_still_taught
from scene_stager.plain_file import read_plain_file
from scene_stager.provenance.documents import match_tree
from scene_stager.script.strict_json import MAX_BYTES, parse


class Lessons:
    """What the library of a run offers, and which of it the run's own stills have given.

    Entries of stills whose results stand in `out` are the run's own: which of a run's stills came
    first is chance, and no reason to match any of them again. Without a library nothing is asked.
    """

    def __init__(self, library: Path | None, out: Path) -> None:
        self._out = out
        there = library is not None and library.is_file()
        self._shelf = CalibrationLibrary(library) if library is not None and there else None
        self._entries = () if self._shelf is None else self._shelf.entries()
        self._is_asked = library is not None

    @property
    def set_aside(self) -> Path | None:
        """Where a library went that was found damaged."""
        return None if self._shelf is None else self._shelf.damaged

    def still_hold(self, folder: Path) -> bool:
        """Whether the match in a folder would be taught the same by the library as it is now."""
        if not self._is_asked:
            return True
        tree = _match_in(folder)
        return tree is not None and is_still_taught(tree, self._entries, self._ours)

    @cached_property
    def _ours(self) -> frozenset[tuple[float | None, ...]]:
        trees = (_match_in(file.parent) for file in self._out.glob(f"*/{MATCH_FILE}"))
        told = (tree.get("signature") for tree in trees if tree is not None)
        return frozenset(tuple(numbers) for numbers in told if isinstance(numbers, list))


def _match_in(folder: Path) -> dict[str, object] | None:
    """The content of the match file in a folder; None where there is none that reads."""
    file = folder / MATCH_FILE
    try:
        return match_tree(parse(read_plain_file(file, f"a {MATCH_FILE}", MAX_BYTES), str(file)), "")
    except InputError:
        return None
