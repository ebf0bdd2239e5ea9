"""Presets and dropped files: what is well is taken whole, what is not is one line and no change."""

import json
import os

import blender_addon
import bpy
import pytest

from scene_stager.front_door import bake, read_script
from tests.blender import dump

pytestmark = pytest.mark.blender

NAME = "interview_three_point"


@pytest.fixture
def add_on(tmp_path, monkeypatch):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    folder = tmp_path / "presets"
    folder.mkdir()
    monkeypatch.setattr(
        "blender_addon.interface.presets.preset_folder", lambda create=False: str(folder)
    )
    blender_addon.register()
    yield bpy.context.scene.scene_stager
    blender_addon.unregister()


def switched(settings):
    return {
        one.identifier: getattr(settings, one.identifier)
        for one in settings.bl_rna.properties
        if one.type in ("BOOLEAN", "INT", "FLOAT", "STRING", "ENUM") and not one.is_readonly
    }


def test_a_preset_gives_the_same_script_again(add_on):
    from blender_addon.interface.presets import presets
    from blender_addon.wishes import script_from

    add_on.scenario, add_on.rig = NAME, "handheld"
    add_on.use_lens, add_on.focal_length_mm = True, 85.0
    wanted = script_from(add_on)
    assert bpy.ops.scene_stager.preset_save(name="Close on Ada!") == {"FINISHED"}
    (path,) = presets()
    assert path.name == "close_on_ada.json"
    assert not [name for name in os.listdir(path.parent) if name.startswith(".")]

    add_on.scenario, add_on.rig, add_on.use_lens = "crane_reveal", "OWN", False
    add_on.use_seed = True
    add_on.target = bpy.data.objects.new("Somebody else", None)
    assert bpy.ops.scene_stager.preset_load(filepath=str(path)) == {"FINISHED"}
    found = script_from(add_on)
    from dataclasses import replace

    assert found == replace(wanted, name="close_on_ada", title="Close on Ada!")
    assert read_script(path) == found  # the command line reads it too


def test_a_preset_is_not_written_over_unless_that_is_said(add_on):
    add_on.scenario = NAME
    bpy.ops.scene_stager.preset_save(name="one")
    with pytest.raises(RuntimeError, match="there is one called one already"):
        bpy.ops.scene_stager.preset_save(name="One")
    assert bpy.ops.scene_stager.preset_save(name="One", overwrite=True) == {"FINISHED"}
    for name in ("", "../..", "—"):
        with pytest.raises(RuntimeError, match="with a letter in it"):
            bpy.ops.scene_stager.preset_save(name=name)


HOSTILE = {
    "deep": "[" * 5000 + "]" * 5000,
    "endless": '{"schema": "scene_stager.script", "seed": 1' + "0" * 400 + "}",
    "nan": '{"schema": "scene_stager.script", "version": 1, "seed": NaN}',
    "huge": '"' + "x" * (2 << 20) + '"',
    "no_text": b"\xff\xfe\x00",
    "code": "__import__('os').system('true')",
    "twice": '{"schema": "scene_stager.script", "version": 1, "seed": 1, "seed": 2}',
    "other": '{"schema": "moks_bake_plan.1"}',
    "empty": "",
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
@pytest.mark.parametrize("ending", [".json", ".take.json", ".sh.json"])
def test_a_hostile_file_is_refused_in_one_line_and_nothing_changes(add_on, tmp_path, kind, ending):
    path = tmp_path / f"{kind}{ending}"
    text = HOSTILE[kind]
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before, settings = dump.whole_file(), switched(add_on)
    for load in (bpy.ops.scene_stager.open_file, bpy.ops.scene_stager.preset_load):
        with pytest.raises(RuntimeError) as refused:
            load(filepath=str(path))
        said = [line for line in str(refused.value).splitlines() if line.strip()]
        assert len(said) == 1, said
        assert len(said[0]) < 300
    assert dump.whole_file() == before
    assert switched(add_on) == settings


@pytest.mark.parametrize("ending", [".json", ".take.json", ".sh.json"])
@pytest.mark.parametrize("kind", ["gone", "folder"])
def test_what_is_no_file_is_refused_in_one_line(add_on, tmp_path, kind, ending):
    name = kind + ending
    if kind == "folder":
        (tmp_path / name).mkdir()
    with pytest.raises(RuntimeError) as refused:
        bpy.ops.scene_stager.open_file(filepath=str(tmp_path / name))
    assert len([line for line in str(refused.value).splitlines() if line.strip()]) == 1


def test_a_script_that_is_dropped_becomes_the_shot(add_on, tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(read_script(NAME).to_json())
    assert bpy.ops.scene_stager.open_file(filepath=str(path)) == {"FINISHED"}
    assert (add_on.scenario, add_on.script_path) == ("FILE", str(path))
    add_on.use_range, add_on.last_frame = True, 2
    assert bpy.ops.scene_stager.bake() == {"FINISHED"}
    assert bpy.context.scene.camera.name == "Camera"


def test_surroundings_that_are_dropped_light_the_scene(add_on, tmp_path):
    path = tmp_path / "dusk.sh.json"
    rows = [[0.5, 0.4, 0.3], *[[0.0, 0.0, 0.0]] * 8]
    head = {"schema": "scene_stager.sh", "version": 1, "name": "dusk"}
    path.write_text(json.dumps({**head, "coefficients": rows}))
    assert bpy.ops.scene_stager.open_file(filepath=str(path)) == {"FINISHED"}
    assert bpy.context.scene.world.name == "dusk"


def test_a_take_that_is_dropped_is_played(add_on, tmp_path):
    take = bake(NAME, frames=(5, 9))
    path = tmp_path / "shot.take.json"
    path.write_text(take.to_json())
    assert bpy.ops.scene_stager.open_file(filepath=str(path)) == {"FINISHED"}
    bpy.context.scene.frame_set(7)
    found = bpy.context.scene.camera.matrix_world.translation
    assert list(found) == pytest.approx(take.at("camera.translate_m", 7), abs=1e-4)
    assert any(remark.stand_in for remark in add_on.remarks)
    assert tuple(add_on.shot_range) == (5, 9)


def test_a_take_that_was_changed_by_somebody_is_refused(add_on, tmp_path):
    document = json.loads(bake(NAME, frames=(1, 2)).to_json())
    document["channels"][0]["values"][0] += 1.0
    path = tmp_path / "shot.take.json"
    path.write_text(json.dumps(document))
    with pytest.raises(RuntimeError, match="digest"):
        bpy.ops.scene_stager.open_file(filepath=str(path))
    assert len(bpy.data.objects) == 0


def test_a_take_too_large_to_be_one_is_not_even_opened(add_on, tmp_path, monkeypatch):
    monkeypatch.setattr("scene_stager.hosts.take_file.MOST_BYTES", 100)
    path = tmp_path / "shot.take.json"
    path.write_text(bake(NAME, frames=(1, 2)).to_json())
    with pytest.raises(RuntimeError, match="bytes, expected at most 100 bytes"):
        bpy.ops.scene_stager.open_file(filepath=str(path))
    assert len(bpy.data.objects) == 0


@pytest.mark.skipif(not hasattr(bpy.types, "FileHandler"), reason="Blender 4.1 and later")
def test_json_files_can_be_dropped_on_a_viewport_and_nowhere_else(add_on):
    from types import SimpleNamespace

    handler = bpy.types.SCENE_STAGER_FH_json
    assert handler.bl_file_extensions == ".json"
    assert handler.bl_import_operator == "scene_stager.open_file"
    area = SimpleNamespace
    assert handler.poll_drop(area(area=area(type="VIEW_3D")))
    assert not handler.poll_drop(area(area=area(type="IMAGE_EDITOR")))
    assert not handler.poll_drop(area(area=None))


NAMES = [
    "Мой пресет",
    "我的预设",
    "나의 프리셋",
    "Ночь 2",
    "Très près",
    "3 lamps",
    "プリセット" * 9,
]


def test_a_preset_may_be_called_anything_in_any_script_and_is_listed_as_it_is_called(add_on):
    from blender_addon.interface.presets import _title, presets

    from scene_stager.script.read import read_file

    for name in NAMES:
        assert bpy.ops.scene_stager.preset_save(name=name) == {"FINISHED"}
    kept = presets()
    assert len(kept) == len(NAMES)
    assert {_title(path, 0) for path in kept} == {name.strip() for name in NAMES}
    assert {read_file(path).name for path in kept} == {path.stem for path in kept}
    assert "tres_pres" in {path.stem for path in kept}
