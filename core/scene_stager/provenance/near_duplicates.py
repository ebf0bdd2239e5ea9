# SPDX-License-Identifier: Apache-2.0
"""Which of many perceptual hashes are within so many bits of one, by counting them all."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bytes
from scene_stager.provenance.perceptual_hash import CANDIDATE_BITS, TURNED_CANDIDATE_BITS

Words = NDArray[np.uint64]
Counts = NDArray[np.uint16]

AT_ONCE = 2**18  # hashes whose distances are held in memory together
BYTES_OF_16_BITS = np.arange(2**16, dtype=np.uint16).view(np.uint8).reshape(-1, 2)
SET_OF_16_BITS = np.unpackbits(BYTES_OF_16_BITS, axis=1).sum(axis=1, dtype=np.uint16)


class Near(NamedTuple):
    """A hash that is near: how near, its place among the many, and the form in which it is."""

    distance_bits: int
    place: int
    form: int


def near_duplicates(
    forms: Bytes,
    hashes: Bytes,
    most_bits: int = CANDIDATE_BITS,
    most_turned_bits: int = TURNED_CANDIDATE_BITS,
) -> tuple[Near, ...]:
    """The hashes that are near to a picture as it stands, or in another form; nearest first.

    shapes   forms (8, 32), or (1, 32) for the picture as it stands; hashes (n, 32), which may be
             mapped from a file
    units    bits of 256
    source   definition: every distance is counted, so that none is missed
    """
    found: list[Near] = []
    queries: Words = np.ascontiguousarray(forms).view(np.uint64)
    for start in range(0, len(hashes), AT_ONCE):
        block: Words = np.ascontiguousarray(hashes[start : start + AT_ONCE]).view(np.uint64)
        for form, one in enumerate(queries):
            distance = distances_bits(one, block)
            within = np.flatnonzero(distance <= (most_turned_bits if form else most_bits))
            found += [Near(int(distance[k]), start + int(k), form) for k in within]
    nearest: dict[int, Near] = {}
    for near in sorted(found):
        nearest.setdefault(near.place, near)
    return tuple(nearest.values())


def distances_bits(one: Words, many: Words) -> Counts:
    """How many bits one hash and each of many do not share.

    shapes   one (4,), many (n, 4) -> (n,)
    units    bits
    source   definition, 64 bits at a time
    """
    count = getattr(np, "bitwise_count", _set_bits)  # NumPy has it since 2.0
    total = np.zeros(len(many), dtype=np.uint16)
    for column in range(many.shape[1]):
        total += count(many[:, column] ^ one[column])
    return total


def _set_bits(words: Words) -> Counts:
    return np.asarray(
        SET_OF_16_BITS[words.view(np.uint16).reshape(-1, 4)].sum(axis=1, dtype=np.uint16)
    )
