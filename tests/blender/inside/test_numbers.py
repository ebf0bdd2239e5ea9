"""Numbers in the panel: greyed they are the shot's own; what is fixed makes the rest give way."""

import json
from types import SimpleNamespace

import bpy
import pytest

from scene_stager.front_door import read_script
from scene_stager.script.own_values import rim_of
from tests.blender.inside.test_panel import drawn, why_grey


@pytest.fixture
def add_on(registered):
    return registered


def test_greyed_numbers_are_the_scenarios_own_and_ticking_one_changes_nothing(add_on):
    from blender_addon.own_numbers import FIELDS, values_of
    from blender_addon.wishes import script_from

    for name in ("interview_three_point", "golden_hour_drone_orbit"):
        add_on.scenario = name
        before = values_of(script_from(add_on))
        for switch in FIELDS:
            if all(before[path] is None for path, _ in FIELDS[switch]):
                continue  # nothing to take hold of: a camera that stands has no duration
            setattr(add_on, switch, True)
            assert values_of(script_from(add_on)) == before, switch
            setattr(add_on, switch, False)
        assert script_from(add_on) == read_script(name)
    shown = drawn("SCENE_STAGER_PT_numbers")
    for value in ("24 mm", "wide", "25 m", "5 m/s", "0.6", "2 stops", "1 to 312", "—"):
        assert value in shown


def test_a_rim_that_was_not_there_begins_so_low_that_nobody_sees_it_come(add_on):
    from blender_addon.wishes import script_from

    add_on.scenario = "golden_hour_drone_orbit"
    light = script_from(add_on).lighting
    assert rim_of(light) == "none"
    add_on.use_rim = True
    assert script_from(add_on).lighting.rim_stops == -10.0  # a thousandth of the key
    add_on.use_rim = False
    assert script_from(add_on).lighting == light


def test_frames_that_are_ticked_begin_as_the_whole_shot(add_on):
    add_on.scenario = "interview_three_point"
    add_on.use_range = True
    assert (add_on.first_frame, add_on.last_frame) == (1, 240)


def test_a_number_that_was_set_before_its_switch_stays(add_on):
    add_on.focal_length_mm = 50.0
    add_on.use_lens = True
    assert add_on.focal_length_mm == 50.0


def test_another_lens_moves_the_camera_and_the_panel_says_so(add_on):
    from blender_addon.wishes import script_from

    add_on.scenario = "interview_three_point"
    add_on.use_lens, add_on.focal_length_mm = True, 50.0
    assert script_from(add_on).rig.from_distance_m == pytest.approx(3.6 * 50 / 85, rel=1e-3)
    assert "Distance: 2.12 m, was 3.6 m" in drawn("SCENE_STAGER_PT_numbers")
    add_on.use_distance = True  # what the shot has now, not what the scenario has
    assert add_on.distance_m == pytest.approx(2.118, abs=1e-3)


def test_what_cannot_be_had_is_said_beside_the_button_that_changes_it(add_on):
    from blender_addon.wishes import script_from

    add_on.scenario, add_on.rig = "walk_and_talk_verite", "tripod_locked"
    shown = drawn("SCENE_STAGER_PT_main")
    assert any(line.startswith("Move: lead") for line in shown)
    assert "scene_stager.remedy" in shown
    assert "Move: lead" in why_grey()
    assert bpy.ops.scene_stager.remedy() == {"FINISHED"}
    assert add_on.rig == "OWN"
    assert script_from(add_on) == read_script("walk_and_talk_verite")
    assert not bpy.ops.scene_stager.remedy.poll()
    add_on.scenario = "hero_dolly_push_in"
    add_on.use_duration, add_on.duration_s = True, 0.4
    assert bpy.ops.scene_stager.remedy() == {"FINISHED"}
    assert add_on.duration_s == pytest.approx(3.1)


def test_the_scenarios_own_rig_and_film_are_named(add_on):
    add_on.scenario = "interview_three_point"
    names = {one.identifier: one for one in add_on.bl_rna.properties}
    assert names["rig"].name == "Rig"
    from blender_addon.choices import rig_items, stock_items

    assert rig_items(add_on, None)[0][1] == "Scenario's Locked tripod"
    assert "250D" in stock_items(add_on, None)[0][1]


def test_the_view_goes_to_the_camera(add_on):
    from blender_addon.interface.baking import look_through

    screen = next(s for s in bpy.data.screens if any(a.type == "VIEW_3D" for a in s.areas))
    views = [area.spaces.active.region_3d for area in screen.areas if area.type == "VIEW_3D"]
    assert [one.view_perspective for one in views] == ["PERSP"] * len(views)
    look_through(SimpleNamespace(screen=screen))
    assert [one.view_perspective for one in views] == ["CAMERA"] * len(views)
    look_through(SimpleNamespace(screen=None))  # a Blender without windows


def test_a_file_of_an_unsound_script_is_told_in_the_panels_words(add_on, tmp_path):
    script = json.loads(read_script("interview_three_point").to_json())
    script["lighting"] |= {"rim_mode": "none", "rim_stops": 1.0}
    unsound = tmp_path / "unsound.json"
    unsound.write_text(json.dumps(script), encoding="utf-8")
    add_on.scenario, add_on.script_path = "FILE", str(unsound)
    with pytest.raises(RuntimeError, match="Rim to Key: 1; it would take nothing while Rim is"):
        bpy.ops.scene_stager.bake()
