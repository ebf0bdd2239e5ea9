"""Which Pythons with Blender in them there are here."""

import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

VARIABLE = "SCENE_STAGER_BPY_PYTHON"
HOW = f"{VARIABLE} names no Python with bpy and pytest (see tests/blender/README.md)"
ASK = (
    "import sys, bpy, numpy, pytest, hypothesis;"
    "sys.stderr.write('blender ' + '.'.join(map(str, bpy.app.version[:2])))"
)


@cache
def interpreters() -> dict[str, str]:
    """Blender's version to a Python that has it: those named by the variable, and this one."""
    named = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    if find_spec("bpy") is not None:
        named.append(sys.executable)
    found: dict[str, str] = {}
    for path in named:
        version = _version(path)
        if version:
            found.setdefault(version, path)
    return found


def _version(python: str) -> str:
    """The version of the Blender in a Python; empty when there is none that works."""
    try:
        done = subprocess.run(
            [python, "-c", ASK], capture_output=True, text=True, timeout=120, check=False
        )
    except OSError:
        return ""
    return done.stderr.rpartition("blender ")[2].strip() if done.returncode == 0 else ""
