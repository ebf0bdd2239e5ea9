# SPDX-License-Identifier: Apache-2.0
"""The kinds of file that can carry a record. To add one, add one file; see ply.py for its shape."""

from functools import cache
from pathlib import Path

from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import what_it_is
from scene_stager.provenance.carriers._carrier import Carrier
from scene_stager.registry import load_folder

STARTS = 64  # bytes that tell the kind of a file


@cache
def carriers() -> dict[str, Carrier]:
    """Every carrier, keyed by file name."""
    return load_folder(__name__, "CARRIER", Carrier)


def carrier_of(path: Path) -> Carrier:
    """The carrier that a file is. Raises InputError for no file, and for no kind that is known."""
    try:
        if not path.is_file():
            raise InputError(Mistake(str(path), what_it_is(path), "a file that carries a record"))
        with path.open("rb") as stream:
            start = stream.read(STARTS)
    except (OSError, ValueError) as error:
        found = f"a file that cannot be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(Mistake(str(path), found, "a file that carries a record")) from None
    for carrier in carriers().values():
        if carrier.suits(start, path.suffix.lower()) and carrier.is_one(path):
            return carrier
    known = ", ".join(one.title for one in carriers().values())
    raise InputError(Mistake(str(path), "no known kind of file", f"one of {known}"))
