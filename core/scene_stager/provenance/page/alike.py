# SPDX-License-Identifier: Apache-2.0
"""Which pictures of one page look alike: proposals for a person, and never a line of the river."""

import sqlite3
from collections.abc import Iterator

import numpy as np

from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.near_duplicates import near_duplicates
from scene_stager.provenance.page.river import Resemblance
from scene_stager.provenance.perceptual_hash import LEAST_QUALITY, NEAR_CERTAIN_BITS

MOST = 60  # of a page: house default


class LookAlikes:
    """How the pictures of an index look that can be told from others."""

    def __init__(self, index: AssetIndex) -> None:
        def ask(base: sqlite3.Connection) -> dict[str, bytes]:
            asked = "SELECT own, bits FROM files WHERE length(bits) = 32 AND quality >= ?"
            return {str(own): bytes(bits) for own, bits in base.execute(asked, (LEAST_QUALITY,))}

        self._bits = index.ask(ask)

    def among(self, owns: list[str]) -> Iterator[Resemblance]:
        """The nearest pairs of some pictures."""
        there = [own for own in owns if own in self._bits]
        rows = b"".join(self._bits[own] for own in there)
        bits = np.frombuffer(rows, dtype=np.uint8).reshape(-1, 32)
        pairs = [
            (near.distance_bits, there[k], there[k + 1 + near.place])
            for k in range(len(there) - 1)
            for near in near_duplicates(bits[k : k + 1], bits[k + 1 :])
        ]
        for distance, one, other in sorted(pairs)[:MOST]:
            grade = "near-certain" if distance <= NEAR_CERTAIN_BITS else "a candidate"
            yield Resemblance(one, other, f"{distance} of 256 bits apart, {grade}")
