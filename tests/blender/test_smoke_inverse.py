"""The match inside Blender runs as people run it, and tells how it came nearer."""

import json
import os
import struct
import subprocess
import sys

import pytest
from tools.packaging._layout import ROOT
from tools.packaging.blender import lay_out

from tests.blender.interpreters import each_version, python_with, usual_blender
from tests.inverse.stages import save_still

SMOKE = ROOT / "blender_addon" / "smoke_inverse_cinematography.py"
SMALL = ("--width", "384")


def run(python, out, *words, thinks=sys.executable, smoke=SMOKE):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [python, str(smoke), "--out", str(out), *words],
        env={**kept, "PYTHONUTF8": "1", "SCENE_STAGER_PYTHON": thinks},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def told_in(folder):
    return json.loads((folder / "telemetry.json").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("version", each_version())
@pytest.mark.parametrize("engine", ["eevee", "cycles"])
def test_finds_the_key_of_its_own_still_and_keeps_every_frame(version, engine, tmp_path):
    done = run(python_with(version), tmp_path, *SMALL, "--engine", engine)
    if engine == "eevee" and done.returncode and "epoxy" in done.stderr:
        pytest.skip("this machine has no graphics, not even in software (libegl1): no Eevee")
    assert done.returncode == 0, done.stdout + done.stderr
    told = told_in(tmp_path)
    assert told["blender"].startswith(version)
    assert told["key_off_deg"] < 10.0
    assert told["frames"][told["chosen"]]["miss"] <= told["frames"][0]["miss"]
    assert len(told["frames"]) == len(told["moved_deg"]) + 1
    assert told["costs"] == sorted(told["costs"], reverse=True)
    for name in ("reference.png", *(frame["picture"] for frame in told["frames"])):
        assert struct.unpack(">II", (tmp_path / name).read_bytes()[16:24]) == (384, 216)


@pytest.mark.slow
def test_runs_from_the_add_on_that_only_bakes_as_it_is_installed(tmp_path):
    installed = tmp_path / "extensions" / "scene_stager"
    lay_out(installed)
    words = ("--width", "128", "--engine", "cycles", "--rounds", "1", "--most", "180")
    smoke = installed / SMOKE.name
    done = run(usual_blender(), tmp_path / "out", *words, smoke=smoke)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(told_in(tmp_path / "out")["frames"]) == 2


@pytest.mark.slow
def test_a_key_that_is_further_off_than_allowed_ends_with_1(tmp_path):
    words = (*SMALL, "--engine", "cycles", "--rounds", "1", "--most", "-1")
    done = run(usual_blender(), tmp_path, *words)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "degrees off" in done.stdout


@pytest.mark.slow
def test_without_a_python_that_can_match_or_a_still_it_says_so_in_one_line(tmp_path):
    python = usual_blender()
    nobody = run(python, tmp_path, thinks="")
    lines = [line for line in nobody.stderr.splitlines() if line.startswith("smoke:")]
    assert nobody.returncode == 2
    assert len(lines) == 1
    assert "SCENE_STAGER_PYTHON" in lines[0]
    gone = run(python, tmp_path, thinks=str(tmp_path / "no_python"))
    assert gone.returncode == 2
    assert "found no program" in gone.stderr
    assert "Traceback" not in gone.stderr
    missing = run(python, tmp_path, "--still", str(tmp_path / "none.png"))
    assert missing.returncode == 2
    assert "found no file" in missing.stderr
    (tmp_path / "text.png").write_bytes(b"no picture")
    unread = run(python, tmp_path, "--still", str(tmp_path / "text.png"))
    assert unread.returncode == 2
    assert "text.png" in unread.stderr
    assert "Traceback" not in unread.stderr


@pytest.mark.slow
def test_the_match_inside_blender_is_the_match_of_the_command(tmp_path):
    still, python = save_still(tmp_path / "ball.png", 320, 180), usual_blender()
    words = ("--engine", "cycles", "--samples", "2", "--still", str(still))
    done = run(python, tmp_path / "inside", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    command = ("match", str(still), "--forward", "cycles", "--no-picture", "--out", str(tmp_path))
    subprocess.run(
        [sys.executable, "-m", "scene_stager.cli", *command, "--json"],
        env=os.environ | {"SCENE_STAGER_BPY_PYTHON": python, "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        check=False,
    )
    inside, by_command = (
        json.loads((tmp_path / name / "match.json").read_text(encoding="utf-8"))
        for name in ("inside", "ball")
    )
    del inside["seconds"], by_command["seconds"]
    assert inside == by_command
    assert inside["refinement"]["renderer"].startswith("Blender")
