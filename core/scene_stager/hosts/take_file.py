# SPDX-License-Identifier: Apache-2.0
"""A Take from its file, as every host reads it: strictly, and without installing anything."""

from __future__ import annotations

from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.moks.take import Take
from scene_stager.moks.take_json import read_take
from scene_stager.plain_file import read_plain_file, shown_name

MOST_BYTES = 2**30  # the largest Take that anybody bakes stays below
EXPECTED = "a Take in a JSON file, such as shot.take.json"


def read_take_file(path: str | Path) -> Take:
    """The Take in a file. Raises InputError with everything that is wrong with it."""
    file = Path(path)
    data = read_plain_file(file, EXPECTED, MOST_BYTES)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{data[error.start]:02x} at {error.start}"
        raise InputError(Mistake(shown_name(file), found, "text in UTF-8")) from None
    return read_take(text)
