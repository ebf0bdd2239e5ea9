# SPDX-License-Identifier: Apache-2.0
"""Linear algebra on one thread, for answers that are to be the same on any number of cores.

The OpenBLAS that numpy and scipy bring with them cuts long sums into one part per thread, so the
last digits of an answer tell how many cores a machine has, or what a variable said when numpy was
first imported. For sums as short as ours a second thread is no help besides.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("numpy", "scipy")
# What builders call it: of wheels now and before, with whole numbers of 64 bits and of 32.
NAMES = (
    *("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads"),
    *("openblas_{}_num_threads64_", "openblas_{}_num_threads"),
)


@dataclass
class _Held:
    """How many are inside now, and how many threads each library had before the first came."""

    count: int = 0
    before: dict[ctypes.CDLL, int] = field(default_factory=dict)
    door: threading.Lock = field(default_factory=threading.Lock)


_HELD = _Held()


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Linear algebra stays on one thread until the last who asked for it has left the block.

    A library that is none of the wheels' (Apple's Accelerate, MKL) is left as it is.
    """
    with _HELD.door:
        _HELD.count += 1
        if _HELD.count == 1:
            for library in libraries():
                _HELD.before[library] = threads_of(library)
                set_threads(library, 1)
    try:
        yield
    finally:
        with _HELD.door:
            _HELD.count -= 1
            if not _HELD.count:
                for library, threads in _HELD.before.items():
                    set_threads(library, threads)
                _HELD.before.clear()


def threads_of(library: ctypes.CDLL) -> int:
    """How many threads a library takes now."""
    return int(_call(library, "get")())


def set_threads(library: ctypes.CDLL, count: int) -> None:
    """Let a library take so many threads from now on."""
    _call(library, "set")(count)


@cache
def libraries() -> tuple[ctypes.CDLL, ...]:
    """Each OpenBLAS that numpy and scipy have brought, opened; the same that they call."""
    found = []
    for name in PACKAGES:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            continue
        package = Path(spec.origin).parent
        folders = (package.with_name(f"{name}.libs"), package / ".dylibs")
        files = (file for folder in folders for file in sorted(folder.glob("*openblas*")))
        found += [library for file in files if (library := _opened(file)) is not None]
    return tuple(found)


def _opened(file: Path) -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(str(file))
        _call(library, "get")
        return library
    except (OSError, AttributeError):
        return None


def _call(library: ctypes.CDLL, verb: str) -> ctypes._NamedFuncPointer:
    """A library's function that gets or sets the number of its threads, an int in C."""
    for name in NAMES:
        if hasattr(library, name.format(verb)):
            found: ctypes._NamedFuncPointer = getattr(library, name.format(verb))
            return found
    raise AttributeError(f"no {verb}_num_threads")
