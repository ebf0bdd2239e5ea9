"""Small sound pictures of every kind and of many layouts, for whoever damages them."""

import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import OpenEXR
import tifffile
from PIL import Image, ImageCms

from tests.pictures.files import chunk, lzw, png, profile, radiance_flat, radiance_packed, tiff

ROWS, COLUMNS = 20, 24


def _codes(channels: int = 3, highest: int = 255) -> Any:
    rng = np.random.default_rng(channels)
    kind = np.uint8 if highest == 255 else np.uint16
    return rng.integers(0, highest + 1, (ROWS, COLUMNS, channels)).astype(kind)


def _image(mode: str = "RGB") -> Image.Image:
    image = Image.fromarray(_codes(4), "RGBA")
    return image if mode == "RGBA" else image.convert("RGB").convert(mode)


def _saved(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    made = BytesIO()
    _image(mode).save(made, kind, **options)
    return made.getvalue()


def _exif() -> bytes:
    block = Image.Exif()
    block[0x0112], block[0x010E] = 6, "a still"
    return block.tobytes()


def _with_chunks(data: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    place = data.index(b"IDAT") - 4
    return data[:place] + b"".join(chunk(*one) for one in chunks) + data[place:]


@cache
def png_files() -> tuple[bytes, ...]:
    """Every colour type, sixteen bits, palettes, and all that is said beside the pixels."""
    plain = [_saved("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")]
    deep = [png(_codes(n, 65535), kind) for n, kind in ((1, 0), (3, 2), (2, 4), (4, 6))]
    said = _with_chunks(
        plain[4],
        (b"cHRM", bytes(range(32))), (b"gAMA", b"\0\1\x86\xa0"), (b"cICP", b"\x09\x10\0\1"),
        (b"iCCP", b"x\0\0" + zlib.compress(profile())), (b"eXIf", _exif()[6:]),
        (b"tEXt", b"parameters\0a ball"), (b"zTXt", b"a\0\0" + zlib.compress(b"words" * 50)),
        (b"iTXt", b"stager\0\1\0\0\0" + zlib.compress(b"{}")),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation=\"6\"/>"),
        (b"acTL", b"\0\0\0\7\0\0\0\0"), (b"tRNS", b"\0\1\0\2\0\3"),
    )  # fmt: skip
    return (*plain, *deep, said, _saved("PNG", icc_profile=profile()))


@cache
def jpeg_files() -> tuple[bytes, ...]:
    """Baseline, progressive, grey and inks, with profile and words."""
    words = {"exif": _exif(), "comment": b"by hand", "xmp": b"<x/>", "icc_profile": profile()}
    plain = [_saved("JPEG", mode, **words) for mode in ("RGB", "L", "CMYK")]
    return (*plain, _saved("JPEG", progressive=True), _saved("JPEG", subsampling=0))


@cache
def tiff_files() -> tuple[bytes, ...]:
    """Strips, tiles, planes, packings, predictions, floats, inks, two pages."""
    made = [_saved("TIFF", mode) for mode in ("1", "L", "P", "RGB", "RGBA", "CMYK", "LAB")]
    made += [_saved("TIFF", compression=c) for c in ("tiff_lzw", "jpeg", "packbits", "lzma")]
    made.append(_saved("TIFF", "1", compression="group4"))
    deep = _codes(4, 65535)
    for planar in (False, True):
        made += [tiff(deep, ">", planar=planar), tiff(deep, planar=planar, pack=(5, lzw))]
    for options in (
        {"tile": (16, 16), "compression": "zlib", "predictor": 2},
        {"byteorder": ">", "bigtiff": True, "rowsperstrip": 3},
        {"compression": "zlib", "rowsperstrip": 7, "iccprofile": profile()},
    ):
        file = BytesIO()
        tifffile.imwrite(file, deep[..., :3], photometric="rgb", metadata=None, **options)
        made.append(file.getvalue())
    for kind in (np.float32, np.float16):
        file = BytesIO()
        light = (deep / 65535).astype(kind)
        tifffile.imwrite(file, light, photometric="rgb", extrasamples=["assocalpha"])
        made.append(file.getvalue())
    return (*made, _saved("TIFF", save_all=True, append_images=[_image()]))


@cache
def webp_files() -> tuple[bytes, ...]:
    """With and without loss, alpha, words, frames."""
    words = {"exif": _exif(), "xmp": b"<x/>", "icc_profile": profile()}
    moving = _saved("WEBP", save_all=True, append_images=[_image("L").convert("RGB")], duration=40)
    return _saved("WEBP"), _saved("WEBP", "RGBA", lossless=True, **words), moving


@cache
def gif_files() -> tuple[bytes, ...]:
    """One frame with words, and two."""
    moving = _saved("GIF", "P", save_all=True, append_images=[_image("P").rotate(90)])
    return _saved("GIF", "P", comment=b"by hand"), _saved("GIF", "L"), moving


@cache
def bmp_files() -> tuple[bytes, ...]:
    """Bits, greys, palettes, colours."""
    return tuple(_saved("BMP", mode) for mode in ("1", "L", "P", "RGB", "RGBA"))


@cache
def exr_files() -> tuple[bytes, ...]:
    """Half and whole floats, layers, greys, primaries, packings."""
    light = (_codes(4, 65535) / 65535).astype(np.float32)
    p3 = (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290)
    layers = {f"View.{name}": light[..., i].copy() for i, name in enumerate("RGBA")}
    return (
        _exr({"RGBA": light}, comments="night", chromaticities=p3),
        _exr({"RGB": light[..., :3].astype(np.float16)}, OpenEXR.PIZ_COMPRESSION),
        _exr({"RGB": light[..., :3].astype(np.float16)}, OpenEXR.DWAA_COMPRESSION),
        _exr({"Y": light[..., 0].copy()}, OpenEXR.RLE_COMPRESSION),
        _exr(layers, OpenEXR.B44_COMPRESSION),
    )


def _exr(channels: dict[str, Any], packing: Any = OpenEXR.ZIP_COMPRESSION, **head: Any) -> bytes:
    made = BytesIO()
    header = {"compression": packing, "type": OpenEXR.scanlineimage, **head}
    with OpenEXR.File(header, channels) as file:
        file.write(made)
    return made.getvalue()


@cache
def radiance_files() -> tuple[bytes, ...]:
    """Rows in runs and flat, with what a header may say."""
    said = b"EXPOSURE=2\nPRIMARIES=.64 .33 .30 .60 .15 .06 .3127 .3290\nFORMAT"
    flat = radiance_flat(_codes() / 255.0)
    return flat, flat.replace(b"FORMAT", said), radiance_packed(_codes(4))


@cache
def profile_files() -> tuple[bytes, ...]:
    """PNG, of which the profile is damaged and the file around it is not."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey = profile(curve=(2.0, 1.0, 0.0, 0.0, 0.0), space=b"GRAY")
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return srgb, grey, lab, profile(), profile(extra=[(b"A2B0", b"mft2" + b"\0" * 60)])


def around_profile(data: bytes) -> bytes:
    """A sound file with a profile that may be none."""
    return _with_chunks(_saved("PNG"), (b"iCCP", b"x\0\0" + zlib.compress(data)))


SEEDS: dict[str, Callable[[], tuple[bytes, ...]]] = {
    "png": png_files,
    "jpeg": jpeg_files,
    "tiff": tiff_files,
    "webp": webp_files,
    "gif": gif_files,
    "bmp": bmp_files,
    "exr": exr_files,
    "hdr": radiance_files,
    "icc": profile_files,
}
