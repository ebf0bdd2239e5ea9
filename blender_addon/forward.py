# SPDX-License-Identifier: GPL-3.0-or-later
"""Render what another process asks for, one line of JSON a picture, until it closes the pipe.

blender -b --factory-startup -P forward.py -- --folder DIR     (or a Python that has bpy)

The client is core/scene_stager/inverse/blender/blender_process.py; it tells what the lines hold.
What Blender itself prints goes to the standard error stream, so that answers are all there is on
the other. Pictures, and the set's mesh, are files of plain numbers in DIR, and only there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .forward_scene import ForwardScene

HERE = Path(__file__).resolve().parent
MOST_CHARACTERS = 1 << 20
PLAIN_NAME = re.compile(r"[a-z0-9_]{1,40}\.npz")
ENGINES = ("CYCLES", "EEVEE")
MOST_PIXELS, MOST_SAMPLES = 4096, 4096
Told = dict[str, Any]  # a line of JSON


class AskedWrongly(Exception):
    """What was asked for cannot be done; the message says why."""


class Renderer:
    """Opens a set, then renders numbers on it, until another is opened."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.stage: ForwardScene | None = None

    def answer(self, asked: Told) -> Told:
        """Do one thing that was asked for."""
        if asked.get("do") == "open":
            return self._open(asked)
        if asked.get("do") == "render" and self.stage is not None:
            return self._render(asked["numbers"])
        raise AskedWrongly(f"open comes first, then render: found {asked.get('do')!r}")

    def close(self) -> None:
        """Remove what was made."""
        if self.stage is not None:
            self.stage.close()
        self.stage = None

    def _open(self, asked: Told) -> Told:
        import bpy
        from forward_scene import ForwardScene

        if bpy.app.version < (4, 2, 0):
            raise AskedWrongly(f"needs Blender 4.2 or newer, found {bpy.app.version_string}")
        engine, size = asked["engine"], (int(asked["width"]), int(asked["height"]))
        samples = int(asked["samples"])
        sound = all(0 < side <= MOST_PIXELS for side in size) and 0 < samples <= MOST_SAMPLES
        if engine not in ENGINES or not sound:
            raise AskedWrongly(f"found {engine!r}, {size} pixels, {samples} samples")
        self.close()
        denoise = bool(asked.get("denoise", False))
        given: Told = {"engine": engine, "samples": samples, "size": size, "denoise": denoise}
        if asked.get("blend"):
            given.update(_users_scene(asked["blend"], asked.get("subject", "")))
        else:
            bpy.ops.wm.read_factory_settings(use_empty=True)
            given["mesh"] = self._inside(asked["mesh"])
        self.stage = ForwardScene(**given)
        return {"blender": list(bpy.app.version), "subject_m": self.stage.subject_m}

    def _render(self, numbers: Told) -> Told:
        import numpy as np

        began_s = time.perf_counter()
        table = self.stage.render(numbers, self.folder)
        name = f"picture_{self.count}.npy"
        self.count += 1
        np.save(self.folder / name, table)
        return {"picture": name, "seconds": time.perf_counter() - began_s}

    def _inside(self, name: str) -> Path:
        if not PLAIN_NAME.fullmatch(name):
            raise AskedWrongly(f"expected the name of a file in the folder, found {name!r}")
        return self.folder / name


def _users_scene(blend: str, subject: str) -> Told:
    import bpy

    if not Path(blend).is_file():
        raise AskedWrongly(f"no file {blend}")
    try:
        bpy.ops.wm.open_mainfile(filepath=blend, load_ui=False, use_scripts=False)
    except RuntimeError as error:
        raise AskedWrongly(str(error).strip()) from error
    scene = bpy.context.scene
    thing = scene.objects.get(subject) if subject else None
    if subject and thing is None:
        raise AskedWrongly(f"{Path(blend).name} has no object named {subject!r} in {scene.name}")
    return {"source": scene, "subject": thing}


def answer_all(renderer: Renderer, asks: IO[str], answers: IO[str]) -> None:
    """Answer every line with a line, until there are no more."""
    while line := asks.readline(MOST_CHARACTERS + 1):
        try:
            if len(line) > MOST_CHARACTERS:
                raise AskedWrongly(f"a line of more than {MOST_CHARACTERS} characters")
            told = renderer.answer(json.loads(line))
        except AskedWrongly as error:
            told = {"error": str(error)}
        except (RuntimeError, ValueError, TypeError, KeyError, OSError, AttributeError) as error:
            told = {"error": f"{type(error).__name__}: {error}".strip()}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


def main() -> int:
    """Serve one client."""
    words = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    parser = argparse.ArgumentParser(prog="forward.py", description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, help="where pictures go")
    folder = parser.parse_args(words).folder
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # Blender's own lines
    sys.path.insert(0, str(HERE))
    renderer = Renderer(folder)
    try:
        answer_all(renderer, sys.stdin, answers)
    finally:
        renderer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
