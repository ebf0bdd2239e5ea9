# SPDX-License-Identifier: Apache-2.0
"""Memory of nodes on disk: addressed by content, checked on every read, never trusted.

A file holds a line that says what it is, the doubles, and the sha256 of both. Anything that is
not exactly as expected counts as absent, so a damaged entry is computed again. The sum protects
against damage and changed code, not against somebody who may write to the folder.
"""

import contextlib
import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from scene_stager.canonical import digest_of
from scene_stager.maths.arrays import Floats
from scene_stager.moks.code_digest import arithmetic_digest, code_digest
from scene_stager.moks.window import Window
from scene_stager.whole_file import is_draft, write_whole

MAGIC = "scene_stager.node 1"
CHECK_BYTES = 32  # a sha256
ENTRY = re.compile(r"[0-9a-f]{64}\.moks")
UNFINISHED_AGE_S = 3600.0

# The sources as they were when this process began to use them. If they change under a running
# process, nobody can say which code makes its numbers, and nothing is read or written any more.
CODE_AT_IMPORT = code_digest()


class DiskCache:
    """A folder of nodes' numbers, safe to share between processes.

    `code` stands for the code that computes; it is read from the sources unless a test says so.
    `rejected` counts the entries that were there and not sound. Call `prune` now and then.
    """

    def __init__(
        self, folder: str | os.PathLike[str], *, max_bytes: int = 2**31, code: str | None = None
    ) -> None:
        self.folder = Path(folder)
        self.max_bytes = max_bytes
        self.rejected = 0
        self.code = code
        if code is None:
            now = code_digest()
            self.code = now if now == CODE_AT_IMPORT else ""

    def get(self, node_hash: str, window: Window, width: int) -> Floats | None:
        """The numbers of a node over a window of frames, if a sound entry holds them."""
        key = self._key(node_hash, window)
        path = self._path(key)
        if not self.code:
            return None
        try:
            numbers = _read_entry(path, _head(key, window.count, width), (window.count, width))
        except (FileNotFoundError, NotADirectoryError):
            return None
        if numbers is None:
            self.rejected += 1
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # pruning lets go of the longest unused
        return numbers

    def put(self, node_hash: str, window: Window, values: Floats) -> bool:
        """Write an entry beside its place, then move it there; False when the disk will not."""
        if not self.code:
            return False
        key = self._key(node_hash, window)
        body = _head(key, *values.shape) + values.astype("<f8").tobytes()
        try:
            place = self._path(key)
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, body + hashlib.sha256(body).digest())
        except OSError:
            return False
        return True

    def prune(self) -> int:
        """Delete the longest unused entries until the rest fits, and say how many those were.

        Files that are not ours are left alone.
        """
        kept_bytes, deleted = 0, 0
        for info, path in sorted(self._entries(), key=lambda e: (-e[0].st_mtime, e[1])):
            kept_bytes += info.st_size
            if kept_bytes > self.max_bytes:
                with contextlib.suppress(OSError):
                    path.unlink()
                    deleted += 1
        return deleted

    def _entries(self) -> Iterator[tuple[os.stat_result, Path]]:
        """Our entries; what a killed process left unfinished is swept away on the way."""
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                info = path.lstat()
                if not stat.S_ISREG(info.st_mode):
                    continue
                if ENTRY.fullmatch(path.name):
                    yield info, path
                elif is_draft(path.name) and _age_s(info) > UNFINISHED_AGE_S:
                    path.unlink()

    def _key(self, node_hash: str, window: Window) -> str:
        frames = [*window.rate, window.first, window.count]
        return digest_of([MAGIC, node_hash, frames, self.code, arithmetic_digest()])

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.moks"


def _age_s(info: os.stat_result) -> float:
    return time.time() - info.st_mtime


def _head(key: str, count: int, width: int) -> bytes:
    return f"{MAGIC} {key} {count} {width}\n".encode("ascii")


def _read_entry(path: Path, head: bytes, shape: tuple[int, int]) -> Floats | None:
    """The doubles of an entry that is exactly as long, as headed and as summed as it should be."""
    length = len(head) + shape[0] * shape[1] * 8 + CHECK_BYTES
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode) or info.st_size != length:
            return None
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise  # not there, or pruned by another process just now
    except OSError:
        return None
    body, check = content[:-CHECK_BYTES], content[-CHECK_BYTES:]
    if not body.startswith(head) or hashlib.sha256(body).digest() != check:
        return None
    numbers = np.frombuffer(body, "<f8", offset=len(head)).astype(np.float64).reshape(shape)
    numbers.setflags(write=False)
    return numbers if np.isfinite(numbers).all() else None
