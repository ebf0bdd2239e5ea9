# SPDX-License-Identifier: Apache-2.0
"""One still of a batch: where it is, where its result goes, and how to tell that it is done."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scene_stager.canonical import digest_of

RECEIPT = "receipt.json"
DESK = ".scene-stager-desk-"  # how the folders begin that are ours to sweep away
LONGEST_NAME = 80
CHUNK = 1 << 20

Files = Mapping[str, bytes]
Work = Callable[[Path, Mapping[str, object]], Files]
"""From a still and plain options to the files of its result; importable by name. It may raise."""


@dataclass(frozen=True, slots=True)
class Job:
    """One still and the folder of its result. `options` is plain data, the same for all jobs."""

    source: Path
    folder: Path
    options: Mapping[str, object]

    def fingerprint(self) -> str:
        """The sha256 of what the result depends on: the still's bytes and the options."""
        still = hashlib.sha256()
        with self.source.open("rb") as file:
            while part := file.read(CHUNK):
                still.update(part)
        return digest_of({"still": still.hexdigest(), "options": dict(self.options)})

    def is_done(self) -> bool:
        """True when a whole result of this very still and these very options is there."""
        try:
            receipt = json.loads((self.folder / RECEIPT).read_text("utf-8"))
            return bool(receipt["fingerprint"] == self.fingerprint())
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def is_taken(self) -> bool:
        """True when something stands in the result's place that no match put there."""
        if not self.folder.exists() and not self.folder.is_symlink():
            return False
        return not (self.folder / RECEIPT).is_file() and not self._is_empty()

    def _is_empty(self) -> bool:
        return self.folder.is_dir() and not any(self.folder.iterdir())

    def keep(self, files: Files) -> None:
        """Put the whole result in its place in one step; an older one makes way.

        The folder appears with everything in it, the receipt included, or not at all.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        desk = Path(tempfile.mkdtemp(prefix=DESK, dir=self.folder.parent))
        try:
            for name, data in files.items():
                (desk / name).write_bytes(data)
            receipt = {"fingerprint": self.fingerprint(), "still": self.source.name}
            (desk / RECEIPT).write_text(json.dumps(receipt, indent=2) + "\n", "utf-8")
            desk.chmod(0o755)
            if self.folder.exists():
                old = Path(tempfile.mkdtemp(prefix=DESK, dir=desk.parent))
                os.replace(self.folder, old)
                os.replace(desk, self.folder)
                shutil.rmtree(old)
            else:
                os.replace(desk, self.folder)
        except BaseException:
            shutil.rmtree(desk, ignore_errors=True)
            raise


def jobs_for(sources: Iterable[Path], out: Path, options: Mapping[str, object]) -> tuple[Job, ...]:
    """One job for each still, in the order given; stills of the same name get a number."""
    taken: set[str] = set()
    jobs = []
    for source in sources:
        stem = source.stem[:LONGEST_NAME] or "still"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}_{number}", number + 1
        taken.add(name.casefold())
        jobs.append(Job(source, out / name, options))
    return tuple(jobs)


def sweep(out: Path) -> None:
    """Take away the desks of a run that was killed; nothing on them was ever counted."""
    if not out.is_dir():
        return
    for entry in out.iterdir():
        if entry.name.startswith(DESK) and entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
