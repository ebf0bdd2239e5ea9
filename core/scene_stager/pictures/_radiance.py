# SPDX-License-Identifier: Apache-2.0
"""Radiance .hdr files: three mantissas and the exponent that they share."""

from pathlib import Path

from scene_stager.maths.radiance.rgbe import decode_pixels, read_header
from scene_stager.pictures._words import Words
from scene_stager.pictures.codes import Codes, Colour, Transfer, bound_size

MANTISSA_BITS = 8  # source: Ward 1991, "Real Pixels"
MOST_LINES = 64  # of a header: house default


def read_radiance(file: Path, name: str) -> Codes:
    """The codes of a Radiance picture. Raises InputError."""
    data = file.read_bytes()
    header = read_header(data, name)
    bound_size(name, header.width_px, header.height_px)
    values = decode_pixels(data, header, name)
    words = Words()
    for line in header.lines[1 : 1 + MOST_LINES]:
        words.add("header", "", line)
    return Codes(
        values=values,
        channels=(*("XYZ" if header.is_xyz else "RGB"), "E"),
        bits=MANTISSA_BITS,
        colour=Colour(
            "header",
            Transfer.RGBE,
            primaries_xy=header.primaries_xy,
            exposure_factor=header.exposure_factor,
        ),
        embedded=words.embedded,
        notes=tuple(words.notes),
    )
