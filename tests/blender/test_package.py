"""The extension that people install: complete, self-contained, and good in every Blender here."""

import json
import os
import subprocess
import sys
import tomllib
from functools import cache

import pytest
from tools.packaging import _wheels
from tools.packaging._layout import ROOT, PackageError, absolute_imports, relative
from tools.packaging._wheels import PLATFORMS, WANTED, command
from tools.packaging.blender import ADD_ON, MATCHING, build, lay_out, with_wheels

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


def installed(script, version, folder, *words):
    """What a script here says of an extension, in a Blender with an empty user folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [python_with(version), ROOT / "tests" / "blender" / script, *words],
        cwd=folder,
        env={**kept, "BLENDER_USER_RESOURCES": str(folder / "user"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if line.startswith("FOUND ")]
    assert said, done.stdout + done.stderr
    return json.loads(said[0].removeprefix("FOUND "))


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
def test_installs_bakes_and_goes_without_a_trace(version, tmp_path, tmp_path_factory):
    archive = extension(tmp_path_factory.getbasetemp() / "dist")
    found = installed("install.py", version, tmp_path, archive, SCENARIO, str(FRAMES))
    assert (found["installed"], found["paths"], found["modules"]) == (True, [], [])
    assert found["bake"] == ["FINISHED"]
    camera_m = bake(SCENARIO, frames=(1, FRAMES)).at("camera.translate_m", FRAMES)
    assert found["camera_m"] == pytest.approx(camera_m, abs=1e-4)
    assert found["rounds"] == [True] * 5


@pytest.mark.parametrize("platform", PLATFORMS)
def test_wheels_are_pinned_and_numpy_is_not_among_them(platform, tmp_path):
    words = command(tmp_path, platform, "3.11")
    assert str(ROOT / "constraints.txt") in words
    assert {"scipy", "gudhi", "pillow", "pydantic"} <= set(words)
    assert "numpy" not in words and "--no-deps" in words
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("-", "_")
    assert [name for name in WANTED if f"\n{name.replace('-', '_')}==" not in pinned] == []


def test_a_manifest_with_wheels_stays_a_manifest(tmp_path):
    manifest = tmp_path / "blender_manifest.toml"
    manifest.write_text((ADD_ON / "blender_manifest.toml").read_text(encoding="utf-8"))
    before = tomllib.loads(manifest.read_text())
    with_wheels(manifest, [tmp_path / "a-1-py3-none-any.whl"], ("linux-x64",))
    after = tomllib.loads(manifest.read_text())
    assert after.pop("wheels") == ["./wheels/a-1-py3-none-any.whl"]
    assert after.pop("platforms") == ["linux-x64"]
    assert after == before


def test_a_pip_that_finds_nothing_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(_wheels, "WANTED", ("./no_such_package",))
    with pytest.raises(PackageError, match="no wheels for linux-x64") as caught:
        _wheels.fetch(tmp_path, ("linux-x64",), ("3.11",))
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.every_blender
@pytest.mark.skipif(sys.platform != "linux", reason="builds the package of this platform")
@pytest.mark.parametrize("version", ["4.2", "5.0"])
def test_the_full_package_brings_what_matching_needs_and_leaves_numpy_alone(version, tmp_path):
    try:
        (archive,) = build(tmp_path / "dist", True, ("linux-x64",), ("3.11",))
    except PackageError as error:
        if "no wheels for" in str(error):
            pytest.skip(f"pip has no way to them: {error}")
        raise
    found = installed("install_full.py", version, tmp_path, archive)
    assert found["installed"]
    assert found["integral"] == pytest.approx(9.0)
    assert found["record"] == "record: holds"
    assert all(str(tmp_path) in home for home in found["homes"].values())
    assert str(tmp_path) not in found["numpy"]
    assert len(found["rooms"]) == len(MATCHING)
