# SPDX-License-Identifier: Apache-2.0
"""A shot in its place on the clock of a master."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence, Tuple


@dataclass(frozen=True)
class PlacedShot:
    """A shot of a master: its frames there, how far its own frames are from those, what varies, and
    the layer of every variant by its relative path; the first is chosen."""

    name: str
    frames: range
    offset: int
    vary: str
    variants: Sequence[Tuple[str, str]]
