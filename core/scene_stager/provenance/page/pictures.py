# SPDX-License-Identifier: Apache-2.0
"""Pictures of a site: small ones for cards, large ones for looking, named by what they show."""

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import StagerError
from scene_stager.maths.arrays import Bytes
from scene_stager.pictures.codes import Codes
from scene_stager.pictures.read import read_codes
from scene_stager.pictures.write import encode_picture
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.index.entry import AGAIN, FileState, state_of
from scene_stager.provenance.names import display_of
from scene_stager.provenance.stamp import own_hash
from scene_stager.whole_file import write_whole

# House defaults, not measured.
SIDES_PX = {"large": 1280, "small": 360}
QUALITY = 82
DIGITS = 24  # of the pixel hash: a name that no two pictures of a corpus share

Shown = tuple[str, str]
NONE: Shown = ("", "")


def shown(site: Path, own: str, path: str, state: FileState | None) -> Shown:
    """The small and the large picture of a file, made if they are not there; ("", "") for none.

    A file that has changed since it was indexed is not shown: its pixels would be others. One that
    was indexed too soon after it was written to tell by its time is told by its pixels.
    """
    names = tuple(f"{side}/{own[:DIGITS]}.webp" for side in ("small", "large"))
    if all((site / name).is_file() for name in names):
        return names[0], names[1]
    if state is None or state not in (AGAIN, state_of(path)):
        return NONE
    try:
        if state == AGAIN and own_hash(Path(path), carrier_of(Path(path))) != own:
            return NONE
        image = _image(Path(path), read_codes(Path(path)))
    except (StagerError, OSError, ValueError, MemoryError):
        return NONE
    for name, side_px in zip(names[::-1], SIDES_PX.values(), strict=True):
        image = _fitted(image, side_px)  # the small one of the large one
        place = site / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, encode_picture(image, ".webp", quality=QUALITY))
    return names[0], names[1]


def _image(path: Path, codes: Codes) -> Bytes:
    """Display codes of 8 bits (h, w, 3)."""
    display: NDArray[Any] = display_of(codes, path)
    if display.dtype == np.uint16:
        eight = (display >> 8).astype(np.uint8)
    elif display.dtype == np.uint8:
        eight = np.asarray(display)
    else:
        eight = np.round(np.clip(display, 0.0, 1.0) * 255.0).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(eight, (*eight.shape[:2], 3)))


def _fitted(picture: Bytes, side_px: int) -> Bytes:
    """A picture whose longer side is this at most."""
    from PIL import Image

    image = Image.fromarray(picture)
    image.thumbnail((side_px, side_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return np.asarray(image)


def unused(site: Path, used: set[str]) -> list[Path]:
    """Pictures of an older site that no page shows any more."""
    return [
        Path(entry.path)
        for side in SIDES_PX
        if (site / side).is_dir()
        for entry in os.scandir(site / side)
        if f"{side}/{entry.name}" not in used and entry.name.endswith(".webp")
    ]
