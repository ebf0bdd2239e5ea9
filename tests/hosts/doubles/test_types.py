"""The type checker of the project's own run refuses what Maya's stubs do not have."""

import subprocess
import sys
import tomllib

import pytest

from tests.house.sources import ROOT

RIGHT = 'from maya import cmds\ncmds.setKeyframe("a", attribute="tx", value=1.0)\n'
WRONG = {
    "a keyword": 'from maya import cmds\ncmds.setKeyframe("a", atribute="tx")\n',
    "a command": 'from maya import cmds\ncmds.setKeyfame("a")\n',
    "a method": "import maya.api.OpenMayaAnim as oma\noma.MFnAnimCurve().addKeyz()\n",
    "a constant": "import maya.api.OpenMayaAnim as oma\nprint(oma.MFnAnimCurve.kTangentLinea)\n",
}


def judged(file, text):
    file.write_text(text)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(file)]
    return subprocess.run(command, cwd=file.parent, capture_output=True, text=True, check=False)


def test_the_plug_in_is_among_what_is_checked():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert "scene_stager_maya" in settings["packages"]
    assert "maya_plugin/scripts" in settings["mypy_path"]


@pytest.mark.slow
def test_what_is_misspelt_is_refused(tmp_path):
    assert judged(tmp_path / "right.py", RIGHT).returncode == 0
    for what, text in WRONG.items():
        done = judged(tmp_path / "wrong.py", text)
        assert done.returncode == 1, what
        assert "wrong.py:2: error" in done.stdout
