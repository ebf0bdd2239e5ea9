"""The scenarios: what the reference table asks of each, and of all of them together."""

import pytest

from scene_stager.script.read import read_json, read_scenario, scenarios
from scene_stager.script.staging import try_move
from scene_stager.script.validate import validate
from scene_stager.shot.scenarios import scenario_texts

# Rig, focal length, stop, move and stock, from the table of starter scenarios.
TABLE = {
    "hero_dolly_push_in": ("dolly", 35, 2.8, "push_in", "vision3_500t"),
    "interview_three_point": ("tripod_locked", 85, 4, "hold", "vision3_250d"),
    "crane_reveal": ("technocrane", 25, 4, "reveal", "kodachrome_64"),
    "tabletop_product_orbit": ("moco", 100, 8, "orbit", "kodachrome_64"),
    "stadium_wire_flyover": ("wirecam", 18, 5.6, "flyover", "vision3_500t"),
    "golden_hour_drone_orbit": ("drone", 24, 5.6, "orbit", "vision3_250d"),
    "walk_and_talk_verite": ("handheld", 28, 2.8, "lead", "tri_x_400"),
    "vertigo_dolly_zoom": ("dolly", 50, 4, "push_in", "tri_x_400"),
}
every = pytest.mark.parametrize("name", sorted(scenario_texts()))


def test_the_starters_are_there():
    assert set(TABLE) <= set(scenario_texts())


@pytest.mark.parametrize("name", sorted(TABLE))
def test_has_the_rig_lens_move_and_stock_of_the_table(name):
    script = read_scenario(name)
    lens, rig = script.lens, script.rig
    found = (rig.rig, lens.focal_length_mm, lens.f_number, rig.move, script.stock.stock)
    assert found == TABLE[name]


@every
def test_has_no_mistake_and_goes_by_the_name_of_its_file(name):
    script = read_scenario(name)
    assert validate(script) == ()
    assert (script.name, bool(script.title), bool(script.logline)) == (name, True, True)
    assert read_json(scenario_texts()[name].encode()) == script


def test_no_two_share_a_seed():
    assert len({script.seed for script in scenarios().values()}) == len(scenarios())


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("hero_dolly_push_in", 8),
        ("crane_reveal", 12),
        ("tabletop_product_orbit", 6),
        ("vertigo_dolly_zoom", 5),
    ],
)
def test_the_move_takes_as_long_as_the_table_says(name, seconds):
    assert try_move(read_scenario(name)).move.curve.duration_s == pytest.approx(seconds, abs=1e-9)


@every
def test_the_move_is_over_before_the_shot_is(name):
    script = read_scenario(name)
    staging = try_move(script)
    end_s = staging.move.curve.breaks_s[-1]
    assert staging.goes_along or end_s < script.duration_s


def test_the_drone_flies_a_quarter_round_at_25_metres_and_climbs_8():
    staging = try_move(read_scenario("golden_hour_drone_orbit"))
    assert [staging.start_distance_m, staging.end_distance_m] == pytest.approx([25, 25])
    assert staging.end.heading_deg - staging.start.heading_deg == 90
    assert staging.end.height_m - staging.start.height_m == 8


def test_the_dolly_zoom_ends_at_20_mm():
    script = read_scenario("vertigo_dolly_zoom")
    staging = try_move(script)
    share = staging.end_distance_m / staging.start_distance_m
    assert script.lens.focal_length_mm * share == pytest.approx(20)
