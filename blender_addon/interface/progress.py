# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer's counter: how far a bake is, in per cent."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import bpy

from scene_stager.maths.arrays import Floats
from scene_stager.moks.memo import Memo
from scene_stager.moks.window import Window

COMPUTED = 80.0  # of the per cent, how many computing takes; house default, not measured
USUAL_CHANGES = 300.0  # of a bake's writing; house default, not measured


@contextmanager
def progress(context: bpy.types.Context) -> Iterator[Callable[[float], None]]:
    """A counter from 0 to 100 beside the pointer; the function that is given moves it forward."""
    manager, shown = context.window_manager, [-1]

    def tell(per_cent: float) -> None:
        whole = int(per_cent)
        if whole > shown[0]:
            shown[0] = whole
            manager.progress_update(whole)

    manager.progress_begin(0, 100)
    try:
        yield tell
    finally:
        manager.progress_end()


class Watched:
    """A memory of results that tells how many of a plan's nodes are done."""

    def __init__(self, memo: Memo, nodes: int, tell: Callable[[float], None]) -> None:
        self._memo, self._nodes, self._tell = memo, max(nodes, 1), tell
        self._done = 0

    def get(self, node_hash: str, window: Window, width: int) -> Floats | None:
        """What is remembered."""
        found = self._memo.get(node_hash, window, width)
        if found is not None:
            self._one_more()
        return found

    def put(self, node_hash: str, window: Window, values: Floats) -> bool:
        """Remember what was computed."""
        self._one_more()
        return self._memo.put(node_hash, window, values)

    def _one_more(self) -> None:
        self._done += 1
        self._tell(COMPUTED * min(self._done / self._nodes, 1.0))


def written(tell: Callable[[float], None]) -> Callable[[int], None]:
    """What a bake calls before each change; nobody knows how many there will be."""
    return lambda number: tell(100.0 - (100.0 - COMPUTED) * math.exp(-number / USUAL_CHANGES))
