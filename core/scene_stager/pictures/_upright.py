# SPDX-License-Identifier: Apache-2.0
"""Which way up a picture is meant to be seen, and turning it so."""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

ORIENTATION = 0x0112  # EXIF 2.32, table 4
SIDEWAYS = (5, 6, 7, 8)  # orientations with rows for columns; source: EXIF 2.32, table 4
IN_XMP = re.compile(rb"tiff:Orientation(?:=\"|>)([1-8])")


def orientation_of(exif: bytes, xmp: bytes = b"") -> int:
    """The orientation that an EXIF block says, 1 to 8; else what XMP says; else 1."""
    from PIL import Image

    found = Image.Exif()
    try:
        found.load(exif)
        said = found.get(ORIENTATION)
    except Exception:  # noqa: BLE001  a damaged block says nothing, whatever the reader trips over
        said = None
    if said is None and (in_xmp := IN_XMP.search(xmp)):
        said = int(in_xmp[1])
    return sound_orientation(said)


def sound_orientation(said: object) -> int:
    """An orientation from 1 to 8; what is none counts as upright."""
    return said if isinstance(said, int) and 1 <= said <= 8 else 1


def turned(array: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Rows and columns as they are meant to be seen, in one piece of memory."""
    if orientation in SIDEWAYS:
        array = array.swapaxes(0, 1)
    rows = slice(None, None, -1 if orientation in (3, 4, 7, 8) else 1)
    columns = slice(None, None, -1 if orientation in (2, 3, 6, 7) else 1)
    return np.ascontiguousarray(array[rows, columns])
