# SPDX-License-Identifier: Apache-2.0
"""Libraries that speak for themselves, kept quiet: what they found is said by us, in one line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from threading import Lock

_ONE_AT_A_TIME = Lock()


@contextmanager
def silence() -> Iterator[None]:
    """Keep what the library prints, partly from beneath Python, off the terminal and the JSON."""
    with _ONE_AT_A_TIME, open(os.devnull, "wb") as sink, redirect_stdout(StringIO()):
        kept = {fd: os.dup(fd) for fd in (1, 2) if _is_open(fd)}
        try:
            for fd in kept:
                os.dup2(sink.fileno(), fd)
            yield
        finally:
            for fd, copy in kept.items():
                os.dup2(copy, fd)
                os.close(copy)


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
