# SPDX-License-Identifier: Apache-2.0
"""PNG files: the chunks are read here, the pixels unpacked by the library, sixteen bits in full."""

import struct
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.pictures._png_chunks import SIGNATURE, Chunks, colour_of_chunks, read_chunks
from scene_stager.pictures._upright import orientation_of, turned
from scene_stager.pictures.codes import Alpha, Codes, Values

if TYPE_CHECKING:
    from PIL import Image

# By colour type: what the samples are. Source: PNG third edition, table 11.
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
GREYS = (GREY, GREY_ALPHA)
HEADER_END = 33  # of the signature and the first chunk


def read_png(file: Path, name: str) -> Codes:
    """The codes of a PNG file. Raises InputError for a size, ValueError for damage."""
    with file.open("rb") as stream:
        found = read_chunks(stream, name)
    colour = colour_of_chunks(found)
    values, alpha = _values(found)
    embedded = found.words.embedded
    orientation = orientation_of(embedded.exif, embedded.xmp)
    channels = ("Y",) if found.kind in GREYS else ("R", "G", "B")
    return Codes(
        values=turned(values, orientation),
        channels=channels if alpha is Alpha.NONE else (*channels, "A"),
        bits=8 if found.kind == PALETTE else found.depth,
        alpha=alpha,
        colour=colour,
        orientation=orientation,
        embedded=embedded,
        frames=found.frames,
        notes=(*found.notes, *found.words.notes),
    )


def _values(found: Chunks) -> tuple[Values, Alpha]:
    """Codes (h, w, c), and whether the last channel is alpha."""
    if found.kind == PALETTE:
        mode = "RGBA" if found.transparent else "RGB"
        with _opened(found.pixels) as image:
            return np.asarray(image.convert(mode)), _straight(bool(found.transparent))
    values = _deep(found) if found.depth == 16 else _shallow(found)
    if found.kind in (GREY_ALPHA, RGB_ALPHA):
        return values, Alpha.STRAIGHT
    key = _key(found, values.shape[-1])
    if key is None:
        return values, Alpha.NONE
    seen = np.where((values == key).all(axis=-1), 0, np.iinfo(values.dtype).max)
    return np.concatenate([values, seen[..., None].astype(values.dtype)], axis=-1), Alpha.STRAIGHT


def _straight(has_alpha: bool) -> Alpha:
    return Alpha.STRAIGHT if has_alpha else Alpha.NONE


def _key(found: Chunks, count: int) -> NDArray[np.int64] | None:
    """The colour that stands for nothing at all, as the codes here have it."""
    if len(found.transparent) != 2 * count:
        return None
    key = np.array(struct.unpack(f">{count}H", found.transparent), dtype=np.int64)
    return key * (255 // (2**found.depth - 1)) if found.depth < 8 else key


def _opened(pixels: BytesIO) -> "Image.Image":
    from PIL import Image, UnidentifiedImageError

    pixels.seek(0)
    try:
        return Image.open(pixels, formats=("PNG",))
    except UnidentifiedImageError as error:
        raise ValueError("a header that says nothing known") from error


def _shallow(found: Chunks) -> Values:
    with _opened(found.pixels) as image:
        flat = np.asarray(image.convert("L") if image.mode == "1" else image)
    return flat[..., None] if flat.ndim == 2 else flat


def _deep(found: Chunks) -> Values:
    if found.kind == GREY:
        with _opened(found.pixels) as image:
            return np.asarray(image).astype(np.uint16)[..., None]
    if found.kind == GREY_ALPHA:
        # As many bytes a pixel as eight-bit RGBA has, and filters work on bytes: they are pairs.
        with _opened(_with_kind(found.pixels, 8, RGB_ALPHA)) as image:
            pairs = np.asarray(image).astype(np.uint16)
        return (pairs[..., 0::2] << 8) | pairs[..., 1::2]
    return _deep_colour(found.pixels)


def _with_kind(pixels: BytesIO, depth: int, kind: int) -> BytesIO:
    """The same file under another header."""
    data = pixels.getbuffer()
    header = b"IHDR" + bytes(data[16:24]) + bytes((depth, kind)) + bytes(data[26:29])
    changed = BytesIO(SIGNATURE + struct.pack(">I", 13) + header)
    changed.seek(0, 2)
    changed.write(struct.pack(">I", zlib.crc32(header)))
    changed.write(data[HEADER_END:])
    return changed


def _deep_colour(pixels: BytesIO) -> Values:
    """Sixteen-bit colour from a library that hands out eight: the high bytes, then the low ones.

    Its decoder keeps the more significant byte of each pair; told that the pairs are the other
    way round, it keeps the other.
    """
    with _opened(pixels) as image:
        deep = np.asarray(image).astype(np.uint16) << 8
    with _opened(pixels) as again:
        again.tile = [_swapped(tile) for tile in again.tile]  # type: ignore[attr-defined]
        deep |= np.asarray(again)
    return deep


def _swapped(tile: Any) -> Any:
    order = str(tile[3] if isinstance(tile[3], str) else tile[3][0])
    other = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}[order[-1]]
    return tile._replace(args=order[:-1] + other)
