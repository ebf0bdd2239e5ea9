# SPDX-License-Identifier: Apache-2.0
"""Files appear whole or not at all: written beside their place, then moved into it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scene_stager.errors import HostError, InputError, Mistake
from scene_stager.whole_folder import sha256_of, whole_folder


@contextmanager
def whole_files(
    folder: Path,
    option: str = "--out",
    inputs: Iterable[Path | str] = (),
    one_set: Sequence[str] = (),
) -> Iterator[Path]:
    """A place to write to; its files move into `folder` when the block ends well, else they vanish.

    Files of the same name are replaced together; others are left alone. None of `inputs` is ever
    replaced: that is a mistake in `option`, and nothing moves. An input may be text that is no
    path at all. Where the first file of `one_set` comes to be another, those of the set that are
    not written anew are of an earlier one, and go.
    """
    must_be_a_folder(folder, option)
    known = tuple(inputs)
    with whole_folder(folder) as desk:
        try:
            yield desk.files
        except HostError as error:
            # The system refused a file, not the host what is in it.
            raise error.__cause__ if isinstance(error.__cause__, OSError) else error from None
        _must_have_room(desk.files, folder)
        outdated = list(_outdated(one_set, desk.files, folder))
        must_spare(known, [folder / file.name for file in desk.files.iterdir()] + outdated, option)
        for file in outdated:
            desk.take_away(file.name, sha256_of(file))


def _must_have_room(written: Path, folder: Path) -> None:
    """Raises InputError where a folder stands in the place of a file; then none of them moves."""
    for file in sorted(written.iterdir()):
        place = folder / file.name
        if place.is_dir():
            raise InputError(Mistake(str(place), "a folder", "a file or nothing", "Move it away."))


def _outdated(one_set: Sequence[str], written: Path, folder: Path) -> Iterator[Path]:
    """Files of a set in the folder that belong to another than the one that is written now."""
    if not one_set:
        return
    old, new = folder / one_set[0], written / one_set[0]
    if old.is_file() and new.is_file() and sha256_of(old) == sha256_of(new):
        return
    for name in one_set:
        if (folder / name).is_file() and not (written / name).exists():
            yield folder / name


def must_spare(inputs: Iterable[Path | str], outputs: Iterable[Path], option: str) -> None:
    """Raises InputError when a file that is about to be written is one of those that are read."""
    # Unlike those of pathlib these hold no text, however long, for a broken path.
    read = [one for one in inputs if os.path.exists(one)]
    for place in outputs:
        if os.path.exists(place) and any(os.path.samefile(place, one) for one in read):
            found = f"{place}, which is read"
            raise InputError(Mistake(option, found, "another place", "Nothing was written."))


def must_be_a_folder(folder: Path, option: str) -> None:
    """Raises InputError when a folder can never stand there, because a file does."""
    for place in (folder, *folder.parents):
        if place.exists() or place.is_symlink():
            if not place.is_dir():
                raise InputError(Mistake(option, f"the file {str(place)!r}", "a folder"))
            return
