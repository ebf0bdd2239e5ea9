"""The archive for Maya: whole, the same every time, and good without anything else."""

import subprocess

import pytest
from tools.environments import no_python, python_of
from tools.packaging import maya
from tools.packaging._layout import PackageError

from scene_stager.shot.stocks import stocks
from tests.house.test_travels_light import OLDEST_HOST_PYTHON
from tests.packaging.alone import imports_that_stay_absolute, played_alone

PACKAGER = maya

PLAY = """
import json, sys
from pathlib import Path
sys.path[:0] = [sys.argv[2]]
from tests.hosts.doubles import maya as double
home = Path(sys.argv[1])
double.SCRIPTS = str(home / "scripts")
double.PLUG_IN = home / "plug-ins" / "scene_stager_commands.py"
one = double.maya()
from scene_stager_maya import bake, doctor, look
report = bake.play_file(sys.argv[3])
print(json.dumps([report.key_count, one.api.calls["addKeys"], look.looks(), sorted(
    m for m in sys.modules if m.split(".")[0] in
    ("numpy", "scipy", "pydantic", "pxr", "scene_stager"))]))
"""


def test_it_is_the_same_bytes_every_time(archive, tmp_path):
    (again,) = maya.build(tmp_path)
    assert again.read_bytes() == archive.read_bytes()


def test_it_holds_the_module_the_core_the_looks_and_how_to_install_them(unpacked):
    wanted = [
        *("scene_stager.mod", "INSTALL.txt", "MANIFEST.json"),
        "scene_stager/plug-ins/scene_stager_commands.py",
        "scene_stager/scripts/userSetup.py",
        "scene_stager/icons/sceneStager.png",
        "scene_stager/shelves/shelf_SceneStager.mel",
        "scene_stager/scripts/scene_stager_maya/scene_stager/hosts/play.py",
        "scene_stager/scripts/scene_stager_maya/scene_stager/LICENSE",
    ]
    assert [name for name in wanted if not (unpacked / name).is_file()] == []
    inside = unpacked / "scene_stager" / "scripts" / "scene_stager_maya"
    films = {file.stem for file in (inside / "looks").glob("*.cube")}
    assert films == set(stocks())
    assert (inside / "looks" / "config.ocio").is_file()
    assert len((unpacked / "INSTALL.txt").read_text(encoding="utf-8").splitlines()) < 25
    assert imports_that_stay_absolute(inside) == []


def test_another_version_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(maya, "core_version", lambda: "9.9.9")
    with pytest.raises(PackageError, match=r"says .* and the core 9\.9\.9"):
        maya.build(tmp_path)


def test_the_unpacked_module_plays_a_take_with_the_standard_library_alone(unpacked, tmp_path):
    home = unpacked / "scene_stager"
    keys, calls, films, heavy = played_alone(PLAY, home, tmp_path)
    assert keys > calls > 10
    assert (sorted(films), heavy) == (sorted(stocks()), [])


def test_the_files_of_maya_are_written_for_its_oldest_python(unpacked):
    python = python_of(OLDEST_HOST_PYTHON)
    if not python:
        pytest.skip(f"needs {no_python(OLDEST_HOST_PYTHON)}")
    inside = unpacked / "scene_stager" / "scripts" / "scene_stager_maya"
    mine = [*inside.glob("*.py"), *(inside / "scene_stager" / "hosts").rglob("*.py")]
    code = "import ast, sys\nfor f in sys.argv[1:]: ast.parse(open(f, encoding='utf-8').read())"
    subprocess.run([python, "-W", "error", "-c", code, *map(str, mine)], check=True)
