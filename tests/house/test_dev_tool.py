"""The one command: standard library only, instant the second time, clear to an old Python."""

import ast
import os
import subprocess
import sys

import pytest
from tools import dev

from tests.house.sources import ROOT, imports_of, no
from tests.house.test_travels_light import python39

OLDEST_THAT_MUST_UNDERSTAND = (3, 7)  # enough to be told that it is too old


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout in an empty folder, in which installing only makes a note."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "CONSTRAINTS", tmp_path / "constraints.txt")
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    installs = []

    def install() -> bool:
        installs.append("pip")
        dev.venv_python().parent.mkdir(parents=True, exist_ok=True)
        dev.venv_python().touch()
        return True

    monkeypatch.setattr(dev, "_install_with_pip", install)
    return tmp_path, installs


def test_needs_only_the_standard_library():
    found = imports_of(ROOT / "tools" / "dev.py", ROOT)
    no(str(i) for i in found if i.name.split(".")[0] not in sys.stdlib_module_names)


def test_an_old_python_understands_enough_to_be_turned_away():
    text = (ROOT / "tools" / "dev.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=OLDEST_THAT_MUST_UNDERSTAND)
    python = python39()
    if python is None:
        pytest.skip("no Python 3.9 here; name one with SCENE_STAGER_PYTHON39")
    command = [python, str(ROOT / "tools" / "dev.py"), "demo"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "needs Python 3.11 or newer, found 3.9" in done.stderr


def test_installs_once_and_again_only_when_something_changed(checkout, capsys):
    folder, installs = checkout
    assert [dev.prepare(), dev.prepare()] == ["", ""]
    assert len(installs) == 1
    (folder / "constraints.txt").write_text("numpy==2")
    assert dev.prepare() == ""
    assert len(installs) == 2


def test_a_failed_installation_is_tried_again(checkout, monkeypatch, capsys):
    monkeypatch.setattr(dev, "_install_with_pip", lambda: False)
    assert dev.prepare() == dev.prepare() == "could not install the dependencies; see above"


def test_takes_pip_when_uv_is_there_and_fails(checkout, monkeypatch, capsys):
    _, installs = checkout
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/nowhere/uv")
    assert dev.prepare() == ""
    assert installs == ["pip"]


def test_every_step_runs_and_the_failed_ones_are_named(monkeypatch, capsys):
    ran = []
    monkeypatch.setattr(dev, "_run", lambda *words: ran.append(words) or int(words == ("b",)))
    assert dev._steps(("first", ("a",)), ("second", ("b",)), ("third", ("c",))) == 1
    assert ran == [("a",), ("b",), ("c",)]
    assert "failed: second" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_continuous_integration_runs_the_same_command():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "tools/dev.py test" in script.read_text(encoding="utf-8")
