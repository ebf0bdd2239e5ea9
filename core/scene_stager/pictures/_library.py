# SPDX-License-Identifier: Apache-2.0
"""Codes of what the usual library decodes: eight bits and fewer, palettes, inks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.pictures.codes import Alpha, Values

if TYPE_CHECKING:
    from PIL import Image

SIXTEEN = 65535  # the highest code of 16 bits, by definition
CHANNELS = {
    "L": ("Y",),
    "LA": ("Y", "A"),
    "RGB": ("R", "G", "B"),
    "RGBA": ("R", "G", "B", "A"),
    "CMYK": ("C", "M", "Y", "K"),
    "LAB": ("L", "a", "b"),
}
# What is made into another mode first, so that nothing of it is lost.
INTO = {"1": "L", "PA": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB"}


@dataclass(frozen=True, eq=False, slots=True)
class Decoded:
    """Codes (h, w, c) as the library hands them out, and what they are."""

    values: Values
    channels: tuple[str, ...]
    alpha: Alpha
    bits: int


def decoded(image: "Image.Image") -> Decoded:
    """The codes of an image of the library. Raises ValueError for more than sixteen bits."""
    mode, bits = image.mode, 1 if image.mode == "1" else 8
    if mode.startswith("I"):
        return _deep_grey(image)
    if mode == "F":
        return Decoded(np.asarray(image)[..., None], ("Y",), Alpha.NONE, 32)
    if mode in ("La", "RGBa"):  # multiplied by alpha, and to stay so
        flat = np.asarray(image)
        return Decoded(flat, CHANNELS[mode.upper()], Alpha.PREMULTIPLIED, bits)
    into = INTO.get(mode, mode)
    if mode == "P":
        into = "RGBA" if "transparency" in image.info else "RGB"
    elif "transparency" in image.info and mode in ("L", "RGB"):
        into = "RGBA"
    flat = np.asarray(image if into == mode else image.convert(into))
    alpha = Alpha.STRAIGHT if into in ("LA", "RGBA") else Alpha.NONE
    return Decoded(flat if flat.ndim == 3 else flat[..., None], CHANNELS[into], alpha, bits)


def _deep_grey(image: "Image.Image") -> Decoded:
    codes = np.asarray(image)
    if codes.min() < 0 or codes.max() > SIXTEEN:
        raise ValueError(f"codes from {codes.min()} to {codes.max()}, more than 16 bits")
    return Decoded(codes.astype(np.uint16)[..., None], ("Y",), Alpha.NONE, 16)
