# SPDX-License-Identifier: Apache-2.0
"""What a file is called when it is somebody's parent."""

from pathlib import Path

from scene_stager.errors import InputError
from scene_stager.presets.lineage import Parent
from scene_stager.provenance.carriers import carrier_of
from scene_stager.provenance.pixel_hash import file_hash
from scene_stager.provenance.stamp import own_hash


def parent_of_file(path: Path, role: str) -> Parent:
    """A picture by its pixels, what else carries records by its content, all else by its bytes.

    Raises InputError for a picture that cannot be read, OSError for no file.
    """
    try:
        carrier = carrier_of(path)
    except InputError:
        return Parent(file_hash(path), role, "content")
    kind = "pixels" if carrier.content_hash is None else "content"
    return Parent(own_hash(path, carrier), role, kind)
