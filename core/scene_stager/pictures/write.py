# SPDX-License-Identifier: Apache-2.0
"""The door for pictures that we write: whole files, with words in them, the same bytes every time.

The same bytes from the same pixels, that is, with the same version of the libraries that pack them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.maths.arrays import Bytes
from scene_stager.maths.colour.srgb import bytes_from_srgb, encode_srgb
from scene_stager.pictures.codes import NOTHING, Embedded
from scene_stager.whole_file import write_whole

if TYPE_CHECKING:
    from PIL import Image

# House defaults, not measured, but where a line says otherwise.
ENDINGS = {".png": "PNG", ".webp": "WEBP", ".jpg": "JPEG", ".tif": "TIFF"}
XMP_KEYWORD, XMP_TAG = "XML:com.adobe.xmp", 700  # in a PNG's iTXt, and of TIFF; source: XMP, part 3
ANIMATION_METHOD = 0  # the quickest: an animatic is thrown away


def encode_picture(
    picture: Image.Image | Bytes,
    ending: str = ".png",
    *,
    embedded: Embedded = NOTHING,
    quality: int | None = None,
    smallest: bool = False,
    profile: bytes = b"",
) -> bytes:
    """A picture as a file: sRGB codes (h, w, 3) or an image of the library.

    `embedded` goes in before the pixels: `xmp` and `exif` into every kind, `texts` into PNG, whose
    chunks (iTXt) are the only place for them. `quality` is for JPEG and WebP; `smallest` takes time
    for a smaller PNG; `profile` says what the colours are. Raises ValueError for words that the
    kind has no place for.
    """
    kind, options = ENDINGS[ending], _words(ENDINGS[ending], embedded)
    if quality is not None:
        options["quality"] = quality
    if profile:
        options["icc_profile"] = profile
    if kind == "PNG" and smallest:
        options["optimize"] = True
    if kind == "TIFF":
        options["compression"] = "tiff_adobe_deflate"
    made = BytesIO()
    _image(picture).save(made, kind, **options)
    return made.getvalue()


def write_picture(
    path: Path, picture: Image.Image | Bytes, *, embedded: Embedded = NOTHING
) -> None:
    """Write a picture, of the kind that its name ends in, whole or not at all. Raises OSError."""
    write_whole(path, encode_picture(picture, path.suffix.lower(), embedded=embedded))


def encode_animation(
    frames: Iterable[Image.Image], lengths_ms: Sequence[int], quality: int
) -> bytes:
    """Frames that follow each other without end, as an animated WebP; one is held at a time."""
    made, coming = BytesIO(), iter(frames)
    _reel(coming, len(lengths_ms)).save(
        made,
        "WEBP",
        save_all=True,
        duration=list(lengths_ms),
        loop=0,
        quality=quality,
        method=ANIMATION_METHOD,
    )
    for _ in coming:
        raise ValueError("there are more frames than lengths")
    return made.getvalue()


def _reel(coming: Iterator[Image.Image], count: int) -> Image.Image:
    """Frames as the one picture of many frames that the library takes when it should not keep
    them all."""
    from PIL import Image

    class Reel(Image.Image):
        n_frames = count

        def __init__(self, first: Image.Image) -> None:
            super().__init__()
            self._at = 0
            self._show(first)

        def _show(self, frame: Image.Image) -> None:
            self.im, self._mode, self._size = frame.im, frame.mode, frame.size

        def tell(self) -> int:
            return self._at

        def seek(self, frame: int) -> None:
            if frame == self._at + 1:
                self._show(next(coming))
                self._at = frame

    return Reel(next(coming))


def write_light(path: Path, rgb: NDArray[np.floating], *, embedded: Embedded = NOTHING) -> None:
    """Write linear Rec.709 light (h, w, 3) as OpenEXR: 32-bit floats, ZIP-packed, whole.

    Words become attributes of their keys. Raises OSError.
    """
    import OpenEXR

    header = {text.key: text.text for text in embedded.texts}
    if embedded.xmp:
        header["xmp"] = embedded.xmp.decode("utf-8")
    header |= {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    made = BytesIO()
    with OpenEXR.File(header, {"RGB": np.ascontiguousarray(rgb, dtype=np.float32)}) as file:
        file.write(made)
    write_whole(path, made.getvalue())


def screen_codes(light: NDArray[np.floating]) -> Bytes:
    """Linear Rec.709 light (h, w, 3) as a screen shows it; outside of 0 to 1 it is held there."""
    held = np.clip(np.asarray(light, dtype=np.float64), 0.0, 1.0)
    return bytes_from_srgb(encode_srgb(held))


def _image(picture: Image.Image | Bytes) -> Image.Image:
    from PIL import Image

    return Image.fromarray(picture) if isinstance(picture, np.ndarray) else picture


def _words(kind: str, embedded: Embedded) -> dict[str, Any]:
    """What the library is told to put in beside the pixels."""
    options: dict[str, Any] = {"exif": embedded.exif} if embedded.exif else {}
    if kind == "PNG":
        return options | _png_words(embedded)
    if embedded.texts:
        raise ValueError(f"{kind} has no place for texts; say them in XMP")
    if embedded.xmp and kind == "TIFF":
        options["tiffinfo"] = {XMP_TAG: embedded.xmp}
    elif embedded.xmp:
        options["xmp"] = embedded.xmp
    return options


def _png_words(embedded: Embedded) -> dict[str, Any]:
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    for text in embedded.texts:
        chunks.add_itxt(text.key, text.text)
    if embedded.xmp:
        chunks.add_itxt(XMP_KEYWORD, embedded.xmp.decode("utf-8"))
    return {"pnginfo": chunks}
