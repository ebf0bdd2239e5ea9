# SPDX-License-Identifier: Apache-2.0
"""A layer in USD's binary form, and as a package of one file: of one text, always one file."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pxr import Sdf

INSIDE = "shot.usdc"
ALIGNED = 64  # bytes: where the data of a file in a package begins, by the specification of usdz
HEADER = 30  # bytes of a file's header in a zip, before its name
PADDING_ID, PADDING_HEADER = 0x1986, 4  # of the extra field that USD's own writer pads with
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows: no clock in the bytes


def crate(text: str) -> bytes:
    """The text of a .usda layer as the bytes of a .usdc file."""
    layer = Sdf.Layer.CreateAnonymous(".usda")
    layer.ImportFromString(text)
    with TemporaryDirectory() as folder:
        file = Path(folder) / INSIDE
        layer.Export(str(file))
        return file.read_bytes()


def package(data: bytes) -> bytes:
    """The bytes of a .usdc file as a .usdz package: a zip, stored, its data on a round address."""
    entry = ZipInfo(INSIDE, LONG_AGO)
    entry.compress_type = ZIP_STORED
    room = -(HEADER + len(INSIDE) + PADDING_HEADER) % ALIGNED
    entry.extra = struct.pack("<HH", PADDING_ID, room) + bytes(room)
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(entry, data)
    return file.getvalue()
