"""A match corrected by real Blender: the command with Eevee and Cycles, and in the user's scene."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from tools.packaging._layout import ROOT

from scene_stager.inverse.blender.blender_process import BlenderForward
from scene_stager.inverse.blender.host_match import BlenderLook, refine_by_host
from scene_stager.inverse.forward.still_scene import scene_of_guess
from scene_stager.inverse.loop.match import match
from scene_stager.inverse.solve.solve_still import solve_still
from scene_stager.inverse.still.still import still_of
from scene_stager.pictures.read import read_picture
from tests.blender.interpreters import each_version, python_with, usual_blender
from tests.inverse.stages import LIGHTS, save_still

pytestmark = pytest.mark.slow

USERS_SCENE = """
import sys, bpy
bpy.ops.wm.read_factory_settings(use_empty=True)
bpy.context.scene.unit_settings.scale_length = 0.01
bpy.ops.mesh.primitive_uv_sphere_add(segments=64, ring_count=32, radius=40.0, location=(70, 30, 40))
ball = bpy.context.object
ball.name = "Ada"
for polygon in ball.data.polygons:
    polygon.use_smooth = True
bpy.ops.mesh.primitive_plane_add(size=20000.0)
grey = bpy.data.materials.new("grey")
grey.use_nodes = True
grey.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.2, 0.2, 0.2, 1.0)
for thing in bpy.data.objects:
    thing.data.materials.append(grey)
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[1])
"""


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    return save_still(tmp_path_factory.mktemp("still") / "ball.png", 320, 180)


def matched(python, still, out, *words):
    """The command as people give it."""
    return subprocess.run(
        [sys.executable, "-m", "scene_stager.cli", "match", still, "--out", out, "--json", *words],
        env=os.environ | {"SCENE_STAGER_BPY_PYTHON": python, "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


@pytest.mark.parametrize("version", each_version())
@pytest.mark.parametrize("engine", ["cycles", "eevee"])
def test_the_command_renders_its_answer_in_blender(still, tmp_path, version, engine):
    done = matched(python_with(version), still, tmp_path / "out", "--forward", engine)
    told = json.loads(done.stdout)["matches"][0]
    if "graphics context" in told.get("line", ""):
        pytest.skip(told["line"])
    assert done.returncode in (0, 1), done.stderr
    assert told["forward"] == engine
    assert told["refinement"]["renderer"].startswith(f"Blender {version}")
    assert told["refinement"]["misses"][told["refinement"]["chosen"]] < 0.3
    assert abs(told["key"]["azimuth_deg"] - LIGHTS["key_azimuth_deg"]) < 12.0
    with Image.open(tmp_path / "out" / "ball" / f"{engine}.png") as picture:
        assert picture.size == (512, 288)


@pytest.mark.parametrize("version", each_version())
def test_blender_draws_the_balloon_as_the_quick_model_does(still, monkeypatch, version):
    monkeypatch.setenv("SCENE_STAGER_BPY_PYTHON", python_with(version))
    seen = still_of(read_picture(still))
    calibration, _ = solve_still(seen)
    drawn = {}

    with BlenderLook(BlenderForward("cycles", 16, width=160)) as look:
        found = look(seen, calibration)
        drawn["again"] = look._process.render_scene(scene_of_guess(calibration.best.guess))
    guess = calibration.best.guess
    assert np.allclose(drawn["again"], found.pictures[0], atol=0.02)

    replayed = refine_by_host(seen, calibration, lambda scene: found.pictures[0], rounds=1)
    assert replayed.misses[0] == replayed.misses[1] == pytest.approx(found.misses[0])
    used = guess.problem.sample_weights > 0
    assert found.misses[0] < 0.2
    assert used.sum() > 500


def test_the_user_s_own_object_stands_in_for_the_balloon(still, tmp_path):
    python, blend = usual_blender(), tmp_path / "set.blend"
    subprocess.run([python, "-c", USERS_SCENE, str(blend)], check=True, capture_output=True)
    before = blend.read_bytes()
    words = ("--forward", "cycles", "--scene", blend, "--subject", "Ada")
    done = matched(python, still, tmp_path / "out", *words)
    told = json.loads(done.stdout)["matches"][0]
    assert "refinement" in told, told
    # As large in the frame as a person would be: the distance goes with the lens and the height.
    person, camera = match(still).solved, told["camera"]
    usual = person.camera_distance_m / person.focal_mm
    assert camera["distance_m"] / camera["focal_mm"] == pytest.approx(usual * 0.8 / 1.75, rel=0.2)
    assert told["refinement"]["misses"][0] < 0.5
    assert blend.read_bytes() == before

    wrong = matched(python, still, tmp_path / "none", *words[:-1], "Bob")
    assert wrong.returncode == 2
    assert "no object named 'Bob'" in json.loads(wrong.stdout)["matches"][0]["line"]
