# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of renders: which pictures Blender has just written, and of what; written at the end.

Blender itself cannot write them, so it is done by a child process, once for a whole render. What
goes wrong there is told and costs no render.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import bpy
from bpy.app.handlers import persistent

from scene_stager.errors import HostError, shorten

from . import marks
from .matching import PYTHON_VARIABLE, core_has_matching, core_paths

NEEDS = ("PIL", "defusedxml")
CHILD = Path(__file__).with_name("record_child.py")
START_S, EACH_S = 60.0, 5.0  # how long the child may take, and for each picture: house defaults
MOST_LETTERS = 300

# What the render that is under way has written, and what the last one came to.
_written: list[Path] = []
last_words: list[str] = []


def why_no_records() -> str:
    """Why renders get no record here; empty when they do."""
    if os.environ.get(PYTHON_VARIABLE):
        return ""
    if not core_has_matching():
        return "This package bakes only; with the full one renders say where they come from"
    missing = [name for name in NEEDS if importlib.util.find_spec(name) is None]
    return f"Records need {', '.join(missing)}: install the full package" if missing else ""


def facts_of_file(path: Path) -> list[str]:
    """What a picture says of itself, in lines. Raises HostError."""
    return _ask({"show": str(path)}, 1)


def stamp_files(scene: bpy.types.Scene, files: list[Path]) -> list[str]:
    """Write the record of a scene's render into pictures; those that have it. Raises HostError."""
    made_from = _made_from(scene)
    words = {"tool": f"Blender {bpy.app.version_string}"}
    if made_from.get("plan"):
        words["plan_hash"] = made_from["plan"]
    asked = {
        "files": [str(file) for file in files],
        "words": words,
        "parents": {role: one for role, one in made_from.items() if role == "take"},
        "scene": "" if _is_edited() else bpy.data.filepath,
    }
    return _ask(asked, len(files))


def _is_edited() -> bool:
    """Whether somebody has worked on since the file was saved, which then is not what was rendered.

    Without a window nobody does, and Blender calls every file edited.
    """
    return bpy.data.is_dirty and not bpy.app.background


def _made_from(scene: bpy.types.Scene) -> dict[str, str]:
    """The hashes of the shot whose camera a scene is rendered by; none for another camera."""
    said = scene.camera.get(marks.MADE_FROM) if scene.camera is not None else None
    found = json.loads(said) if isinstance(said, str) else {}
    return {str(key): str(value) for key, value in found.items()}


def _ask(asked: dict[str, Any], count: int) -> list[str]:
    if why := why_no_records():
        raise HostError(why)
    python = os.environ.get(PYTHON_VARIABLE) or sys.executable
    line = json.dumps({"paths": core_paths(), **asked}) + "\n"
    try:
        # -P: the folder beside the child holds our core, which may only bake.
        done = subprocess.run(
            [python, "-P", str(CHILD)],
            input=line.encode(),
            capture_output=True,
            timeout=START_S + EACH_S * count,
            check=False,
        )
        told = json.loads(done.stdout.splitlines()[-1])
    except OSError as error:
        raise HostError(f"{python} does not start: {error.strerror}") from error
    except subprocess.TimeoutExpired:
        raise HostError("records: no answer in time; the process was ended") from None
    except (ValueError, IndexError):
        last = done.stderr.decode("utf-8", "replace").strip()[-MOST_LETTERS:]
        raise HostError(f"records: the process ended without an answer ({shorten(last)})") from None
    if not told.get("ok"):
        raise HostError(str(told.get("line", "no reason given")))
    return [str(one) for one in told["lines"]]


def _begin(scene: bpy.types.Scene, *_: object) -> None:
    _written.clear()


def _note(scene: bpy.types.Scene, *_: object) -> None:
    """Remember the picture that was written just now."""
    there = [place for place in _places(scene) if place.is_file()]
    if there:
        _written.append(max(there, key=lambda place: place.stat().st_mtime_ns))


def _end(scene: bpy.types.Scene, *_: object) -> None:
    """Stamp what the render has written, where the shot's camera says what it was made from."""
    files = list(dict.fromkeys(_written))
    _written.clear()
    if not files or not _made_from(scene) or why_no_records():
        return
    try:
        count = len(stamp_files(scene, files))
        last_words[:] = [f"{count} of {len(files)} pictures of the last render have their record"]
    except HostError as error:
        last_words[:] = [f"The last render has no record: {error}"]
        print(f"Scene Stager: {last_words[0]}")


def _places(scene: bpy.types.Scene) -> list[Path]:
    """Where a render of this frame goes: as a still, and as a frame of many."""
    still = bpy.path.abspath(scene.render.filepath)
    ending = scene.render.file_extension
    if scene.render.use_file_extension and not still.lower().endswith(ending.lower()):
        still += ending
    return [Path(still), Path(bpy.path.abspath(scene.render.frame_path()))]


HANDLERS: dict[str, Any] = {
    "render_init": _begin,
    "render_write": _note,
    "render_complete": _end,
    "render_cancel": _end,
}


def watch() -> None:
    """Follow every render from now on, to the end at most.

    A handler that outlives Python keeps Blender's own module, and as a module Blender 4.2 then dies
    at the end, and 4.5 never ends.
    """
    for name, handler in HANDLERS.items():
        getattr(bpy.app.handlers, name).append(persistent(handler))
    atexit.register(look_away)


def look_away() -> None:
    """Follow none any more."""
    atexit.unregister(look_away)
    for name, handler in HANDLERS.items():
        following = getattr(bpy.app.handlers, name)
        if handler in following:
            following.remove(handler)
