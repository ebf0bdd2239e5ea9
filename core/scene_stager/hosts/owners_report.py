# SPDX-License-Identifier: Apache-2.0
"""What an owner of a host sends: what the check inside of it found, in one form for every host."""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Dict

from scene_stager.errors import InputError, Mistake, shorten
from scene_stager.hosts.host_file import write_host_file
from scene_stager.plain_file import read_start

SCHEMA, VERSION = "scene_stager.host_report", 1
SCENARIOS = ("hero_dolly_push_in", "golden_hour_drone_orbit", "crane_reveal")
MOST_TOLD = 20  # differences of one step
AGREES, WRONG = "agrees", "wrong"

OwnersReport = Dict[str, Any]


def owners_report(
    host: str, host_version: str, doctor: Sequence[str], shots: Sequence[Mapping[str, Any]]
) -> OwnersReport:
    """The whole report; of each shot, `wrong` has the lines of every step."""
    wrong = any(lines for shot in shots for lines in shot["wrong"].values())
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "host": host,
        "host_version": host_version,
        "python": platform.python_version(),
        "system": platform.platform(),
        "doctor": list(doctor),
        "verdict": WRONG if wrong else AGREES,
        "shots": list(shots),
    }


def report_place(path: str | Path) -> Path:
    """Where a report may go: found out before a minute is spent on it, and no other file gives way.

    Raises InputError.
    """
    place = Path(path)
    found = _against(place)
    if found:
        expected = "a name in .json that is free, or an older report's, in a folder to write in"
        raise InputError(Mistake("--out", f"{shorten(str(path))}: {found}", expected))
    return place


def _against(place: Path) -> str:
    """What speaks against a place; nothing when a report may go there."""
    if place.suffix != ".json":
        return "no .json"
    if not place.parent.is_dir():
        return "its folder is not there"
    if place.is_symlink() or (place.exists() and not _is_a_report(place)):
        return "something else is there"
    try:
        with tempfile.TemporaryFile(dir=str(place.parent)):
            return ""
    except OSError as error:
        return f"its folder cannot be written in ({error.strerror})"


def _is_a_report(place: Path) -> bool:
    try:
        return f'{SCHEMA}"'.encode() in read_start(place, "a report", 100, "--out")
    except InputError:
        return False


def write_report(report: OwnersReport, path: str | Path) -> None:
    """Write a report, whole or not at all. Raises HostError when it cannot be."""
    write_host_file(path, json.dumps(report, indent=1).encode("ascii"))
