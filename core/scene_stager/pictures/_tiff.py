# SPDX-License-Identifier: Apache-2.0
"""TIFF files: plain numbers are laid out here, in all their bits; the library reads the rest."""

from io import BytesIO
from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.pictures import _tiff_tags as tags
from scene_stager.pictures._library import Decoded, decoded
from scene_stager.pictures._silence import silence
from scene_stager.pictures._tiff_layout import Layout, layout_of, read_samples
from scene_stager.pictures._tiff_tags import PROFILE, Directory, read_directory, words_of
from scene_stager.pictures._upright import ORIENTATION, orientation_of, sound_orientation, turned
from scene_stager.pictures._words import MOST_PROFILE_BYTES
from scene_stager.pictures.codes import Alpha, Codes, Colour, Transfer, bound_size

WHITE_IS_ZERO = 0  # source: TIFF 6.0, page 37
# Channels by ink. Source: TIFF 6.0, page 37.
NAMES = {0: ("Y",), 1: ("Y",), 2: ("R", "G", "B"), 5: ("C", "M", "Y", "K")}
# Of the first sample beyond the colours. Source: TIFF 6.0, page 31.
EXTRA = {1: Alpha.PREMULTIPLIED, 2: Alpha.STRAIGHT}


def read_tiff(file: Path, name: str) -> Codes:
    """The codes of a TIFF file's first picture. Raises InputError for a size, ValueError."""
    directory = read_directory(file.read_bytes())
    bound_size(name, directory.number(tags.WIDTH), directory.number(tags.HEIGHT))
    words = words_of(directory)
    embedded = words.embedded
    orientation = sound_orientation(
        directory.number(ORIENTATION, orientation_of(b"", embedded.xmp))
    )
    layout = layout_of(directory, name)
    if layout is None:
        found = _by_the_library(directory, name)
    else:
        found = _plain_numbers(directory, layout, orientation)
    profile, notes = directory.raw(PROFILE), words.notes
    if len(profile) > MOST_PROFILE_BYTES:
        profile, notes = b"", [*notes, "a colour profile that is too long, left out"]
    return Codes(
        values=found.values,
        channels=found.channels,
        bits=found.bits,
        alpha=found.alpha,
        colour=Colour(
            "ICC" if profile else "",
            Transfer.LINEAR if found.values.dtype.kind == "f" else Transfer.SRGB,
            profile=profile,
        ),
        orientation=orientation,
        embedded=embedded,
        frames=directory.frames,
        notes=tuple(notes),
    )


def _plain_numbers(directory: Directory, layout: Layout, orientation: int) -> Decoded:
    samples = turned(read_samples(directory, layout), orientation)
    ink = directory.number(tags.INK)
    names = NAMES[ink]
    if ink == WHITE_IS_ZERO and samples.dtype.kind == "u":
        samples[..., 0] = np.iinfo(samples.dtype).max - samples[..., 0]
    extra = samples.shape[-1] - len(names)
    said = directory.numbers(
        tags.EXTRA_SAMPLES, ((2,) if names == NAMES[2] else (0,)) * max(extra, 1)
    )
    alpha = EXTRA.get(said[0], Alpha.NONE) if extra else Alpha.NONE
    kept = len(names) + (alpha is not Alpha.NONE)
    return Decoded(
        values=np.ascontiguousarray(samples[..., :kept]),
        channels=names if alpha is Alpha.NONE else (*names, "A"),
        alpha=alpha,
        bits=8 * layout.dtype.itemsize,
    )


def _by_the_library(directory: Directory, name: str) -> Decoded:
    """Inks, palettes, few bits, JPEG inside. The library turns what it loads upright itself."""
    from PIL import Image, UnidentifiedImageError

    try:
        with silence(), Image.open(BytesIO(directory.data), formats=("TIFF",)) as image:
            image.load()
            found = decoded(image)
            left = sound_orientation(image.getexif().get(ORIENTATION, 1))
    except UnidentifiedImageError as error:
        kind = "inks, bits or packing of a kind that is not read here"
        raise InputError(Mistake(name, kind, "greys, RGB, CMYK or a palette")) from error
    values, bits = turned(found.values, left), found.bits
    depth = directory.number(tags.BITS, 1)
    if values.dtype == np.uint16 and depth == 12:
        values, bits = (values * np.float64(65535 / 4095) + 0.5).astype(np.uint16), 12
    elif len(found.channels) == 1 and depth < bits:
        bits = depth
    return Decoded(values, found.channels, found.alpha, bits)
