"""The camera's way is shown before the bake, follows the settings, and leaves nothing behind."""

import bpy
import numpy as np
import pytest

from scene_stager.front_door import bake, read_script
from tests.blender import dump

pytestmark = pytest.mark.blender

NAME = "hero_dolly_push_in"


@pytest.fixture
def add_on(registered):
    registered.scenario = NAME
    return registered


def path():
    return next((o for o in bpy.context.scene.objects if o.type == "CURVE"), None)


def points(index):
    spline = path().data.splines[index]
    found = np.empty(4 * len(spline.points), dtype=np.float32)
    spline.points.foreach_get("co", found)
    return found.reshape(-1, 4)[:, :3]


def rows(take, name):
    return np.array(list(take.channel(name).rows()))


def test_the_wire_is_the_way_of_camera_and_target(add_on):
    add_on.show_path = True
    take = bake(NAME)
    assert points(0) == pytest.approx(rows(take, "camera.translate_m"), abs=1e-4)
    assert points(1) == pytest.approx(rows(take, "target.translate_m"), abs=1e-4)
    camera, target = (rows(take, f"{one}.translate_m") for one in ("camera", "target"))
    for index, at in ((2, 0), (3, len(camera) // 2), (4, -1)):
        assert points(index) == pytest.approx(np.stack([camera[at], target[at]]), abs=1e-4)
    assert (path().hide_render, path().hide_select) == (True, True)


def test_small_cameras_stand_on_the_way_and_open_towards_the_target(add_on):
    add_on.show_path = True
    take = bake(NAME)
    camera, target = (rows(take, f"{one}.translate_m") for one in ("camera", "target"))
    for index, at in ((5, 0), (6, len(camera) // 2), (7, -1)):
        edges = points(index)
        assert np.sum(np.all(np.isclose(edges, camera[at], atol=1e-4), axis=1)) == 3
        gate = edges[:4] - camera[at]
        look = (target[at] - camera[at]) / np.linalg.norm(target[at] - camera[at])
        assert gate @ look == pytest.approx(np.full(4, gate[0] @ look), rel=1e-3)
        assert gate[0] @ look > 0.0
        assert gate.mean(axis=0) == pytest.approx(look * (gate[0] @ look), abs=1e-3)
        assert gate[2][2] > gate[1][2]  # the upper edge is up


def test_the_wire_is_seen_in_a_close_up_and_in_a_flyover(add_on):
    wide = {}
    for name in ("interview_three_point", "golden_hour_drone_orbit"):
        add_on.scenario = name
        add_on.show_path = True
        wide[name] = path().data.bevel_depth
    take = bake("golden_hour_drone_orbit")
    both = [rows(take, f"{one}.translate_m") for one in ("camera", "target")]
    size = np.ptp(np.concatenate(both), axis=0).max()
    assert wide["golden_hour_drone_orbit"] == pytest.approx(0.008 * size, rel=1e-4)
    assert wide["interview_three_point"] < 0.1 * wide["golden_hour_drone_orbit"]


def test_the_wire_follows_the_settings(add_on):
    add_on.show_path = True
    first, thing = points(0), path()
    add_on.rig = "handheld"
    second = points(0)
    assert not np.array_equal(first, second)
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 5, 14
    assert points(0) == pytest.approx(second[4:14], abs=1e-6)
    assert path() == thing
    bpy.context.scene.unit_settings.scale_length = 0.01
    add_on.seed = 2
    assert points(0) == pytest.approx(100.0 * second[4:14], rel=1e-6)


def test_a_script_with_mistakes_has_no_way_and_says_why(add_on, tmp_path):
    add_on.show_path = True
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"schema": "nothing"}')
    add_on.scenario, add_on.script_path = "FILE", str(wrong)
    assert path() is None
    assert "version: found nothing" in add_on.path_problem
    add_on.scenario = NAME
    assert path() is not None
    assert add_on.path_problem == ""


def test_it_is_gone_when_it_is_switched_off_and_after_the_bake(add_on):
    before = dump.objects()
    add_on.show_path = True
    add_on.show_path = False
    assert dump.objects() == before
    assert len(bpy.data.curves) == len(bpy.data.materials) == 0
    bpy.ops.scene_stager.preview_path()
    assert path() is not None
    add_on.use_range, add_on.last_frame = True, 3
    bpy.ops.scene_stager.bake()
    assert (path(), add_on.show_path, len(bpy.data.curves)) == (None, False, 0)
    assert not any(one.name.startswith("Stager") for one in bpy.data.materials)


def test_it_is_nobodys_target_and_a_bake_that_fails_keeps_it(add_on):
    add_on.show_path = True
    add_on.use_range, add_on.first_frame, add_on.last_frame = True, 1, 100_000
    assert "frames" in add_on.path_problem
    add_on.last_frame = 3
    thing = path()
    thing["role"] = "hero"
    with pytest.raises(RuntimeError):
        add_on.first_frame = add_on.last_frame = 100_000
        bpy.ops.scene_stager.bake()
    add_on.first_frame, add_on.last_frame = 1, 3
    bpy.ops.scene_stager.bake()
    assert any("has the role hero" in line.text for line in add_on.remarks)
    assert read_script(NAME).subject.selector == "role:hero"
