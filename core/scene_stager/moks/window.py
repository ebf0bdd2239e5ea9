# SPDX-License-Identifier: Apache-2.0
"""Which frames a plan is evaluated on, and when they are."""

from dataclasses import dataclass
from math import gcd
from typing import Protocol

import numpy as np

from scene_stager.maths.arrays import Floats

# numpy computes sines and exponentials several at a time, and on some processors the last few of an
# array in another way, with other last bits. Frames are therefore always evaluated in whole groups
# that begin at multiples of this: a frame stands at the same place whatever else is asked.
GROUP = 16


@dataclass(frozen=True, slots=True)
class Window:
    """A run of frames: the rate in lowest terms, the index of the first frame, how many."""

    rate: tuple[int, int]
    first: int
    count: int

    def times_s(self) -> Floats:
        """Seconds from the first frame of the shot, each by one correctly rounded division.

        Frames of different rates that share an instant therefore share the very same double.
        """
        indices = np.arange(self.first, self.first + self.count, dtype=np.int64)
        times = (indices * self.rate[1]) / self.rate[0]
        times.setflags(write=False)
        return times


def window_around(fps: tuple[int, int], first: int, last: int) -> Window:
    """The whole groups that hold the frames with indices `first` to `last`."""
    common = gcd(*fps)
    start = first // GROUP * GROUP
    end = -(-(last + 1) // GROUP) * GROUP
    return Window((fps[0] // common, fps[1] // common), start, end - start)


class Store(Protocol):
    """Something that keeps the numbers of nodes from one execution to the next."""

    def get(self, node_hash: str, window: Window, width: int) -> Floats | None:
        """The numbers (window.count, width), or None when they are not there or not sound."""

    def put(self, node_hash: str, window: Window, values: Floats) -> bool:
        """Keep read-only numbers if possible, and say whether it was."""
