# SPDX-License-Identifier: Apache-2.0
"""A file appears whole or not at all: written beside its place, then moved into it in one step."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

FIRST, LAST = ".writing-", ".tmp"


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file; an older one gives way in one step, or stays as it was. Raises OSError.

    The folder must be there. Two writers never meet: each has a draft of its own.
    """
    place = Path(path)
    draft = place.with_name(f"{FIRST}{uuid.uuid4().hex}{LAST}")
    try:
        draft.write_bytes(data)
        os.replace(draft, place)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def is_draft(name: str) -> bool:
    """True for the file of a writer that is still at work, or was killed."""
    return name.startswith(FIRST) and name.endswith(LAST)
