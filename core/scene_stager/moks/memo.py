# SPDX-License-Identifier: Apache-2.0
"""Memory of nodes from one execution to the next."""

import threading
from collections import OrderedDict

from scene_stager.maths.arrays import Floats
from scene_stager.moks.window import Window


class Memo:
    """Keeps the numbers of nodes in memory, and lets go of the longest unused when it is full."""

    def __init__(self, max_bytes: int = 2**29) -> None:
        self.max_bytes = max_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Window], Floats] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        """How many nodes are remembered."""
        return len(self._kept)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def get(self, node_hash: str, window: Window, width: int) -> Floats | None:
        """The numbers of a node over a window of frames, if they are still remembered."""
        with self._lock:
            found = self._kept.get((node_hash, window))
            if found is None or found.shape[1] != width:
                return None
            self._kept.move_to_end((node_hash, window))
            return found

    def put(self, node_hash: str, window: Window, values: Floats) -> bool:
        """Remember read-only numbers."""
        with self._lock:
            before = self._kept.pop((node_hash, window), None)
            self._bytes += values.nbytes - (0 if before is None else before.nbytes)
            self._kept[node_hash, window] = values
            while self._bytes > self.max_bytes:
                self._bytes -= self._kept.popitem(last=False)[1].nbytes
            return (node_hash, window) in self._kept
