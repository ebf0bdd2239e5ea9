# SPDX-License-Identifier: Apache-2.0
"""`asset mark`: pictures once more, with a mark in their pixels."""

from scene_stager.cli._command import YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli.asset._options import Files
from scene_stager.cli.asset._rows import Row, tell_rows


def run(files: Files, as_json: AsJson = False) -> int:
    """Write each picture once more with a mark in it."""
    from scene_stager.provenance.mark import mark_file

    made = [(file, *mark_file(file)) for file in files]
    rows: list[Row] = [
        {"path": str(file), "marked": str(place), "record": record.as_json()}
        for file, place, record in made
    ]
    tell_rows(rows, as_json, lambda row: f"marked  {row['path']} as {row['marked']}")
    return YES


ACTION = Command("Write pictures once more with a mark that eyes do not see.", run)
