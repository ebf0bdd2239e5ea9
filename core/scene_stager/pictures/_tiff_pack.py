# SPDX-License-Identifier: Apache-2.0
"""Pieces of a TIFF file, unpacked by the library whose format it is, predictions undone."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import numpy as np

from scene_stager.pictures._silence import silence
from scene_stager.pictures.codes import Values

# Packings. Source: TIFF 6.0, page 30, its supplement of 2002, and libtiff (LZMA, ZSTD).
AS_IT_IS, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS, LZMA, ZSTD = 1, 5, 8, 32946, 32773, 34925, 50000
PACKINGS = (AS_IT_IS, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS, LZMA, ZSTD)
PREDICTED = (LZW, DEFLATE, OLD_DEFLATE, LZMA, ZSTD)  # packings that come with a prediction
BATCH_BYTES = 2**24  # unpacked at one go; house default
MOST_PIECE_BYTES = 2**27  # the library takes a piece for a picture, and for a bomb above this
# Source: TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3.
NO_PREDICTION, DIFFERENCES, FLOAT_DIFFERENCES = 1, 2, 3


def unpacked(
    pieces: Iterable[bytes], rows: Sequence[int], row_bytes: int, packing: int
) -> Iterator[bytes]:
    """Each piece as so many rows of so many bytes. Raises ValueError where there are fewer."""
    if packing != AS_IT_IS and rows[0] * row_bytes > MOST_PIECE_BYTES:
        raise ValueError(f"a packed piece of {rows[0] * row_bytes} bytes")
    batch: list[bytes] = []
    room = max(1, BATCH_BYTES // max(1, rows[0] * row_bytes))
    for index, piece in enumerate(pieces):
        if index == len(rows):
            return
        if packing == AS_IT_IS:
            if len(piece) < rows[index] * row_bytes:
                raise ValueError("rows are missing")
            yield piece
            continue
        batch.append(piece)
        last = index + 1 == len(rows) or rows[index + 1] != rows[index]
        if len(batch) == room or last or rows[index] != rows[0]:
            yield from _batch(batch, rows[index], row_bytes, packing)
            batch = []


def _batch(pieces: list[bytes], rows: int, row_bytes: int, packing: int) -> Iterator[bytes]:
    """Pieces of equal size, unpacked by the library: they are given to it as strips of bytes."""
    from PIL import Image

    file = _as_strips(pieces, rows, row_bytes, packing)
    with silence(), Image.open(file, formats=("TIFF",)) as image:
        plain = image.tobytes()
    size = rows * row_bytes
    yield from (plain[start : start + size] for start in range(0, len(pieces) * size, size))


def _as_strips(pieces: list[bytes], rows: int, row_bytes: int, packing: int) -> BytesIO:
    """A TIFF of one byte a pixel whose strips are these pieces. Source: TIFF 6.0, section 2."""
    count, sizes = len(pieces), [len(piece) for piece in pieces]
    starts = np.cumsum([8, *sizes]).tolist()
    table = starts.pop()
    lists = table if count > 1 else 0
    places, lengths = (lists, lists + 4 * count) if count > 1 else (starts[0], sizes[0])
    tags = [
        (256, 4, 1, row_bytes), (257, 4, 1, rows * count), (258, 3, 1, 8), (259, 3, 1, packing),
        (262, 3, 1, 1), (273, 4, count, places), (277, 3, 1, 1), (278, 4, 1, rows),
        (279, 4, count, lengths),
    ]  # fmt: skip
    head = table + (8 * count if count > 1 else 0)
    body = struct.pack(f"<{2 * count}I", *starts, *sizes) if count > 1 else b""
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    directory = struct.pack("<H", len(tags)) + entries + b"\0\0\0\0"
    return BytesIO(b"".join([struct.pack("<2sHI", b"II", 42, head), *pieces, body, directory]))


def without_prediction(
    piece: bytes, prediction: int, shape: tuple[int, int, int], dtype: "np.dtype[np.generic]"
) -> Values:
    """The samples (rows, columns, samples) of a piece. Raises ValueError for another prediction.

    Source: TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3.
    """
    rows, columns, samples = shape
    count = rows * columns * samples
    if prediction == FLOAT_DIFFERENCES and dtype.kind == "f":
        size = dtype.itemsize
        flat = np.frombuffer(piece, np.uint8, count * size).reshape(rows, size * columns, samples)
        planes = np.cumsum(flat, axis=1, dtype=np.uint8).reshape(rows, size, columns * samples)
        big = np.ascontiguousarray(planes.transpose(0, 2, 1)).view(dtype.newbyteorder(">"))
        return big.reshape(shape)
    plain = np.frombuffer(piece, dtype, count).reshape(shape)
    if prediction == NO_PREDICTION:
        return plain
    if prediction != DIFFERENCES:
        raise ValueError(f"prediction {prediction} of numbers of kind {dtype.kind}")
    native = dtype.newbyteorder("=")
    steps = plain.astype(native).view(f"u{dtype.itemsize}")
    return np.cumsum(steps, axis=1, dtype=steps.dtype).view(native)
