# SPDX-License-Identifier: Apache-2.0
"""Files appear whole or not at all: written beside their place, then moved into it."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.whole_file import drop_folders, make_folders

DESK = ".scene-stager-desk-"


@contextmanager
def whole_files(folder: Path, option: str = "--out", inputs: Iterable[Path] = ()) -> Iterator[Path]:
    """A desk to write on; its files move into `folder` when the block ends well, else they vanish.

    Files of the same name are replaced one by one, each in one step; others are left alone. None
    of `inputs` is ever replaced: that is a mistake in `option`, and nothing moves.
    """
    must_be_a_folder(folder, option)
    known = tuple(inputs)
    # A folder that is there may be another disk, onto which nothing moves in one step from beside.
    beside = folder if folder.exists() else folder.parent
    made = make_folders(beside)
    try:
        with tempfile.TemporaryDirectory(prefix=DESK, dir=beside) as name:
            desk = Path(name)
            yield desk
            files = sorted(desk.iterdir())
            must_spare(known, [folder / file.name for file in files], option)
            made = []
            folder.mkdir(exist_ok=True)
            for file in files:
                os.replace(file, folder / file.name)
    finally:
        drop_folders(made)


def must_spare(inputs: Iterable[Path], outputs: Iterable[Path], option: str) -> None:
    """Raises InputError when a file that is about to be written is one of those that are read."""
    for place in outputs:
        if place.exists() and any(one.exists() and place.samefile(one) for one in inputs):
            found = f"{place}, which is read"
            raise InputError(Mistake(option, found, "another place", "Nothing was written."))


def must_be_a_folder(folder: Path, option: str) -> None:
    """Raises InputError when a folder can never stand there, because a file does."""
    for place in (folder, *folder.parents):
        if place.exists() or place.is_symlink():
            if not place.is_dir():
                raise InputError(Mistake(option, f"the file {str(place)!r}", "a folder"))
            return
