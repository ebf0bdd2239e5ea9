"""The extension that people install: complete, self-contained, and good in every Blender here."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest
from tools.packaging._layout import ROOT, absolute_imports, relative
from tools.packaging.blender import build, lay_out

from scene_stager.front_door import bake
from tests.blender.interpreters import each_version, python_with

SCENARIO, FRAMES = "interview_three_point", 6

ELSEWHERE = """
import sys
from elsewhere.scene_stager.front_door import bake
assert "scene_stager" not in sys.modules
print(bake("{}", frames=(1, {})).digest)
"""


@pytest.mark.parametrize(
    ("text", "depth", "beside", "wanted"),
    [
        ("from scene_stager.a.b import c", 0, False, "from .a.b import c"),
        ("    from scene_stager.a import c", 2, False, "    from ...a import c"),
        ("from scene_stager import front_door", 0, False, "from . import front_door"),
        ("from scene_stager.a import c", 0, True, "from .scene_stager.a import c"),
        ("from scene_stager.a import c", 1, True, "from ..scene_stager.a import c"),
        ("from scene_stagers.a import c", 0, True, "from scene_stagers.a import c"),
    ],
)
def test_imports_are_made_relative(text, depth, beside, wanted):
    assert relative(text, depth, beside) == wanted


def test_sees_an_import_that_stays_absolute():
    assert absolute_imports("import scene_stager.a\nfrom scene_stager import b\nimport c") == [1, 2]


def test_the_core_inside_bakes_the_same_take_under_another_name(tmp_path):
    lay_out(tmp_path / "elsewhere")
    for file in (tmp_path / "elsewhere").rglob("*.py"):
        assert absolute_imports(file.read_text(encoding="utf-8")) == []
    (tmp_path / "elsewhere" / "__init__.py").write_text("")  # the add-on's own needs Blender
    done = subprocess.run(
        [sys.executable, "-S", "-c", ELSEWHERE.format(SCENARIO, FRAMES)],
        cwd=tmp_path,
        env={"PYTHONPATH": os.pathsep.join([str(tmp_path), _numpy_home()]), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == bake(SCENARIO, frames=(1, FRAMES)).digest, done.stderr


def _numpy_home():
    import numpy

    return os.path.dirname(os.path.dirname(numpy.__file__))


@cache
def extension(folder):
    return build(folder)[0]


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_installs_bakes_and_goes_without_a_trace(version, tmp_path, tmp_path_factory):
    python = python_with(version)
    archive = extension(tmp_path_factory.getbasetemp() / "dist")
    script = ROOT / "tests" / "blender" / "install.py"
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [python, script, archive, SCENARIO, str(FRAMES)],
        cwd=tmp_path,
        env={**kept, "BLENDER_USER_RESOURCES": str(tmp_path / "user"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if line.startswith("FOUND ")]
    assert said, done.stdout + done.stderr
    found = json.loads(said[0].removeprefix("FOUND "))
    assert (found["installed"], found["paths"], found["modules"]) == (True, [], [])
    assert found["bake"] == ["FINISHED"]
    camera_m = bake(SCENARIO, frames=(1, FRAMES)).at("camera.translate_m", FRAMES)
    assert found["camera_m"] == pytest.approx(camera_m, abs=1e-4)
    assert found["rounds"] == [True] * 5
