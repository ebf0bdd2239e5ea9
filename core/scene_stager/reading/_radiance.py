# SPDX-License-Identifier: Apache-2.0
"""Radiance .hdr files as pictures."""

from pathlib import Path

import numpy as np

from scene_stager.errors import InputError, Mistake
from scene_stager.maths.colour.matrices import SRGB_FROM_XYZ
from scene_stager.maths.radiance.rgbe import decode_pixels, read_header
from scene_stager.reading._spaces import in_rec709, rec709_from_primaries
from scene_stager.reading.picture import (
    MOST_PIXELS,
    Picture,
    all_channels,
    bound_size,
    sound_light,
)

MOST_BYTES = 5 * MOST_PIXELS  # four bytes a pixel, and room for the marks of the runs


def read_radiance(file: Path, name: str) -> Picture:
    """A Radiance picture in linear Rec.709, its exposure divided out. Raises InputError."""
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise InputError(Mistake(name, f"{size} bytes", f"at most {MOST_BYTES} bytes"))
    data = file.read_bytes()
    header = read_header(data, name)
    bound_size(name, header.width_px, header.height_px)
    rgb = decode_pixels(data, header, name)

    space, notes = "linear Rec.709", []
    if header.is_xyz:
        space, rgb = "CIE XYZ", in_rec709(rgb, SRGB_FROM_XYZ)
    elif header.primaries_xy is not None:
        matrix = rec709_from_primaries(header.primaries_xy)
        space, rgb = "linear, primaries of the file", in_rec709(rgb, matrix)
    if header.exposure_factor != 1.0:
        notes.append(f"EXPOSURE={header.exposure_factor:g} of the file is divided out")
    rgb = sound_light(name, rgb)
    return Picture(
        name=name,
        rgb=rgb,
        alpha=None,
        clipped_high=np.zeros(rgb.shape[:2], np.bool_),
        clipped_low=all_channels(rgb <= 0),
        bit_depth=32,
        colour_space=space,
        notes=tuple(notes),
    )
