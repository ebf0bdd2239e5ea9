"""A still in Blender: matched in a child process, put into the scene, kept as a preset."""

import os
import sys
import tempfile
from types import SimpleNamespace

import blender_addon
import bpy
import numpy as np
import pytest

from scene_stager.errors import HostError
from scene_stager.maths.colour.srgb import encode_srgb
from scene_stager.presets.library import Library
from scene_stager.preview.parameters import default_vector, scene_of
from scene_stager.preview.renderer import render
from tests.blender.inside.test_panel import drawn

pytestmark = pytest.mark.blender

LIGHTS = {
    "key_azimuth_deg": -60.0,
    "key_elevation_deg": 35.0,
    "key_kelvin": 3200.0,
    "key_stops": -0.7,
    "fill_azimuth_deg": 40.0,
    "fill_stops": -3.2,
    "rim_stops": -0.9,
    "subject_albedo_g": 0.5,
    "subject_albedo_b": 0.5,
    "camera_elevation_deg": 13.0,
    "target_height_m": 0.95,
}
PYTHON = "SCENE_STAGER_PYTHON"


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """A ball under a key from the left, as an 8-bit PNG that Blender writes."""
    light = np.asarray(
        render(scene_of(default_vector(**LIGHTS), "sphere", 1.6), 320, 180), dtype=float
    )
    image = bpy.data.images.new("still", 320, 180)
    pixels = np.ones((180, 320, 4))
    pixels[..., :3] = encode_srgb(np.clip(light, 0.0, 1.0))[::-1]
    image.pixels.foreach_set(pixels.astype(np.float32).ravel())
    path = tmp_path_factory.mktemp("still") / "ball.png"
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    return path


@pytest.fixture
def add_on(tmp_path, monkeypatch):
    if not os.environ.get(PYTHON):
        pytest.skip(f"{PYTHON} names no Python that can match")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    monkeypatch.setattr(
        "blender_addon.interface.matching.match_folder", lambda: tmp_path / "matches"
    )
    monkeypatch.setenv("SCENE_STAGER_PRESETS", str(tmp_path / "library"))
    blender_addon.register()
    yield bpy.context.scene.scene_stager
    blender_addon.unregister()


def test_what_the_still_tells_becomes_the_shot_and_a_preset(add_on, still, tmp_path):
    from blender_addon.wishes import script_from

    add_on.scenario = "interview_three_point"
    assert bpy.ops.scene_stager.match_reference(filepath=str(still)) == {"FINISHED"}
    lighting = script_from(add_on).lighting
    assert lighting.key_azimuth_deg == pytest.approx(-60.0, abs=8.0)
    assert add_on.match_words.split(":")[0] in ("matched", "ambiguous")
    assert bpy.context.scene.camera is not None  # baked, too
    assert any("Key" in thing.name for thing in bpy.data.lights)
    assert (tmp_path / "matches" / "ball" / "match.png").is_file()

    assert bpy.ops.scene_stager.promote(name="Hard Left") == {"FINISHED"}
    preset = Library().read("hard_left")
    assert preset.slots["lighting"] == lighting
    assert preset.title == "Hard Left"
    with pytest.raises(RuntimeError, match="another preset of that name"):
        bpy.ops.scene_stager.promote(name="Hard Left", description="another")


def test_what_was_not_taken_is_listed_and_taken_by_a_click(add_on, still):
    from blender_addon.interface.matching import not_taken
    from blender_addon.wishes import script_from

    from scene_stager.script.read import scenarios

    base = scenarios()["vertigo_dolly_zoom"]
    add_on.scenario = base.name
    bpy.ops.scene_stager.match_reference(
        filepath=str(still), bake=False, camera=False, film=False, air=False
    )
    script = script_from(add_on)
    assert (script.lens, script.framing, script.rig) == (base.lens, base.framing, base.rig)
    assert script.stock == base.stock
    assert script.lighting.practicals == "none"
    left = not_taken(add_on)
    assert {"camera", "film"} <= set(left) and "light" not in left
    shown = drawn("SCENE_STAGER_PT_match")
    assert shown.count("scene_stager.take") == len(left)
    assert bpy.ops.scene_stager.take(part="film") == {"FINISHED"}
    assert script_from(add_on).stock.stock == "vision3_250d"
    assert bpy.ops.scene_stager.take(part="camera") == {"FINISHED"}
    taken = script_from(add_on)
    assert taken.framing.elevation_deg == left["camera"]["framing.elevation_deg"]
    assert taken.stock.stock == "vision3_250d"
    assert not {"camera", "film"} & set(not_taken(add_on))
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}


def test_a_package_that_only_bakes_promotes_through_the_other_python(add_on, still, monkeypatch):
    """The plain zip has no code that matches: nothing of it may be asked for in Blender itself."""
    bpy.ops.scene_stager.match_reference(filepath=str(still), bake=False)
    monkeypatch.setattr("blender_addon.matching.core_has_matching", lambda: False)
    for name in [one for one in sys.modules if one.startswith("scene_stager.inverse")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scene_stager.inverse", None)
    assert bpy.ops.scene_stager.promote(name="Мой свет") == {"FINISHED"}
    (kept,) = Library().names()
    assert Library().read(kept).title == "Мой свет"
    monkeypatch.delenv(PYTHON)
    assert not bpy.ops.scene_stager.promote.poll()


def test_without_baking_only_the_settings_change(add_on, still):
    before = set(bpy.data.objects)
    assert bpy.ops.scene_stager.match_reference(filepath=str(still), bake=False) == {"FINISHED"}
    assert set(bpy.data.objects) == before
    assert add_on.scenario == "FILE"


@pytest.mark.parametrize("data", [None, b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_bad_still_is_one_line_and_changes_nothing(add_on, tmp_path, data):
    path = tmp_path / "bad.png"
    if data is not None:
        path.write_bytes(data)
    add_on.scenario = "crane_reveal"
    with pytest.raises(RuntimeError, match=r"found|expected"):
        bpy.ops.scene_stager.match_reference(filepath=str(path))
    assert (add_on.scenario, add_on.match_folder) == ("crane_reveal", "")
    with pytest.raises(RuntimeError, match="poll"):
        bpy.ops.scene_stager.promote(name="nothing")


def test_a_match_that_is_stopped_leaves_nothing(still, tmp_path, monkeypatch):
    from blender_addon.matching import Matching

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    matching = Matching(still, {}, tmp_path / "matches")
    assert not matching.ended()
    matching.stop()
    left = [one for one in tmp_path.rglob("*") if one.is_file() and one.name != ".batch.lock"]
    assert left == []


def test_stills_of_one_name_are_both_kept_and_a_match_that_fails_costs_no_earlier_one(
    add_on, still, tmp_path
):
    other = tmp_path / "other" / still.name
    other.parent.mkdir()
    flipped = bpy.data.images.load(str(still))
    pixels = np.array(flipped.pixels[:]).reshape(180, 320, 4)[:, ::-1]
    flipped.pixels.foreach_set(pixels.astype(np.float32).ravel())
    flipped.filepath_raw = str(other)
    flipped.save()
    for path in (still, other):
        assert bpy.ops.scene_stager.match_reference(filepath=str(path), bake=False) == {"FINISHED"}
    first, second = (tmp_path / "matches" / name / "match.json" for name in ("ball", "ball_2"))
    assert first.read_bytes() != second.read_bytes()
    before = second.read_bytes()
    other.write_bytes(b"no picture any more")
    with pytest.raises(RuntimeError, match=r"found|expected"):
        bpy.ops.scene_stager.match_reference(filepath=str(other), bake=False)
    assert second.read_bytes() == before


def test_a_core_that_only_bakes_leaves_the_other_pythons_own_in_its_place(still, monkeypatch):
    from blender_addon import matching

    if not os.environ.get(PYTHON):
        pytest.skip(f"{PYTHON} names no Python that can match")
    monkeypatch.setattr(matching, "core_has_matching", lambda: False)
    assert matching.core_paths() == []


def test_a_child_that_says_nothing_sensible_is_one_line(still, tmp_path, monkeypatch):
    from blender_addon.matching import Matching

    child = tmp_path / "child.py"
    monkeypatch.setattr("blender_addon.matching.CHILD", child)
    for text in ("print('[1]')", "raise SystemExit('broken')", "print('{')"):
        child.write_text(text)
        matching = Matching(still, {}, tmp_path / "kept")
        matching.wait(60)
        with pytest.raises(HostError, match="ended without an answer"):
            matching.result()
        assert not (tmp_path / "kept").exists()
    child.write_text("raise SystemExit('broken')")
    more_than_a_pipe_holds = {"options": "x" * 2**20}
    matching = Matching(still, more_than_a_pipe_holds, tmp_path / "kept")
    matching.wait(60)
    with pytest.raises(HostError, match="broken"):
        matching.result()
    child.write_text("import time; time.sleep(60)")
    with pytest.raises(HostError, match="no answer within 0 s"):
        Matching(still, {}, tmp_path / "kept").wait(0.2)


def test_escape_ends_it_and_the_timer_waits_for_the_end():
    from blender_addon.interface.matching import SCENE_STAGER_OT_match as Operator

    done = []
    manager = SimpleNamespace(progress_update=done.append)
    context = SimpleNamespace(window_manager=manager, workspace=None, screen=None)
    operator = SimpleNamespace(
        _matching=SimpleNamespace(ended=lambda: len(done) > 2, stop=lambda: done.append("stop")),
        _ticks=0,
        _leave=lambda context: done.append("left"),
        _end=lambda context: {"FINISHED"},
        report=lambda kind, line: done.append(line),
    )
    tick, escape = SimpleNamespace(type="TIMER"), SimpleNamespace(type="ESC")
    told = [Operator.modal(operator, context, tick) for _ in range(3)]
    assert told == [{"PASS_THROUGH"}, {"PASS_THROUGH"}, {"FINISHED"}]
    assert done[:3] == sorted(done[:3]) and done[-1] == "left"
    assert Operator.modal(operator, context, escape) == {"CANCELLED"}
    assert done[-3:] == ["stop", "left", "Match cancelled; nothing was changed"]


def test_the_button_says_why_it_is_grey(monkeypatch):
    from blender_addon import matching

    monkeypatch.setenv(PYTHON, "python")
    assert matching.why_not_match() == ""
    monkeypatch.delenv(PYTHON)
    monkeypatch.setattr(matching, "NEEDS", ("json", "no_such_library"))
    assert matching.why_not_match().startswith("Matching needs no_such_library")
    monkeypatch.setattr(matching, "core_has_matching", lambda: False)
    assert matching.why_not_match().startswith("This package bakes only")
