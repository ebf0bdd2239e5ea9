# SPDX-License-Identifier: Apache-2.0
"""Files appear whole or not at all: written beside their place, then moved into it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scene_stager.errors import InputError, Mistake


@contextmanager
def whole_files(folder: Path, option: str = "--out") -> Iterator[Path]:
    """A desk to write on; its files move into `folder` when the block ends well, else they vanish.

    Files of the same name are replaced one by one, each in one step; others are left alone.
    """
    _must_be_a_folder(folder, option)
    made = _make(folder.parent)
    try:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as name:
            desk = Path(name)
            yield desk
            made = []
            folder.mkdir(exist_ok=True)
            for file in sorted(desk.iterdir()):
                os.replace(file, folder / file.name)
    finally:
        for empty in reversed(made):
            empty.rmdir()


def _must_be_a_folder(folder: Path, option: str) -> None:
    for place in (folder, *folder.parents):
        if place.exists() or place.is_symlink():
            if not place.is_dir():
                raise InputError(Mistake(option, f"the file {str(place)!r}", "a folder"))
            return


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there, outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
