"""The smoke test runs as people run it, tells the truth, and says so with its exit code."""

import json
import os
import subprocess

import pytest
from tools.packaging._layout import ROOT

from tests.blender.interpreters import newest


def smoke(python, *words):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [python, ROOT / "blender_addon" / "smoke.py", *words],
        env={**kept, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def python():
    return newest()


@pytest.mark.slow
def test_bakes_renders_saves_and_tells_its_figures(python, tmp_path):
    words = ("--scenario", "tabletop_product_orbit", "--frames", "1:24", "--samples", "1")
    done = smoke(python, *words, "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert (figures["frames"], figures["wrong"]) == (24, [])
    assert (tmp_path / "shot.blend").stat().st_size > 10_000
    assert (tmp_path / "still.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_ends_with_code_1_when_it_fails(python, tmp_path):
    done = smoke(python, "--scenario", "no_such_shot", "--out", str(tmp_path))
    assert done.returncode == 1
    assert "no_such_shot" in done.stderr
