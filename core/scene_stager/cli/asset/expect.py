# SPDX-License-Identifier: Apache-2.0
"""`asset expect`: the records of files that are not there yet."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from scene_stager.cli._command import YES, Command
from scene_stager.cli.asset._options import with_a_record
from scene_stager.cli.asset._rows import Row, tell_rows
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.provenance.record import Record


def _expect(files: list[Path], record: "Record", as_json: bool) -> int:
    """Write the records of files that are not there yet, each beside the place of its own."""
    from scene_stager.provenance.index.entry import EXPECTED
    from scene_stager.whole_file import write_whole

    if not record.stage:
        raise InputError(Mistake("--stage", "nothing", "what is expected, S1 to S5"))
    for file in files:
        if os.path.lexists(file):
            raise InputError(Mistake(str(file), "a file", "none yet", "Stamp it."))
    rows: list[Row] = []
    for file in files:
        place = file.with_name(file.name + EXPECTED)
        write_whole(place, record.to_json().encode("utf-8"))
        rows.append({"path": str(file), "placeholder": str(place), "record": record.as_json()})
    tell_rows(rows, as_json, lambda row: f"expected  {row['path']}")
    return YES


ACTION = Command("Say what shall stand where there is no file yet.", with_a_record(_expect))
