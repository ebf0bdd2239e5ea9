# SPDX-License-Identifier: Apache-2.0
"""The folder of presets: one file each, named after the preset, so that git can keep it.

Every revision that was ever kept stays beside them, in `revisions`, named by its digest.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace as with_changes
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.presets.family import Known, ancestors, last_of
from scene_stager.presets.lineage import revising
from scene_stager.presets.preset import ENDING, Preset, read_preset_file
from scene_stager.script.judge import did_you_mean
from scene_stager.user_folder import user_folder
from scene_stager.whole_file import drop_folders, make_folders, write_whole

FOLDER_VARIABLE = "SCENE_STAGER_PRESETS"
MOST_PRESETS = 10_000
REVISIONS = "revisions"
PART_OF_A_DIGEST = re.compile(r"[0-9a-f]{8,64}")


def library_folder() -> Path:
    """Where presets are kept: the folder that SCENE_STAGER_PRESETS names, else the user's own."""
    return user_folder(FOLDER_VARIABLE, "presets")


class Library:
    """The presets in one folder. A link that leads out of the folder is not followed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = library_folder() if folder is None else folder

    def file_of(self, name: str) -> Path:
        """Where the preset of that name is, or would be. `name` must be the name of a preset."""
        return self.folder / f"{name}{ENDING}"

    def names(self) -> tuple[str, ...]:
        """The names of the presets there are, A to Z."""
        return tuple(sorted(file.name.removesuffix(ENDING) for file in preset_files(self.folder)))

    def read(self, name: str) -> Preset:
        """The preset of that name. Raises InputError when there is none, or it is not sound."""
        if name not in self.names():
            there = ", ".join(self.names()) or f"none yet in {self.folder}"
            advice = did_you_mean(name, self.names())
            raise InputError(Mistake("preset", shorten(name), f"one of: {there}", advice))
        return read_preset_file(self.file_of(name))

    def read_all(self) -> tuple[tuple[Preset, ...], tuple[Mistake, ...]]:
        """Every sound preset, A to Z, and the first mistake of every other file."""
        presets, mistakes = [], []
        for name in self.names():
            try:
                presets.append(read_preset_file(self.file_of(name)))
            except InputError as error:
                mistakes.append(error.mistakes[0])
        return tuple(presets), tuple(mistakes)

    def keep(self, preset: Preset, replace: bool = False) -> Path:
        """Write a preset, whole or not at all, and return its file.

        Raises InputError when another one of the same name is there, unless `replace` is set. The
        same content again is no mistake.
        """
        file = self.file_of(preset.name)
        if not replace and self.has_other(preset):
            expected = "a name that is free"
            advice = "Choose another with --name, or say --replace."
            raise InputError(Mistake(str(file), "another preset of that name", expected, advice))
        revision = self.folder / REVISIONS / f"{preset.digest}{ENDING}"
        made, data = make_folders(revision.parent), preset.to_json().encode("utf-8")
        is_new = not revision.exists()
        try:
            write_whole(revision, data)
            write_whole(file, data)
        except OSError as error:
            if is_new:
                revision.unlink(missing_ok=True)
            raise type(error)(error.errno, error.strerror, str(file)) from error
        finally:
            drop_folders(made)  # which stay where something came into them
        return file

    def known(self) -> Known:
        """Every sound preset and revision, by its digest."""
        files = [*preset_files(self.folder), *preset_files(self.folder / REVISIONS)]
        presets = [one for file in files for one in _sound(file)]
        return {preset.digest: preset for preset in presets}

    def next_of(self, preset: Preset) -> Preset:
        """The preset as the next revision of what stands under its name, if anything does."""
        for standing in _sound(self.file_of(preset.name)):
            preset = _revision_of(preset, standing, self.known())
        return preset

    def settled(self, preset: Preset) -> Preset:
        """The preset, as the next revision of the last that was kept under its name where somebody
        wrote it into the file by hand."""
        known = self.known()
        kept = {d: one for d, one in known.items() if self._is_kept(d)}
        last = last_of(preset.name, kept)
        if last is None or preset.digest in kept:
            return preset
        return _revision_of(preset, last, known)

    def _is_kept(self, digest: str) -> bool:
        return (self.folder / REVISIONS / f"{digest}{ENDING}").is_file()

    def is_past(self, preset: Preset) -> bool:
        """True when what stands under its name is a later revision of it."""
        standing = _sound(self.file_of(preset.name))
        return any(preset.digest in ancestors(one, self.known()) for one in standing)

    def has_other(self, preset: Preset) -> bool:
        """True when one stands under the same name that is neither this one nor an earlier revision
        of it, or one that cannot be read."""
        file = self.file_of(preset.name)
        try:
            if not file.is_file():
                return False
            digest = read_preset_file(file).digest
        except InputError:
            return True
        return digest not in (preset.digest, *ancestors(preset, self.known()))


def find_preset(source: str, library: Library | None = None) -> Preset:
    """A preset by its file, by its name in the library, or by the first digits of its digest."""
    if is_file_name(source):
        return read_preset_file(Path(source))
    library = library or Library()
    if PART_OF_A_DIGEST.fullmatch(source) and source not in library.names():
        found = [one for digest, one in library.known().items() if digest.startswith(source)]
        if len(found) == 1:
            return found[0]
    return library.read(source)


def is_file_name(source: str) -> bool:
    """True where a preset is named by its file and not by what it is called."""
    return source.endswith(".json") or os.sep in source or "/" in source


def _revision_of(preset: Preset, older: Preset, known: Known) -> Preset:
    """The preset with `older` as what it revises, unless it descends from that already."""
    if older.digest in (preset.digest, *ancestors(preset, known)):
        return preset
    return with_changes(preset, lineage=revising(preset.lineage, older.digest))


def _sound(file: Path) -> Iterator[Preset]:
    """The preset of a file, where there is a sound one."""
    with suppress(InputError):
        if file.is_file():
            yield read_preset_file(file)


def preset_files(folder: Path) -> Iterator[Path]:
    """The files of presets in a folder itself; links and everything else are passed over.

    Raises InputError for a folder with too many files.
    """
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for place, entry in enumerate(entries):
            if place >= MOST_PRESETS:
                raise InputError(
                    Mistake(str(folder), f"over {MOST_PRESETS} files", "a folder of presets")
                )
            if entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
