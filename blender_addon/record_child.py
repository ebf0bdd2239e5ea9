# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the records of renders, or tells what a picture says of itself, in a process of its own.

Reads one line of JSON from stdin: {"paths", "files", "words", "parents", "scene"} to stamp, or
{"paths", "show"} to tell; `paths` are where this Python finds the core. Writes one line of JSON:
{"ok": true, "lines": [...]}, or {"ok": false, "line": "what went wrong"}.
"""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

SHOWN = ("pixel_hash", "content_hash", "file_hash", "perceptual_hash")


def main() -> int:
    """Do the one thing that is asked for."""
    asked = json.loads(sys.stdin.readline())
    sys.path[:0] = asked["paths"]
    try:
        errors = importlib.import_module("scene_stager.errors")
        lines = _show(Path(asked["show"])) if "show" in asked else _stamp(asked)
    except ModuleNotFoundError as error:
        return _say({"ok": False, "line": f"records need {error.name}, which is not here"})
    except errors.StagerError as error:
        return _say({"ok": False, "line": str(error).splitlines()[0]})
    except (OSError, MemoryError) as error:
        return _say({"ok": False, "line": f"records: {error}"})
    return _say({"ok": True, "lines": lines})


def _stamp(asked: dict[str, Any]) -> list[str]:
    """Stamp every picture of a render that can carry a record."""
    lineage = importlib.import_module("scene_stager.presets.lineage")
    automatic = importlib.import_module("scene_stager.provenance.automatic")
    carriers = importlib.import_module("scene_stager.provenance.carriers")
    pixel_hash = importlib.import_module("scene_stager.provenance.pixel_hash")
    stamping = importlib.import_module("scene_stager.provenance.stamp")
    parents = [lineage.Parent(one, role, "content") for role, one in asked["parents"].items()]
    if asked["scene"]:
        parents.append(lineage.Parent(pixel_hash.file_hash(asked["scene"]), "scene", "content"))
    record = replace(automatic.our_record("render", parents), **asked["words"])
    stamped = []
    for name in asked["files"]:
        try:
            carriers.carrier_of(Path(name))
        except importlib.import_module("scene_stager.errors").InputError:
            continue  # a film, a BMP: nothing in it can carry a record
        stamping.stamp(Path(name), record)
        stamped.append(name)
    return stamped


def _show(path: Path) -> list[str]:
    """What `asset show` and `asset verify` say, for a panel."""
    show = importlib.import_module("scene_stager.provenance.show")
    stamping = importlib.import_module("scene_stager.provenance.stamp")
    found, facts = stamping.verify(path), show.facts_of(path)
    record = facts["record"] or {}
    lines = [f"record: {found.verdict.replace('_', ' ')}"]
    for name, value in record.items():
        if name in ("schema", "version", *SHOWN):
            continue
        if isinstance(value, list):
            lines += [f"parent: {one['role']} {one['sha256'][:12]}" for one in value]
        else:
            lines.append(f"{name.replace('_', ' ')}: {value}")
    if found.verdict == "broken":
        lines.append(found.why)
    lines += [f"{one['evidence']}: {one['says']}" for one in facts["evidence"]]
    lines += [f"{name.replace('_', ' ')}: {facts[name][:16]}" for name in SHOWN if facts.get(name)]
    return lines


def _say(told: dict[str, object]) -> int:
    print(json.dumps(told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
