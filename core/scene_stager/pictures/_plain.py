# SPDX-License-Identifier: Apache-2.0
"""JPEG, WebP, GIF and BMP files, which the library reads as they are."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scene_stager.pictures._library import decoded
from scene_stager.pictures._upright import orientation_of, turned
from scene_stager.pictures._words import MOST_PROFILE_BYTES, Words
from scene_stager.pictures.codes import MOST_PIXELS, Codes, Colour, bound_size

if TYPE_CHECKING:
    from PIL import Image

# House defaults, not measured.
MOST_BYTES = 4 * MOST_PIXELS + 2**20  # eight bits a channel, and what is said beside them
FORMATS = ("JPEG", "WEBP", "GIF", "BMP")
JPEG_START, SCAN = b"\xff\xd8", b"\xff\xda"
MOST_SCANS = 100  # of a JPEG; encoders make 10, and each costs a walk over all pixels


def read_plain(file: Path, name: str) -> Codes:
    """The codes of the first picture. Raises InputError for a size, ValueError for damage."""
    from PIL import Image

    with Image.open(BytesIO(_sound_bytes(file)), formats=FORMATS) as image:
        bound_size(name, *image.size)
        # Some JPEGs hold a second picture for other eyes; they are no animations.
        frames = 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
        words = _words_of(image)
        profile = image.info.get("icc_profile") or b""
        found = decoded(image)
    notes = words.notes
    if len(profile) > MOST_PROFILE_BYTES:
        profile, notes = b"", [*notes, "a colour profile that is too long, left out"]
    embedded = words.embedded
    orientation = orientation_of(embedded.exif, embedded.xmp)
    return Codes(
        values=turned(found.values, orientation),
        channels=found.channels,
        bits=found.bits,
        alpha=found.alpha,
        colour=Colour("ICC" if profile else "", profile=profile),
        orientation=orientation,
        embedded=embedded,
        frames=frames,
        notes=tuple(notes),
    )


def _sound_bytes(file: Path) -> bytes:
    """The file, but for a JPEG that would have the decoder walk over its pixels without end."""
    data = file.read_bytes()
    if len(data) > MOST_BYTES:
        raise ValueError(f"{len(data)} bytes, more than the {MOST_BYTES} that pixels can take")
    if data.startswith(JPEG_START) and data.count(SCAN) > MOST_SCANS:
        raise ValueError(f"{data.count(SCAN)} scans, more than {MOST_SCANS}")
    return data


def _words_of(image: "Image.Image") -> Words:
    words, said = Words(), image.info
    words.add_packet("exif", _as_bytes(said.get("exif")))
    words.add_packet("xmp", _as_bytes(said.get("xmp")))
    comments = [data for kind, data in getattr(image, "applist", ()) if kind == "COM"]
    if not comments and said.get("comment"):
        comments = [said["comment"]]
    for comment in comments:
        words.add("comment", "", _as_bytes(comment).decode("utf-8", errors="replace"))
    return words


def _as_bytes(said: Any) -> bytes:
    return said.encode("utf-8", "replace") if isinstance(said, str) else bytes(said or b"")
