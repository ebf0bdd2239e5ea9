"""Which Pythons with Blender in them there are here."""

import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

import pytest
from tools.blenders import RELEASES, USUAL, pythons

NO_BLENDER = os.environ.get("SCENE_STAGER_NO_BLENDER", "")  # why tools/dev.py found none
ASK = (
    "import sys, bpy, numpy, pytest, hypothesis;"
    "sys.stderr.write('blender ' + '.'.join(map(str, bpy.app.version[:2])))"
)


@cache
def interpreters() -> dict[str, str]:
    """Blender's version to a Python that has it: those made here or named, and this one."""
    found: dict[str, str] = {}
    for path in (*pythons(), *([sys.executable] if find_spec("bpy") is not None else [])):
        version = _version(path)
        if version:
            found[version] = path
    return found


def each_version(oldest: str = "") -> list:
    """Parameters for a test: every promised Blender and every other there is here, oldest first.

    One promised version is tried in every run of the tests, the others where all are asked for.
    """
    marks = {version: pytest.mark.every_blender for version in RELEASES if version != USUAL}
    return [
        pytest.param(version, marks=marks.get(version, ()))
        for version in sorted({*RELEASES, *interpreters()})
        if version >= oldest
    ]


def python_with(version: str) -> str:
    """A Python with that Blender; without one the test is skipped, and says why."""
    if version not in interpreters():
        pytest.skip(NO_BLENDER or f"no Blender {version} here (see tests/blender/README.md)")
    return interpreters()[version]


def usual_blender() -> str:
    """A Python with the Blender that every run tries, else the newest; skipped where none is."""
    there = interpreters()
    return python_with(USUAL if USUAL in there or not there else max(there))


def _version(python: str) -> str:
    """The version of the Blender in a Python; empty when there is none that works."""
    try:
        done = subprocess.run(
            [python, "-c", ASK], capture_output=True, text=True, timeout=120, check=False
        )
    except OSError:
        return ""
    return done.stderr.rpartition("blender ")[2].strip() if done.returncode == 0 else ""
