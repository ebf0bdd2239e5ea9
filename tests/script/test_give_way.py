# SPDX-License-Identifier: Apache-2.0
"""One number of a scenario changes and the rest gives way: every lens and every rig, on each."""

import re
from dataclasses import replace

import pytest

from scene_stager.script.field import rules_of
from scene_stager.script.give_way import followed, give_way
from scene_stager.script.own_values import own_values
from scene_stager.script.plain_words import DISTANCE
from scene_stager.script.read import scenarios
from scene_stager.script.scene_script import SLOTS
from scene_stager.script.stations import size_distance_m
from scene_stager.script.validate import validate
from scene_stager.shot.rigs import rigs

LENSES_MM = (18.0, 21.0, 25.0, 28.0, 35.0, 50.0, 75.0, 100.0, 135.0)
FIELDS = {name for slot in SLOTS.values() for name in rules_of(slot) if "_" in name}
# What no concession makes possible: an arm does not reach the roof of a stadium, and nobody who
# stands can hold somebody who walks right up to the lens.
IMPOSSIBLE = {
    ("stadium_wire_flyover", "technocrane"),
    ("walk_and_talk_verite", "moco"),
    ("walk_and_talk_verite", "technocrane"),
    ("walk_and_talk_verite", "tripod_locked"),
}


def in_a_panels_words(text: str) -> bool:
    words = set(re.findall(r"[a-z_]+", text))
    return bool(text) and not words & FIELDS and not re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]", text)


@pytest.mark.parametrize("lens_mm", LENSES_MM)
@pytest.mark.parametrize("name", list(scenarios()))
def test_any_lens_bakes_on_any_scenario_and_the_shot_size_stays_or_is_said(name, lens_mm):
    base = scenarios()[name]
    found = give_way(base, {"lens.focal_length_mm": lens_mm})
    assert validate(found.script) == ()
    assert found.script.lens.focal_length_mm == lens_mm
    size = found.script.framing.size
    if size != base.framing.size:
        assert any(line.startswith("Shot Size:") for line in found.lines)
    # As far off in proportion as its own lens had it: the head is as large in the picture.
    elif lens_mm != base.lens.focal_length_mm:
        before = own_values(base)[DISTANCE] / size_distance_m(base)
        assert own_values(found.script)[DISTANCE] / size_distance_m(found.script) == pytest.approx(
            before, rel=2e-3
        )
    assert all(in_a_panels_words(line) for line in found.lines)


@pytest.mark.parametrize("rig", list(rigs()))
@pytest.mark.parametrize("name", list(scenarios()))
def test_any_rig_bakes_on_any_scenario_or_it_says_what_to_change(name, rig):
    base = scenarios()[name]
    found = give_way(base, {"rig.rig": rig})
    if (name, rig) not in IMPOSSIBLE:
        assert validate(found.script) == ()
        assert found.script.rig.rig == rig
        assert all(in_a_panels_words(line) for line in found.lines)
        return
    assert in_a_panels_words(found.problem)
    assert (found.remedy.path, found.remedy.value) == ("rig.rig", None)
    assert in_a_panels_words(found.remedy.words)


@pytest.mark.parametrize("name", list(scenarios()))
def test_what_a_scenario_has_anyway_changes_nothing_when_it_is_asked_for(name):
    base = scenarios()[name]
    own = own_values(base)
    lens = {path: own[path] for path in ("lens.focal_length_mm", DISTANCE, "rig.rig")}
    for asked in (lens, {path: value for path, value in own.items() if value is not None}):
        found = give_way(base, asked)
        assert found.lines == ()
        assert own_values(found.script) == own


def test_a_longer_lens_moves_the_camera_and_a_distance_that_was_asked_for_stays():
    base = scenarios()["interview_three_point"]
    moved = give_way(base, {"lens.focal_length_mm": 50.0})
    assert moved.script.framing.size == base.framing.size
    assert moved.script.rig.from_distance_m == pytest.approx(3.6 * 50.0 / 85.0, rel=1e-3)
    assert moved.lines == ("Distance: 2.12 m, was 3.6 m",)
    stays = give_way(base, {"lens.focal_length_mm": 50.0, DISTANCE: 3.6})
    assert stays.script.rig.from_distance_m == 3.6
    assert stays.lines == ("Shot Size: medium, was medium close up",)


def test_three_that_cannot_be_had_together_are_told_with_the_distance_that_would_do():
    asked = {"lens.focal_length_mm": 50.0, DISTANCE: 12.0, "framing.size": "close_up"}
    found = give_way(scenarios()["interview_three_point"], asked)
    assert found.problem.startswith("Distance where the move begins: 12; it would take")
    assert found.remedy.path == DISTANCE
    mended = give_way(scenarios()["interview_three_point"], asked | {DISTANCE: found.remedy.value})
    assert mended.problem == ""
    assert mended.script.framing.size == "close_up"


def test_a_hurry_that_no_rig_can_make_is_told_with_the_duration_that_would_do():
    base = scenarios()["hero_dolly_push_in"]
    found = give_way(base, {"rig.duration_s": 0.4})
    assert found.problem.startswith("Duration: 0.4; it would take a longer move, at least 3.04")
    assert (found.remedy.path, found.remedy.value) == ("rig.duration_s", 3.1)
    mended = give_way(base, {"rig.duration_s": 3.1})
    assert mended.script.rig.duration_s == 3.1
    assert mended.script.rig.to_distance_m == base.rig.to_distance_m


def test_a_move_that_takes_longer_makes_the_shot_longer():
    slow = give_way(scenarios()["hero_dolly_push_in"], {"rig.duration_s": 20.0})
    assert slow.script.rig.duration_s == 20.0
    assert slow.lines == ("Frames of the shot: 493, was 240",)


def test_a_camera_that_stands_has_no_duration_and_says_so():
    found = give_way(scenarios()["interview_three_point"], {"rig.duration_s": 5.0})
    assert found.problem == "Duration: 5; it would take nothing, since hold stays where it is"
    assert (found.remedy.path, found.remedy.value) == ("rig.duration_s", None)


def test_a_rim_that_is_asked_for_where_there_is_none_is_put_up():
    found = give_way(scenarios()["crane_reveal"], {"lighting.rim_stops": 0.5})
    assert found.script.lighting.rim_mode == "backlight"
    assert found.lines == ("Rim: backlight, was none",)


ASKED = [
    {"lens.focal_length_mm": 14.0, "framing.size": "close_up", "lighting.rim_stops": 0.0},
    {"lens.focal_length_mm": 40.0, "rig.imperfection": 0.2, "lighting.key_stops": 1.0},
    {"lens.focal_length_mm": 85.0, "lens.verticals": "upright"},
    {"framing.size": "full", "rig.rig": "drone"},
]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", list(scenarios()))
def test_what_was_asked_for_is_what_is_baked_or_what_is_wrong_is_said(name, asked):
    found = give_way(scenarios()[name], asked)
    if found.problem:
        assert in_a_panels_words(found.problem)
        assert found.remedy is not None
        return
    assert validate(found.script) == ()
    own = own_values(found.script)
    assert {path: own[path] for path in asked} == asked


def passing_by(pace_m_s):
    """Somebody who walks past a tripod that stands 3.6 m off."""
    base = scenarios()["interview_three_point"]
    path = ((0.0, 0.0, 0.0, 0.0), (20.0, 0.0, -20.0 * pace_m_s, 0.0))
    return replace(base, subject=replace(base.subject, path=path))


def test_a_camera_stands_farther_off_where_its_head_could_not_follow():
    script = passing_by(3.0)
    assert [one.where for one in validate(script)] == ["subject.path"]
    found = followed(script, {})
    assert validate(found.script) == ()
    assert found.script.rig.from_distance_m > script.rig.from_distance_m
    assert found.lines[0].endswith("was 3.6 m")
    assert all(in_a_panels_words(line) for line in found.lines)


@pytest.mark.parametrize("fixed", [{DISTANCE: 3.6}, {"framing.size": "close_up"}])
def test_what_was_asked_for_stays_and_a_remedy_says_what_would_do(fixed):
    script = passing_by(3.0)
    found = followed(script, fixed)
    assert found.script == script
    assert in_a_panels_words(found.problem)
    assert in_a_panels_words(found.remedy.words)
    ((path, value),) = fixed.items()
    assert found.remedy.path == path
    assert found.remedy.value is None or found.remedy.value > value


def test_a_way_that_the_head_follows_changes_nothing():
    script = passing_by(0.1)
    assert followed(script, {DISTANCE: 3.6}).script is script
