# SPDX-License-Identifier: Apache-2.0
"""The shelf: a folder of a user's networks, each known by its name, its licence and its sha256."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.models.manifest import MOST_BYTES, Manifest, is_name, read_manifest
from scene_stager.plain_file import read_plain_file
from scene_stager.script.judge import did_you_mean
from scene_stager.script.strict_json import MAX_BYTES
from scene_stager.user_folder import user_folder
from scene_stager.whole_file import write_whole

FOLDER_VARIABLE = "SCENE_STAGER_MODELS"
ENDING = ".model.json"
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a network on the shelf is still what its manifest says; `why` when it is not."""

    name: str
    path: Path
    why: str = ""

    @property
    def holds(self) -> bool:
        """True when every byte is as it was."""
        return not self.why


class Shelf:
    """The networks in one folder. Links are not followed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = user_folder(FOLDER_VARIABLE, "models") if folder is None else folder

    def names(self) -> tuple[str, ...]:
        """What is on the shelf, A to Z. Raises InputError for a folder with too many files."""
        if not self.folder.is_dir():
            return ()
        found = []
        with os.scandir(self.folder) as entries:
            for place, entry in enumerate(entries):
                if place >= MOST_FILES:
                    expected = "a folder of networks"
                    raise InputError(
                        Mistake(str(self.folder), f"over {MOST_FILES} files", expected)
                    )
                name = entry.name.removesuffix(ENDING)
                if name != entry.name and entry.is_file(follow_symlinks=False) and is_name(name):
                    found.append(name)
        return tuple(sorted(found))

    def manifest(self, name: str) -> Manifest:
        """What is known of a network. Raises InputError when it is not there or not sound."""
        if name not in self.names():
            there = ", ".join(self.names()) or f"none yet in {self.folder}"
            advice = did_you_mean(name, self.names())
            raise InputError(Mistake("network", shorten(name), f"one of: {there}", advice))
        where = name + ENDING
        data = read_plain_file(self.folder / where, "a network's manifest", MAX_BYTES, where)
        return read_manifest(data, name, where)

    def path_of(self, manifest: Manifest) -> Path:
        """Where a network's file is, or would be."""
        return self.folder / manifest.file

    def read(self, manifest: Manifest) -> bytes:
        """The bytes of a network, which are those of its manifest. Raises InputError."""
        path = self.path_of(manifest)
        if path.is_symlink():
            raise InputError(Mistake(path.name, "a link", "a network's own file"))
        data = read_plain_file(path, f"the network {manifest.name}", MOST_BYTES)
        found = hashlib.sha256(data).hexdigest()
        if found != manifest.sha256:
            expected = f"{manifest.sha256[:12]}…, as it was taken"
            raise InputError(Mistake(path.name, f"sha256 {found[:12]}…", expected, "Add it again."))
        return data

    def verify(self, name: str) -> Verdict:
        """Read every byte of a network again. Raises InputError when there is none of that name."""
        if name not in self.names():
            self.manifest(name)
        try:
            manifest = self.manifest(name)
            self.read(manifest)
        except InputError as error:
            return Verdict(name, self.folder / (name + ENDING), str(error))
        return Verdict(name, self.path_of(manifest))

    def keep(self, manifest: Manifest, data: bytes, replace: bool = False) -> Path:
        """Put a network on the shelf, whole or not at all. Raises InputError and OSError.

        Another one of its name stays, unless `replace` is set; the same one again is no mistake.
        """
        before = self.manifest(manifest.name) if manifest.name in self.names() else None
        if before is not None and before.digest != manifest.digest and not replace:
            found = f"another {manifest.name}, {before.sha256[:12]}…"
            raise InputError(Mistake(str(self.folder), found, "a free name", "Or say --replace."))
        path = self.path_of(manifest)
        self.folder.mkdir(parents=True, exist_ok=True)
        # The manifest last: until it names the new file, the older network is there.
        write_whole(path, data)
        write_whole(self.folder / (manifest.name + ENDING), manifest.to_json().encode("utf-8"))
        if before is not None and before.file != manifest.file:
            with suppress(OSError):
                self.path_of(before).unlink()
        return path
