"""A Python with real Blender in it, for the benches."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tools.blenders import ASK, pythons, said  # noqa: E402

NONE = "Blender not found: `tools/dev.py bench` installs it where there is a Python 3.11."


def bpy_python() -> str | None:
    """The newest Blender's, or this one if it has bpy."""
    for python in (*reversed(pythons()), sys.executable):
        if said(python, ASK).startswith("blender "):
            return python
    return None
