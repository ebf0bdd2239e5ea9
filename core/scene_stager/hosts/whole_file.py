# SPDX-License-Identifier: Apache-2.0
"""Files of a host appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from scene_stager.errors import HostError


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file; an older one gives way in one step. Raises HostError when it cannot be."""
    place = Path(path)
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, place)
    except OSError as error:
        raise HostError(f"{place}: could not be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
