"""A key rides an object that was picked: the Take is the command's, and the lamp goes so."""

import json
import os
import subprocess
from hashlib import sha256
from pathlib import Path

import bpy
import numpy as np
import pytest
from blender_addon.evaluated_mesh import evaluated_mesh_bytes
from blender_addon.shot_settings import note_settings, recall_settings
from blender_addon.wishes import planned
from tools.make_hull import hull

from scene_stager.moks.executor import execute

pytestmark = pytest.mark.blender

ROOT = Path(__file__).resolve().parents[3]
WALK = ROOT / "examples" / "dock_walk.json"
KEY = "light.key.translate_m"


@pytest.fixture
def ship(add_on):
    """The hull of the example as an object, and the example's script in the panel."""
    made = hull()
    mesh = bpy.data.meshes.new("Hull")
    mesh.from_pydata(made.places_m.tolist(), [], made.triangles.tolist())
    thing = bpy.data.objects.new("Hull", mesh)
    bpy.context.scene.collection.objects.link(thing)
    add_on.scenario, add_on.script_path, add_on.conform = "FILE", str(WALK), False
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 1, 20
    return thing


def taken(settings):
    plan, frames, inputs = planned(settings)
    return execute(plan, frames=frames, inputs=inputs).take


def command(*words):
    """What the command line bakes of the example, in a Python that has its parts."""
    python = os.environ.get("SCENE_STAGER_PYTHON")
    if not python:
        pytest.skip("SCENE_STAGER_PYTHON names no Python with the command line")
    plain = ("bake", WALK, "--frames", "1:20", "--preview", "none", "--json")
    done = subprocess.run(
        [python, "-m", "scene_stager.cli", *map(str, (*plain, *words))],
        env={**os.environ, "PYTHONPATH": str(ROOT / "core")},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def places(take):
    return np.array(list(take.channel(KEY).rows()))


def test_the_take_is_that_of_the_command_with_the_same_mesh_and_the_lamp_goes_so(
    add_on, ship, tmp_path
):
    ship.modifiers.new("finer", "SUBSURF").levels = 1
    ship.location.y = 0.5
    bpy.context.view_layer.update()
    add_on.key_surface = ship
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    take = taken(add_on)
    mesh = tmp_path / "hull.ply"
    mesh.write_bytes(evaluated_mesh_bytes(ship, bpy.context.scene))
    told = command("--mesh", mesh, "--out", tmp_path / "out")
    assert told["take_digest"] == take.digest
    named = json.loads((tmp_path / "out" / "shot.manifest.json").read_text("utf-8"))["inputs"][0]
    assert named["sha256"] == sha256(mesh.read_bytes()).hexdigest()
    key = next(one for one in bpy.data.objects if one.name.startswith("Key"))
    for row in (1, 20):
        bpy.context.scene.frame_set(row)
        found = np.array(key.matrix_world.translation)
        np.testing.assert_allclose(found, places(take)[row - 1], atol=1e-4)


def test_none_picked_rides_what_the_script_has_beside_it_and_a_moved_object_another(add_on, ship):
    beside = places(taken(add_on))
    add_on.key_surface = ship
    here = places(taken(add_on))
    np.testing.assert_allclose(here, beside, atol=2e-3)
    ship.rotation_euler.z = 0.3
    bpy.context.view_layer.update()
    assert np.abs(places(taken(add_on)) - here).max() > 0.02


def test_an_object_without_faces_is_told_and_nothing_is_baked(add_on, ship):
    add_on.key_surface = ship
    ship.data.clear_geometry()
    bpy.context.view_layer.update()
    with pytest.raises(RuntimeError, match="object Hull"):
        bpy.ops.scene_stager.bake()
    assert bpy.context.scene.camera is None


def test_a_shot_that_is_shown_again_brings_its_surface_back(add_on, ship):
    add_on.key_surface = ship
    home = bpy.data.collections.new("Shot")
    note_settings(add_on, home)
    add_on.key_surface = None
    recall_settings(add_on, home)
    assert add_on.key_surface == ship
