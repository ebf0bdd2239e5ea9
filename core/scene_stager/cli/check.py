# SPDX-License-Identifier: Apache-2.0
"""`scene-stager check`: may these presets and scripts be shared, and may they be let in?"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scene_stager.cli._command import NO, YES, Command
from scene_stager.cli._options import AsJson, read_path
from scene_stager.cli._show import print_json, print_table, say, tell
from scene_stager.errors import InputError, Mistake

if TYPE_CHECKING:
    from scene_stager.presets.math_over_matter import Finding

MOST_FILES = 10_000


def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            parser=read_path,
            metavar="PATH...",
            help="Files, or folders of .json files.",
            show_default=False,
        ),
    ],
    as_json: AsJson = False,
) -> int:
    """Hold every document against the gate and say what may not be in it."""
    results = [(file, _findings(file)) for path in paths for file in _files(path)]
    clean = not any(findings for _, findings in results)
    if as_json:
        print_json({"verdict": _verdict(clean), "documents": [_plain(*one) for one in results]})
    else:
        _print(results)
    return YES if clean else NO


def _files(path: Path) -> Iterator[Path]:
    """The file, or every .json file in the folder and below it; links are not followed."""
    if not path.is_dir():
        if not path.is_file():
            raise InputError(Mistake(str(path), "no such file", "a file or a folder"))
        yield path
        return
    count = 0
    for folder, below, names in os.walk(path):
        below.sort()
        for name in sorted(names):
            file = Path(folder) / name
            if not name.endswith(".json") or file.is_symlink():
                continue
            count += 1
            if count > MOST_FILES:
                raise InputError(Mistake(str(path), f"over {MOST_FILES} files", "fewer"))
            yield file
    if not count:
        raise InputError(Mistake(str(path), "no .json files", "a folder of presets or scripts"))


def _findings(file: Path) -> "tuple[Finding, ...]":
    from scene_stager.presets.math_over_matter import findings_in
    from scene_stager.script.strict_json import MAX_BYTES

    try:
        with file.open("rb") as source:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise InputError(Mistake(str(file), found, "a preset or a script")) from None
    return findings_in(data, file.name)


def _plain(file: Path, findings: "tuple[Finding, ...]") -> dict[str, object]:
    return {
        "path": str(file),
        "verdict": _verdict(not findings),
        "findings": [finding.as_json() for finding in findings],
    }


def _verdict(clean: bool) -> str:
    return "pass" if clean else "refused"


def _print(results: "list[tuple[Path, tuple[Finding, ...]]]") -> None:
    for file, findings in results:
        tell(f"{_verdict(not findings)}  {file}")
        if findings:
            rows = [(f.pointer or "/", f.rule, f.found, f.expected) for f in findings]
            print_table("", ("where", "rule", "found", "expected"), rows)
    refused = sum(bool(findings) for _, findings in results)
    say(f"{len(results)} documents, {refused} refused")


COMMAND = Command("Check that presets and scripts hold only numbers and words.", run)
