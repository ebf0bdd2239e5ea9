# SPDX-License-Identifier: Apache-2.0
"""`asset strip`: take every record of ours out of files."""

from pathlib import Path

from scene_stager.cli._command import Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import say
from scene_stager.cli.asset._options import Files
from scene_stager.cli.asset._rows import Row, each, tell_rows


def run(files: Files, as_json: AsJson = False) -> int:
    """Take the records out; the pixels stay as they are."""
    from scene_stager.provenance.stamp import strip

    def row(file: Path) -> Row:
        return {"path": str(file), "removed": list(strip(file))}

    rows, code = each(files, row)
    tell_rows(rows, as_json, _line)
    if any(row["removed"] for row in rows):
        say("An index that has seen these records remembers them, by the pixels.")
    return code


def _line(row: Row) -> str:
    removed = row["removed"]
    said = ", ".join(removed) if isinstance(removed, list) else ""
    return f"{row['path']}: removed {said or 'nothing; there was nothing of ours'}"


ACTION = Command("Take our records out of files.", run)
