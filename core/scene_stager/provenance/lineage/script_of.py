# SPDX-License-Identifier: Apache-2.0
"""The script that a file of ours was made by: named in its record, found again by its digest."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from scene_stager.canonical import digest_of
from scene_stager.errors import InputError, Mistake
from scene_stager.provenance.index.store import AssetIndex
from scene_stager.provenance.record import Record
from scene_stager.script.read import read_file, scenarios
from scene_stager.script.scene_script import SceneScript

BESIDE = "*.script.json"
MOST_BESIDE = 100  # scripts in one folder that are looked at: house default


def script_of(path: Path, record: Record, index: AssetIndex) -> SceneScript:
    """The script of a file: beside it, in the index, or a scenario of ours.

    Raises InputError where its record names none, or the one that it names is nowhere.
    """
    digest = _named(record, index)
    if digest is None:
        advice = "Only what a bake of ours made has one; --script names it otherwise."
        raise InputError(Mistake(str(path), "a record that names no script", "one", advice))
    for script in _known(path, digest, index):
        if digest_of(script.as_json()) == digest:
            return script
    advice = "Index its folder, or name it with --script."
    found = f"no script of the digest {digest}"
    raise InputError(Mistake(str(path), found, "the one that it was made by", advice))


def _named(record: Record, index: AssetIndex) -> str | None:
    """The digest of the script in a record; else in that of another file of the same plan."""
    for one in record.lineage.parents:
        if one.role == "script":
            return one.sha256
    if not record.plan_hash or not index.is_begun:
        return None
    said = f'%"plan_hash":"{record.plan_hash}"%'

    def ask(base: sqlite3.Connection) -> str | None:
        row = base.execute(
            "SELECT parent FROM parents JOIN records ON records.number = parents.number "
            "WHERE role = 'script' AND record LIKE ? ORDER BY 1",
            (said,),
        ).fetchone()
        return None if row is None else str(row[0])

    return index.ask(ask)


def _known(path: Path, digest: str, index: AssetIndex) -> Iterator[SceneScript]:
    yield from _read(sorted(path.parent.glob(BESIDE))[:MOST_BESIDE])
    yield from scenarios().values()
    if index.is_begun:
        yield from _read(Path(one.path) for one in index.pictures(digest))


def _read(files: Iterable[Path]) -> Iterator[SceneScript]:
    """The scripts of some files; what is none any more is passed over."""
    for file in files:
        try:
            yield read_file(file)
        except (InputError, OSError):
            continue
