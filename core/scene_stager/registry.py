# SPDX-License-Identifier: Apache-2.0
"""One folder is one kind of thing; one file in it is one entry."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

from scene_stager.errors import InputError, Mistake, RegistryError, shorten

Entry = TypeVar("Entry")


def load_folder(
    package: str, constant: str, kind: type[Entry], asked: str = ""
) -> dict[str, Entry]:
    """Read `constant` from every file of `package`, keyed by file name, A to Z.

    Where `asked` is the name of an entry, no other is loaded.

    Files that begin with an underscore are shared furniture and are skipped. Any other
    file must hold the constant, or RegistryError is raised: an entry that vanishes quietly is
    worse than a crash.
    """
    folder = import_module(package)
    names = sorted(found.name for found in iter_modules(folder.__path__))
    names = [name for name in names if not name.startswith("_")]

    entries: dict[str, Entry] = {}
    for name in [asked] if asked in names else names:
        entry = getattr(import_module(f"{package}.{name}"), constant, None)
        if not isinstance(entry, kind):
            raise RegistryError(
                f"{package}/{name}.py: expected {constant} = {kind.__name__}(...), found {entry!r}"
            )
        entries[name] = entry
    return entries


def entry_named(entries: Mapping[str, Entry], name: str, where: str) -> Entry:
    """The entry of that name. Raises InputError that says where the name stands."""
    if name in entries:
        return entries[name]
    raise InputError(Mistake(where, shorten(name), f"one of {', '.join(entries)}"))
