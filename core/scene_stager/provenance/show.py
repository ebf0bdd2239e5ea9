# SPDX-License-Identifier: Apache-2.0
"""All that a file is called, and all that is said of it, as plain data."""

import hashlib
from dataclasses import asdict
from pathlib import Path

import numpy as np

from scene_stager.maths.arrays import Bytes, Floats
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.pictures.codes import Codes
from scene_stager.pictures.read import read_codes, read_picture
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.evidence import evidence_in
from scene_stager.provenance.perceptual_hash import perceptual_hash
from scene_stager.provenance.pixel_hash import file_hash
from scene_stager.provenance.small_picture import DisplayCodes
from scene_stager.provenance.stamp import look_at, own_hash

PLAIN = (("Y",), ("Y", "A"), ("R", "G", "B"), ("R", "G", "B", "A"))


def facts_of(path: Path) -> dict[str, object]:
    """Its names, its record, and what others assert in it. Raises InputError.

    Of several records that differ none is shown; `faults` says so.
    """
    carrier, look = carrier_of(path), look_at(path)
    own = own_hash(path, carrier)
    faults = [*look.faults, *(["records that differ"] if len(look.records) > 1 else [])]
    facts: dict[str, object] = {
        "path": str(path),
        "pixel_hash": own if carrier.content_hash is None else None,
        "file_hash": file_hash(path),
        "perceptual_hash": None,
        "record": look.records[0].as_json() if len(look.records) == 1 else None,
        "evidence": [],
        "places": list(look.places),
        "faults": faults,
        "signed": look.is_signed,
    }
    if carrier.content_hash is not None:
        return {**facts, "content_hash": own}
    codes = read_codes(path)
    found = perceptual_hash(display_of(codes, path))
    profile = codes.colour.profile
    return {
        **facts,
        "perceptual_hash": found.bits.tobytes().hex(),
        "perceptual_quality": found.quality,
        "evidence": [asdict(one) for one in evidence_in(codes.embedded)],
        "orientation": codes.orientation,
        "frames": codes.frames,
        "profile_hash": hashlib.sha256(profile).hexdigest() if profile else None,
    }


def display_of(codes: Codes, path: Path) -> Bytes | DisplayCodes | Floats:
    """Display values for a hash of looks: the codes where they are that, else light, encoded."""
    if codes.channels in PLAIN and codes.values.dtype.kind == "u":
        return codes.values[..., :3] if len(codes.channels) > 2 else codes.values[..., :1]
    rgb = read_picture(path, smallest_px=1).rgb
    return np.asarray(encode_srgb(np.clip(np.nan_to_num(rgb.astype(np.float64)), 0.0, 1.0)))
