"""The names of what is in a shot's folder, where the picture of a sky is named by its bytes."""

import re
from collections.abc import Iterable
from pathlib import Path

SKY = "SKY.hdr"
OF_BYTES = re.compile(r"[0-9a-f]{64}\.hdr")


def plain(names: Iterable[str]) -> list[str]:
    """Names in order, those of skies as SKY."""
    return sorted(OF_BYTES.sub(SKY, name) for name in names)


def names_in(folder: Path) -> list[str]:
    """The files of a folder in order, skies as SKY."""
    return plain(file.name for file in folder.iterdir())
