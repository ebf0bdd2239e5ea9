# SPDX-License-Identifier: Apache-2.0
"""A Take from its file, as every host reads it: strictly, and without installing anything."""

from __future__ import annotations

from pathlib import Path

from scene_stager.moks.json_document import text_of
from scene_stager.moks.take import Take
from scene_stager.moks.take_json import read_take
from scene_stager.plain_file import read_plain_file, shown_name

MOST_BYTES = 2**30  # the largest Take that anybody bakes stays below
EXPECTED = "a Take in a JSON file, such as shot.take.json"


def read_take_file(path: str | Path) -> Take:
    """The Take in a file. Raises InputError with everything that is wrong with it."""
    file = Path(path)
    data = read_plain_file(file, EXPECTED, MOST_BYTES)
    return read_take(text_of(data, shown_name(file)))
