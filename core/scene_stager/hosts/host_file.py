# SPDX-License-Identifier: Apache-2.0
"""Files of a host, written whole; what the system refuses is a host's refusal."""

from __future__ import annotations

from pathlib import Path

from scene_stager.errors import HostError
from scene_stager.whole_file import write_whole


def write_host_file(path: str | Path, data: bytes) -> None:
    """Write a file; an older one gives way in one step. Raises HostError when it cannot be."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise HostError(f"{path}: could not be written: {error.strerror}") from error
