# SPDX-License-Identifier: Apache-2.0
"""Where the samples of a TIFF picture lie: rows or tiles, interleaved or in planes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.pictures import _tiff_tags as tags
from scene_stager.pictures._tiff_pack import (
    AS_IT_IS,
    NO_PREDICTION,
    PACKINGS,
    PREDICTED,
    unpacked,
    without_prediction,
)
from scene_stager.pictures._tiff_tags import Directory
from scene_stager.pictures.codes import LONGEST_SIDE_PX, Values

MOST_SAMPLES = 8  # of a pixel; house default
SMALLEST_TILE_PX = 16  # source: TIFF 6.0, page 67
# Photometric interpretations that are laid out here, and the channels of each, without extra ones.
CHANNELS = {0: 1, 1: 1, 2: 3, 5: 4}
WHOLE, FLOAT = 1, 3  # sample formats
KINDS = {(WHOLE, 8): "u1", (WHOLE, 16): "u2", (FLOAT, 16): "f2", (FLOAT, 32): "f4"}
KIND_NAMES = {WHOLE: "whole", 2: "signed whole", FLOAT: "floating"}
DEPTHS = "whole numbers of up to 16 bits, or floats of 16 or 32, packed by LZW, zip or not at all"
PLANES = 2
UNBOUND = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pieces of a picture make it up. A piece is a strip or a tile, of one plane.

    `samples` is how many there are of a pixel in a piece, `planes` how many sets of pieces;
    `piece_px` is columns and rows of a piece.
    """

    width_px: int
    height_px: int
    planes: int
    samples: int
    piece_px: tuple[int, int]
    is_tiled: bool
    dtype: np.dtype[np.generic]
    packing: int
    prediction: int

    @property
    def grid(self) -> tuple[int, int]:
        """Pieces across and down."""
        wide, high = self.piece_px
        return -(-self.width_px // wide), -(-self.height_px // high)

    def rows_of(self, row: int) -> int:
        """The rows in a piece of this row of pieces: a tile is whole, a last strip need not be."""
        high = self.piece_px[1]
        return high if self.is_tiled else min(high, self.height_px - row * high)


def layout_of(directory: Directory, name: str) -> Layout | None:
    """The layout, or None where the samples are no plain numbers. Raises InputError, ValueError."""
    samples = directory.number(tags.SAMPLES, 1)
    if not 1 <= samples <= MOST_SAMPLES:
        raise ValueError(f"{samples} samples a pixel, more than {MOST_SAMPLES}")
    dtype = _dtype(directory, samples)
    ink, packing = directory.number(tags.INK), directory.number(tags.PACKING, 1)
    plain = dtype is not None and packing in PACKINGS and directory.number(tags.FILL_ORDER, 1) == 1
    if dtype is None or not plain or CHANNELS.get(ink, samples + 1) > samples:
        _bound_depth(directory, samples, name)
        return None
    in_planes = directory.number(tags.PLANAR, 1) == PLANES and samples > 1
    is_tiled = tags.TILE_WIDTH in directory.places
    return Layout(
        width_px=directory.number(tags.WIDTH),
        height_px=directory.number(tags.HEIGHT),
        planes=samples if in_planes else 1,
        samples=1 if in_planes else samples,
        piece_px=_piece_px(directory, is_tiled),
        is_tiled=is_tiled,
        dtype=dtype,
        packing=packing,
        prediction=directory.number(tags.PREDICTION, 1) if packing in PREDICTED else NO_PREDICTION,
    )


def _piece_px(directory: Directory, is_tiled: bool) -> tuple[int, int]:
    """Columns and rows of a piece. Raises ValueError for none, and for ones beyond all bounds."""
    if is_tiled:
        wide, high = directory.number(tags.TILE_WIDTH), directory.number(tags.TILE_HEIGHT)
    else:
        wide, high = directory.number(tags.WIDTH), directory.number(tags.HEIGHT)
        high = min(directory.number(tags.STRIP_ROWS, UNBOUND), high)
    if min(wide, high) < (SMALLEST_TILE_PX if is_tiled else 1) or max(wide, high) > LONGEST_SIDE_PX:
        raise ValueError(f"pieces of {wide} × {high} pixels")
    return wide, high


def _dtype(directory: Directory, samples: int) -> "np.dtype[np.generic] | None":
    bits = set(directory.numbers(tags.BITS, (1,))[:samples])
    forms = set(directory.numbers(tags.SAMPLE_FORMAT, (WHOLE,))[:samples])
    if len(bits) > 1 or len(forms) > 1:
        return None
    kind = KINDS.get((forms.pop(), bits.pop()))
    return None if kind is None else np.dtype(directory.order + kind)


def _bound_depth(directory: Directory, samples: int, name: str) -> None:
    """Refuse what the library would read, but not as deep as it is, or by another sign."""
    bits, forms = (
        directory.numbers(tags.BITS, (1,)),
        directory.numbers(tags.SAMPLE_FORMAT, (WHOLE,)),
    )
    if max(bits) > 16 or (max(bits) > 8 and samples > 1) or max(forms) > WHOLE:
        found = f"{KIND_NAMES.get(forms[0], 'odd')} numbers of {max(bits)} bits"
        if directory.number(tags.PACKING, 1) not in PACKINGS:
            found += f" in packing {directory.number(tags.PACKING)}"
        raise InputError(Mistake(name, found, DEPTHS))


def read_samples(directory: Directory, layout: Layout) -> Values:
    """All samples (h, w, c). Raises ValueError for what is missing."""
    across, down = layout.grid
    pieces = _pieces(directory, layout)
    native = layout.dtype.newbyteorder("=")
    shape = layout.height_px, layout.width_px, layout.planes * layout.samples
    whole = np.empty(shape, native)
    wide, high = layout.piece_px
    for plane in range(layout.planes):
        part = whole[..., plane : plane + 1] if layout.planes > 1 else whole
        for index in range(across * down):
            row, column = divmod(index, across)
            rows = layout.rows_of(row)
            piece = without_prediction(
                next(pieces), layout.prediction, (rows, wide, layout.samples), layout.dtype
            )
            there = part[row * high : (row + 1) * high, column * wide : (column + 1) * wide]
            there[...] = piece[: there.shape[0], : there.shape[1]]
    return whole


def _pieces(directory: Directory, layout: Layout) -> Iterator[bytes]:
    """The bytes of each piece, unpacked, in the order of the file's table."""
    across, down = layout.grid
    count = across * down * layout.planes
    row_bytes = layout.piece_px[0] * layout.samples * layout.dtype.itemsize
    rows = [layout.rows_of(index // across % down) for index in range(count)]
    offsets = directory.numbers(tags.TILES if layout.is_tiled else tags.STRIPS)
    whole_sizes = tuple(row_bytes * one for one in rows) if layout.packing == AS_IT_IS else ()
    sizes = directory.numbers(tags.TILE_BYTES if layout.is_tiled else tags.STRIP_BYTES, whole_sizes)
    if min(len(offsets), len(sizes)) < count:
        raise ValueError(f"{min(len(offsets), len(sizes))} pieces of {count}")
    data = directory.data
    packed = (data[at : at + size] for at, size in zip(offsets, sizes, strict=False))
    return unpacked(packed, rows, row_bytes, layout.packing)
