# SPDX-License-Identifier: Apache-2.0
"""Radiance pictures (.hdr): three mantissas that share one exponent, row by row, run by run."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.arrays import Bytes

Light = NDArray[np.float32]

MAGIC = b"#?"
LONGEST_HEADER = 16_384  # bytes; a header is a few lines of text
SHORTEST_PACKED, LONGEST_PACKED = 8, 32_767  # widths that rows of runs can have
EXPONENT_ZERO = 128 + 8  # the bias, and eight binary places of the mantissa
FORMATS = ("32-bit_rle_rgbe", "32-bit_rle_xyze")
SIZE = re.compile(rb"([-+])([XY]) +(\d{1,9}) +([-+])([XY]) +(\d{1,9}) *\r?")


@dataclass(frozen=True)
class RadianceHeader:
    """What the lines above the pixels say.

    `flips` are the signs of the rows and of the columns as written; `turned` says that columns
    come first. `exposure_factor` is what the pixels were multiplied by before they were written.
    """

    width_px: int
    height_px: int
    flips: tuple[bool, bool]
    turned: bool
    is_xyz: bool
    exposure_factor: float
    primaries_xy: tuple[float, ...] | None
    pixels_begin: int
    lines: tuple[str, ...] = ()


def read_header(data: bytes, name: str = "picture") -> RadianceHeader:
    """The header of a Radiance picture, without looking at a pixel. Raises InputError."""
    end = data.find(b"\n\n", 0, LONGEST_HEADER)
    gap = 2
    if end < 0:
        end, gap = data.find(b"\r\n\r\n", 0, LONGEST_HEADER), 4
    line_end = data.find(b"\n", end + gap, end + gap + 80) if end >= 0 else -1
    size = SIZE.fullmatch(data[end + gap : line_end]) if line_end >= 0 else None
    if not data.startswith(MAGIC) or size is None or size[2] == size[5]:
        raise _wrong(name, "no size line", "a Radiance header and a line such as '-Y 512 +X 1024'")
    lines = data[:end].decode("latin-1").splitlines()
    form = _values(lines, "FORMAT=") or [FORMATS[0]]
    if form[-1] not in FORMATS:
        raise _wrong(name, f"FORMAT={shorten(form[-1])}", f"one of {', '.join(FORMATS)}")
    turned = size[2] == b"X"
    first, second = (size[1], int(size[3])), (size[4], int(size[6]))
    columns, rows = (first, second) if turned else (second, first)
    return RadianceHeader(
        width_px=columns[1],
        height_px=rows[1],
        flips=(rows[0] == b"+", columns[0] == b"-"),
        turned=turned,
        is_xyz=form[-1] == FORMATS[1],
        exposure_factor=_exposure(lines, name),
        primaries_xy=_primaries(lines, name),
        pixels_begin=line_end + 1,
        lines=tuple(lines),
    )


def decode_pixels(data: bytes, header: RadianceHeader, name: str = "picture") -> Bytes:
    """The pixels as they are written, first row on top: three mantissas and their exponent.

    shapes   -> (height, width, 4)
    units    bytes
    valid    every size that the header can say; the caller bounds it. Raises InputError when the
             file ends too soon or a run leaves its row
    source   Ward 1991, "Real Pixels", Graphics Gems II
    """
    length, count = header.width_px, header.height_px
    if header.turned:
        length, count = count, length
    codes = _rows(data, header.pixels_begin, (count, length), name)
    if header.turned:
        codes = codes.transpose(1, 0, 2)
    rows, columns = (slice(None, None, -1) if flip else slice(None) for flip in header.flips)
    return np.ascontiguousarray(codes[rows, columns])


def light_from_rgbe(codes: Bytes, exposure_factor: float = 1.0) -> Light:
    """Light for mantissas and their shared exponent, what it was multiplied by divided out.

    shapes   codes (..., 4) -> (..., 3)
    units    bytes in; W / (sr m2) by the letter, in the file's own primaries
    valid    exponent 0 is black whatever the mantissas say
    source   Ward 1991, "Real Pixels", Graphics Gems II: (mantissa + 1/2) 2^(exponent - 136)
    """
    exponent = codes[..., 3].astype(np.int32)
    scale = np.where(exponent > 0, np.ldexp(np.float32(1), exponent - EXPONENT_ZERO), 0)
    mantissas = codes[..., :3].astype(np.float32) + np.float32(0.5)
    mantissas *= scale[..., None].astype(np.float32)
    mantissas /= np.float32(exposure_factor)
    return mantissas


def _values(lines: list[str], key: str) -> list[str]:
    return [line[len(key) :].strip() for line in lines if line.startswith(key)]


def _exposure(lines: list[str], name: str) -> float:
    factor = 1.0
    for text in _values(lines, "EXPOSURE="):
        try:
            factor *= float(text)
        except ValueError:
            factor = 0.0
    if not 1e-12 < factor < 1e12:
        found = ", ".join(shorten(text) for text in _values(lines, "EXPOSURE="))
        raise _wrong(name, f"EXPOSURE={found}", "a number above 0")
    return factor


def _primaries(lines: list[str], name: str) -> tuple[float, ...] | None:
    texts = _values(lines, "PRIMARIES=")
    if not texts:
        return None
    try:
        numbers = tuple(float(word) for word in texts[-1].split())
    except ValueError:
        numbers = ()
    if len(numbers) != 8 or not all(0.0 < number < 1.0 for number in numbers):
        raise _wrong(name, f"PRIMARIES={shorten(texts[-1])}", "eight chromaticities in 0..1")
    return numbers


def _rows(data: bytes, begin: int, size: tuple[int, int], name: str) -> Bytes:
    count, length = size
    if _is_packed(data, begin, length):
        # Even the plainest row takes its four marks and a run for every 127 pixels of a channel.
        least = count * (4 + 8 * -(-length // 127))
        if len(data) - begin < least:
            raise _too_short(data, begin, least, name)
        return _packed_rows(data, begin, size, name)
    if len(data) - begin >= 4 * count * length:
        codes = np.frombuffer(data, np.uint8, 4 * count * length, begin)
        return codes.reshape(count, length, 4)
    raise _too_short(data, begin, 4 * count * length, name)


def _is_packed(data: bytes, begin: int, length: int) -> bool:
    marks = bytes((2, 2, length >> 8 & 127, length & 255))
    return SHORTEST_PACKED <= length <= LONGEST_PACKED and data[begin : begin + 4] == marks


def _packed_rows(data: bytes, at: int, size: tuple[int, int], name: str) -> Bytes:
    count, length = size
    planes = np.empty((count, 4, length), np.uint8)
    row = bytearray(4 * length)
    for index in range(count):
        if not _is_packed(data, at, length):
            raise _wrong(name, f"no row {index + 1} where it should begin", f"{count} packed rows")
        at = _unpack(data, at + 4, row, length)
        if at < 0:
            raise _wrong(name, f"row {index + 1} broken off or too long", f"{length} pixels in it")
        planes[index] = np.frombuffer(row, np.uint8).reshape(4, length)
    return planes.transpose(0, 2, 1)


def _unpack(data: bytes, at: int, row: bytearray, length: int) -> int:
    """Fill four channels of a row from runs; gives where the next row begins, or -1."""
    end = len(data)
    for channel in range(4):
        place, stop = channel * length, (channel + 1) * length
        while place < stop:
            if at + 1 >= end:
                return -1
            count = data[at]
            if count > 128:
                count -= 128
                row[place : place + count] = data[at + 1 : at + 2] * count
                at += 2
            else:
                row[place : place + count] = data[at + 1 : at + 1 + count]
                at += 1 + count
            place += count
            if count == 0 or place > stop or at > end:
                return -1
    return at


def _too_short(data: bytes, begin: int, least: int, name: str) -> InputError:
    return _wrong(name, f"{len(data) - begin} bytes of pixels", f"at least {least}")


def _wrong(name: str, found: str, expected: str) -> InputError:
    return InputError(Mistake(name, found, expected, "Is the file damaged or cut short?"))
