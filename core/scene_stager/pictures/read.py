# SPDX-License-Identifier: Apache-2.0
"""The door for pictures: a file is opened once and becomes codes and light, or one clear line."""

import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.pictures._of_floats import light_of_floats
from scene_stager.pictures._of_numbers import light_of_numbers
from scene_stager.pictures.codes import MOST_FILE_BYTES, MOST_PIXELS, TRUNCATED, Codes, Values
from scene_stager.pictures.picture import Picture
from scene_stager.plain_file import read_start, shown_path, too_large

# House defaults, not measured, but where a line says otherwise.
Read = TypeVar("Read")
SMALLEST_STILL_PX = 64  # a side; below that there is no subject to speak of
EXR, RADIANCE, PNG = b"\x76\x2f\x31\x01", b"#?", b"\x89PNG\r\n\x1a\n"
TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
STARTS = 16  # bytes that tell the kind of a file
# Whatever a decoder may trip over in a damaged file.
REFUSALS = (
    *(OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, AttributeError),
    *(struct.error, zlib.error, OverflowError, ZeroDivisionError, RuntimeError),
)
MEGAPIXELS = f"{MOST_PIXELS / 1e6:.0f} megapixels"
PIXEL_BYTES = 64  # most that reading takes, measured over all kinds of files
KINDS = "a PNG, JPEG, TIFF, WebP, GIF, BMP, OpenEXR or Radiance picture"


def read_picture(path: Path | str, *, smallest_px: int = SMALLEST_STILL_PX) -> Picture:
    """Read a PNG, JPEG, TIFF, WebP, GIF, BMP, OpenEXR or Radiance file into linear light.

    Profiles, transfer curves, orientation, 16 bits, grey, CMYK and alpha are honoured; of an
    animation the first frame is read, and a note says so. Raises InputError, one line.
    """
    name = shown_path(path)
    codes = read_codes(path)
    height, width = codes.values.shape[:2]
    if min(width, height) < smallest_px:
        found, expected = f"{width} × {height} pixels", f"at least {smallest_px} × {smallest_px}"
        raise InputError(Mistake(name, found, f"{expected} (TOO_SMALL)"))
    try:
        return (light_of_floats if codes.is_float else light_of_numbers)(codes, name)
    except MemoryError:
        raise _does_not_fit(name, f"{width} × {height} pixels") from None


def read_codes(path: Path | str) -> Codes:
    """What a picture file holds, as it is stored, upright. Raises InputError, one line.

    Pixels are counted before any is decoded: there are at most 8192 x 8192 of them.
    """
    file, name = Path(path), shown_path(path)
    return _read(_reader(_start(file, name)), file, name)


def read_planes(path: Path | str) -> dict[str, Values] | None:
    """Every channel of an OpenEXR file by its name, as stored; None for any other kind.

    Raises InputError, one line.
    """
    file, name = Path(path), shown_path(path)
    if not _start(file, name).startswith(EXR):
        return None
    from scene_stager.pictures._exr import read_exr_planes

    return _read(read_exr_planes, file, name)


def read_attributes(path: Path | str) -> dict[str, str]:
    """What the header of an OpenEXR file says in words, by key; nothing for any other kind.

    Raises InputError, one line.
    """
    file, name = Path(path), shown_path(path)
    if not _start(file, name).startswith(EXR):
        return {}
    from scene_stager.pictures._exr import read_exr_words

    return {text.key: text.text for text in _read(read_exr_words, file, name).texts}


def _read(read: Callable[[Path, str], Read], file: Path, name: str) -> Read:
    """What a reader reads; whatever it trips over becomes one line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are judged by us, and oddities end in a line
            return read(file, name)
    except MemoryError:
        raise _does_not_fit(name, "pixels") from None
    except Exception as error:
        if (line := _refusal(error, name)) is None:
            raise
        raise line from error


def _reader(start: bytes) -> Callable[[Path, str], Codes]:
    """Who reads a file that begins so."""
    if start.startswith(EXR):
        from scene_stager.pictures._exr import read_exr as read
    elif start.startswith(RADIANCE):
        from scene_stager.pictures._radiance import read_radiance as read
    elif start.startswith(PNG):
        from scene_stager.pictures._png import read_png as read
    elif start.startswith(TIFF):
        from scene_stager.pictures._tiff import read_tiff as read
    else:
        from scene_stager.pictures._plain import read_plain as read
    return read


def _start(file: Path, name: str) -> bytes:
    start = read_start(file, "a picture", STARTS, name)
    size = file.stat().st_size
    if size > MOST_FILE_BYTES and not start.startswith(EXR):
        raise too_large(name, size, MOST_FILE_BYTES)
    return start


def _refusal(error: Exception, name: str) -> InputError | None:
    """The one line of a decoder's complaint; None for a mistake of ours."""
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return InputError(Mistake(name, "no picture of a known kind", KINDS))
    if isinstance(error, Image.DecompressionBombError):
        found = str(error).partition(",")[0].lower()
        return InputError(Mistake(name, shorten(found, 80), f"at most {MEGAPIXELS}"))
    if not isinstance(error, REFUSALS):
        return None
    found = f"a file that cannot be decoded ({shorten(str(error), 80)})"
    return InputError(Mistake(name, found, "a whole picture", TRUNCATED))


def _does_not_fit(name: str, what: str) -> InputError:
    expected = f"at most {MEGAPIXELS}, and {PIXEL_BYTES} bytes of memory for each pixel"
    found = f"{what} that do not fit into the memory that is left"
    return InputError(Mistake(name, found, expected, "Make the picture smaller first."))
