# SPDX-License-Identifier: Apache-2.0
"""The receipt of a result: what it was made from, and the sums of its files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TypeGuard

from scene_stager.errors import InputError, Mistake
from scene_stager.plain_file import read_plain_file
from scene_stager.script.judge import show
from scene_stager.script.strict_json import MAX_BYTES, parse
from scene_stager.whole_folder import sha256_of

RECEIPT = "receipt.json"
SCHEMA, VERSION = "scene_stager.receipt", 1
SUM = re.compile("[0-9a-f]{64}")
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a result was made from. All but the still's name are sha256 in hexadecimal.

    still: its file name. still_sha256: its bytes. address: where it lay. fingerprint: the bytes,
    the options and the code together. files: the sum of each file of the result, by its name.
    """

    still: str
    still_sha256: str
    address: str
    fingerprint: str
    files: Mapping[str, str] = field(default_factory=dict)

    def of_files(self, sums: Mapping[str, str]) -> Receipt:
        """The same for these files."""
        return replace(self, files=dict(sums))

    def holds(self, folder: Path) -> bool:
        """Whether every file of the result is in the folder, as it was written."""
        try:
            return all(sha256_of(folder / name) == sum_ for name, sum_ in self.files.items())
        except OSError:
            return False

    def to_json(self) -> bytes:
        """As it is kept."""
        told = {"schema": SCHEMA, "version": VERSION, **asdict(self)}
        return (json.dumps(told, indent=2, sort_keys=True) + "\n").encode("ascii")


def receipt_in(folder: Path) -> Receipt | None:
    """The receipt in a folder; None where there is none, or one that does not read as ours."""
    try:
        return read_receipt(read_plain_file(folder / RECEIPT, "a receipt", MAX_BYTES))
    except InputError:
        return None


def read_receipt(data: bytes, where: str = RECEIPT) -> Receipt:
    """The receipt that JSON text spells. Raises InputError for what is none."""
    tree = parse(data, where)
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise InputError(Mistake(where, show(tree), f"a {SCHEMA}"))
    if tree.get("version") != VERSION:
        raise InputError(Mistake(f"{where} version", show(tree.get("version")), str(VERSION)))
    still, files = tree.get("still"), tree.get("files")
    sums = [_sum(tree.get(name)) for name in ("still_sha256", "address", "fingerprint")]
    if not isinstance(still, str) or not all(sums) or not _are_sums(files):
        raise InputError(Mistake(where, "no names and sums", "a receipt as it was written"))
    return Receipt(still, sums[0], sums[1], sums[2], files)


def _are_sums(files: object) -> TypeGuard[dict[str, str]]:
    """Whether these are plain names with their sums: what is named here may be taken away later."""
    return isinstance(files, dict) and all(
        NAME.fullmatch(str(name)) and name != RECEIPT and _sum(sum_) for name, sum_ in files.items()
    )


def _sum(value: object) -> str:
    """A sha256, or nothing."""
    return value if isinstance(value, str) and SUM.fullmatch(value) else ""
