# SPDX-License-Identifier: Apache-2.0
"""Where networks are taken from: a file, a folder, a wheel, an installed package's own files.

Files are read as files. No package is imported and nothing is fetched.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path

from scene_stager.errors import InputError, MissingPartError, Mistake, shorten
from scene_stager.models.known import KnownModel
from scene_stager.models.manifest import KINDS, MOST_BYTES
from scene_stager.models.wheel import files_of_wheel, read_from_wheel
from scene_stager.plain_file import read_plain_file, shown_name, too_large

ARCHIVES = (".whl", ".zip")
ENDINGS = tuple(f".{kind}" for kind in KINDS)
MOST_FILES = 100_000
SHOWN = 5


@dataclass(frozen=True, slots=True)
class FoundNetwork:
    """A network's file in a source: its place there, its size, and what reads so many bytes."""

    source: str
    place: str
    size_bytes: int
    reader: Callable[[int], bytes]

    @property
    def kind(self) -> str:
        """The form of the file, after its ending."""
        return self.place.rpartition(".")[2].lower()

    @property
    def whole_name(self) -> str:
        """The source and the place in it."""
        return f"{self.source}: {self.place}" if self.place != self.source else self.place

    def read(self, most_bytes: int = MOST_BYTES) -> bytes:
        """Its bytes. Raises InputError when there are more than `most_bytes`."""
        if self.size_bytes > most_bytes:
            raise too_large(self.whole_name, self.size_bytes, most_bytes)
        return self.reader(most_bytes)


def networks_in(source: Path) -> list[FoundNetwork]:
    """Every network in a file, a wheel or a folder, A to Z. Raises InputError."""
    if source.is_dir():
        return _in_folder(source)
    name, ending = shown_name(source), source.suffix.lower()
    if not source.is_file():
        read_plain_file(source, "a network, a wheel or a folder", MOST_BYTES)
    if ending in ARCHIVES:
        return _in_wheel(source, name)
    if ending not in ENDINGS:
        expected = f"a network or a wheel, {', '.join((*ENDINGS, *ARCHIVES))}"
        raise InputError(Mistake(name, f"the ending {shorten(ending)}", expected))
    return [_plain(source, name, name)]


def networks_of_package(known: KnownModel) -> list[FoundNetwork]:
    """The file of a known network in its installed package. Raises MissingPartError."""
    try:
        package = Distribution.from_name(known.package)
    except PackageNotFoundError:
        raise MissingPartError(
            f"{known.name}: {known.package} is not installed; {known.how_to_get}"
        ) from None
    for file in package.files or ():
        if file.as_posix() == known.file:
            path = Path(str(package.locate_file(file)))
            return [_plain(path, f"{known.package} {package.version}", known.file)]
    found = f"{known.package} {package.version}, without {known.file}"
    raise MissingPartError(f"{known.name}: {found}; {known.how_to_get}")


def chosen(found: Iterable[FoundNetwork], known: KnownModel) -> FoundNetwork | None:
    """The file of a known network: the one in its place, else one of its name and size."""
    name = known.file.rpartition("/")[2]
    fits = [one for one in found if one.place.rpartition("/")[2] == name]
    fits.sort(key=lambda one: (one.size_bytes != known.size_bytes, one.place != known.file))
    return fits[0] if fits else None


def only_one(found: list[FoundNetwork], source: Path) -> FoundNetwork:
    """The one network of a source. Raises InputError when there is none, or more than one."""
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.place for one in found[:SHOWN]) + (", …" if len(found) > SHOWN else "")
    shown = f"{len(found)} networks ({names})" if found else "no network"
    expected = f"one file that ends in {' or '.join(ENDINGS)}"
    raise InputError(Mistake(shown_name(source), shown, expected))


def _plain(path: Path, source: str, place: str) -> FoundNetwork:
    size_bytes = path.stat().st_size if path.is_file() else 0
    return FoundNetwork(
        source, place, size_bytes, lambda most: read_plain_file(path, "a network", most)
    )


def _in_wheel(wheel: Path, name: str) -> list[FoundNetwork]:
    def found(place: str, size_bytes: int) -> FoundNetwork:
        return FoundNetwork(
            name, place, size_bytes, lambda most: read_from_wheel(wheel, place, most)
        )

    sizes = sorted(files_of_wheel(wheel).items())
    return [found(place, size) for place, size in sizes if place.lower().endswith(ENDINGS)]


def _in_folder(folder: Path) -> list[FoundNetwork]:
    """The networks below a folder; links are not followed. Raises InputError for a huge one."""
    found, count = [], 0
    for place, below, names in os.walk(folder):
        below.sort()
        count += len(names) + len(below)
        if count > MOST_FILES:
            raise InputError(
                Mistake(shown_name(folder), f"over {MOST_FILES} files", "fewer of them")
            )
        paths = [Path(place) / name for name in sorted(names) if name.lower().endswith(ENDINGS)]
        found += [
            _plain(path, shown_name(folder), path.relative_to(folder).as_posix())
            for path in paths
            if not path.is_symlink()
        ]
    return found
