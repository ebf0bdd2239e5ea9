"""A zip of the same bytes every time, with a manifest of hashes and a page on installing."""

import hashlib
import json
import zipfile
from pathlib import Path

from tools.packaging._layout import PackageError

MANIFEST = "MANIFEST.json"
INSTALL = "INSTALL.txt"
MOMENT = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can say
MODE = 0o100644 << 16


def write_install(folder: Path, lines: tuple[str, ...]) -> None:
    """Put the page that a person follows beside what it installs."""
    (folder / INSTALL).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_manifest(folder: Path, name: str, version: str) -> None:
    """Name every file of a folder with its size and its sha256."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MANIFEST]
    listed = {
        file.relative_to(folder).as_posix(): {
            "bytes": file.stat().st_size,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        for file in files
    }
    document = {"name": name, "version": version, "files": listed}
    text = json.dumps(document, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def zip_folder(folder: Path, archive: Path) -> Path:
    """Everything in a folder as a zip; equal folders give equal bytes."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), MOMENT)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, MODE
                entry.create_system = 3  # the same on every system
                target.writestr(entry, file.read_bytes())
    return archive


def check_archive(archive: Path) -> None:
    """Every file that the manifest names is there, whole, and no other."""
    with zipfile.ZipFile(archive) as source:
        names = set(source.namelist())
        (where,) = (name for name in names if name.rpartition("/")[2] == MANIFEST)
        home = where.removesuffix(MANIFEST)
        told = json.loads(source.read(where))["files"]
        strange = names - {where} - {home + name for name in told}
        wrong = [
            name
            for name, facts in told.items()
            if home + name not in names
            or hashlib.sha256(source.read(home + name)).hexdigest() != facts["sha256"]
        ]
    if strange or wrong:
        raise PackageError(f"{archive.name}: {sorted(strange)} unlisted, {sorted(wrong)} damaged")
