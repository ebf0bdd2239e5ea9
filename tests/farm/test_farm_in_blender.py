"""A whole job, run by openjd: bake, a .blend made by real Blender, and frames that it renders."""

import json
import os
import sys
from pathlib import Path

import pytest
from PIL import Image
from tools.packaging.blender import build

from scene_stager.cli import main
from tests.blender.interpreters import usual_blender
from tests.farm.test_farm import openjd

SHOT = "interview_three_point"


def door(file: Path, *command: object) -> Path:
    """A command of its own that runs another."""
    words = " ".join(f'"{word}"' for word in command)
    file.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    file.chmod(0o755)
    return file


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the doors are shell scripts")
def test_openjd_bakes_stages_and_renders_a_chunk_with_real_blender(tmp_path, monkeypatch):
    python = usual_blender()
    (archive,) = build(tmp_path / "dist")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BLENDER_USER_RESOURCES", str(tmp_path / "user"))
    for name in [n for n in os.environ if n.startswith("PYTHON")]:
        monkeypatch.delenv(name)
    assert main(["farm", SHOT, "--out", "jobs", "--frames", "3:4", "--chunk", "2"]) == 0

    stand_in = Path(__file__).with_name("stand_in_blender.py")
    blender = door(tmp_path / "blender", python, stand_in, archive)
    stager = door(tmp_path / "stager", sys.executable, "-m", "scene_stager.cli")
    given = {"SceneStager": stager, "Blender": blender, "Samples": 1, "Width": 64}
    parameters = [word for key, value in given.items() for word in ("-p", f"{key}={value}")]
    job = f"jobs/{SHOT}/template.json"
    done = openjd("run", job, "--step", "Render", "--run-dependencies", *parameters)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    folder = tmp_path / "jobs" / SHOT / "shot"
    assert (folder / "shot.blend").stat().st_size > 10_000
    frames = sorted((folder / "frames").iterdir())
    assert [file.name for file in frames] == ["frame.0003.png", "frame.0004.png"]
    gate = json.loads((folder / "shot.take.json").read_text("utf-8"))["entities"]
    camera = next(one["settings"] for one in gate if one["id"] == "camera")
    for file in frames:
        with Image.open(file) as picture:
            height = round(64 * camera["sensor_height_mm"] / camera["sensor_width_mm"])
            assert picture.size == (64, height)
