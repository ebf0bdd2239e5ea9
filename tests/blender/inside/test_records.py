"""A render says where it comes from: its plan, its Take, its file; and says it to a panel."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import blender_addon
import bpy
import pytest
from blender_addon import records
from blender_addon.bake import bake_take
from blender_addon.interface import records as page

from scene_stager.errors import HostError
from scene_stager.front_door import bake
from tests.blender.fog import march_through_fog


@pytest.fixture
def shot(tmp_path):
    """A small scene with a shot in it, saved, its picture going to a folder of its own."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    blender_addon.register()
    scene, take = bpy.context.scene, bake("interview_three_point", frames=(1, 2))
    bake_take(take, scene)
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 1, False
    march_through_fog(scene)
    scene.render.resolution_x, scene.render.resolution_y = 24, 16
    scene.render.image_settings.file_format = "PNG"
    scene.render.filepath = str(tmp_path / "still")
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    yield scene, take, tmp_path
    blender_addon.unregister()


def test_a_still_and_frames_carry_the_plan_the_take_and_the_scene(shot):
    scene, take, folder = shot
    whole = hashlib.sha256((folder / "scene.blend").read_bytes()).hexdigest()
    bpy.ops.render.render(write_still=True)
    lines = records.facts_of_file(folder / "still.png")
    assert lines[0] == "record: holds"
    assert f"plan hash: {take.plan_hash}" in lines
    assert f"parent: take {take.digest[:12]}" in lines
    assert f"parent: scene {whole[:12]}" in lines
    assert f"tool: Blender {bpy.app.version_string}" in lines
    assert records.last_words == ["1 of 1 pictures of the last render have their record"]

    scene.render.filepath = str(folder / "many_##")
    scene.frame_start, scene.frame_end = 1, 2
    bpy.ops.render.render(animation=True)
    assert records.last_words == ["2 of 2 pictures of the last render have their record"]
    assert b"stager" in (folder / "many_02.png").read_bytes()


def test_the_panel_tells_of_a_picture(shot, monkeypatch):
    asked = []
    monkeypatch.setattr(
        records, "_ask", lambda what, count: asked.append(what) or ["record: holds"]
    )
    # In full: of a path that begins with // Blender 5.2 warns from C, and a strict run ends there.
    path = str(shot[2] / "still.png")
    assert bpy.ops.scene_stager.show_asset(filepath=path) == {"FINISHED"}
    assert page._shown == ["still.png", "record: holds"]
    assert asked == [{"show": path}]


def test_another_camera_another_file_and_no_means_cost_no_render(shot, monkeypatch):
    scene, _, folder = shot
    asked = []
    monkeypatch.setattr(records, "_ask", lambda what, count: asked.append(what) or [])
    scene.camera = bpy.data.objects.new("Mine", bpy.data.cameras.new("Mine"))
    bpy.ops.render.render(write_still=True)
    assert asked == [] and (folder / "still.png").is_file()
    scene.camera = next(thing for thing in scene.objects if thing.get(records.marks.MADE_FROM))
    bpy.ops.render.render(write_still=True)
    assert [json.loads(json.dumps(one))["files"] for one in asked] == [[str(folder / "still.png")]]

    def refuse(what, count):
        raise HostError("records need PIL, which is not here")

    monkeypatch.setattr(records, "_ask", refuse)
    bpy.ops.render.render(write_still=True)
    assert records.last_words[0].startswith("The last render has no record: records need PIL")


def test_without_the_means_it_says_what_to_do(monkeypatch):
    monkeypatch.delenv("SCENE_STAGER_PYTHON", raising=False)
    monkeypatch.setattr(records, "core_has_matching", lambda: False)
    assert "with the full one" in records.why_no_records()
    with pytest.raises(HostError, match="This package bakes only"):
        records.facts_of_file("still.png")


def test_nothing_is_watched_after_the_add_on_has_gone():
    before = {name: len(getattr(bpy.app.handlers, name)) for name in records.HANDLERS}
    blender_addon.register()
    blender_addon.unregister()
    assert before == {name: len(getattr(bpy.app.handlers, name)) for name in records.HANDLERS}


def test_blender_ends_though_renders_are_followed_to_the_end():
    root = Path(blender_addon.__file__).parents[1]
    code = "import bpy; from blender_addon import records; records.watch()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "core")])},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
