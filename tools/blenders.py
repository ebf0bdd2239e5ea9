"""Real Blender as a Python module, each promised version in an environment of its own.

Standard library only. Each bpy comes for one version of Python and needs some libraries of the
system; where it cannot be had, one line says why. Other Pythons with bpy are named by
SCENE_STAGER_BPY_PYTHON.
"""

import os
from pathlib import Path
from typing import NamedTuple

from tools.environments import ROOT, Environment, no_python, python_of, said


class Release(NamedTuple):
    """A release of bpy, and the Python that it comes for."""

    bpy: str
    python: tuple


RELEASES = {
    "4.2": Release("4.2.23", (3, 11)),
    "4.5": Release("4.5.15", (3, 11)),
    "5.0": Release("5.0.1", (3, 11)),
    "5.2": Release("5.2.3", (3, 13)),
    "5.3": Release("5.3.0", (3, 13)),
}
# The one that every run of the tests tries: it needs no other Python than the project's own.
USUAL = "5.0"
CONSTRAINTS = ROOT / "constraints-blender.txt"
BESIDE = ("numpy", "pytest", "hypothesis", "usd-core")

VARIABLE = "SCENE_STAGER_BPY_PYTHON"
LIBRARIES = "libx11-6 libxrender1 libxfixes3 libxi6 libxkbcommon0 libsm6 libice6 libgl1 libegl1"
ASK = "import bpy; print('blender ' + bpy.app.version_string)"


def environment_of(version):
    """The environment of one Blender, in a folder beside .venv."""
    release = RELEASES[version]
    folder = ROOT / ".venv-bpy{}".format(version.replace(".", ""))
    wanted = (f"bpy=={release.bpy}", *BESIDE)
    python = python_of(release.python)
    return Environment(folder, wanted, CONSTRAINTS, python, watched=(Path(__file__),))


def prepare(version):
    """Make a Blender ready for the tests; why there is none comes back as a line."""
    wanted = RELEASES[version].python
    if not python_of(wanted):
        return f"Blender {version} comes for {no_python(wanted)}"
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
