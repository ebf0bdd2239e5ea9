# SPDX-License-Identifier: Apache-2.0
"""The door for pictures: whatever a file holds becomes linear Rec.709 light, or one clear line."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.arrays import Bools

Light = NDArray[np.float32]

SMALLEST_STILL_PX = 64  # a side; below that there is no subject to speak of
LONGEST_SIDE_PX = 16_384
MOST_PIXELS = 8_192 * 8_192
EXR_MAGIC, RADIANCE_MAGIC = b"\x76\x2f\x31\x01", b"#?"
# Filters ring and colours leave the gamut: so much light below 0 is that, more is a mistake.
DARKER_IN_ALL, DARKER_AT_MOST = 1e-3, 0.1  # of all light, and of the brightest pixel's


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture as light.

    `rgb` (h, w, 3) is linear Rec.709 with a D65 white, 1 is display white, straight (not multiplied
    by `alpha`). A colour outside Rec.709 has a channel below 0; luminance never has. `alpha` (h, w)
    is 0..1, or None. `clipped_high` (h, w) is where a channel of the file stands at its last code,
    `clipped_low` where all channels stand at the first: light was lost there. In files of floats
    nothing is ever clipped high. `notes` say what a reader should know, in words.
    """

    name: str
    rgb: Light
    alpha: Light | None
    clipped_high: Bools
    clipped_low: Bools
    bit_depth: int
    colour_space: str
    notes: tuple[str, ...] = ()

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height."""
        return int(self.rgb.shape[1]), int(self.rgb.shape[0])


def read_picture(path: Path | str, *, smallest_px: int = SMALLEST_STILL_PX) -> Picture:
    """Read a PNG, JPEG, TIFF, WebP, GIF, BMP, OpenEXR or Radiance file into linear light.

    Profiles, EXIF orientation, 16 bits, grey, CMYK and alpha are honoured; of an animation the
    first frame is read, and a note says so. Pixels are counted before any is decoded, and memory
    stays under about 60 bytes for each of at most 8192 x 8192. Raises InputError, one line.
    """
    file, name = Path(path), str(path)
    start = _first_bytes(file, name)
    if start.startswith(EXR_MAGIC):
        from scene_stager.reading._exr import read_exr as read
    elif start.startswith(RADIANCE_MAGIC):
        from scene_stager.reading._radiance import read_radiance as read
    else:
        from scene_stager.reading._raster import read_raster as read
    picture = read(file, name)
    width, height = picture.size_px
    if min(width, height) < smallest_px:
        found, expected = f"{width} × {height} pixels", f"at least {smallest_px} × {smallest_px}"
        raise InputError(Mistake(name, found, f"{expected} (TOO_SMALL)"))
    for array in (picture.rgb, picture.alpha, picture.clipped_high, picture.clipped_low):
        if array is not None:
            array.flags.writeable = False
    return picture


def bound_size(name: str, width_px: int, height_px: int) -> None:
    """Refuse a size, before any pixel is decoded, that would not fit. Raises InputError."""
    if width_px < 1 or height_px < 1:
        raise InputError(Mistake(name, f"{width_px} × {height_px} pixels", "a picture with pixels"))
    if width_px * height_px > MOST_PIXELS or max(width_px, height_px) > LONGEST_SIDE_PX:
        megapixels = width_px * height_px / 1e6
        found = f"{width_px} × {height_px} pixels ({megapixels:.0f} megapixels)"
        expected = f"at most {MOST_PIXELS / 1e6:.0f} megapixels and {LONGEST_SIDE_PX} to a side"
        raise InputError(Mistake(name, found, expected, "Make it smaller first."))


def sound_light(name: str, rgb: Light) -> Light:
    """Light of a file of floats, or a refusal where it is no light. Raises InputError."""
    bad = any_channel(~np.isfinite(rgb))
    if bad.any():
        raise _no_light(name, "values that are no finite numbers", bad)
    from scene_stager.maths.colour.luminance import B_WEIGHT, G_WEIGHT, R_WEIGHT

    weights = np.array([R_WEIGHT, G_WEIGHT, B_WEIGHT], np.float32)
    luminance = rgb @ weights
    dark: Bools = luminance < 0
    if not dark.any():
        return rgb
    below = -float(luminance.sum(where=dark, dtype=np.float64))
    in_all = below / max(float(luminance.sum(where=~dark, dtype=np.float64)), 1e-30)
    at_most = -float(luminance.min()) / max(float(luminance.max()), 1e-30)
    if in_all > DARKER_IN_ALL or at_most > DARKER_AT_MOST:
        raise _no_light(name, f"negative light, down to {float(luminance.min()):.3g},", dark)
    return np.where(dark[..., None], np.maximum(rgb, 0), rgb)


def any_channel(mask: Bools) -> Bools:
    """Where a mask (h, w, c) holds in some channel."""
    return np.asarray(mask.any(axis=-1), dtype=np.bool_)


def all_channels(mask: Bools) -> Bools:
    """Where a mask (h, w, c) holds in every channel."""
    return np.asarray(mask.all(axis=-1), dtype=np.bool_)


def _no_light(name: str, what: str, where: Bools) -> InputError:
    y, x = np.unravel_index(int(np.argmax(where)), where.shape)
    found = f"{what} in {int(where.sum())} pixels, the first at x {x}, y {y}"
    return InputError(Mistake(name, found, "light: finite, and not below 0", "Render it again?"))


def _first_bytes(file: Path, name: str) -> bytes:
    if not file.exists():
        raise InputError(Mistake(name, "no such file", "a picture"))
    if not file.is_file():
        raise InputError(Mistake(name, "no plain file", "a picture"))
    try:
        with file.open("rb") as stream:
            start = stream.read(16)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise InputError(Mistake(name, found, "a picture")) from None
    if not start:
        raise InputError(Mistake(name, "an empty file", "a picture"))
    return start
