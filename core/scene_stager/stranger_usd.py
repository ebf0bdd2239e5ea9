# SPDX-License-Identifier: Apache-2.0
"""A stranger's USD layer, in memory: measured and flat before it is parsed, and never parsed here
in its binary form, since USD ends the whole process on a spoilt one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file, read_start, too_large, what_it_is

# House defaults, not measured.
MOST_BYTES = 512 * 2**20  # of a text, or of a binary file and of what it is when it is spelt out
MOST_DEEP = 256  # brackets in a text: parsers recurse
LONGEST_S = 60.0
MOST_MEMORY_BYTES = 8 * 2**30
TEXT, BINARY, PACKAGE = b"#usda", b"PXR-USDC", b"PK\x03\x04"
UNREADABLE = "nothing that USD can read"
# Strings, assets and comments are no structure. Source: OpenUSD, "Usda file format", lexical rules.
PIECES = re.compile(
    rb'"""(?:\\.|[^\\])*?"""|' + rb"'''(?:\\.|[^\\])*?'''|"
    rb'"(?:\\.|[^"\\\n])*"|' + rb"'(?:\\.|[^'\\\n])*'|"
    rb"@@@.*?@@@|@[^@\n]*@|#[^\n]*|[{}()\[\]]",
    re.DOTALL,
)
SPELL_OUT = """
import sys
source, text, most_bytes, memory_bytes, seconds = sys.argv[1:6]
sys.path.extend(sys.argv[6:])
try:
    import resource
    for limit, most in (("FSIZE", most_bytes), ("AS", memory_bytes), ("CPU", seconds), ("CORE", 0)):
        resource.setrlimit(getattr(resource, "RLIMIT_" + limit), (int(most), int(most)))
except (ImportError, OSError, ValueError):
    pass
from pxr import Sdf, Usd
layer = Sdf.Layer.OpenAsAnonymous(source)
sys.exit(0 if layer and layer.Export(text) else 1)
"""


def open_layer(path: Path, expected: str, where: str, *, packages: bool = False) -> Any:
    """A file as a layer of its own, whatever other programs here have opened.

    A binary one, and the first layer of a package where those are welcome, is spelt out by a
    process of its own. Raises InputError, one line; USD is installed.
    """
    start = read_start(path, expected, 8, where)
    if start.startswith(TEXT):
        return parsed_layer(read_plain_file(path, expected, MOST_BYTES, where), expected, where)
    is_package = start.startswith(PACKAGE)
    if start.startswith(BINARY) or (is_package and packages):
        ending = ".usdz" if is_package else ".usdc"
        return parsed_layer(_spelt_out(path, ending, expected, where), expected, where)
    found = "a package" if is_package else "no USD" if path.is_file() else what_it_is(path)
    advice = "Unpack it first." if is_package else ""
    raise InputError(Mistake(where, found, expected, advice))


def parsed_layer(data: bytes, expected: str, where: str) -> Any:
    """A text as a layer of its own. Raises InputError, one line; USD is installed."""
    from pxr import Sdf, Tf

    _must_be_flat(data, where)
    layer = Sdf.Layer.CreateAnonymous(".usda")
    try:
        is_read = layer.ImportFromString(data.decode("utf-8", "surrogateescape"))
    except (Tf.ErrorException, UnicodeError):
        is_read = False
    if not is_read:
        raise InputError(Mistake(where, UNREADABLE, expected))
    return layer


def _spelt_out(path: Path, ending: str, expected: str, where: str) -> bytes:
    """The text of a binary layer. It is copied first: what is judged is what is read."""
    size_bytes = path.stat().st_size
    if size_bytes > MOST_BYTES:
        raise too_large(where, size_bytes, MOST_BYTES)
    with TemporaryDirectory() as folder:
        source, text = Path(folder) / f"layer{ending}", Path(folder) / "layer.usda"
        shutil.copyfile(path, source)
        limits = (MOST_BYTES + 1, MOST_MEMORY_BYTES, int(LONGEST_S))
        words = [sys.executable, "-I", "-c", SPELL_OUT, str(source), str(text), *map(str, limits)]
        words += [place for place in sys.path if Path(place).is_absolute()]
        try:
            done = subprocess.run(words, capture_output=True, timeout=LONGEST_S, check=False)
        except (OSError, subprocess.TimeoutExpired):
            raise InputError(Mistake(where, f"{UNREADABLE} in time", expected)) from None
        long_bytes = text.stat().st_size if text.is_file() else 0
        if long_bytes > MOST_BYTES:
            raise too_large(where, long_bytes, MOST_BYTES)
        if done.returncode != 0 or not long_bytes:
            advice = "If usdcat can, let it write a .usda."
            raise InputError(Mistake(where, UNREADABLE, expected, advice))
        return text.read_bytes()


def _must_be_flat(data: bytes, where: str) -> None:
    depth = 0
    for piece in PIECES.finditer(data):
        mark = piece.group()
        if mark in (b"{", b"(", b"["):
            depth += 1
            if depth > MOST_DEEP:
                found = f"brackets nested over {MOST_DEEP} deep"
                raise InputError(Mistake(where, found, "a flatter scene"))
        elif mark in (b"}", b")", b"]"):
            depth -= 1
