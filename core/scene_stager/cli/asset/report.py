# SPDX-License-Identifier: Apache-2.0
"""`asset report`: for delivery, who or what made each picture, and what is missing."""

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._files import must_be_a_folder
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, say, tell
from scene_stager.cli.asset._near import near_path
from scene_stager.cli.asset._options import IndexFolder, begun_index
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.provenance.lineage.report import DeliveryReport

ENDING = ".csv"
A_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # source: OWASP, CSV injection

Places = Annotated[
    list[Path],
    typer.Argument(parser=read_path, metavar="FILE...|FOLDER...", show_default=False),
]
CsvFile = Annotated[
    Path | None,
    typer.Option(
        "--csv", parser=read_path, metavar="FILE.csv", help="Write it for a spreadsheet, too."
    ),
]


def run(
    places: Places, csv_file: CsvFile = None, index: IndexFolder = None, as_json: AsJson = False
) -> int:
    """Tell of each picture what is known of it, and by which evidence. No while anything is
    missing. Raises InputError where no picture is known there."""
    from scene_stager.provenance.lineage.report import report_on_delivery
    from scene_stager.whole_file import write_whole

    if csv_file is not None:
        if csv_file.suffix.lower() != ENDING:
            expected = f"a file that ends in {ENDING}"
            raise InputError(Mistake("--csv", shorten(str(csv_file)), expected))
        must_be_a_folder(csv_file.parent, "--csv")
    found = report_on_delivery(begun_index(index), places)
    if not found.pictures and not found.waiting:
        advice = "scene-stager asset index FOLDER takes a folder in."
        where = ", ".join(map(str, places))
        raise InputError(Mistake(shorten(where), "no picture that is indexed", "some", advice))
    if csv_file is not None:
        write_whole(csv_file, _table(found).encode("utf-8"))
    if as_json:
        print_json(found.as_json())
    else:
        _print(found)
    return YES if found.is_complete else NO


def _table(found: "DeliveryReport") -> str:
    """The report as comma-separated values; no cell is a formula to a spreadsheet."""
    told = io.StringIO()
    rows = [asdict(one) for one in found.pictures]
    writer = csv.writer(told, lineterminator="\r\n")
    names = list(rows[0]) if rows else ["path", "missing"]
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in names])
    for path in found.waiting:
        writer.writerow(
            [_cell(path), *[""] * (len(names) - 2), "the file itself: it is waited for"]
        )
    return told.getvalue()


def _cell(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"'{text}" if text.startswith(A_FORMULA) else text


def _print(found: "DeliveryReport") -> None:
    rows = []
    for one in found.pictures:
        maker = " with ".join(word for word in (one.hand, one.tool) if word)
        evidence = ", ".join(one.evidence)
        missing = "; ".join(one.missing) or "nothing"
        rows.append((near_path(one.path), one.subject, one.stage, maker, evidence, missing))
    heads = ("picture", "subject", "medium", "made by", "evidence", "missing")
    print_table("For delivery", heads, rows)
    for path in found.waiting:
        tell(f"{near_path(path)}  is waited for")
    whole = sum(not one.missing for one in found.pictures)
    say(f"{whole} of {len(found.pictures)} pictures lack nothing")


ACTION = Command("Tell for delivery who or what made each picture, and what is missing.", run)
