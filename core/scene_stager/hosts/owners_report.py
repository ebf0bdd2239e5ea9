# SPDX-License-Identifier: Apache-2.0
"""What an owner of a host sends: what the check inside of it found, in one form for every host."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Dict

from scene_stager.hosts.host_file import write_host_file

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


def write_report(report: OwnersReport, path: str | Path) -> None:
    """Write a report, whole or not at all. Raises HostError when it cannot be."""
    write_host_file(path, json.dumps(report, indent=1).encode("ascii"))
