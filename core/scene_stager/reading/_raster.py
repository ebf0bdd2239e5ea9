# SPDX-License-Identifier: Apache-2.0
"""PNG, JPEG, TIFF, WebP, GIF and BMP files as pictures: codes, curves, profiles, orientation."""

import struct
import sys
import warnings
import zlib
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.maths.colour.srgb import decode_srgb
from scene_stager.reading._icc import read_profile
from scene_stager.reading._silence import silence
from scene_stager.reading._spaces import in_rec709
from scene_stager.reading.picture import (
    Picture,
    all_channels,
    any_channel,
    bound_size,
    sound_light,
)

if TYPE_CHECKING:
    from PIL import Image

Light = NDArray[np.float32]
Codes = NDArray[np.uint8] | NDArray[np.uint16]
Scalar = TypeVar("Scalar", bound=np.generic)

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
ORIENTATION = 0x0112  # EXIF 2.32, table 4
SIDEWAYS = (5, 6, 7, 8)
INKS = ("CMYK", "LAB", "YCbCr", "HSV")  # what has to be mixed before it is a colour of a display
DEEP_ORDERS = ("RGB;16B", "RGB;16L", "RGB;16N", "RGBA;16B", "RGBA;16L", "RGBA;16N")
SRGB_GAMMA = 1 / 2.2  # what PNG files that mean sRGB say in their gAMA chunk
# Whatever a decoder may trip over in a damaged file.
REFUSALS = (
    *(OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, AttributeError),
    *(struct.error, zlib.error, MemoryError, OverflowError, ZeroDivisionError, RuntimeError),
)


@dataclass(frozen=True, eq=False)
class _Codes:
    """Colour codes (h, w, 1 or 3), the highest of them, and alpha as codes of the same depth."""

    colour: Codes
    alpha: Codes | None
    highest: int


def read_raster(file: Path, name: str) -> Picture:
    """A picture of whole-number codes in linear Rec.709. Raises InputError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are judged by us, and oddities end in a line
            with _hushed(file), Image.open(file, formats=FORMATS) as image:
                bound_size(name, *image.size)
                return _decode(image, file, name)
    except Image.DecompressionBombError as error:
        found = str(error).partition(",")[0].lower()
        raise InputError(Mistake(name, shorten(found, 80), "at most 67 megapixels")) from error
    except UnidentifiedImageError as error:
        expected = "a PNG, JPEG, TIFF, WebP, GIF, BMP, OpenEXR or Radiance picture"
        raise InputError(Mistake(name, "no picture of a known kind", expected)) from error
    except REFUSALS as error:
        found = f"a file that cannot be decoded ({shorten(str(error), 80)})"
        advice = "Is the file damaged or cut short?"
        raise InputError(Mistake(name, found, "a whole picture", advice)) from error


def _hushed(file: Path) -> AbstractContextManager[None]:
    """Quiet for TIFF, whose library prints what it stumbles over."""
    with file.open("rb") as stream:
        return silence() if stream.read(2) in (b"II", b"MM") else nullcontext()


def _decode(image: "Image.Image", file: Path, name: str) -> Picture:
    order = _raw_mode(image)  # now: it is forgotten once the pixels are there
    notes = _frame_notes(image)
    profile, gamma = image.info.get("icc_profile"), image.info.get("gamma")
    turn = int(image.getexif().get(ORIENTATION, 1))
    if image.mode == "F":
        return _floats(image, name, turn, notes)
    space = _profile_name(profile) if profile else ""
    if profile and _is_of_colour(profile, image):
        notes.append("grey under a profile of colour, taken as that colour's greys")
        image, order = image.convert("RGBA" if image.mode == "LA" else "RGB"), ""
    if image.mode in INKS or (profile and not _is_plain(profile, image)):
        how = (
            "through its profile, eight bits, held inside sRGB" if profile else "without a profile"
        )
        notes.append(f"{image.mode} {how}")
        image, profile, order, gamma = _through_engine(image, profile), None, "", None
    codes = _codes(image, file, order)
    light, plain_space = _linear(codes, profile, None if "srgb" in image.info else gamma)
    alpha = None if codes.alpha is None else _share(codes.alpha, codes.highest)
    return Picture(
        name=name,
        rgb=np.ascontiguousarray(np.broadcast_to(_turned(light, turn), (*_size(light, turn), 3))),
        alpha=None if alpha is None else _turned(alpha, turn),
        clipped_high=_turned(any_channel(codes.colour == codes.highest), turn),
        clipped_low=_turned(all_channels(codes.colour == 0), turn),
        bit_depth=codes.highest.bit_length(),
        colour_space=space or plain_space,
        notes=tuple(notes),
    )


def _frame_notes(image: "Image.Image") -> list[str]:
    frames = int(getattr(image, "n_frames", 1))
    return [f"the first of {frames} frames"] if frames > 1 and image.format != "MPO" else []


def _codes(image: "Image.Image", file: Path, order: str) -> _Codes:
    """The codes as they stand in the file, as deep as they are."""
    mode = image.mode
    if mode.startswith("I"):
        return _deep_grey(image)
    if mode in ("RGB", "RGBA", "RGBX") and order in DEEP_ORDERS:
        deep = _deep_colour(image, file, order)
        return _Codes(deep[..., :3], deep[..., 3] if mode == "RGBA" else None, 65535)
    if mode in ("P", "PA", "RGBa", "La", "1"):
        see_through = mode != "1" and (mode != "P" or "transparency" in image.info)
        image = image.convert("RGBA" if see_through else "L" if mode == "1" else "RGB")
    elif "transparency" in image.info and mode in ("L", "RGB"):
        image = image.convert("RGBA")
    flat = np.asarray(image)
    flat = flat[..., None] if flat.ndim == 2 else flat
    if image.mode in ("LA", "RGBA"):
        return _Codes(flat[..., :-1], flat[..., -1], 255)
    return _Codes(flat[..., :3], None, 255)


def _raw_mode(image: "Image.Image") -> str:
    """How the file's own bytes are laid out, as the decoder is told; known before it runs."""
    tiles = getattr(image, "tile", ())
    arguments = tiles[0][3] if tiles else ""
    return str(arguments if isinstance(arguments, str) else (arguments or [""])[0])


def _deep_grey(image: "Image.Image") -> _Codes:
    codes = np.asarray(image)
    if codes.min() < 0 or codes.max() > 65535:
        raise ValueError(f"codes from {codes.min()} to {codes.max()}, more than 16 bits")
    return _Codes(codes.astype(np.uint16)[..., None], None, 65535)


def _deep_colour(image: "Image.Image", file: Path, order: str) -> NDArray[np.uint16]:
    """Sixteen-bit colour from a library that hands out eight: the high bytes, then the low ones.

    Its decoder keeps the more significant byte of each pair; told that the pairs are the other
    way round, it keeps the other.
    """
    from PIL import Image

    other = {"B": "L", "L": "B", "N": "B" if sys.byteorder == "little" else "L"}[order[-1]]
    high = np.asarray(image).astype(np.uint16)
    with Image.open(file, formats=FORMATS) as again:
        again.tile = [_swapped(tile, order, order[:-1] + other) for tile in again.tile]
        return np.asarray((high << 8) | np.asarray(again), dtype=np.uint16)


def _swapped(tile: Any, order: str, other: str) -> Any:
    arguments = tile[3]
    if isinstance(arguments, tuple):
        return tile._replace(args=tuple(other if a == order else a for a in arguments))
    return tile._replace(args=other)


def _is_plain(profile: bytes, image: "Image.Image") -> bool:
    """Whether a profile is curves and a matrix, and for as many channels as there are."""
    found = read_profile(profile, 2)
    is_grey = image.mode in ("L", "LA", "La", "1") or image.mode.startswith("I")
    return found is not None and (found.matrix is None) == is_grey


def _is_of_colour(profile: bytes, image: "Image.Image") -> bool:
    """Whether a grey picture of eight bits has kept the profile of the colours it was made of."""
    found = read_profile(profile, 2) if image.mode in ("L", "LA") else None
    return found is not None and found.matrix is not None


def _linear(codes: _Codes, profile: bytes | None, gamma: float | None) -> tuple[Light, str]:
    """Linear Rec.709 (h, w, 1 or 3), and what space that was without a profile."""
    steps = np.linspace(0.0, 1.0, codes.highest + 1)
    found = read_profile(profile, len(steps)) if profile else None
    if found is not None:
        tables = [curve.astype(np.float32) for curve in found.curves]
        light = np.stack([t[codes.colour[..., i]] for i, t in enumerate(tables)], axis=-1)
        return light if found.matrix is None else in_rec709(light, found.matrix), ""
    if gamma and 0.1 < gamma <= 1.0 and abs(gamma - SRGB_GAMMA) > 0.02:
        table = (steps ** (1.0 / gamma)).astype(np.float32)
        return table[codes.colour], f"gamma {1.0 / gamma:.3g}"
    return decode_srgb(steps).astype(np.float32)[codes.colour], "sRGB"


def _profile_name(profile: bytes) -> str:
    from io import BytesIO

    from PIL import ImageCms

    try:
        said = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return "a damaged profile"
    return "".join(c for c in said if c.isprintable())[:60].strip() or "a profile without a name"


def _through_engine(image: "Image.Image", profile: bytes | None) -> "Image.Image":
    """Eight-bit sRGB by the colour engine: for inks, and for profiles that are tables."""
    from io import BytesIO

    from PIL import Image, ImageCms

    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA", "PA") else None
    if not profile:
        return image.convert("RGB")
    if image.mode not in ("L", "RGB", "CMYK", "LAB"):
        image = image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError) as error:
        raise ValueError(f"a profile that cannot be used: {error}") from error
    if not isinstance(turned, Image.Image):
        raise ValueError("a profile that cannot be used")
    if alpha is not None:
        turned.putalpha(alpha)
    return turned


def _floats(image: "Image.Image", name: str, turn: int, notes: list[str]) -> Picture:
    grey = np.asarray(image, dtype=np.float32)
    rgb = sound_light(name, np.repeat(_turned(grey, turn)[..., None], 3, axis=-1))
    never, black = np.zeros(rgb.shape[:2], np.bool_), all_channels(rgb <= 0)
    return Picture(name, rgb, None, never, black, 32, "linear grey", tuple(notes))


def _share(codes: Codes, highest: int) -> Light:
    return np.asarray(codes.astype(np.float32) / np.float32(highest), dtype=np.float32)


def _size(array: NDArray[Any], turn: int) -> tuple[int, int]:
    height, width = array.shape[:2]
    return (width, height) if turn in SIDEWAYS else (height, width)


def _turned(array: NDArray[Scalar], turn: int) -> NDArray[Scalar]:
    """Rows and columns as they are meant to be seen, for an EXIF orientation of 1 to 8."""
    if turn in SIDEWAYS:
        array = array.swapaxes(0, 1)
    rows = slice(None, None, -1 if turn in (3, 4, 7, 8) else 1)
    columns = slice(None, None, -1 if turn in (2, 3, 6, 7) else 1)
    return array[rows, columns]
