"""A look and a move on a shot: what each brings, which counts, and how a move fits itself."""

from dataclasses import replace

import pytest

from scene_stager.errors import InputError
from scene_stager.maths.optics.framing import distance_for_size_m
from scene_stager.presets.put_on import moves, put_on
from scene_stager.script.borrowed_move import with_move
from scene_stager.script.read import read_script, scenarios
from scene_stager.script.validate import validate
from tests.presets.kept import keep_look_and_move

# A shot, and whose move it gets: every move once, near to far and far to near.
PAIRS = (
    ("crane_reveal", "hero_dolly_push_in"),
    ("golden_hour_drone_orbit", "tabletop_product_orbit"),
    ("hero_dolly_push_in", "crane_reveal"),
    ("interview_three_point", "stadium_wire_flyover"),
    ("stadium_wire_flyover", "golden_hour_drone_orbit"),
    ("tabletop_product_orbit", "vertigo_dolly_zoom"),
    ("crane_reveal", "interview_three_point"),
)
# No dolly has a hundred metres of track, and a dolly zoom needs a camera that moves.
IMPOSSIBLE = (
    ("stadium_wire_flyover", "hero_dolly_push_in"),
    ("vertigo_dolly_zoom", "interview_three_point"),
)


@pytest.fixture
def library(tmp_path, monkeypatch):
    keep_look_and_move(tmp_path, monkeypatch)


def test_nothing_asked_changes_nothing(library):
    shot = read_script("interview_three_point")
    assert put_on(shot, []).script == shot


def test_a_look_and_a_move_go_on_one_shot_and_each_brings_its_own(library):
    shot, look = read_script("interview_three_point"), read_script("vertigo_dolly_zoom")
    found = put_on(shot, ["dusk", "push"])
    script = found.script
    assert (script.lighting, script.stock) == (look.lighting, look.stock)
    assert (script.lens, script.framing.size) == (shot.lens, shot.framing.size)
    assert (script.rig.rig, script.rig.move) == ("dolly", "push_in")
    assert validate(script) == ()
    assert len(found.digests) == 2


def test_a_move_keeps_its_proportions_and_the_shot_its_size(library):
    shot, hero = read_script("interview_three_point"), read_script("hero_dolly_push_in")
    found = put_on(shot, ["push"])
    rig, lens = found.script.rig, shot.lens
    assert rig.from_distance_m / rig.to_distance_m == pytest.approx(
        hero.rig.from_distance_m / hero.rig.to_distance_m, rel=1e-3
    )
    away_m = distance_for_size_m(shot.framing.size, 1.75, lens.focal_length_mm, lens.sensor_mm[1])
    assert rig.to_distance_m == pytest.approx(float(away_m), rel=1e-3)
    assert found.lines == (
        "push: Distance where the move begins: 9.56 m, was 3 m",
        "push: Distance: 3.83 m, was 1.2 m",
    )


def test_of_two_that_differ_the_later_counts_and_it_is_said(library):
    shot = read_script("interview_three_point")
    one, other = (put_on(shot, names) for names in (["whole", "push"], ["push", "whole"]))
    assert "rig of push counts, not that of whole" in one.lines
    assert "rig of whole counts, not that of push" in other.lines
    assert (one.script.rig.rig, other.script.rig.rig) == ("dolly", "technocrane")
    assert one.script.lens == other.script.lens == read_script("crane_reveal").lens
    assert not any("counts" in line for line in put_on(shot, ["push", "push"]).lines)


def test_a_preset_that_is_not_there_is_named(library):
    with pytest.raises(InputError, match="expected one of: dusk, push, whole"):
        put_on(read_script("crane_reveal"), ["dusk", "pull"])
    with pytest.raises(InputError, match="at most 7"):
        put_on(read_script("crane_reveal"), ["dusk"] * 8)


def test_only_presets_that_bring_a_rig_are_moves(library):
    assert moves() == ("push", "whole")


@pytest.mark.parametrize(("name", "mover"), PAIRS)
def test_a_scenarios_move_fits_another_shot_and_only_the_move_changes(name, mover):
    shot, rig = scenarios()[name], scenarios()[mover].rig
    found = with_move(shot, rig)
    assert (validate(found.script), found.problem) == ((), "")
    assert (found.script.rig.rig, found.script.rig.move) == (rig.rig, rig.move)
    assert replace(found.script, rig=shot.rig, framing=shot.framing) == shot
    assert bool(found.lines) == (found.script.rig != rig)


@pytest.mark.parametrize(("name", "mover"), IMPOSSIBLE)
def test_a_move_that_no_rig_can_make_there_says_why(name, mover):
    found = with_move(scenarios()[name], scenarios()[mover].rig)
    assert found.problem
    assert validate(found.script)
