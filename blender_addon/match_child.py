# SPDX-License-Identifier: GPL-3.0-or-later
"""Matches one still in a process of its own, so that Blender stays awake and can end it.

Reads one line of JSON from stdin: {"paths", "still", "out", "options"}; `paths` are where this
Python finds the core and what matching needs. It is a batch of one still: the result goes into a
folder of its own in `out`, whole or not at all, and what was matched before is kept. With
{"paths", "promote"} in its place a match becomes a preset, for which the core that only bakes has
no code either. Writes one line of JSON: {"ok": true, "folder": "..."}, {"ok": true, "line": "what
was kept"} or {"ok": false, "line": "what went wrong"}.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def main() -> int:
    """Do the one match that is asked for."""
    asked = json.loads(sys.stdin.readline())
    sys.path[:0] = asked["paths"]
    try:
        errors = importlib.import_module("scene_stager.errors")
        if "promote" in asked:
            return _say({"ok": True, "line": _promote(asked["promote"])})
        batch = importlib.import_module("scene_stager.batch")
        job = importlib.import_module("scene_stager.inverse.loop.job")
        digest = importlib.import_module("scene_stager.moks.code_digest").code_digest(job.ROOMS)
        stills = (Path(asked["still"]),)
        wanted = batch.Batch(stills, Path(asked["out"]), asked["options"], digest)
        (result,) = batch.run_batch(wanted, job.match_files)
    except ModuleNotFoundError as error:
        return _say({"ok": False, "line": f"matching needs {error.name}, which is not here"})
    except errors.StagerError as error:
        return _say({"ok": False, "line": str(error).splitlines()[0]})
    except MemoryError:
        return _say({"ok": False, "line": "the still does not fit into memory"})
    except OSError as error:
        return _say({"ok": False, "line": f"match: {error.filename}: {error.strerror}"})
    if result.status == "failed":
        return _say({"ok": False, "line": result.line})
    return _say({"ok": True, "folder": str(result.folder)})


def _promote(wanted: dict[str, Any]) -> str:
    """Keep a match as a preset, through the gate into the library; what was kept, and where."""
    match_file = importlib.import_module("scene_stager.inverse.answer.match_file")
    promote = importlib.import_module("scene_stager.inverse.answer.promote")
    library = importlib.import_module("scene_stager.presets.library").Library()
    stamping = importlib.import_module("scene_stager.provenance.automatic")
    match = match_file.read_match_file(Path(wanted["folder"]))
    words = wanted["description"] or promote.words_for(match)
    preset = promote.promote(match, wanted["name"], title=wanted["title"], description=words)
    path = stamping.keep_preset(library, preset, wanted["overwrite"])
    return f"Kept {', '.join(preset.slots)} as {wanted['name']}, in {path.parent}"


def _say(told: dict[str, object]) -> int:
    print(json.dumps(told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
