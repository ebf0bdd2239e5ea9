# SPDX-License-Identifier: Apache-2.0
"""What a record may hold: the words, numbers and hashes that say where a thing comes from."""

from scene_stager.presets.lineage import KINDS, RECORD_ORIGINS, ROLES
from scene_stager.presets.shape import (
    DIGEST,
    MOST_PARENTS,
    Exactly,
    Fields,
    Many,
    form,
    one_of,
    prose,
)

RECORD_SCHEMA, RECORD_VERSION = "scene_stager.record", 1
STAGES = {
    "S1": "hand-drawn",
    "S2": "reference",
    "S3": "sculpt or render",
    "S4": "generative",
    "S5": "image-to-3D",
}
# Source: IPTC NewsCodes, digitalsourcetype, 2025.
SOURCE_TYPES = (
    *("digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print"),
    *("humanEdits", "digitalCreation", "dataDrivenMedia", "algorithmicMedia", "screenCapture"),
    *("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeCapture"),
    *("compositeSynthetic", "composite", "virtualRecording", "algorithmicallyEnhanced"),
)
WHEN = form(
    r"[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z)?",
    20,
    "a day, or a time in UTC such as 2026-11-25T09:30:00Z",
)
WORDS = {"subject": 80, "environment": 80, "domain": 40, "hand": 80, "tool": 80, "licence": 80}
HASHES = ("plan_hash", "prompt_hash", "pixel_hash", "content_hash")

PARENT = Fields(
    {"sha256": DIGEST, "role": one_of(ROLES, "its role"), "kind": one_of(KINDS, "its kind")},
    frozenset({"sha256", "role", "kind"}),
)
RECORD = Fields(
    {
        "schema": Exactly(RECORD_SCHEMA),
        "version": Exactly(RECORD_VERSION),
        **{name: prose(longest, name) for name, longest in WORDS.items()},
        "stage": one_of(tuple(STAGES), "its medium"),
        "source_type": one_of(SOURCE_TYPES, "the IPTC digital source type"),
        "decoder": prose(40, "who decoded the pixels of a lossy file"),
        **dict.fromkeys(HASHES, DIGEST),
        "origin": one_of(RECORD_ORIGINS[1:], "how it came to be"),
        "parents": Many(PARENT, MOST_PARENTS),
        "when": WHEN,
    },
    frozenset({"schema", "version"}),
)
