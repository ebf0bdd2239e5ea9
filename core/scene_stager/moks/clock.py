# SPDX-License-Identifier: Apache-2.0
"""When a shot runs. Frame numbers mean nothing without a rate, so the three go together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """The rate as a fraction, the number of the first frame, and how many frames there are."""

    fps: tuple[int, int]
    start_frame: int
    frame_count: int

    @property
    def duration_s(self) -> float:
        """Seconds from the first frame to the last."""
        return (self.frame_count - 1) * self.fps[1] / self.fps[0]
