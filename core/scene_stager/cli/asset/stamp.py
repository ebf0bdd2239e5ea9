# SPDX-License-Identifier: Apache-2.0
"""`asset stamp`: write a record into files."""

from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._command import Command
from scene_stager.cli._show import say
from scene_stager.cli.asset._options import with_a_record
from scene_stager.cli.asset._rows import Row, each, tell_rows
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.provenance.record import Record


def _stamp(files: list[Path], record: "Record", as_json: bool) -> int:
    from scene_stager.provenance.carriers import carrier_of
    from scene_stager.provenance.record import Record
    from scene_stager.provenance.stamp import look_at, own_hash, stamp

    if record == Record():  # it would come over one that says something
        raise InputError(Mistake("asset stamp", "nothing to say", "--subject, --stage or others"))
    parents = [one.sha256 for one in record.lineage.parents]

    def row(file: Path) -> Row:
        if parents and own_hash(file, carrier_of(file)) in parents:
            raise InputError(Mistake(str(file), "itself as its parent", "what it was made of"))
        before = look_at(file).records
        written = stamp(file, record)
        if before and written not in before:
            say(f"{file}: in place of the record of {before[0].subject or 'no subject'}")
        return {"path": str(file), "record": written.as_json()}

    rows, code = each(files, row)
    tell_rows(rows, as_json, lambda row: f"stamped  {row['path']}")
    return code


ACTION = Command("Write into files where they come from.", with_a_record(_stamp))
