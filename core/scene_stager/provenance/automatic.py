# SPDX-License-Identifier: Apache-2.0
"""The record of what we write ourselves: the same bytes every time, so no clock is asked."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scene_stager.errors import InputError
from scene_stager.maths.arrays import Bytes
from scene_stager.pictures.codes import Alpha, Codes
from scene_stager.pictures.write import encode_picture
from scene_stager.presets.compare import differences
from scene_stager.presets.library import Library
from scene_stager.presets.lineage import Lineage, Parent
from scene_stager.presets.plain_words import why_not
from scene_stager.presets.preset import Preset
from scene_stager.presets.record_shape import WORDS
from scene_stager.provenance.carriers import document, png
from scene_stager.provenance.pixel_hash import pixel_hash
from scene_stager.provenance.record import MOST_BYTES, Record
from scene_stager.provenance.stamp import stamp

if TYPE_CHECKING:
    from PIL import Image

TOOL = "Scene Stager"
CHANNELS = {
    1: (("Y",), Alpha.NONE),
    2: (("Y", "A"), Alpha.STRAIGHT),
    3: (("R", "G", "B"), Alpha.NONE),
    4: (("R", "G", "B", "A"), Alpha.STRAIGHT),
}
EPOCH = "SOURCE_DATE_EPOCH"  # source: reproducible-builds.org, seconds since 1970 in UTC


def our_record(
    origin: str, parents: Iterable[Parent], *, subject: str = "", plan_hash: str = ""
) -> Record:
    """A record of something that we drew. A subject that is more than plain words is left out."""
    words = subject[: WORDS["subject"]]
    return Record(
        subject="" if why_not(words) or not words.isprintable() else words,
        stage="S3",
        lineage=Lineage(origin, tuple(parents), when_said()),
        tool=TOOL,
        plan_hash=plan_hash,
    )


def when_said() -> str | None:
    """The time that the environment says it is, for whoever wants one; else none."""
    said = os.environ.get(EPOCH, "")
    if not (said.isascii() and said.isdigit() and len(said) < 12):
        return None
    return datetime.fromtimestamp(int(said), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp_ours(files: Iterable[Path], record: Record) -> None:
    """Stamp files that were just written, and that nobody else sees yet."""
    for file in files:
        stamp(file, record)


def stamped_png(
    picture: "Image.Image | Bytes", record: Record, *, smallest: bool = False, profile: bytes = b""
) -> bytes:
    """8-bit codes, or an image of them, as a PNG that carries a record.

    shapes   picture (h, w) of grey, or (h, w, c): grey and alpha, colour, colour and alpha
    """
    values = np.array(picture)
    values = values[..., None] if values.ndim == 2 else values
    channels, alpha = CHANNELS[values.shape[-1]]
    own = pixel_hash(Codes(values, channels, 8, alpha))
    made = encode_picture(picture, smallest=smallest, profile=profile)
    return png.put(made, replace(record, pixel_hash=own))


def stamped_document(data: bytes, digest: str, record: Record) -> bytes:
    """A JSON document of ours that has no record, with one; `digest` is what the document is
    known by. What is too large to be read again stays without."""
    if len(data) > document.MOST_JSON - MOST_BYTES:
        return data
    return document.with_record(data, replace(record, stage="", content_hash=digest))


def stamped_preset(preset: Preset) -> Preset:
    """A preset that somebody just made, with a record that says what its lineage does."""
    line = preset.lineage
    record = our_record(line.origin, line.parents, subject=preset.title)
    full = replace(record, stage="", lineage=line, content_hash=preset.digest)
    return replace(preset, record=full.as_json())


def keep_preset(library: Library, preset: Preset, replace: bool = False) -> Path:
    """Keep a preset that somebody just made, with its record; its file.

    Over another of its name it is the next revision of that one. Raises InputError where another
    stands and `replace` is not set.
    """
    with suppress(InputError):  # what stands there may be missing or broken
        standing = settled(library, preset.name)
        if not differences(standing, preset):
            return library.file_of(preset.name)
        if replace:
            preset = library.next_of(preset)
    return library.keep(stamped_preset(preset), replace)


def settled(library: Library, name: str) -> Preset:
    """The preset of that name; what somebody wrote into its file by hand is kept as the next
    revision first. Raises InputError where there is none, or it is not sound."""
    found = library.read(name)
    preset = library.settled(found)
    if preset is found:
        return found
    fresh = stamped_preset(preset)
    library.keep(fresh, replace=True)
    return fresh
