# SPDX-License-Identifier: Apache-2.0
"""The folder of presets: one file each, named after the preset, so that git can keep it."""

import os
from collections.abc import Iterator
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.presets.preset import ENDING, Preset, read_preset_file
from scene_stager.script.judge import did_you_mean
from scene_stager.user_folder import user_folder
from scene_stager.whole_file import drop_folders, make_folders, write_whole

FOLDER_VARIABLE = "SCENE_STAGER_PRESETS"
MOST_PRESETS = 10_000


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
        made = make_folders(file.parent)
        try:
            write_whole(file, preset.to_json().encode("utf-8"))
        finally:
            drop_folders(made)  # which stay where something came into them
        return file

    def has_other(self, preset: Preset) -> bool:
        """True when another preset stands under the same name, or what cannot be read."""
        file = self.file_of(preset.name)
        try:
            return file.is_file() and read_preset_file(file).digest != preset.digest
        except InputError:
            return True


def find_preset(source: str, library: Library | None = None) -> Preset:
    """A preset by its file or by its name in the library."""
    if source.endswith(".json") or os.sep in source or "/" in source:
        return read_preset_file(Path(source))
    return (library or Library()).read(source)


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
