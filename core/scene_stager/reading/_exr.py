# SPDX-License-Identifier: Apache-2.0
"""OpenEXR files as pictures: the beauty layer, its alpha, its primaries."""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.reading._silence import silence
from scene_stager.reading._spaces import in_rec709, rec709_from_primaries
from scene_stager.reading.picture import (
    MOST_PIXELS,
    Picture,
    all_channels,
    bound_size,
    sound_light,
)

Light = NDArray[np.float32]
Header = dict[str, Any]

MOST_VALUES = 8 * MOST_PIXELS  # of all channels of a file together
BITS = {"float16": 16, "float32": 32, "uint32": 32}
REFUSALS = (RuntimeError, OSError, ValueError, TypeError, KeyError, IndexError, MemoryError)


def read_exr(file: Path, name: str) -> Picture:
    """The first colour layer of an EXR file, in linear Rec.709. Raises InputError."""
    try:
        return _picture(_parts(file, name), name)
    except REFUSALS as error:
        advice = "Is the file damaged or cut short?"
        found = f"a file that cannot be decoded ({shorten(str(error), 80)})"
        raise InputError(Mistake(name, found, "an OpenEXR picture", advice)) from error


def _parts(file: Path, name: str) -> list[tuple[Header, dict[str, Any]]]:
    """Headers and channels of every part; sizes are judged before any pixel is read."""
    import OpenEXR

    with silence():
        heads = [part.header for part in OpenEXR.File(str(file), header_only=True).parts]
    for head in heads:
        _bound(head, name)
    with silence(), OpenEXR.File(str(file), separate_channels=True, num_threads=1) as opened:
        parts = [(dict(part.header), dict(part.channels)) for part in opened.parts]
    # The library warns of a broken part, and leaves out the part or its channels.
    if len(parts) != len(heads) or not all(channels for _, channels in parts):
        raise ValueError("pixels are missing")
    return parts


def _bound(head: Header, name: str) -> None:
    low, high = head["dataWindow"]
    width, height = (int(b) - int(a) + 1 for a, b in zip(low, high, strict=True))
    bound_size(name, width, height)
    channels = len(head.get("channels", ()))
    if channels * width * height > MOST_VALUES:
        found = f"{channels} channels of {width} × {height}"
        raise InputError(Mistake(name, found, f"at most {MOST_VALUES} values in all"))
    if "deep" in str(head.get("type", "")):
        raise InputError(Mistake(name, "deep pixels", "flat ones", "Flatten it first."))


def _picture(parts: list[tuple[Header, dict[str, Any]]], name: str) -> Picture:
    for head, channels in parts:
        layer = _layer(list(channels))
        if layer is not None:
            return _from_layer(head, channels, layer, name)
    known = ", ".join(channel for _, channels in parts for channel in channels)
    expected = "channels R, G and B, or Y, in some layer"
    raise InputError(Mistake(name, f"channels {shorten(known)}", expected))


def _layer(names: list[str]) -> tuple[str, ...] | None:
    """The channels of the beauty: plain R G B, else the first layer that ends so, else Y."""
    layers = dict.fromkeys(name.rpartition(".")[0] for name in names)
    combined = [layer for layer in layers if layer.endswith("Combined")]
    for layer in ["", *combined, *layers]:
        prefix = f"{layer}." if layer else ""
        colour = tuple(prefix + letter for letter in "RGB")
        if set(colour) <= set(names):
            return (*colour, prefix + "A")
    return ("Y", "Y", "Y", "A") if "Y" in names and not {"RY", "BY"} & set(names) else None


def _from_layer(
    head: Header, channels: dict[str, Any], layer: tuple[str, ...], name: str
) -> Picture:
    planes = [np.asarray(channels[one].pixels) for one in layer[:3]]
    depth = BITS.get(str(planes[0].dtype), 32)
    if len({plane.shape for plane in planes}) > 1:
        raise InputError(Mistake(name, "channels of different sizes", "one size for all"))
    rgb = np.stack([plane.astype(np.float32) for plane in planes], axis=-1)
    alpha = None
    if layer[3] in channels:
        alpha = np.asarray(channels[layer[3]].pixels).astype(np.float32)
        rgb, alpha = _straight(rgb, alpha, name)

    space, notes = "linear Rec.709", [] if layer[0] in "RY" else [f"layer {layer[0][:-2]}"]
    if head.get("chromaticities") is not None:
        corners = [float(value) for value in np.ravel(head["chromaticities"])]
        if len(corners) != 8 or not all(math.isfinite(c) and -0.2 < c < 1.2 for c in corners):
            raise InputError(Mistake(name, "odd chromaticities", "eight numbers near 0..1"))
        space = "linear, primaries of the file"
        rgb = in_rec709(rgb, rec709_from_primaries(corners))
    rgb = sound_light(name, rgb)
    never = np.zeros(rgb.shape[:2], np.bool_)
    black = all_channels(rgb <= 0)
    return Picture(name, rgb, alpha, never, black, depth, space, tuple(notes))


def _straight(rgb: Light, alpha: Light, name: str) -> tuple[Light, Light]:
    """Undo the multiplication by alpha that EXR files come with; pure glow is left as it is."""
    if not np.isfinite(alpha).all():
        raise InputError(Mistake(name, "an alpha that is no finite number", "0 to 1"))
    alpha = np.asarray(np.clip(alpha, 0, 1), dtype=np.float32)
    covered = np.where(alpha > 0, alpha, np.float32(1))
    return np.asarray(rgb / covered[..., None], dtype=np.float32), alpha
