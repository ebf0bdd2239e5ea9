# SPDX-License-Identifier: Apache-2.0
"""All that a file is called, and all that is said of it, as plain data."""

import hashlib
from dataclasses import asdict
from pathlib import Path

from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.certificate import SigningCertificate
from scene_stager.provenance.evidence import evidence_in
from scene_stager.provenance.names import names_of
from scene_stager.provenance.signature import signature_of
from scene_stager.provenance.stamp import look_at


def facts_of(path: Path) -> dict[str, object]:
    """Its names, its record, and what others assert in it. Raises InputError.

    Of several records that differ none is shown; `faults` says so.
    """
    carrier = carrier_of(path)
    look = look_at(path, carrier)
    names = names_of(path, carrier)
    faults = [*look.faults, *(["records that differ"] if len(look.records) > 1 else [])]
    facts: dict[str, object] = {
        "path": str(path),
        "pixel_hash": names.own if carrier.content_hash is None else None,
        "file_hash": names.file,
        "perceptual_hash": None,
        "record": look.records[0].as_json() if len(look.records) == 1 else None,
        "evidence": [],
        "places": list(look.places),
        "faults": faults,
        "signature": asdict(signature_of(path, SigningCertificate())),
    }
    if names.looks is None or names.codes is None:
        return {**facts, "content_hash": names.own}
    profile = names.codes.colour.profile
    return {
        **facts,
        "perceptual_hash": names.looks.bits.tobytes().hex(),
        "perceptual_quality": names.looks.quality,
        "evidence": [asdict(one) for one in evidence_in(names.codes.embedded)],
        "orientation": names.codes.orientation,
        "frames": names.codes.frames,
        "profile_hash": hashlib.sha256(profile).hexdigest() if profile else None,
    }
