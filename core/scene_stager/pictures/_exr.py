# SPDX-License-Identifier: Apache-2.0
"""OpenEXR files: the beauty layer as it is stored, its alpha, its primaries, its words."""

from pathlib import Path
from typing import Any

import numpy as np

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.pictures._silence import silence
from scene_stager.pictures._spaces import are_sound
from scene_stager.pictures._words import Words
from scene_stager.pictures.codes import (
    MOST_PIXELS,
    Alpha,
    Codes,
    Colour,
    Embedded,
    Transfer,
    Values,
    bound_size,
)
from scene_stager.pictures.layers import beauty_layer

Header = dict[str, Any]

# House defaults, not measured.
MOST_VALUES = 8 * MOST_PIXELS  # of all channels of a file together
NO_WORDS = ("type", "name", "view")  # attributes that are the format's own
XMP = "xmp"


def read_exr(file: Path, name: str) -> Codes:
    """The picture in an EXR file. Raises InputError, ValueError for damage.

    Albedo, normals and the like are no picture, whatever else is not there.
    """
    parts = _parts(file, name)
    found = []
    for place, (head, channels) in enumerate(parts):
        part = str(head.get("name", "")) if len(parts) > 1 else ""
        layer = beauty_layer(channels, part)
        found += [] if layer is None else [(layer[0], place, layer[1])]
    if found:
        _, place, colour = min(found)
        return _from_layer(*parts[place], colour, name)
    known = ", ".join(channel for _, channels in parts for channel in channels)
    expected = "channels R, G and B, or Y, in a layer of light"
    raise InputError(Mistake(name, f"channels {shorten(known)}", expected))


def read_exr_planes(file: Path, name: str) -> dict[str, Values]:
    """Every channel of every part, by name. Raises InputError, ValueError for damage."""
    parts = _parts(file, name)
    planes: dict[str, Values] = {}
    for place, (head, channels) in enumerate(parts):
        part = f"{head.get('name', place)}/" if len(parts) > 1 else ""
        planes |= {f"{part}{key}": np.asarray(one.pixels) for key, one in channels.items()}
    return planes


def read_exr_words(file: Path, name: str) -> Embedded:
    """What the headers say in words; no pixel is read. Raises ValueError for damage."""
    import OpenEXR

    words = Words()
    with silence():
        heads = [dict(part.header) for part in OpenEXR.File(str(file), header_only=True).parts]
    for head in heads:
        _add_words(words, head)
    return words.embedded


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


def _from_layer(head: Header, channels: dict[str, Any], layer: tuple[str, ...], name: str) -> Codes:
    prefix = layer[0].rpartition(".")[0]
    alpha = f"{prefix}.A" if prefix else "A"
    wanted = (*layer, alpha) if alpha in channels else layer
    planes = [np.asarray(channels[one].pixels) for one in wanted]
    if len({plane.shape for plane in planes}) > 1:
        raise InputError(Mistake(name, "channels of different sizes", "one size for all"))
    words = _words_of(head)
    return Codes(
        values=np.stack(planes, axis=-1),
        channels=tuple(one.rpartition(".")[2] for one in wanted),
        bits=8 * planes[0].dtype.itemsize,
        alpha=Alpha.PREMULTIPLIED if alpha in channels else Alpha.NONE,
        colour=Colour("chromaticities", Transfer.LINEAR, primaries_xy=_corners(head, name)),
        embedded=words.embedded,
        notes=(*([f"layer {prefix}"] if prefix else []), *words.notes),
    )


def _corners(head: Header, name: str) -> tuple[float, ...] | None:
    if head.get("chromaticities") is None:
        return None
    corners = tuple(float(value) for value in np.ravel(head["chromaticities"]))
    if not are_sound(corners):
        raise InputError(Mistake(name, "odd chromaticities", "eight numbers near 0..1"))
    return corners


def _words_of(head: Header) -> Words:
    words = Words()
    _add_words(words, head)
    return words


def _add_words(words: Words, head: Header) -> None:
    for key, said in head.items():
        if isinstance(said, str) and key == XMP:
            words.add_packet("xmp", said.encode("utf-8", "replace"))
        elif isinstance(said, str) and key not in NO_WORDS:
            words.add("attribute", key, said)
