# SPDX-License-Identifier: Apache-2.0
"""All that a file is called, its pixels decoded once."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Bytes, Floats
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.codes import Codes
from scene_stager.pictures.read import read_codes, read_picture, read_planes
from scene_stager.provenance.carriers._carrier import Carrier
from scene_stager.provenance.colour_signature import colour_signature
from scene_stager.provenance.perceptual_hash import PerceptualHash, perceptual_hash
from scene_stager.provenance.pixel_hash import file_hash, pixel_hash, planes_hash
from scene_stager.provenance.small_picture import DisplayCodes
from scene_stager.provenance.stamp import own_hash

PLAIN = (("Y",), ("Y", "A"), ("R", "G", "B"), ("R", "G", "B", "A"))


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """`own` is the hash of pixels, or of the content of what has none; `looks`, `colours` (13,) and
    `codes` are of pictures only."""

    own: str
    file: str
    looks: PerceptualHash | None = None
    colours: Bytes | None = None
    codes: Codes | None = None


def names_of(path: Path, carrier: Carrier) -> Names:
    """Every name of a file. Raises InputError."""
    if carrier.content_hash is not None:
        return Names(own_hash(path, carrier), file_hash(path))
    planes = read_planes(path)
    codes = read_codes(path)
    own = pixel_hash(codes) if planes is None else planes_hash(planes)
    display = display_of(codes, path)
    looks = perceptual_hash(display)
    return Names(own, file_hash(path), looks, colour_signature(display), codes)


def display_of(codes: Codes, path: Path) -> Bytes | DisplayCodes | Floats:
    """Display values for a hash of looks: the codes where they are that, else light, encoded."""
    if codes.channels in PLAIN and codes.values.dtype.kind == "u":
        return codes.values[..., :3] if len(codes.channels) > 2 else codes.values[..., :1]
    rgb = read_picture(path, smallest_px=1).rgb
    return np.asarray(encode_srgb(np.clip(np.nan_to_num(rgb.astype(np.float64)), 0.0, 1.0)))
