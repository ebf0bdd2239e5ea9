# SPDX-License-Identifier: Apache-2.0
"""`asset near`: what in an index looks like a picture, or is named by its mark."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import print_table, say, tell
from scene_stager.cli.asset._options import Files, IndexFolder, begun_index
from scene_stager.cli.asset._rows import Row, print_rows

if TYPE_CHECKING:
    from scene_stager.provenance.index.near import LookAlike, MarkedAs
    from scene_stager.provenance.index.store import AssetIndex

FORMS = (
    "as it is",
    "mirrored",
    "upside down",
    "half round",
    "turned",
    "turned",
    "turned",
    "turned",
)


def run(files: Files, index: IndexFolder = None, as_json: AsJson = False) -> int:
    """What in the index looks like each of some pictures. Raises InputError where there is none."""
    from scene_stager.models.load import available
    from scene_stager.provenance.index.near import look_alikes
    from scene_stager.provenance.mark import DECODER

    store = begun_index(index)
    why = str(available(DECODER).why)
    found = [(file, look_alikes(store, file), _marks(store, file, why)) for file in files]
    if as_json:
        rows: list[Row] = [
            {
                "path": str(file),
                "near": [_row(one) for one in near],
                "marks": [asdict(one) for one in marks],
                "marks_unread": why,
            }
            for file, near, marks in found
        ]
        print_rows(rows)
    else:
        for file, near, marks in found:
            _print_near(file, near)
            _print_marks(marks)
        if why:
            say(f"marks were not looked for: {why}")
    return YES if all(near or marks for _, near, marks in found) else NO


def _marks(store: "AssetIndex", file: Path, why: str) -> "tuple[MarkedAs, ...]":
    """What a picture's mark proposes; nothing for one that can bear none."""
    from scene_stager.provenance.index.near import marked_as
    from scene_stager.provenance.mark import can_bear, read_mark

    return () if why or not can_bear(file) else marked_as(store, read_mark(file))


def _print_marks(marks: "tuple[MarkedAs, ...]") -> None:
    for one in marks:
        there = ", ".join(each.path or "a file that is gone" for each in one.named_by)
        tell(f"its mark proposes {there} ({one.wrong_bits} of 32 bits wrong)")


def _row(one: "LookAlike") -> dict[str, object]:
    return {
        "pixel_hash": one.own,
        "files": [{"path": each.path, "has_record": bool(each.record)} for each in one.files],
        "distance_bits": one.distance_bits,
        "form": one.form,
        "colours_apart_share": one.colours_apart_share,
        "grade": one.grade,
    }


def _print_near(file: Path, near: "tuple[LookAlike, ...]") -> None:
    if not near:
        tell(f"{file}: nothing in the index looks like it")
        return
    rows = [
        (one.grade, one.distance_bits, FORMS[one.form], one.colours_apart_share, each.path)
        for one in near
        for each in one.files
    ]
    heads = ("", "bits apart", "how it stands", "colours apart", "file")
    print_table(f"{file}: proposals, for you to judge", heads, rows)


ACTION = Command("Find what in an index looks like pictures.", run)
