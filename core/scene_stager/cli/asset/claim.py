# SPDX-License-Identifier: Apache-2.0
"""`asset claim`: what a person says that a file was made of, dated, in a file of its own."""

from datetime import UTC, datetime
from pathlib import Path

from scene_stager.cli._command import Command
from scene_stager.cli._options import AsJson
from scene_stager.cli.asset._options import Files, Hand, Parents, When, must_be_a_time, parents_said
from scene_stager.cli.asset._rows import Row, each, tell_rows
from scene_stager.errors import InputError, Mistake


def run(
    files: Files,
    parent: Parents = None,
    hand: Hand = None,
    when: When = None,
    as_json: AsJson = False,
) -> int:
    """Say what files were made of, where their own records do not; they are left as they are.

    Raises InputError where that is not said, or by nobody.
    """
    from scene_stager.provenance.automatic import when_said
    from scene_stager.provenance.claim import claim_about, keep_claim

    if not parent:
        raise InputError(Mistake("--parent", "nothing", "what the file was made of"))
    if not hand:
        raise InputError(Mistake("--hand", "nothing", "the name of who says so"))
    must_be_a_time(when)
    parents = parents_said(parent)
    day = when or when_said() or datetime.now(UTC).date().isoformat()

    def row(file: Path) -> Row:
        claim = claim_about(file, parents, hand, day)
        return {"path": str(file), "claim": str(keep_claim(file, claim)), "says": claim.as_json()}

    rows, code = each(files, row)
    tell_rows(rows, as_json, lambda row: f"claimed  {row['path']}, in {row['claim']}")
    return code


ACTION = Command("Say what files were made of, as a person's dated word.", run)
