# SPDX-License-Identifier: GPL-3.0-or-later
"""Matches one still in a process of its own, so that Blender stays awake and can end it.

Reads one line of JSON from stdin: {"paths", "still", "out", "options"}; `paths` are where this
Python finds the core and what matching needs. Writes the files of the match into `out`, and one
line of JSON: {"ok": true, "files": [...]} or {"ok": false, "line": "what went wrong"}.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main() -> int:
    """Do the one match that is asked for."""
    asked = json.loads(sys.stdin.readline())
    sys.path[:0] = asked["paths"]
    try:
        errors = importlib.import_module("scene_stager.errors")
        job = importlib.import_module("scene_stager.inverse.loop.job")
        files = job.match_files(Path(asked["still"]), asked["options"])
    except ModuleNotFoundError as error:
        return _say({"ok": False, "line": f"matching needs {error.name}, which is not here"})
    except errors.StagerError as error:
        return _say({"ok": False, "line": str(error).splitlines()[0]})
    except MemoryError:
        return _say({"ok": False, "line": "the still does not fit into memory"})
    for name, data in files.items():
        (Path(asked["out"]) / name).write_bytes(data)
    return _say({"ok": True, "files": sorted(files)})


def _say(told: dict[str, object]) -> int:
    print(json.dumps(told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
