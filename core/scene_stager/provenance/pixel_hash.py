# SPDX-License-Identifier: Apache-2.0
"""The name of a picture's pixels: equal where every pixel is, whatever file they are kept in.

A lossless re-save keeps it, a stripped profile or a lost record too; one pixel that is another
gives another name.
"""

import hashlib
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from scene_stager.pictures.codes import Alpha, Codes, Values
from scene_stager.pictures.read import read_codes, read_planes

VERSION = b"px1\0"  # another one with any change of what is hashed
BLOCK_BYTES = 2**20
FLOAT_TAGS = {("f", 2): b"F16", ("f", 4): b"F32", ("f", 8): b"F64"}


def pixel_hash(codes: Codes) -> str:
    """The sha256 of decoded pixels, as 64 hexadecimal digits.

    Whole numbers: colours that are grey everywhere are grey; alpha that is opaque everywhere is
    none; under alpha 0 every colour is black. Floats are hashed as channels by name.

    shapes   codes.values (h, w, c), upright
    units    codes as they are stored: 8 bits and 16 bits are never the same
    source   house rule: px1, a tag of channels and bits, width and height (big-endian), the codes
             row by row (16 bits little-endian)
    """
    if codes.values.dtype.kind == "f":
        return planes_hash(
            {name: codes.values[..., place] for place, name in enumerate(codes.channels)}
        )
    values, tag = _plain(codes)
    height, width = values.shape[:2]
    total = hashlib.sha256(VERSION + tag + struct.pack(">II", width, height))
    _feed(total, values)
    return total.hexdigest()


def planes_hash(planes: Mapping[str, Values]) -> str:
    """The same for channels by name: all that an EXR file holds, in the order of their names.

    Nothing is judged equal but equal bits: one NaN is not another, nor is minus zero zero.

    shapes   each plane (h, w)
    units    as they are stored
    source   house rule: px1, F16 or F32 (MIX where they differ), width and height of the largest,
             then for each its name, a NUL, its own type and size, its values little-endian
    """
    kinds = {(plane.dtype.kind, plane.dtype.itemsize) for plane in planes.values()}
    tag = FLOAT_TAGS.get(next(iter(kinds)), b"MIX") if len(kinds) == 1 else b"MIX"
    width = max((plane.shape[1] for plane in planes.values()), default=0)
    height = max((plane.shape[0] for plane in planes.values()), default=0)
    total = hashlib.sha256(VERSION + tag + struct.pack(">II", width, height))
    for name in sorted(planes):
        plane = planes[name]
        kind = f"{plane.dtype.kind}{plane.dtype.itemsize}".encode()
        total.update(name.encode("utf-8", "surrogatepass") + b"\0" + kind)
        total.update(struct.pack(">II", plane.shape[1], plane.shape[0]))
        _feed(total, plane)
    return total.hexdigest()


def pixel_hash_of_file(path: Path | str) -> str:
    """The pixel hash of a picture file; of an animation the first frame's. Raises InputError."""
    planes = read_planes(path)
    return pixel_hash(read_codes(path)) if planes is None else planes_hash(planes)


def file_hash(path: Path | str) -> str:
    """The sha256 of a file's bytes. Raises OSError."""
    total = hashlib.sha256()
    with Path(path).open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            total.update(block)
    return total.hexdigest()


def _feed(total: Any, values: Values) -> None:
    """Hash an array row by row, the lower byte first on every machine."""
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    total.update(little.reshape(-1).view(np.uint8))


def _plain(codes: Codes) -> tuple[Values, bytes]:
    """Whole numbers in the one form that they are hashed in, and the tag of that form."""
    values, channels, alpha = codes.values, codes.channels, codes.alpha
    if alpha is not Alpha.NONE and (values[..., -1] == codes.highest).all():
        values, channels, alpha = values[..., :-1], channels[:-1], Alpha.NONE
    if alpha is Alpha.STRAIGHT:
        unseen = values[..., -1] == 0
        if unseen.any():
            values = np.where(unseen[..., None], 0, values).astype(values.dtype)
    if channels[:3] == ("R", "G", "B") and _is_grey(values):
        values, channels = values[..., [0, *range(3, len(channels))]], ("Y", *channels[3:])
    letters = "".join("L" if name == "Y" and len(channels) < 3 else name for name in channels)
    if alpha is Alpha.PREMULTIPLIED:
        letters = letters[:-1] + "a"
    return values, f"{letters}{8 * values.dtype.itemsize}".encode()


def _is_grey(values: Values) -> bool:
    """Whether red, green and blue are the same everywhere; one look at a row settles most."""
    red, green, blue = values[..., 0], values[..., 1], values[..., 2]
    for rows in (slice(0, 1), slice(None)):
        if not (np.array_equal(red[rows], green[rows]) and np.array_equal(red[rows], blue[rows])):
            return False
    return True
