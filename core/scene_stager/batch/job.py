# SPDX-License-Identifier: Apache-2.0
"""One still of a batch: where it is, where its result goes, and how to tell that it is done."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scene_stager.batch.receipt import RECEIPT, Receipt, receipt_in
from scene_stager.canonical import digest_of
from scene_stager.errors import InputError
from scene_stager.plain_file import too_large
from scene_stager.whole_file import set_aside
from scene_stager.whole_folder import sha256_of, whole_folder

LONGEST_NAME = 80
MOST_BYTES = 2**32  # of a still: hashed in some seconds; house default
CHANGED = "changed"  # the ending of a file that somebody wrote where a result's file goes

Files = Mapping[str, bytes]
Work = Callable[[Path, Mapping[str, object]], Files]
"""From a still and plain options to the files of its result; importable by name. It may raise."""


@dataclass(frozen=True, slots=True)
class Job:
    """One still and the folder of its result.

    `options` is plain data, the same for all jobs; `code` is the digest of the code that does the
    work, empty where nobody can say.
    """

    source: Path
    folder: Path
    options: Mapping[str, object]
    code: str = ""

    def still_sha256(self) -> str:
        """The sha256 of its bytes. Raises OSError, and InputError where they are too many."""
        return _sha256_of_still(self.source)

    def receipt_for(self, still_sha256: str) -> Receipt:
        """What the result depends on: the still's bytes, the options and the code. No file yet."""
        told = {"still": still_sha256, "options": dict(self.options), "code": self.code}
        return Receipt(self.source.name, still_sha256, _address(self.source), digest_of(told))

    def is_done(self, wanted: Receipt) -> bool:
        """True when a whole result of this still, these options and this code is there."""
        there = receipt_in(self.folder)
        same = there is not None and there.fingerprint == wanted.fingerprint
        return bool(self.code) and same and there is not None and there.holds(self.folder)

    def is_taken(self) -> bool:
        """True when something stands in the result's place that no match put there."""
        if not self.folder.exists() and not self.folder.is_symlink():
            return False
        return not (self.folder / RECEIPT).is_file() and not self._is_empty()

    def _is_empty(self) -> bool:
        return self.folder.is_dir() and not any(self.folder.iterdir())

    def keep(self, files: Files, wanted: Receipt) -> None:
        """Put the whole result in its place; the files of an older one make way, no other does.

        What somebody else wrote under one of these names, or changed since, is set aside. How old
        or new is whole at any moment is said in `whole_folder`. Raises OSError.
        """
        before = receipt_in(self.folder)
        ours = {} if before is None else before.files
        sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        with whole_folder(self.folder) as desk:
            for name, data in files.items():
                (desk.files / name).write_bytes(data)
            (desk.files / RECEIPT).write_bytes(wanted.of_files(sums).to_json())
            for name, new in sums.items():
                there = self.folder / name
                if there.exists() and sha256_of(there) not in (ours.get(name), new):
                    set_aside(there, CHANGED)
            for name in ours.keys() - sums.keys():
                desk.take_away(name, ours[name])


def jobs_for(
    sources: Iterable[Path], out: Path, options: Mapping[str, object], code: str = ""
) -> tuple[Job, ...]:
    """One job for each still, in the order given; stills of the same name get a number.

    So do those in whose place the result of another still stands.
    """
    taken: set[str] = set()
    jobs = []
    for source in sources:
        stem = source.stem[:LONGEST_NAME] or "still"
        name, number = stem, 2
        while name.casefold() in taken or _is_of_another(source, out / name):
            name, number = f"{stem}_{number}", number + 1
        taken.add(name.casefold())
        jobs.append(Job(source, out / name, options, code))
    return tuple(jobs)


def _is_of_another(source: Path, folder: Path) -> bool:
    """True for the result of a still that is neither at this place nor of these bytes."""
    there = receipt_in(folder)
    if there is None or there.address == _address(source):
        return False
    try:
        return _sha256_of_still(source) != there.still_sha256
    except (OSError, InputError):
        return True


def _sha256_of_still(source: Path) -> str:
    size_bytes = source.stat().st_size
    if size_bytes > MOST_BYTES:
        raise too_large(str(source), size_bytes, MOST_BYTES)
    return sha256_of(source)


def _address(source: Path) -> str:
    """Where a still lies, told by a digest only: a result may be given away."""
    return digest_of(str(source.absolute()))
