# SPDX-License-Identifier: Apache-2.0
"""What computes here: a digest of the code, and a fingerprint of the machine's arithmetic."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np

from scene_stager.canonical import digest_of

PACKAGE = Path(__file__).parents[1]

# All that can change the numbers of a node. What only moves, shows or writes them is not here.
NODES = ("canonical.py", "maths", "shot", "moks")


def code_digest(rooms: Iterable[str] = NODES, package: Path = PACKAGE) -> str:
    """sha256 over the source files of some rooms; empty when there are none.

    Left alone, over those that can change a node's numbers.
    """
    files = [
        file
        for room in rooms
        for file in ([package / room] if room.endswith(".py") else (package / room).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    if not any(file.suffix == ".py" for file in files):
        return ""
    return digest_of(
        {
            file.relative_to(package).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in files
        }
    )


@cache
def arithmetic_digest() -> str:
    """sha256 over the last bits of this machine's transcendental functions.

    They differ between numpy releases, processors and C libraries, and stored numbers are not
    rounded yet: those of one arithmetic must never be mixed with those of another.
    """
    x = np.linspace(0.01, 40.0, 4096)
    samples = (np.sin(x), np.cos(x), np.tan(x), np.exp(-x), np.expm1(-x), np.log(x), np.log10(x))
    others = (x**1.7, np.tanh(x / 8), np.arctan2(np.sin(x), x), np.hypot(x, 1 / x), np.cbrt(x))
    found = hashlib.sha256(np.__version__.encode("ascii"))
    for sample in (*samples, *others):
        found.update(sample.tobytes())
    return found.hexdigest()
