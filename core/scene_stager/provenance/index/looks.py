# SPDX-License-Identifier: Apache-2.0
"""How all pictures of an index look, as arrays that are mapped from files and never read whole.

They are made of the index's rows whenever these have changed, under a name that is their own
digest: who has the older ones open keeps them.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Bytes
from scene_stager.whole_file import write_whole

BITS, COLOURS, OWN = 32, 13, 32  # bytes of a hash of looks, of colours, and of pixels
WIDTHS = {"own": OWN, "bits": BITS, "colours": COLOURS}
START, ENDING = "looks-", ".bytes"

LookRow = tuple[bytes, bytes, bytes]
"""Of one picture: its pixel hash, the bits of how it looks, its colours."""


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """own (n, 32), bits (n, 32) and colours (n, 13), a row for each different picture."""

    own: Bytes
    bits: Bytes
    colours: Bytes


def write_looks(folder: Path, rows: list[LookRow]) -> str:
    """Write the arrays of rows, if they are not there; what they are called. Raises OSError."""
    parts = {name: b"".join(row[k] for row in rows) for k, name in enumerate(WIDTHS)}
    name = hashlib.sha256(b"".join(parts.values())).hexdigest()[:32]
    for part, data in parts.items():
        place = _place(folder, name, part)
        if not place.is_file() or place.stat().st_size != len(data):
            write_whole(place, data)
    return name


def open_looks(folder: Path, name: str) -> Looks | None:
    """The arrays of that name, mapped; None where they are not there, or not whole."""
    try:
        own, bits, colours = (_mapped(_place(folder, name, p), w) for p, w in WIDTHS.items())
    except (OSError, ValueError):
        return None
    return Looks(own, bits, colours) if len(own) == len(bits) == len(colours) else None


def drop_other_looks(folder: Path, name: str) -> None:
    """Take away the arrays of every other name."""
    for place in folder.glob(f"{START}*{ENDING}"):
        if not place.name.startswith(f"{START}{name}"):
            with suppress(OSError):  # Windows keeps what somebody has open; the next run asks again
                place.unlink()


def _mapped(place: Path, width: int) -> Bytes:
    size = place.stat().st_size
    if size % width:
        raise ValueError("an array that is not whole")
    if not size:
        return np.zeros((0, width), dtype=np.uint8)
    return np.memmap(place, dtype=np.uint8, mode="r", shape=(size // width, width))


def _place(folder: Path, name: str, part: str) -> Path:
    return folder / f"{START}{name}.{part}{ENDING}"
