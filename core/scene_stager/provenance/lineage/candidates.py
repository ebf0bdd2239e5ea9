# SPDX-License-Identifier: Apache-2.0
"""What looks like a file: for a person to judge. Nothing here is ever read by a walk."""

from pathlib import Path

from scene_stager.errors import InputError
from scene_stager.provenance.index.near import look_alikes
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.lineage.graph import Candidate

SAME = "the same pixels"  # which is the file itself, and no candidate


def candidates_for(index: AssetIndex, path: Path) -> tuple[Candidate, ...]:
    """The pictures of an index that look like one, nearest first; none for what is no picture."""
    try:
        near = look_alikes(index, path)
    except InputError:
        return ()
    return tuple(
        Candidate(one.own, tuple(each.path for each in one.files), one.distance_bits, one.grade)
        for one in near
        if one.grade != SAME
    )
