"""The validator: all mistakes of all slots at once, and none where there is none."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from scene_stager.errors import InputError
from scene_stager.script.framing import Framing
from scene_stager.script.lens import Lens
from scene_stager.script.lighting import Lighting
from scene_stager.script.read import read_scenario, read_tree
from scene_stager.script.rig import Rig, on_rig
from scene_stager.script.scene_script import SLOTS, SceneScript
from scene_stager.script.validate import check, validate
from scene_stager.shot.rigs import rigs
from tests.strategies import scripts_sound_by_field, valid_scripts


def places(script):
    return [mistake.where for mistake in validate(script)]


def test_every_slot_is_judged_in_one_go():
    script = read_scenario("hero_dolly_push_in")
    wrong = {
        "subject": replace(script.subject, focus_height_m=3.0),
        "framing": replace(script.framing, view="back"),
        "rig": replace(script.rig, orbit_deg=20.0, preset="walk"),
        "lens": replace(script.lens, f_number=0.0),
        "lighting": replace(script.lighting, rim_mode="none"),
        "atmosphere": replace(script.atmosphere, phase=7.0),
        "stock": replace(script.stock, locked_ev=3.0),
    }
    said = places(replace(script, frame_count=0, **wrong))
    assert said[0] == "frame_count"
    assert {where.split(".")[0] for where in said[1:]} == set(SLOTS)
    assert len(said) == len(set(said))


def test_a_script_made_in_code_is_judged_like_one_that_was_read():
    script = SceneScript(lens=Lens(focal_length_mm=float("nan")), fps=(0, 1), seed=-1)
    assert places(script) == ["fps", "seed", "lens.focal_length_mm"]
    with pytest.raises(InputError, match="fps: found"):
        check(script)


def test_mistakes_in_one_slot_do_not_hide_those_between_others():
    script = SceneScript(
        lighting=Lighting(style="nowhere"),
        rig=Rig(rig="dolly", move="push_in", from_distance_m=3, to_distance_m=9),
    )
    assert places(script) == ["lighting.style", "rig.to_distance_m"]


def test_a_size_that_is_wrong_and_a_move_that_is_too_fast_are_both_said():
    script = read_scenario("hero_dolly_push_in")
    rig = replace(script.rig, from_distance_m=20.0, to_distance_m=8.0, duration_s=2.0)
    assert places(replace(script, rig=rig)) == ["rig.to_distance_m", "rig.duration_s"]


def test_unread_focus_does_not_hide_a_move_that_is_too_fast():
    script = read_scenario("hero_dolly_push_in")
    script = replace(script, rig=replace(script.rig, duration_s=1.0))
    script = replace(script, lens=replace(script.lens, focus_m=2.0))
    assert places(script) == ["lens.focus_m", "rig.duration_s"]


@pytest.mark.parametrize(("duration_s", "fits"), [(7.5, True), (7.51, False)])
def test_a_move_may_end_on_the_last_frame_and_not_after_it(duration_s, fits):
    framing = Framing(size="full")
    rig = Rig(rig="moco", move="push_in", from_distance_m=6.5, start_s=0.5, duration_s=duration_s)
    script = SceneScript(fps=(24, 1), frame_count=193, framing=framing, rig=rig)
    assert places(script) == ([] if fits else ["rig.duration_s"])


def test_a_zoom_beside_a_camera_that_holds_may_be_timed_and_must_fit():
    lens = Lens(focal_length_mm=35, zoom="zoom", to_focal_length_mm=70)
    script = SceneScript(lens=lens, rig=Rig(duration_s=5.0))
    assert places(script) == []
    assert places(replace(script, frame_count=120)) == ["frame_count"]
    assert places(replace(script, lens=Lens())) == ["rig.duration_s"]


@pytest.mark.parametrize("factor", [0.66, 0.68, 1.0, 1.49, 1.51])
def test_a_distance_may_be_half_as_far_again_as_its_size_says(factor):
    script = SceneScript(lens=Lens(focal_length_mm=50))
    full_m = 1.2 * 1.75 * 50 / 14.0
    rig = Rig(rig="tripod_locked", from_distance_m=factor * full_m)
    framing = replace(script.framing, size="full")
    wrong = places(replace(script, rig=rig, framing=framing))
    assert bool(wrong) == (not 1 / 1.5 <= factor <= 1.5)


@pytest.mark.parametrize("rig", sorted(rigs()))
@pytest.mark.parametrize("name", ["walk_and_talk_verite", "tabletop_product_orbit"])
def test_a_scenario_on_another_rig_is_sound_or_says_why_not(name, rig):
    script = read_scenario(name)
    wrong = validate(replace(script, rig=on_rig(script.rig, rig)))
    if script.rig.move not in rigs()[rig].moves:
        assert [mistake.where for mistake in wrong] == ["rig.move"]
        assert f"a move that a {rig} can make" in wrong[0].expected
    assert all(mistake.where.startswith("rig.") for mistake in wrong)


def test_another_rig_drops_what_belongs_to_the_first():
    rig = Rig(rig="handheld", preset="walk")
    assert on_rig(rig, "handheld") is rig
    assert on_rig(rig, "dolly") == Rig(rig="dolly")
    assert on_rig(Rig(rig="moco", pass_number=4), "drone").pass_number == 1


@settings(max_examples=60)
@given(scripts_sound_by_field())
def test_any_sound_fields_are_judged_without_a_traceback(script):
    for mistake in validate(script):
        assert str(mistake).count("\n") == 0
        assert mistake.where.split(".")[0] in (*SLOTS, "frame_count")


@settings(max_examples=25)
@given(valid_scripts())
def test_a_valid_script_passes(script):
    check(script)


@pytest.mark.parametrize("tree", [None, [], "text", 3, True])
def test_a_tree_that_is_no_object_is_no_script(tree):
    with pytest.raises(InputError, match="expected an object with the slots of a script"):
        read_tree(tree, "script")
