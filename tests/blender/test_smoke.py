"""The smoke test runs as people run it, tells the truth, and says so with its exit code."""

import json
import os
import shutil
import struct
import subprocess

import numpy as np
import pytest
from tools.packaging._layout import ROOT
from tools.packaging.blender import lay_out

from scene_stager.shot.stand_ins import sculpture
from tests.blender.interpreters import usual_blender

SMOKE = ROOT / "blender_addon" / "smoke.py"
SHORT = ("--scenario", "hero_dolly_push_in", "--frames", "1:24", "--samples", "1")
# The same with a promise that no bake can keep.
STRICTER = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import smoke
smoke.ALLOWED["place_m"] = -1.0
sys.exit(smoke.main())
"""
LOOK = """
import json, sys
import bpy
bpy.ops.wm.open_mainfile(filepath=sys.argv[-1])
at = [v.co for v in bpy.data.objects["Body"].data.vertices]
wide = lambda low, high: max(abs(p.x) for p in at if low < p.z / 1.75 < high)
told = {"low_m": min(p.z for p in at), "high_m": max(p.z for p in at)}
told |= {"head_m": wide(0.92, 1.1), "shoulders_m": wide(0.75, 0.82)}
told |= {"count": len(at), "first_m": [list(p) for p in at[::97]]}
print("BODY " + json.dumps(told))
"""


def run(*command, **variables):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [str(word) for word in command],
        env={**kept, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


@pytest.fixture
def python():
    return usual_blender()


def figures_in(folder):
    return json.loads((folder / "figures.json").read_text())


def size_of(png):
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG")
    return struct.unpack(">II", data[16:24])


@pytest.mark.slow
def test_bakes_renders_saves_and_tells_its_figures(python, tmp_path):
    done = run(python, SMOKE, "--", *SHORT, "--samples", "6", "--out", tmp_path)
    if done.returncode < 0 and "epoxy" in done.stderr:
        pytest.skip("this machine has no graphics, not even in software (libegl1): no Eevee")
    assert done.returncode == 0, done.stdout + done.stderr
    figures = figures_in(tmp_path)
    assert (figures["frames"], figures["wrong"]) == (24, [])
    assert (tmp_path / "shot.blend").stat().st_size > 10_000
    for engine in ("cycles", "eevee"):
        assert size_of(tmp_path / f"{engine}.png") == (512, 288)
        assert figures[engine]["contrast"] > 0.01
    # No lamp is left out by Eevee, which drops faint ones unless told how far they reach.
    assert abs(figures["cycles"]["mean"] - figures["eevee"]["mean"]) < 0.05


@pytest.mark.slow
def test_runs_from_the_add_on_as_it_is_installed_and_the_stand_in_is_a_person(python, tmp_path):
    installed = tmp_path / "extensions" / "scene_stager"
    lay_out(installed)
    words = (*SHORT, "--engines", "--out", tmp_path / "out")
    done = run(python, installed / "smoke.py", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures_in(tmp_path / "out")["wrong"] == []
    # Feet on the ground, and a head on shoulders, which an egg has not.
    looked = run(python, "-c", LOOK, tmp_path / "out" / "shot.blend")
    told = json.loads(looked.stdout.split("BODY ", 1)[1].splitlines()[0])
    assert told["low_m"] == pytest.approx(0.0, abs=0.02)
    assert told["high_m"] == pytest.approx(1.75, abs=0.02)
    assert told["head_m"] < told["shoulders_m"] * 0.5
    # It is the one that the preview draws, vertex by vertex.
    drawn = sculpture("person").mesh.places_m * 1.75
    assert told["count"] == len(drawn)
    np.testing.assert_allclose(told["first_m"], drawn[::97], atol=1e-6)


@pytest.mark.slow
def test_ends_with_code_1_when_it_fails(python, tmp_path):
    done = run(python, SMOKE, "--scenario", "no_such_shot", "--out", tmp_path)
    assert done.returncode == 1
    assert "no_such_shot" in done.stderr


@pytest.mark.slow
def test_ends_with_code_1_when_blender_shows_something_else(python, tmp_path):
    words = (*SHORT, "--engines", "--out", tmp_path)
    done = run(python, "-c", STRICTER, SMOKE.parent, *words)
    assert done.returncode == 1, done.stderr
    assert figures_in(tmp_path)["wrong"] == ["place_m"]
    assert "wrong: place_m" in done.stdout


@pytest.mark.slow
def test_says_that_eevee_is_wrong_where_there_are_no_graphics(python, tmp_path):
    nowhere = str(ROOT / "no_such_folder")
    done = run(
        *(python, SMOKE, *SHORT, "--engines", "eevee", "--out", tmp_path),
        __EGL_VENDOR_LIBRARY_DIRS=nowhere,
        LIBGL_DRIVERS_PATH=nowhere,
        DISPLAY="",
    )
    assert done.returncode != 0
    assert figures_in(tmp_path)["wrong"] == ["eevee"]


@pytest.mark.slow
def test_runs_in_blender_itself(tmp_path):
    blender = os.environ.get("BLENDER") or shutil.which("blender")
    asked = run(blender, "--version").stdout if blender else ""
    if not asked.startswith("Blender ") or asked.split()[1] < "4.2":
        pytest.skip("no Blender 4.2 or newer here (BLENDER names one)")
    words = (*SHORT, "--engines", "cycles", "--out", tmp_path)
    done = run(blender, "-b", "-P", SMOKE, "--", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures_in(tmp_path)["wrong"] == []
    failed = run(blender, "-b", "-P", SMOKE, "--", "--scenario", "none", "--out", tmp_path)
    assert failed.returncode == 1
