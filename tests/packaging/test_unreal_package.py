"""The archive for Unreal: whole, the same every time, and good without anything else."""

import subprocess
import zipfile

import numpy as np
import pytest
from tools.environments import no_python, python_of
from tools.packaging import unreal
from tools.packaging._archive import check_archive, zip_folder
from tools.packaging._layout import PackageError
from tools.packaging._unreal_look import film_colours, look_strip

from scene_stager.maths.colour.luminance import luminance
from scene_stager.shot.stocks import stocks
from tests.house.test_travels_light import OLDEST_HOST_PYTHON
from tests.packaging.alone import imports_that_stay_absolute, played_alone

INSIDE = "SceneStager/Content/Python/scene_stager_unreal"

PACKAGER = unreal

PLAY = """
import json, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
if len(sys.argv) > 3:
    from tests.hosts.doubles.unreal import WORLD, install
    install()
    from scene_stager_unreal import commands
    report = commands.play_file(sys.argv[3])
    print(json.dumps([report.key_count, sorted(m for m in sys.modules if m.split(".")[0] in
        ("numpy", "scipy", "pydantic", "pxr", "scene_stager"))]))
"""


def test_it_is_the_same_bytes_every_time(archive, tmp_path):
    (again,) = unreal.build(tmp_path)
    assert again.read_bytes() == archive.read_bytes()


def test_it_holds_the_plug_in_the_core_the_looks_and_how_to_install_them(unpacked):
    home = unpacked / "SceneStager"
    wanted = [
        "SceneStager.uplugin",
        "INSTALL.txt",
        "MANIFEST.json",
        "Content/Python/init_unreal.py",
    ]
    assert [name for name in wanted if not (home / name).is_file()] == []
    inside = unpacked / INSIDE
    assert {file.stem for file in (inside / "luts").iterdir()} == set(stocks())
    assert (inside / "scene_stager" / "hosts" / "play.py").is_file()
    assert (inside / "scene_stager" / "LICENSE").is_file()
    steps = (home / "INSTALL.txt").read_text(encoding="utf-8")
    assert len(steps.splitlines()) < 25
    assert imports_that_stay_absolute(inside) == []


def test_a_damaged_or_a_strange_file_is_noticed(unpacked, tmp_path):
    for change in ("damage", "add"):
        folder = tmp_path / change
        with zipfile.ZipFile(zip_folder(unpacked, tmp_path / "copy.zip")) as source:
            source.extractall(folder)
        name = "SceneStager.uplugin" if change == "damage" else "strange.py"
        (folder / "SceneStager" / name).write_text("{}")
        with pytest.raises(PackageError):
            check_archive(zip_folder(folder, tmp_path / f"{change}.zip"))


def test_another_version_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(unreal, "core_version", lambda: "9.9.9")
    with pytest.raises(PackageError, match=r"says version .* and the core 9\.9\.9"):
        unreal.build(tmp_path)


def test_the_unpacked_plug_in_plays_a_take_with_the_standard_library_alone(unpacked, tmp_path):
    home = unpacked / "SceneStager" / "Content" / "Python"
    keys, heavy = played_alone(PLAY, home, tmp_path)
    assert (keys, heavy) == (42, [])


# Stands where the editor's module would, and lets a module load: any name is a class of any value.
ANYTHING = """
import importlib, pkgutil, sys, types
class Loose(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Loose(name, (), {})
class Unreal(types.ModuleType):
    def __getattr__(self, name):
        if name in ("uclass", "uproperty", "ufunction"):
            return lambda *args, **kwargs: (lambda made: made)
        return Loose(name, (), {"__init__": lambda self, *args: None})
sys.modules["unreal"] = Unreal("unreal")
sys.path.insert(0, sys.argv[1])
import scene_stager_unreal
names = [m.name for m in pkgutil.iter_modules(scene_stager_unreal.__path__) if not m.ispkg]
for name in names:
    importlib.import_module("scene_stager_unreal." + name)
play = importlib.import_module("scene_stager_unreal.scene_stager.hosts.play")
print(sys.version_info[:2], len(names))
"""


def test_every_file_of_the_editor_loads_in_its_oldest_python(unpacked):
    python = python_of(OLDEST_HOST_PYTHON)
    if not python:
        pytest.skip(f"needs {no_python(OLDEST_HOST_PYTHON)}")
    home = unpacked / "SceneStager" / "Content" / "Python"
    done = subprocess.run(
        [python, "-I", "-S", "-W", "error", "-c", ANYTHING, str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "(3,",
        "9)",
        str(len(list((unpacked / INSIDE).glob("[!_]*.py")))),
    ]


@pytest.mark.parametrize("name", stocks())
def test_a_look_leaves_greys_as_bright_as_they_are_and_monochrome_has_no_hue(name):
    stock = stocks()[name]
    greys = np.linspace(0.02, 0.9, 12)[:, None] * np.ones(3)
    drawn = film_colours(stock, greys)
    np.testing.assert_allclose(luminance(drawn), greys[:, 0], rtol=2e-2)
    strip = look_strip(stock)
    assert (strip.shape, strip.dtype) == ((16, 256, 3), np.uint8)
    if stock.monochrome:
        assert (strip == strip[..., :1]).all()
    else:
        # Red runs along x inside a square, green along y, blue from square to square.
        assert strip[0, 15].argmax() == 0
        assert strip[15, 0].argmax() == 1
        assert strip[0, 240].argmax() == 2
