# SPDX-License-Identifier: Apache-2.0
"""A lock that ends with its process, however that ends: a file that the system holds for it.

Who holds the lock holds the file at that path: it is looked at again after the lock was given, so
the file can be taken away at the end, and nothing of ours stays lying about.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
# What a file system answers that has no locks. There a lock is granted, and proves nothing.
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}
AGAIN_S = 0.01


class FileLock:
    """A lock that is held. `proves` is False where the file system has no locks to give."""

    def __init__(self, file: Path, descriptor: int, proves: bool) -> None:
        self.file, self.proves = file, proves
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go, and take the file away."""
        if self._descriptor < 0:
            return
        with suppress(OSError):  # Windows keeps a file that is open; the next holder takes it away
            self.file.unlink()
        os.close(self._descriptor)
        self._descriptor = -1


def try_lock(file: Path) -> FileLock | None:
    """Take the lock, or None while another process (or another part of this one) has it.

    Raises OSError where no such file can be: its folder is gone, or is not ours to write in.
    """
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            proves = _lock(descriptor)
            if _is_at(file, descriptor):
                return FileLock(file, descriptor, proves)
        except OSError as error:
            os.close(descriptor)
            if error.errno in BUSY:
                return None
            raise
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its last holder took the file away meanwhile


@contextmanager
def holding(file: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the lock for as long as the block runs.

    Raises BlockingIOError when another has it and does not let go within `wait_s`.
    """
    until_s = time.monotonic() + wait_s
    while (lock := try_lock(file)) is None:
        if time.monotonic() >= until_s:
            raise BlockingIOError(errno.EAGAIN, "another run is at work there", str(file))
        time.sleep(AGAIN_S)
    try:
        yield
    finally:
        lock.release()


def _is_at(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(file))
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool:
    """Whether a lock was given; OSError when somebody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in NO_LOCKS:
            return False
        raise
    return True
