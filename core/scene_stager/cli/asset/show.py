# SPDX-License-Identifier: Apache-2.0
"""`asset show`: all that files are called, and all that is said of them."""

from scene_stager.cli._command import Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import print_table, tell
from scene_stager.cli.asset._options import Files
from scene_stager.cli.asset._rows import Row, each, print_rows


def run(files: Files, as_json: AsJson = False) -> int:
    """Show every name, the record, and what others assert."""
    from scene_stager.provenance.show import facts_of

    rows, code = each(files, facts_of)
    if as_json:
        print_rows(rows)
        return code
    for row in rows:
        _print_facts(row)
    return code


def _print_facts(row: Row) -> None:
    record, evidence = row["record"], row["evidence"]
    lines = [(name, row[name]) for name in row if name not in ("path", "record", "evidence")]
    if isinstance(record, dict):
        lines += [
            (name, f"{len(value)}" if isinstance(value, list) else value)
            for name, value in record.items()
            if name not in ("schema", "version")
        ]
    for one in evidence if isinstance(evidence, list) else ():
        lines.append((one["evidence"], one["says"]))
    print_table(str(row["path"]), ("", ""), lines)
    if record is None:
        tell("no record")


ACTION = Command("Show what files are called, and what is said of them.", run)
