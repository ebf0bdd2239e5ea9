"""The one command: standard library only, instant the second time, clear to an old Python."""

import ast
import os
import re
import subprocess
import sys
import tomllib

import pytest
from tools import blenders, dev, environments, networks

from tests.house.sources import ROOT, imports_of, no
from tests.house.test_travels_light import OLDEST_HOST_PYTHON

LEAST_COVERED_PER_CENT = 80
OLDEST_THAT_MUST_UNDERSTAND = (3, 7)  # enough to be told that it is too old


OF_THE_TOOL = ("dev.py", "environments.py", "blenders.py", "networks.py", "rooms.py")
FILES = [ROOT / "tools" / name for name in OF_THE_TOOL]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout in an empty folder, in which installing only makes a note."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text(name)
    home = environments.Environment(
        tmp_path / ".venv", (), tmp_path / "constraints.txt", watched=[tmp_path / "pyproject.toml"]
    )
    monkeypatch.setattr(dev, "HOME", home)
    monkeypatch.setattr(environments.shutil, "which", lambda name: None)
    monkeypatch.setattr(networks, "prepare", lambda home: "")
    installs = []

    def install() -> bool:
        installs.append("pip")
        home.python.parent.mkdir(parents=True, exist_ok=True)
        home.python.touch()
        return True

    monkeypatch.setattr(home, "install_with_pip", install)
    return home, installs


def test_needs_only_the_standard_library():
    siblings = tuple(f"tools.{file.stem}" for file in FILES)
    found = [i for file in FILES for i in imports_of(file, ROOT) if i.name != "tools"]
    outside = [i for i in found if not i.name.startswith(siblings)]
    no(
        [str(i) for i in outside if i.name.split(".")[0] not in sys.stdlib_module_names],
        "tools/dev.py runs before anything is installed: standard library only",
    )


def test_an_old_python_understands_enough_to_be_turned_away():
    for file in FILES:
        ast.parse(file.read_text(encoding="utf-8"), feature_version=OLDEST_THAT_MUST_UNDERSTAND)
    python = environments.python_of(OLDEST_HOST_PYTHON)
    if not python:
        pytest.skip(f"needs {environments.no_python(OLDEST_HOST_PYTHON)}")
    command = [python, str(ROOT / "tools" / "dev.py"), "demo"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "needs Python 3.11 or newer, found 3.9" in done.stderr


def test_installs_once_and_again_only_when_something_changed(checkout, capsys):
    home, installs = checkout
    assert [dev.prepare("check", []), dev.prepare("check", [])] == ["", ""]
    assert len(installs) == 1
    home.constraints.write_text("numpy==2")
    assert dev.prepare("check", []) == ""
    assert len(installs) == 2


def test_a_failed_installation_is_tried_again(checkout, monkeypatch, capsys):
    home, _ = checkout
    tries = []
    monkeypatch.setattr(home, "install_with_pip", lambda: tries.append(1))
    assert dev.prepare("test", []) == dev.prepare("test", [])
    assert dev.prepare("test", []) == "could not install .venv; see above"
    assert len(tries) == 3


def test_takes_pip_when_uv_is_there_and_fails(checkout, monkeypatch, capsys):
    _, installs = checkout
    monkeypatch.setattr(environments.shutil, "which", lambda name: "/nowhere/uv")
    assert dev.prepare("check", []) == ""
    assert installs == ["pip"]


@pytest.mark.parametrize(
    ("command", "extra", "wanted"),
    [
        ("check", [], []),
        ("bench", [], [blenders.USUAL]),
        ("test", [], [blenders.USUAL]),
        ("test", ["-k", "spring"], [blenders.USUAL]),
        ("test", ["--every-blender"], list(blenders.RELEASES)),
    ],
)
def test_the_tests_get_a_blender_and_continuous_integration_all(
    checkout, monkeypatch, capsys, command, extra, wanted
):
    monkeypatch.setenv(dev.NO_BLENDER, "")
    asked = []
    monkeypatch.setattr(blenders, "prepare", lambda version: asked.append(version) or "")
    assert dev.prepare(command, extra) == ""
    assert asked == wanted
    assert os.environ[dev.NO_BLENDER] == ""


def test_one_bench_is_run_by_its_name_and_a_name_of_none_is_told(monkeypatch, capsys):
    run = []
    monkeypatch.setattr(dev, "_steps", lambda *steps: run.extend(name for name, _ in steps) or 0)
    assert (dev.bench(["hosts"]), run) == (0, ["bench_hosts"])
    assert dev.bench(["hosts", "guests"]) == 2
    assert "bench: found guests, expected one of animatic, bake" in capsys.readouterr().err
    run.clear()
    assert dev.bench([]) == 0 and {"bench_hosts", "bench_bake"} < set(run)


def test_where_blender_cannot_be_had_one_line_says_so_and_the_tests_still_run(
    checkout, monkeypatch, capsys
):
    monkeypatch.setenv(dev.NO_BLENDER, "")
    monkeypatch.setattr(blenders, "python_of", lambda version: "")
    assert dev.prepare("test", []) == ""
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "Blender 5.0 comes for Python 3.11" in line] == said
    assert "SCENE_STAGER_PYTHON311" in said[0]
    assert os.environ[dev.NO_BLENDER] in said[0]


def test_where_networks_cannot_be_had_one_line_says_so_and_the_work_goes_on(
    checkout, monkeypatch, capsys
):
    monkeypatch.setattr(networks, "prepare", lambda home: "u2netp: not to be had")
    assert [dev.prepare("check", []), dev.prepare("demo", [])] == ["", ""]
    assert capsys.readouterr().err == "tools/dev.py: u2netp: not to be had\n"


def test_networks_are_taken_once_and_what_is_missing_is_named(tmp_path, monkeypatch):
    for name in ("WHEELS", "SHELF", "STAMP"):
        monkeypatch.setattr(networks, name, tmp_path / name)
    lacking, asked = {"mediapipe==0.10.21"}, []
    monkeypatch.setattr(networks, "take", lambda home, one: asked.append(one) or one not in lacking)
    said = networks.prepare(None)
    assert said == "mediapipe==0.10.21: not to be had; tests of their networks are skipped"
    assert asked == networks.carriers()
    lacking.clear()
    assert [networks.prepare(None), networks.prepare(None)] == ["", ""]
    assert asked == 2 * networks.carriers()


def test_a_blender_that_lacks_a_library_of_the_system_is_told_apart(monkeypatch, tmp_path):
    home = environments.Environment(tmp_path, (), tmp_path / "none.txt")
    monkeypatch.setattr(home, "prepare", lambda: "")
    monkeypatch.setattr(blenders, "environment_of", lambda version: home)
    monkeypatch.setattr(blenders, "python_of", lambda version: sys.executable)
    answer = "ImportError: libXi.so.6: cannot open shared object file"
    monkeypatch.setattr(blenders, "said", lambda python, code: answer)
    assert answer in blenders.prepare("5.0")
    assert "apt install" in blenders.prepare("5.0")
    monkeypatch.setattr(blenders, "said", lambda python, code: "blender 5.0.1")
    assert blenders.prepare("5.0") == ""


def test_what_a_python_says_or_complains_of_is_its_last_line():
    assert environments.said(sys.executable, "print('a'); print('b')") == "b"
    assert "cannot" in environments.said(sys.executable, "raise ImportError('cannot')")
    assert environments.said("/nowhere/python", "0")


def stand_in(folder, *lines):
    """A program that does what pyenv's stand-ins do, or anything else."""
    file = folder / "python"
    file.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    file.chmod(0o755)
    return str(file)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_python_counts_only_when_it_runs_and_is_of_that_version(tmp_path, monkeypatch):
    find = environments.python_of.__wrapped__
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(environments.shutil, "which", lambda name: None)
    assert find(sys.version_info[:2]) == sys.executable
    assert find((3, 2)) == ""
    for lines in (["exit 127"], ["echo '(3, 1)'"], ["echo '(3, 2)'", "exit 1"]):
        monkeypatch.setenv("SCENE_STAGER_PYTHON32", stand_in(tmp_path, *lines))
        assert find((3, 2)) == ""
    right = stand_in(tmp_path, "echo '(3, 2)'")
    assert find((3, 2)) == right
    monkeypatch.delenv("SCENE_STAGER_PYTHON32")
    monkeypatch.setattr(environments.shutil, "which", {"python3.2": right}.get)
    assert find((3, 2)) == right


def test_every_step_runs_and_the_failed_ones_are_named(monkeypatch, capsys):
    ran = []
    run = lambda *words: ran.append(words) or int(words == ("b",))  # noqa: E731
    monkeypatch.setattr(dev.HOME, "run", run)
    assert dev._steps(("first", ("a",)), ("second", ("b",)), ("third", ("c",))) == 1
    assert ran == [("a",), ("b",), ("c",)]
    assert "failed: second" in capsys.readouterr().err


def steps_of(monkeypatch, extra, code=0):
    """What `dev.py test` runs, and how it ends."""
    ran = []
    monkeypatch.setattr(dev.HOME, "run", lambda *words: ran.append(words) or 0)
    monkeypatch.setattr(dev, "_in_newer_python", lambda: ran.append(("newer",)) or code)
    return dev.test(extra), ran


def test_all_tests_are_run_with_their_coverage_after_accuracy_was_looked_at(monkeypatch, capsys):
    code, ran = steps_of(monkeypatch, [])
    accuracy, tests = ran[-2:]
    assert accuracy == (dev.MEASURES, "usual", "--quick", "--only", "match")
    assert {"--cov", "--durations=20", "not every_blender"} <= set(tests)
    assert code == 0
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]
    assert told["run"]["branch"] is True
    assert told["report"]["fail_under"] >= LEAST_COVERED_PER_CENT


def test_continuous_integration_also_asks_a_newer_python_and_its_no_is_a_no(monkeypatch, capsys):
    code, ran = steps_of(monkeypatch, ["--every-blender"], code=1)
    assert (code, ran[-1]) == (1, ("newer",))
    assert ran[-2] == ("tools/evaluate_matrix.py", "--quick")
    assert "not every_blender" not in ran[-3]


def test_words_go_to_pytest_alone(monkeypatch):
    code, ran = steps_of(monkeypatch, ["-k", "spring"])
    assert (code, ran) == (0, [("-m", "pytest", "-q", "-k", "spring")])


def test_without_a_newer_python_a_line_says_so(monkeypatch, capsys):
    monkeypatch.setattr(dev, "python_of", lambda version: "")
    assert dev._in_newer_python() == 0
    assert "left out: tests in Python 3.13" in capsys.readouterr().out


def test_the_hooks_before_a_commit_run_what_is_pinned_and_fetch_nothing():
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^ *- repo: (.*)$", text) == ["local"]
    entries = re.findall(r"(?m)^ *entry: (.*)$", text)
    assert len(entries) == text.count("- id: ") > 3
    no(
        [entry for entry in entries if not entry.startswith(".venv/bin/python -m ")],
        "hooks run what .venv has pinned: begin with .venv/bin/python -m",
    )
    named = [word for entry in entries for word in entry.split() if word.startswith("tests/")]
    no(
        [f"{word} is not there" for word in named if not (ROOT / word).exists()],
        "hooks name tests that are there",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
def test_continuous_integration_runs_the_same_command():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "tools/dev.py test --every-blender" in script.read_text(encoding="utf-8")
