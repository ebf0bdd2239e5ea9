# SPDX-License-Identifier: Apache-2.0
"""Several files appear in a folder together: all of the new ones, or all of the old.

They are written on a desk, a hidden folder beside their place, whose lock its process holds. Then,
under the lock of the folder, so that two who write there come one after the other:

1. every file on the desk is made sure on the disk: `files` is whole, the old ones are untouched;
2. `files` is renamed to `whole`: from here on the new ones count;
3. one after the other moves from `whole` into the folder, and what is to go, goes;
4. the desk is taken away.

Killed before 2, the old files are whole and the desk is litter. Killed after it, the new ones are
whole: what is not in `whole` any more is in its place already. Whoever writes to the folder next
takes up every desk that nobody holds, carries on at 3 or throws it away, and then begins. No other
file of the folder is ever touched. A folder that is not there yet is even simpler: `files` becomes
the folder, in one rename.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scene_stager.file_lock import FileLock, holding, try_lock
from scene_stager.whole_file import drop_folders, make_folders

DESK = ".scene-stager-desk-"
DOOR = ".scene-stager-door"  # the lock of a folder, held while files move into it
LOCK, FILES, WHOLE, GONE = "lock", "files", "whole", "gone"
WAIT_S = 60.0  # for another who moves files into the folder, which takes moments
CHUNK = 1 << 20


class Desk:
    """A place to write files that are meant for a folder; nobody else clears it meanwhile."""

    def __init__(self, root: Path, lock: FileLock) -> None:
        self.root, self._lock = root, lock

    @property
    def files(self) -> Path:
        """Where to write."""
        return self.root / FILES

    def take_away(self, name: str, sha256: str) -> None:
        """Ask that a file of the folder goes when the new ones come, if its sum is this one."""
        (self.root / GONE).mkdir(exist_ok=True)
        (self.root / GONE / name).write_text(sha256, "ascii")

    def move_into(self, folder: Path) -> None:
        """Steps 1 to 3. Raises OSError, BlockingIOError among it; then all is as it was, or the
        new files are whole and will be taken up."""
        for file in self.files.iterdir():
            _sync_file(file)
        _sync_folder(self.files)
        if not folder.exists() and self._becomes(folder):
            return
        if self.root.parent != folder:
            self.root = self.root.rename(folder / self.root.name)
        with holding(folder / DOOR, WAIT_S):
            _take_up(folder)
            self.files.rename(self.root / WHOLE)
            _sync_folder(self.root)
            try:
                _carry_on(self.root, folder)
            except KeyboardInterrupt:
                _carry_on(self.root, folder)
                raise

    def _becomes(self, folder: Path) -> bool:
        """Make the files the folder itself; False when somebody made one meanwhile."""
        try:
            self.files.rename(folder)
        except OSError:
            return False
        _sync_folder(folder.parent)
        return True

    def clear(self) -> None:
        """Step 4; a desk that holds a whole set is left for who comes next."""
        if (self.root / WHOLE).exists():
            self._lock.release()
        else:
            _clear(self.root, self._lock)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Desk]:
    """A desk; what is written on it moves into `folder` when the block ends well, else it vanishes.

    Files of the same name give way; all others stay. What killed runs left there is cleared first.
    Raises OSError, which names the file in the folder, not the one on the desk.
    """
    beside = folder if folder.exists() else folder.parent
    made = make_folders(beside)
    try:
        tidy(folder.parent)
        tidy(folder)
        desk = _new_desk(beside)
        try:
            yield desk
            desk.move_into(folder)
            made = []
        except OSError as error:
            raise _in_its_place(error, desk, folder) from error
        finally:
            desk.clear()
    finally:
        drop_folders(made)


def tidy(folder: Path) -> None:
    """Take up what runs that were killed left in a folder: whole sets arrive, the rest goes."""
    if _left_in(folder):
        with suppress(OSError), holding(folder / DOOR):  # busy, or not ours to clear
            _take_up(folder)


def sha256_of(file: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal. Raises OSError."""
    found = hashlib.sha256()
    with file.open("rb") as source:
        while part := source.read(CHUNK):
            found.update(part)
    return found.hexdigest()


def _new_desk(beside: Path) -> Desk:
    while True:
        root = beside / f"{DESK}{uuid.uuid4().hex[:12]}"
        root.mkdir()
        with suppress(FileNotFoundError):  # somebody tidied before we held it
            lock = try_lock(root / LOCK)
            if lock is not None:
                (root / FILES).mkdir()
                return Desk(root, lock)


def _left_in(folder: Path) -> list[Path]:
    """Desks and the door, whoever they belong to; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if entry.name == DOOR
                or (entry.name.startswith(DESK) and entry.is_dir(follow_symlinks=False))
            ]
    except OSError:
        return []


def _take_up(folder: Path) -> None:
    """Carry on with every desk that nobody holds; the door is held meanwhile."""
    for root in _left_in(folder):
        if root.name == DOOR:
            continue
        try:
            lock = try_lock(root / LOCK)
        except FileNotFoundError:  # its owner has just cleared it
            continue
        if lock is not None and lock.proves:
            _carry_on(root, folder)
            _clear(root, lock)
        elif lock is not None:
            lock.release()


def _clear(root: Path, lock: FileLock) -> None:
    """Step 4."""
    lock.release()
    shutil.rmtree(root, ignore_errors=True)


def _carry_on(root: Path, folder: Path) -> None:
    """Step 3, from wherever it stopped."""
    whole, gone = root / WHOLE, root / GONE
    if not whole.exists():
        return
    for mark in sorted(gone.iterdir()) if gone.exists() else ():
        place = folder / mark.name
        if place.is_file() and sha256_of(place) == mark.read_text("ascii"):
            place.unlink()
    for file in sorted(whole.iterdir()):
        os.replace(file, folder / file.name)
    _sync_folder(folder)
    whole.rmdir()


def _sync_file(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where a file system can be asked to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _in_its_place(error: OSError, desk: Desk, folder: Path) -> OSError:
    """The same refusal, told of the file that was meant; of the folder, where no file is told."""
    name = str(error.filename or desk.root)
    if name.startswith(str(desk.root)):
        name = str(folder / Path(name).name) if name != str(desk.root) else str(folder)
        return type(error)(error.errno, error.strerror, name)
    return error
