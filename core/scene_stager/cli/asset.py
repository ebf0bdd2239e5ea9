# SPDX-License-Identifier: Apache-2.0
"""`scene-stager asset`: where a file comes from; stamped into it, shown, verified, indexed."""

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from scene_stager.cli import _asset_options as asked
from scene_stager.cli._asset_index import index_folders, look_near, mark_files
from scene_stager.cli._command import BAD_INPUT, NO, YES, Command
from scene_stager.cli._options import AsJson
from scene_stager.cli._show import complain, print_json, print_table, say, tell
from scene_stager.errors import InputError, Mistake, shorten

if TYPE_CHECKING:
    from scene_stager.provenance.record import Record

Row = dict[str, object]
T = TypeVar("T")


def run(
    action: asked.Action,
    files: asked.Files,
    subject: asked.Subject = None,
    environment: asked.Environment = None,
    domain: asked.Domain = None,
    stage: asked.Stage = None,
    origin: asked.Origin = None,
    parent: asked.Parents = None,
    hand: asked.Hand = None,
    tool: asked.Tool = None,
    plan: asked.PlanFile = None,
    prompt: asked.Prompt = None,
    when: asked.When = None,
    licence: asked.Licence = None,
    source_type: asked.SourceType = None,
    index: asked.IndexFolder = None,
    jobs: asked.Jobs = None,
    as_json: AsJson = False,
) -> int:
    """Do one thing with the records of files."""
    words = {"subject": subject, "environment": environment, "domain": domain, "stage": stage}
    words |= {"hand": hand, "tool": tool, "licence": licence, "source_type": source_type}
    said = {name: value for name, value in words.items() if value is not None}
    others = {"origin": origin, "parent": parent, "plan": plan, "prompt": prompt, "when": when}
    given = [*said, *(key for key, value in others.items() if value is not None)]
    if action not in (known := (*WITH_WORDS, *ACTIONS, *WITH_INDEX)):
        raise InputError(Mistake("asset", shorten(action), f"one of {', '.join(known)}"))
    asked.refuse([] if action in WITH_WORDS else given, action, WITH_WORDS)
    asked.must_say(action, [*said.values(), *others.values()])
    asked.refuse([] if index is None or action in WITH_INDEX else ["index"], action, WITH_INDEX)
    asked.refuse([] if jobs is None or action == "index" else ["jobs"], action, ("index",))
    if action in ACTIONS:
        return ACTIONS[action](files, as_json)
    if action == "index":
        return index_folders(files, index, jobs, as_json)
    if action == "near":
        return look_near(files, index, as_json)
    record = asked.record_of(said, origin, parent or [], plan, prompt, when)
    return (_stamp if action == "stamp" else _expect)(files, record, as_json)


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
    _tell_rows(rows, as_json, lambda row: f"expected  {row['path']}")
    return YES


def _stamp(files: list[Path], record: "Record", as_json: bool) -> int:
    from scene_stager.provenance.carriers import carrier_of
    from scene_stager.provenance.stamp import look_at, own_hash, stamp

    parents = [one.sha256 for one in record.lineage.parents]

    def row(file: Path) -> Row:
        if parents and own_hash(file, carrier_of(file)) in parents:
            raise InputError(Mistake(str(file), "itself as its parent", "what it was made of"))
        before = look_at(file).records
        written = stamp(file, record)
        if before and written not in before:
            say(f"{file}: in place of the record of {before[0].subject or 'no subject'}")
        return {"path": str(file), "record": written.as_json()}

    rows, code = _each(files, row)
    _tell_rows(rows, as_json, lambda row: f"stamped  {row['path']}")
    return code


def _show(files: list[Path], as_json: bool) -> int:
    from scene_stager.provenance.show import facts_of

    rows, code = _each(files, facts_of)
    if as_json:
        _print_json(rows)
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


def _verify(files: list[Path], as_json: bool) -> int:
    from scene_stager.provenance.certificate import SigningCertificate
    from scene_stager.provenance.signature import signature_of
    from scene_stager.provenance.stamp import verify

    own = SigningCertificate()
    verdicts, code = _each(files, lambda file: (file, verify(file), signature_of(file, own)))
    if as_json:
        _print_json(
            [
                {"path": str(f), "verdict": v.verdict, "why": v.why, "signature": asdict(signed)}
                for f, v, signed in verdicts
            ]
        )
    else:
        for file, one, signed in verdicts:
            tell(f"{one.verdict}  {file}: {one.why}")
            if signed.state != "none":
                tell(f"signature {signed.state}  {file}: {signed.by or signed.why}")
    holds = all(v.verdict == "holds" and s.state != "broken" for _, v, s in verdicts)
    return code or (YES if holds else NO)


def _sign(files: list[Path], as_json: bool) -> int:
    from scene_stager import __version__
    from scene_stager.provenance.certificate import SigningCertificate
    from scene_stager.provenance.signature import sign_file

    own = SigningCertificate()
    signed, code = _each(files, lambda file: (file, sign_file(file, own, __version__)))
    if as_json:
        _print_json([{"path": str(file), "signature": asdict(one)} for file, one in signed])
    else:
        for file, one in signed:
            tell(f"{file}: {one.by}")
    return code


def _strip(files: list[Path], as_json: bool) -> int:
    from scene_stager.provenance.stamp import strip

    def told(row: Row) -> str:
        removed = row["removed"]
        said = ", ".join(removed) if isinstance(removed, list) else ""
        return f"{row['path']}: removed {said or 'nothing; there was nothing of ours'}"

    def row(file: Path) -> Row:
        return {"path": str(file), "removed": list(strip(file))}

    rows, code = _each(files, row)
    _tell_rows(rows, as_json, told)
    if any(row["removed"] for row in rows):
        say("An index that has seen these records remembers them, by the pixels.")
    return code


def _each(files: list[Path], do: Callable[[Path], T]) -> tuple[list[T], int]:
    """What came of each file; one that is refused is told and stops no other."""
    came, code = [], YES
    for file in files:
        try:
            came.append(do(file))
        except InputError as error:
            code = BAD_INPUT
            for line in str(error).split("\n"):
                complain(line)
        except OSError as error:  # a folder that may not be written, a disk that is full
            code = BAD_INPUT
            complain(f"{file}: {error.strerror or error}")
    return came, code


def _tell_rows(rows: list[Row], as_json: bool, line: Callable[[Row], str]) -> None:
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        tell(line(row))


def _print_json(rows: list[Row]) -> None:
    if rows:
        print_json(rows[0] if len(rows) == 1 else {"assets": rows})


WITH_WORDS, WITH_INDEX = ("stamp", "expect"), ("index", "near")
ACTIONS: dict[str, Callable[[list[Path], bool], int]] = {
    "show": _show,
    "verify": _verify,
    "strip": _strip,
    "mark": mark_files,
    "sign": _sign,
}

COMMAND = Command("Stamp, show, verify, strip and index where files come from.", run)
