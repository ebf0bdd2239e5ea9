"""Thirty-six command lines that are wrong: one line that says why, exit code 2, nothing written."""

import os
import subprocess
import sys

import pytest

from scene_stager.cli import main

SHOT = "hero_dolly_push_in"
LINES = (
    "bake",
    f"bake {SHOT} --seed x",
    f"bake {SHOT} --frames 9:1",
    f"bake {SHOT} --fps fast",
    f"bake {SHOT} --aspect wide",
    f"bake {SHOT} --place 1,2",
    f"bake {SHOT} --height nan",
    f"bake {SHOT} --squeeze 9",
    f"bake {SHOT} --name ../x",
    f"bake {SHOT} --preset nobody",
    f"bake {SHOT} --path nowhere.json",
    f"bake {SHOT} --preview all",
    f"bake {SHOT} --host max",
    f"bake {SHOT} {SHOT}",
    "bake nowhere/shot.json",
    "bakes x",
    f"compile {SHOT} --stop-after lunch",
    "list",
    "list lunches",
    "looks velvia",
    "looks --size 1000",
    "schema fox",
    "preset",
    "preset burn a",
    "preset fork a",
    "preset fork nobody child",
    "preset log nobody",
    "preset merge a b c d",
    f"preset make {SHOT} Not/A/Name",
    "preset show nobody --replace",
    "check nowhere.json",
    "metrics nowhere.png",
    "match nowhere.png",
    "promote nowhere.json --name x",
    "sh nowhere.exr",
    f"farm {SHOT} --chunk 0",
)


@pytest.mark.parametrize("words", LINES)
def test_a_wrong_line_is_told_in_one_line_and_leaves_nothing(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "presets"))
    assert main(words.split()) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("scene-stager: ")
    assert list(tmp_path.iterdir()) == []


def test_there_are_thirty_six_different_ones():
    assert len(set(LINES)) == len(LINES) == 36


@pytest.mark.parametrize("words", ["list words", "list moves", "bake --help", "preset --help"])
def test_forty_columns_no_colour_and_a_plain_locale_are_borne(tmp_path, words):
    plain = {"COLUMNS": "40", "NO_COLOR": "1", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "scene_stager.cli", *words.split()]
    done = subprocess.run(
        command, env={**os.environ, **plain}, cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    done.stdout.decode("ascii")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path, capsys):
    (tmp_path / "locked").mkdir(mode=0o500)
    assert main(["looks", "--size", "2", "--out", str(tmp_path / "locked" / "looks")]) == 2
    assert "locked" in capsys.readouterr().err
