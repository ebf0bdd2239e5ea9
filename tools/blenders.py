"""Real Blender as a Python module, each promised version in an environment of its own.

Standard library only. bpy comes for Python 3.11 and needs some libraries of the system; where it
cannot be had, one line says why. Other Pythons with bpy are named by SCENE_STAGER_BPY_PYTHON.
"""

import os
import shutil
import sys
from pathlib import Path

from tools.environments import ROOT, Environment, said

RELEASES = {"4.2": "4.2.23", "4.5": "4.5.15", "5.0": "5.0.1"}
LATEST = "5.0"
OF_PYTHON = (3, 11)
CONSTRAINTS = ROOT / "constraints-blender.txt"
BESIDE = ("numpy", "pytest", "hypothesis", "usd-core")

VARIABLE = "SCENE_STAGER_BPY_PYTHON"
LIBRARIES = "libx11-6 libxrender1 libxfixes3 libxi6 libxkbcommon0 libsm6 libice6 libgl1 libegl1"
ASK = "import bpy; print('blender ' + bpy.app.version_string)"


def environment_of(version):
    """The environment of one Blender, in a folder beside .venv."""
    folder = ROOT / ".venv-bpy{}".format(version.replace(".", ""))
    wanted = (f"bpy=={RELEASES[version]}", *BESIDE)
    return Environment(folder, wanted, CONSTRAINTS, _python(), watched=(Path(__file__),))


def prepare(version):
    """Make a Blender ready for the tests; why there is none comes back as a line."""
    if not _python():
        found = ".".join(map(str, sys.version_info[:2]))
        return f"Blender {version} comes for Python 3.11, and this is {found}"
    home = environment_of(version)
    problem = home.prepare()
    if problem:
        return f"Blender {version}: {problem}"
    answer = said(home.python, ASK)
    if answer.startswith("blender "):
        return ""
    return f"Blender {version} does not start: {answer} (Debian: apt install {LIBRARIES})"


def pythons():
    """Pythons that may have bpy, the newest Blender last: named ones, and those made here."""
    named = [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]
    made = [environment_of(version).python for version in RELEASES]
    return [*(str(python) for python in made if python.exists()), *named]


def _python():
    """A Python of the version that bpy comes for; empty when there is none."""
    if sys.version_info[:2] == OF_PYTHON:
        return sys.executable
    other = shutil.which("python3.11") or ""
    right = "import sys; print(sys.version_info[:2] == (3, 11))"
    return other if other and said(other, right) == "True" else ""
