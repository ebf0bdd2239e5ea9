"""Where a key may stand: over the floor, down a way that there is, on a rig that can carry it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from scene_stager.compiler import compile_script, emit_moks_plan
from scene_stager.moks.executor import execute
from scene_stager.script.read import read_script
from scene_stager.script.validate import validate

WALK, HERO, STILL, SUN = (
    read_script(name)
    for name in (
        "walk_and_talk_verite",
        "hero_dolly_push_in",
        "interview_three_point",
        "crane_reveal",
    )
)


def lit(script, **changes):
    return replace(script, lighting=replace(script.lighting, **changes))


def said(script):
    return [f"{m.where}: found {m.found}, expected {m.expected}" for m in validate(script)]


def lowest_m(script):
    """The lowest that any lamp gets over the shot."""
    take = execute(emit_moks_plan(compile_script(script))).take
    names = [n for n in take.names if n.startswith("light.") and n.endswith(".translate_m")]
    return min(np.asarray(take.channel(n).values).reshape(-1, 3)[:, 2].min() for n in names)


def test_a_key_under_the_floor_is_one_clear_line_that_says_how_low_it_may_stand():
    # The eyes are 1.63 m up: 3 m away that is asin(1.63 / 3) = 32.9 degrees down.
    assert said(lit(STILL, key_distance_m=3.0, key_elevation_deg=-40.0)) == [
        "lighting.key_elevation_deg: found -40, expected -32.9 or more"
    ]
    assert lowest_m(lit(STILL, key_distance_m=3.0, key_elevation_deg=-32.9)) > -0.01
    assert validate(lit(STILL, key_distance_m=1.5, key_elevation_deg=-90.0)) == ()


def test_a_key_that_the_rig_would_take_down_through_the_floor_is_refused():
    low = replace(HERO.rig, from_height_m=1.6, to_height_m=0.5)
    # The lamp begins 1.03 m over the eyes; the camera goes down by 1.1 m and it with that.
    sinking = lit(replace(HERO, rig=low), key_elevation_deg=-15.0)
    assert [line.split(":")[0] for line in said(sinking)] == ["lighting.key_elevation_deg"]
    rises = math.degrees(math.asin((-1.63 + 1.1) / 3.0))
    assert f"{rises:.1f} or more" in said(sinking)[0]
    assert lowest_m(lit(sinking, key_elevation_deg=round(rises, 1))) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("script", "changes", "where"),
    [
        (STILL, {"key_along_m": 2.0, "frame": "world"}, "lighting.key_along_m"),
        (WALK, {"frame": "target"}, "lighting.key_along_m"),
        (SUN, {"key_distance_m": 4.0}, "lighting.key_distance_m"),
        (SUN, {"key_along_m": 4.0}, "lighting.key_along_m"),
        (SUN, {"frame": "rig"}, "lighting.frame"),
        (STILL, {"receptor": "disc"}, "lighting.receptor"),
        (STILL, {"frame": "dolly"}, "lighting.frame"),
    ],
)
def test_what_a_lamp_cannot_be_asked_is_said(script, changes, where):
    assert [m.where for m in validate(lit(script, **changes))] == [where]


def test_a_world_key_stands_where_it_is_put_beside_the_way():
    take = execute(emit_moks_plan(compile_script(WALK)), frames=(1, 1)).take
    x_m, y_m, z_m = take.channel("light.key.translate_m").row(0)
    # The camera is 14 degrees to the subject's left hand, the walk goes straight to -y, and the key
    # stands 75 degrees further round, 9 m off and 40 degrees up from where 10.5 m are gone.
    level_m, heading = 9.0 * math.cos(math.radians(40.0)), math.radians(14.0 + 75.0)
    assert x_m == pytest.approx(level_m * math.sin(heading), abs=1e-6)
    assert y_m == pytest.approx(-10.5 - level_m * math.cos(heading), abs=1e-6)
    assert z_m == pytest.approx(1.63 + 9.0 * math.sin(math.radians(40.0)), abs=1e-6)


def test_the_receptor_of_a_script_is_what_its_hold_meters_with():
    by_dome, by_card = (
        execute(emit_moks_plan(compile_script(lit(WALK, receptor=one))), frames=(1, 1)).take
        for one in ("dome", "card")
    )
    light, target = (
        np.array(by_card.channel(f"{one}.translate_m").row(0)) for one in ("light.key", "target")
    )
    away_m = math.dist(light, target)
    # A card asks for distance alone: the fall of light of a square 4 m across, from 9 m to here.
    [turned] = by_card.channel("light.key.hold_stops").row(0)
    assert turned == pytest.approx(2.0 * math.log2(away_m / 9.0), abs=0.1)
    assert by_dome.channel("light.key.hold_stops").row(0)[0] > turned + 0.2
